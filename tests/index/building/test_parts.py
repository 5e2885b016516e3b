"""An archive read part by part gives the home of one process: all rows of the store, all bytes of the index."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from corpus.dating.horizon import horizon_on
from corpus.errors import PartsUnusable
from corpus.parts.reading import read_part
from corpus.parts.share import Share
from index.building.updating import Update, update
from tests import forking
from tests.conftest import SAMPLE, clean_environment, quiet
from tests.corpus.making import fill, pack
from tests.index.making import FACTS, filler, write_records

CLOCK = {"indexed_at", "taken_down_at"}
OWN_NOTES = "('store_id', 'built', 'built before', 'last_run', 'copies', 'boilerplate')"
"""Notes in which the id of the store or a time stands."""


def rows(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table with its number, but for times and what tells a store from any other."""
    with closing(sqlite3.connect(home / "archive.db")) as store:
        found = {}
        for (table,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            columns = [row[1] for row in store.execute(f"PRAGMA table_info({table})") if row[1] not in CLOCK]
            some = f"WHERE key NOT IN {OWN_NOTES}" if table == "meta" else ""
            order = "key" if table == "meta" else "rowid"
            sql = f"SELECT {order}, {', '.join(columns)} FROM {table} {some} ORDER BY 1"  # noqa: S608 - our own names
            found[table] = store.execute(sql).fetchall()
        return found


def arrays(home: Path) -> dict[str, bytes]:
    """Return the bytes of every array of the newest generation."""
    folder = max((home / "index").glob("generation-*"))
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name != "manifest.json"}


def assert_same(home: Path, other: Path) -> None:
    """Make sure that two homes are the same."""
    assert rows(home) == rows(other)
    assert arrays(home) == arrays(other)


def read_parts(home: Path, *roots: Path, of: int = 3, full: bool = False) -> int:
    """Read all parts of some archives, and return how many items were."""
    horizon = horizon_on(date.today())  # noqa: DTZ011 - as a run does
    read = (
        read_part(home, list(roots), Share(of, number + 1), home / "parts", full=full, horizon=horizon).read
        for number in range(of)
    )
    return sum(read)


def merge(home: Path, *roots: Path, force: bool = False, full: bool = False) -> Update:
    """Merge the parts of some archives."""
    return update(home, list(roots), full=full, reading=quiet, building=quiet, force=force, parts=home / "parts")


