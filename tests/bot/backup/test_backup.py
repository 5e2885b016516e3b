"""A home goes into one file and back onto an empty machine, and answers as it did; nothing is lost where that fails."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from bot.alerts.keys import Keys
from bot.alerts.readers import Readers
from bot.backup.making import back_up
from bot.backup.restoring import restore
from bot.settings import Settings
from corpus.errors import BackupUnusable, StoreUnusable
from corpus.store.reading import StoreReader
from corpus.store.schema import between_homes
from corpus.store.writing import StoreWriter
from index.answering.searcher import Searcher
from index.building.locking import alone
from index.generations.keeping import RolledBack, dump, rolled_back
from index.ranking.learned import VERSION, WEIGHTS, as_toml, read_weights, shipped
from tests.bot.backup.conftest import untouched
from tests.bot.backup.making import members, repacked
from tests.conftest import SAMPLE, Run, clean_environment

QUESTION = "On what day did Kipchoge finish a marathon in Vienna?"
NOT_IN_IT = ["TELEGRAM_BOT_TOKEN", "DATELINE_READERS"]
TOKEN = "123456:a-token-that-nobody-may-see"
READER = "4711081547"
"""Long enough not to stand in a digest by chance."""


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    """A home that may be changed."""
    return untouched(sample_home, tmp_path / "home")


def answer(done: subprocess.CompletedProcess[str]) -> str:
    """Return an answer without how long it took."""
    assert done.returncode == 0, done.stderr
    return re.sub(r'"milliseconds": [\d.]+', "", done.stdout)


def test_an_empty_machine_answers_from_a_backup_as_the_old_one_did(
    dateline: Run, sample_home: Path, tmp_path: Path
) -> None:
    home, nobody = tmp_path / "old", tmp_path / "nobody"
    untouched(sample_home, home)
    (home / "dates.toml").write_text('"nothing/*" = "2019"\n')
    keys = Keys(bytes(32))
    Readers(home, keys).close()
    file = tmp_path / "b.tar.zst"
    told = {"TELEGRAM_BOT_TOKEN": TOKEN, "DATELINE_READERS": READER, "DATELINE_ARCHIVE_NAME": "The # paper"}
    made = dateline("--home", home, "backup", file, "--json", **told)
    said = json.loads(made.stdout)
    assert (said["articles"], said["generation"], said["left_out"]) == (
        46,
        1,
        ["TELEGRAM_BOT_TOKEN", "DATELINE_READERS"],
    )
    assert said["files"] == ["archive.db", "alerts.db", "settings.env", "dates.toml"]
    assert file.stat().st_mode & 0o777 == 0o600
    held = members(file)
    assert not any(word in data for word in (TOKEN.encode(), READER.encode()) for data in held.values())
    before = answer(dateline("--home", home, "ask", QUESTION, "--json"))
    shutil.rmtree(home)
    nobody.mkdir()
    new = tmp_path / "new" / "data"
    done = dateline("--home", new, "restore", file, HOME=str(nobody))
    assert (done.returncode, done.stdout.count("\n")) == (0, 1), done.stderr
    assert done.stdout.startswith(f"{new}: 46 articles, 176 passages, as of 20")
    assert "built anew" not in done.stdout
    assert answer(dateline("--home", new, "ask", QUESTION, "--json", HOME=str(nobody))) == before
    assert (new / "dates.toml").read_text() == '"nothing/*" = "2019"\n'
    with closing(Readers(new, keys)) as readers:
        assert readers.count() == 0
    assert 'DATELINE_ARCHIVE_NAME="The # paper"\n' in (new / "settings.env").read_text()
    shutil.copy(new / "settings.env", tmp_path / ".env")
    private = dateline("--home", new, "status")
    assert "DATELINE_READERS: must be numbers" in private.stderr, "nobody is let in before the readers are set again"
    (tmp_path / ".env").unlink()
    again = dateline("--home", new, "index", "--json")
    assert (json.loads(again.stdout)["changed"], json.loads(again.stdout)["built"]) == (0, False)
    assert sorted(one.name for one in new.iterdir() if one.suffix not in {".db-wal", ".db-shm"}) == [
        ".indexing", "alerts.db", "archive.db", "dates.toml", "index", "last-run.json", "settings.env",
    ]  # fmt: skip


def test_a_restored_store_is_another_so_that_no_bot_mixes_it_with_the_one_before(kept: Path, tmp_path: Path) -> None:
    restore(kept, tmp_path / "one")
    restore(kept, tmp_path / "two")
    one, two = (StoreReader(tmp_path / name) for name in ("one", "two"))
    assert one.store_id != two.store_id
    one.close()
    two.close()


def test_a_home_that_is_not_empty_is_left_alone_unless_told(home: Path, kept: Path) -> None:
    (home / "mine.txt").write_text("kept")
    with pytest.raises(BackupUnusable, match=r"is not empty, and nothing of it was changed; .* --replace"):
        restore(kept, home)
    (home / "archive.db").write_bytes(b"no database")
    (home / "archive.db-wal").write_bytes(b"of another")
    assert restore(kept, home, replace=True).contents is not None
    assert (home / "mine.txt").read_text() == "kept"
    assert not (home / "archive.db-wal").exists()
    searcher = Searcher(home, compiled=False)
    with pytest.raises(BackupUnusable, match=r"archive.db: is in use by another process, .*; stop the bot"):
        restore(kept, home, replace=True)
    searcher.close()
    with alone(home, "indexing"), pytest.raises(StoreUnusable, match="another dateline index is at work"):
        restore(kept, home, replace=True)


def test_without_an_index_one_is_built_of_the_store(home: Path, tmp_path: Path) -> None:
    array = home / "index" / "generation-000001" / "letters.npy"
    array.write_bytes(array.read_bytes()[:-1] + b"\xff")
    made = back_up(Settings(home=home), tmp_path / "b")
    assert (made.contents.generation, "letters.npy: is damaged" in made.index) == (None, True)
    assert restore(tmp_path / "b", tmp_path / "new").built
    searcher = Searcher(tmp_path / "new", compiled=False)
    searcher.close()


def test_what_was_tuned_and_a_rollback_that_holds_are_restored(dateline: Run, home: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "b", tmp_path / "new"
    stamp = {"version": VERSION, "learned_from": 7}
    (home / WEIGHTS).write_text(as_toml(replace(shipped(), stamp=stamp)))
    assert dateline("--home", home, "index", "--again").returncode == 0
    assert dateline("--home", home, "index", "--rollback").returncode == 0
    held = rolled_back(home / "index")
    assert held is not None
    back_up(Settings(home=home), file)
    restore(file, new)
    assert read_weights(new / WEIGHTS).stamp == stamp
    found = rolled_back(new / "index")
    assert found is not None
    assert (found.answers, found.instead_of, found.since) == (held.answers, held.instead_of, held.since)
    run = dateline("--home", new, "index", "--json")
    assert (json.loads(run.stdout)["built"], rolled_back(new / "index")) == (False, found), "the next run stays with it"


def test_a_note_of_a_rollback_that_would_write_to_the_terminal_is_left_out(kept: Path, tmp_path: Path) -> None:
    note = RolledBack(1, 2, "\x1b]0;x\x07", "x:y")
    bad = repacked(tmp_path / "bad", members(kept) | {"index/rolled-back": dump(note).encode()})
    restore(bad, tmp_path / "new")
    assert not (tmp_path / "new" / "index" / "rolled-back").exists()


def test_a_device_or_a_pipe_is_not_replaced_by_a_backup(home: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BackupUnusable, match="pipe: is no plain file"):
        back_up(Settings(home=home), tmp_path / "pipe")
    assert (tmp_path / "pipe").is_fifo()


def test_a_damaged_store_is_not_backed_up_and_the_backup_before_stays(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "b"
    file.write_text("the one before")
    with (home / "archive.db").open("r+b") as stream:
        stream.seek(40960)
        stream.write(b"\xff" * 8192)
    with pytest.raises(StoreUnusable, match=r"archive.db: (is damaged|cannot be copied)"):
        back_up(Settings(home=home), file)
    assert (file.read_text(), sorted(one.name for one in tmp_path.iterdir())) == ("the one before", ["b", "home"])


def test_a_home_is_backed_up_while_another_process_writes(home: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(home / "archive.db", isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("DELETE FROM articles")
        made = back_up(Settings(home=home), tmp_path / "b")
        writing.execute("ROLLBACK")
    assert made.contents.articles == 46


@pytest.mark.parametrize("stop", range(1, 12))
def test_a_restore_that_stops_at_any_step_of_the_switch_is_ended_by_the_next(
    kept: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    steps = iter(range(1, 100))
    moved = Path.replace

    def moving(self: Path, target: Path) -> Path:
        if next(steps) == stop:
            raise KeyboardInterrupt
        return moved(self, target)

    with monkeypatch.context() as patched, suppress(KeyboardInterrupt):  # the last steps are more than it has
        patched.setattr(Path, "replace", moving)
        restore(kept, home, replace=True)
    if between_homes(home):
        with pytest.raises(StoreUnusable, match="run dateline restore once more"):
            StoreReader(home)
        with pytest.raises(StoreUnusable, match="run dateline restore once more"), StoreWriter(home, 2):
            pass
        assert restore(tmp_path / "not there", home).contents is None
    Searcher(home, compiled=False).close()
    assert not (home / ".restoring").exists()


KILLED = """
import os, signal, sys, threading
from bot.cli.main import main
threading.Timer(float(sys.argv.pop(1)), lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
main()
"""


def killed(seconds: float, home: Path, *words: str | Path) -> int:
    """Run a command that is killed after some seconds; return its exit status."""
    command = [sys.executable, "-c", KILLED, str(seconds), "--home", str(home), *map(str, words)]
    environment = clean_environment(PYTHONPATH=str(SAMPLE.parents[1]), PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert "Traceback" not in done.stderr
    return done.returncode


def test_whatever_is_killed_leaves_the_backup_before_and_a_home_that_the_next_restore_makes(
    kept: Path, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "b"
    shutil.copy(kept, file)
    ends = [killed(0.3 + 0.05 * number, home, "backup", file) for number in range(4)]
    assert -signal.SIGKILL in ends
    restore(file, tmp_path / "whole")
    back_up(Settings(home=home), file)
    assert not (tmp_path / ".b.making").exists()
    new = tmp_path / "new"
    ends = [killed(0.3 + 0.05 * number, new, "restore", file, "--replace") for number in range(4)]
    assert -signal.SIGKILL in ends
    while restore(file, new, replace=True).contents is None:
        pass
    assert sorted(one.name for one in new.iterdir()) == [".indexing", "archive.db", "index", "settings.env"]
