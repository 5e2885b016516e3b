"""The table of failures in docs/operations.md: each is brought about for real, and says its message."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest

from bot.alerts.keys import Keys, write_new
from bot.alerts.readers import Readers
from index.building.locking import alone
from tests.bot.breaking import Case, Step, mounted, powerless
from tests.botapi import BotApi
from tests.conftest import SAMPLE

DOCUMENT = Path(__file__).parents[2] / "docs" / "operations.md"
NETWORKED = """
import sys
from pathlib import Path
from corpus import file_system
file_system.MOUNTS = Path(sys.argv.pop(1))
from bot.cli.main import main
main()
"""


@contextmanager
def full(case: Case) -> Step:
    size = sum(file.stat().st_size for file in case.home.rglob("*") if file.is_file())
    news = case.folder / "news"
    news.mkdir()
    for number in range(400):
        (news / f"{number}.txt").write_text(
            f"The bridge number {number} was opened by the mayor of town {number}. " * 40
        )
    with mounted(case, size + (500 << 10)):
        case.home = shutil.copytree(case.home, case.folder / "disk" / "home")
        case.words = ["index", str(news)]
        yield


@contextmanager
def tiny(case: Case) -> Step:
    with mounted(case, 16 << 10):
        case.home = case.folder / "disk" / "home"
        case.words = ["index", str(SAMPLE)]
        yield


@contextmanager
def read_only(case: Case) -> Step:
    with mounted(case, 8 << 20):
        case.home = shutil.copytree(case.home, case.folder / "disk" / "home")
        for left in case.home.glob("archive.db-*"):
            left.unlink()
        case.run("status")
        subprocess.run(["mount", "-o", "remount,ro", case.folder / "disk"], check=True)
        yield


@contextmanager
def damaged(case: Case) -> Step:
    for left in case.home.glob("archive.db-*"):
        left.unlink()
    with (case.home / "archive.db").open("r+b") as store:
        store.seek(4096)
        store.write(b"\xff" * 150_000)
    case.words = ["ask", "Kipchoge"]
    yield


def asking(change: Callable[[Case], object]) -> Callable[[Case], object]:
    """Return what makes a change after which somebody asks."""

    def make(case: Case) -> None:
        case.words = ["ask", "Kipchoge"]
        change(case)

    return make


def no_store(case: Case) -> None:
    for left in case.home.glob("archive.db-*"):
        left.unlink()
    (case.home / "archive.db").write_text("no database " * 400)


def nowhere(case: Case) -> None:
    shutil.rmtree(case.home)


def a_file(case: Case) -> None:
    shutil.rmtree(case.home)
    case.home.write_text("")
    case.settings = {"DATELINE_HOME": str(case.home)}


def other_format(case: Case) -> None:
    said = json.loads((case.generation / "manifest.json").read_text())
    (case.generation / "manifest.json").write_text(json.dumps(said | {"format": 6}))


def cut_off(case: Case) -> None:
    os.truncate(case.generation / "letters.npy", 200)


def unwritable(case: Case) -> None:
    case.run("ask", "Kipchoge")  # SQLite keeps its notes of readers from now on
    for one in (case.home, *case.home.rglob("*")):
        one.chmod(0o555 if one.is_dir() else 0o444)
    powerless(case)


def unreadable(case: Case) -> None:
    (case.home / "archive.db").chmod(0)
    case.words = ["ask", "Kipchoge"]
    powerless(case)


def later(case: Case) -> None:
    case.change("UPDATE meta SET value = json_set(value, '$.at', '2099-01-01T00:00:00+00:00') WHERE key = 'last_run'")


def networked(case: Case) -> None:
    mounts = case.folder / "mounts"
    mounts.write_text(f"27 1 8:1 / / rw - ext4 /dev/root rw\n31 27 0:40 / {case.home} rw - nfs4 server:/srv rw\n")
    case.before = ["-c", NETWORKED, str(mounts)]
    case.words = ["takedown", "not there"]


@contextmanager
def at_work(case: Case) -> Step:
    with alone(case.home, "indexing"):
        yield


def most_gone(case: Case) -> None:
    news = case.folder / "news"
    news.mkdir()
    for number in range(20):
        (news / f"{number}.txt").write_text(f"The bridge number {number} was opened by the mayor.")
    assert case.run("index", str(news)).returncode == 0
    for number in range(19):
        (news / f"{number}.txt").unlink()
    case.words = ["index", str(news)]


def wrong_setting(case: Case) -> None:
    case.settings["DATELINE_WORKERS"] = "many"
    case.words = ["status"]


def no_token(case: Case) -> None:
    case.words = ["bot"]


@contextmanager
def wrong_token(case: Case) -> Step:
    with BotApi() as api:
        case.settings = {"TELEGRAM_BOT_TOKEN": "123456:" + "A" * 35, "TELEGRAM_API_URL": api.url}
        case.words = ["bot"]
        yield


@contextmanager
def port_taken(case: Case) -> Step:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        case.words = ["serve", "--listen", f"127.0.0.1:{taken.getsockname()[1]}"]
        yield


def other_key(case: Case) -> None:
    Readers(case.home, Keys(bytes(32))).close()
    write_new(case.folder / "key")
    case.settings["DATELINE_ALERTS_KEY_FILE"] = str(case.folder / "key")
    case.words = ["alerts"]


def bad_backup(case: Case) -> None:
    file = case.folder / "b.tar.zst"
    assert case.run("backup", str(file)).returncode == 0
    os.truncate(file, file.stat().st_size // 2)
    case.words = ["restore", str(file), "--replace"]


def not_empty(case: Case) -> None:
    case.words = ["restore", "no-matter-which"]


def half_restored(case: Case) -> None:
    (case.home / ".restoring" / "new").mkdir(parents=True)
    (case.home / ".restoring" / "switching").touch()
    case.words = ["ask", "Kipchoge"]


PROVOKED: dict[str, Callable[[Case], object]] = {
    "the disk is full while indexing": full,
    "the disk is full at the first run": tiny,
    "the disk is read-only": read_only,
    "the store is damaged": damaged,
    "the store is none": asking(no_store),
    "there is no home": asking(nowhere),
    "the home is a file": asking(a_file),
    "there is no index": asking(lambda case: (case.home / "index" / "current").unlink()),
    "the index is cut off": asking(cut_off),
    "the pointer is damaged": asking(lambda case: (case.home / "index" / "current").write_text("../other")),
    "the index is of another Dateline": asking(other_format),
    "index and store are of different homes": asking(
        lambda case: case.change("UPDATE meta SET value = 'x' WHERE key = 'store_id'")
    ),
    "the store is of a newer Dateline": asking(
        lambda case: case.change("UPDATE meta SET value = '9' WHERE key = 'schema_version'")
    ),
    "the home may not be written": unwritable,
    "the store may not be read": unreadable,
    "the clock is wrong": later,
    "the home is on a network": networked,
    "another run is at work": at_work,
    "most of an archive's files are gone": most_gone,
    "a setting is wrong": wrong_setting,
    "the token is missing": no_token,
    "the token is wrong": wrong_token,
    "the page's port is taken": port_taken,
    "the alerts' key is another": other_key,
    "a backup is damaged": bad_backup,
    "a backup goes into a home that is not empty": not_empty,
    "a restore was interrupted": half_restored,
}


def table() -> dict[str, tuple[str, str, bool]]:
    """Return the rows of the table: message, cure, and whether questions are answered meanwhile."""
    lines = DOCUMENT.read_text("utf-8").partition("<!-- failures")[2].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")][1:]
    return {when: (message.strip("`"), cure, answers == "yes") for when, message, cure, answers in rows}


def test_each_failure_that_is_documented_is_brought_about_and_no_other() -> None:
    assert list(table()) == list(PROVOKED)
    assert all(message and cure for message, cure, _ in table().values())


@pytest.mark.skipif(sys.platform != "linux", reason="disks and users as Linux has them")
@pytest.mark.parametrize("when", PROVOKED)
def test_a_failure_says_its_message_and_what_was_there_answers(sample_home: Path, tmp_path: Path, when: str) -> None:
    message, _, answers = table()[when]
    case = Case(shutil.copytree(sample_home, tmp_path / "home"), tmp_path)
    made = PROVOKED[when](case)
    with made if isinstance(made, AbstractContextManager) else nullcontext():
        done = case.run(*case.words)
        pattern = re.sub("(?<![A-Z_])HOME", lambda _: re.escape(str(case.home)), re.escape(message)).replace("…", ".*")
        assert re.search(pattern, done.stderr), done.stderr
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
        if answers:
            answer = case.run("ask", "Kipchoge marathon in Vienna", "--top", "1")
            assert "Kipchoge runs a marathon" in answer.stdout, answer.stderr