def alone(home: Path, *roots: Path, force: bool = False, full: bool = False) -> Update:
    """Read some archives as one process does."""
    return update(home, list(roots), full=full, reading=quiet, building=quiet, force=force)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive with a file of records, an archive file, copies, and corrections."""
    folder = fill(
        tmp_path / "archive",
        {
            f"{n}.md": f"---\ntitle: Mill {n}\n---\n\nThe mill of town {n} was sold in May 20{n}.\n"
            for n in range(10, 22)
        },
    )
    write_records(folder / "wire.jsonl", [*FACTS, *filler(60)])
    pack(
        folder / "old.tar.xz",
        {"11.md": "# Mill 11\n\nThe mill of town 11 was sold in May 2011.\n", "a.md": "# A\n\nSalt."},
    )
    return fill(folder, {"dates.toml": '"12.md" = "2012-05-03"\n'})


def test_four_processes_give_the_home_of_one(tmp_path: Path, sample_home: Path) -> None:
    home = tmp_path / "home"
    command = [sys.executable, "-m", "bot", "--home", str(home), "index", str(SAMPLE)]
    environment = clean_environment(PYTHONPATH=str(SAMPLE.parents[1]))
    parts = [
        forking.Process[str]([*command, "--part", f"{n}/4"], env=environment, stdout=-1, text=True) for n in range(1, 5)
    ]
    told = [part.communicate(timeout=120)[0] for part in parts]
    assert all("when all 4 are there: dateline index --merge" in one for one in told), told
    done = forking.run([*command, "--merge"], env=environment, capture_output=True, text=True, check=True, timeout=120)
    assert "stood in no part" not in done.stderr
    assert_same(home, sample_home)
    assert not list((home / "parts").iterdir())


def test_a_later_run_by_parts_reads_only_what_is_new_and_does_as_one_process(tmp_path: Path, archive: Path) -> None:
    one, several = tmp_path / "one", tmp_path / "several"
    assert alone(one, archive).generation == 1
    shutil.copytree(one, several)
    write_records(archive / "wire.jsonl", [*FACTS[1:], *filler(70)])
    (archive / "10.md").unlink()
    fill(archive, {"13.md": "---\ntitle: Mill 13\n---\n\nThe mill of town 13 was never sold.\n", "dates.toml": ""})
    assert read_parts(several, archive) == 11
    done, other = merge(several, archive), alone(one, archive)
    assert (done.tally, done.missed) == (other.tally, 0)
    assert_same(several, one)


def test_an_archive_most_of_which_is_gone_is_refused_and_its_parts_stay_until_it_is_forced(
    tmp_path: Path, archive: Path
) -> None:
    one, several = tmp_path / "one", tmp_path / "several"
    alone(one, archive)
    shutil.copytree(one, several)
    for file in archive.glob("*.md"):
        file.unlink()
    read_parts(several, archive)
    assert merge(several, archive).refused
    assert (several / "parts" / "1-of-3.db").exists()
    assert not merge(several, archive, force=True).refused
    alone(one, archive, force=True)
    assert_same(several, one)


def test_several_archives_are_read_anew_by_parts_as_by_one_process(tmp_path: Path, archive: Path) -> None:
    letters = fill(tmp_path / "letters", {"1.txt": "A letter\n\nOf 3 May 2001.", "archive.toml": 'language = "en"\n'})
    one, several = tmp_path / "one", tmp_path / "several"
    for home in (one, several):
        alone(home, archive, letters)
    assert read_parts(several, archive, letters, of=2) == 0
    assert read_parts(several, archive, letters, of=2, full=True) == 80
    assert merge(several, archive, letters, full=True).missed == 0
    alone(one, archive, letters, full=True)
    assert_same(several, one)


def test_what_was_changed_after_its_part_was_read_is_read_where_it_is_merged_and_counted(
    tmp_path: Path, archive: Path
) -> None:
    several = tmp_path / "several"
    read_parts(several, archive)
    fill(archive, {"new.md": "# New\n\nThe mill of town 30 was burnt.", "20.md": "# Other\n\nThe mill of 20 stands."})
    assert merge(several, archive).missed == 2
    alone(tmp_path / "one", archive)
    assert_same(several, tmp_path / "one")


def test_a_merge_that_is_interrupted_is_carried_on_by_the_same_call(tmp_path: Path, archive: Path) -> None:
    def stop(done: int, *_: object) -> None:
        if done:
            raise KeyboardInterrupt

    one, several = tmp_path / "one", tmp_path / "several"
    read_parts(several, archive)
    with pytest.raises(KeyboardInterrupt):
        update(several, [archive], full=False, reading=stop, building=quiet, parts=several / "parts")
    assert merge(several, archive).missed == 0
    alone(one, archive)
    assert_same(several, one)


def test_parts_that_leave_out_what_another_home_knows_are_refused(tmp_path: Path, archive: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    alone(home, archive)
    read_parts(home, archive)
    shutil.copytree(home / "parts", other / "parts")
    with pytest.raises(PartsUnusable, match="leaves out what the store of another home knows"):
        merge(other, archive)


def test_an_archive_that_was_read_otherwise_is_told(tmp_path: Path, archive: Path) -> None:
    home = tmp_path / "home"
    read_parts(home, archive)
    fill(archive, {"archive.toml": 'date_order = "dmy"\n'})
    with pytest.raises(PartsUnusable, match=r"14 of 14 files are not as they were .*archive\.toml says something else"):
        merge(home, archive)
