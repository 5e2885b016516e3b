"""Homes that older Datelines made open, are brought up to date with a copy kept, and answer.

``schemas`` holds what the code of each schema, from the history, wrote for the same four files, as SQLite dumps it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.errors import StoreUnusable
from corpus.store import schema, snapshot, takedowns
from corpus.store.last_run import FIRST, see_that_time_goes_on
from corpus.store.reading import StoreReader
from corpus.store.writing import StoreWriter
from index.answering.searcher import Searcher
from index.building.expunging import expunge
from index.building.updating import update
from tests.conftest import quiet

SCHEMAS = Path(__file__).parent / "schemas"
OLD = sorted(file.stem for file in SCHEMAS.glob("*.sql"))


def made(home: Path, version: str) -> bytes:
    """Make a home of an older schema; return its file."""
    home.mkdir()
    with closing(sqlite3.connect(home / "archive.db")) as store:
        store.executescript((SCHEMAS / f"{version}.sql").read_text("utf-8"))
    return (home / "archive.db").read_bytes()


def rebuilt(home: Path) -> None:
    update(home, [], full=False, reading=quiet, building=quiet)


def test_each_schema_that_there_was_is_tried() -> None:
    assert sorted(schema.STEPS) == OLD


@pytest.mark.parametrize("version", OLD)
def test_a_home_of_an_older_schema_answers_although_its_archive_is_gone(tmp_path: Path, version: str) -> None:
    home = tmp_path / "home"
    before = made(home, version)
    with closing(StoreReader(home)) as store:
        assert store.counts().articles == 3
    copy = home / f"archive-schema-{version}.db"
    assert (snapshot.damage(copy), snapshot.schema_of(copy)) == ("", version)
    with closing(sqlite3.connect(copy)) as kept, closing(sqlite3.connect(":memory:")) as old:
        old.deserialize(before)
        assert list(kept.iterdump()) == list(old.iterdump())
    rebuilt(home)
    assert [one.name for one in home.glob("archive*.db")] == ["archive.db"], "the copy goes with the first generation"
    searcher = Searcher(home, compiled=False)
    answer = searcher.answer("When was the bridge over the river opened?", datetime(2026, 1, 1, tzinfo=UTC).date())
    assert answer.matches[0].passage.text.startswith("VIENNA, 12 October 2019 - The mayor opened the bridge")
    searcher.close()
    assert snapshot.damage(home / "archive.db") == ""


def test_the_copy_put_back_is_the_store_of_before(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made(home, "3")
    StoreReader(home).close()
    for left in home.glob("archive.db*"):
        left.unlink()
    (home / "archive-schema-3.db").rename(home / "archive.db")
    assert snapshot.schema_of(home / "archive.db") == "3"


def test_a_takedown_leaves_no_copy(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made(home, "3")
    StoreReader(home).close()
    expunge(home, lambda connection: takedowns.take_down(connection, "r2", None))
    assert not list(home.glob("archive-schema*"))


def test_where_no_copy_can_be_kept_nothing_is_changed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    before = made(home, "2")
    (home / "archive-schema-2.db").mkdir()
    with pytest.raises(StoreUnusable, match="older schema and cannot be brought to schema 4"):
        StoreReader(home)
    assert (home / "archive.db").read_bytes() == before
    assert [one.name for one in home.glob("*.new")] == []


@pytest.mark.parametrize("ahead", [timedelta(minutes=30), timedelta(days=3)])
def test_a_clock_behind_the_last_run_is_told_unless_all_is_read_anew(tmp_path: Path, ahead: timedelta) -> None:
    now = datetime(2026, 11, 28, tzinfo=UTC)
    with StoreWriter(tmp_path, 1) as writer:
        writer.write_note("last_run", f'{{"at": "{(now + ahead).isoformat()}"}}')
        if ahead < timedelta(days=1):
            see_that_time_goes_on(writer, full=False, now=now)
        else:
            with pytest.raises(StoreUnusable, match=r"the clock says 2026-11-28 .* the last run was at 2026-12-01"):
                see_that_time_goes_on(writer, full=False, now=now)
        see_that_time_goes_on(writer, full=True, now=now)
        with pytest.raises(StoreUnusable, match="set the clock"):
            see_that_time_goes_on(writer, full=True, now=FIRST - timedelta(days=365))
