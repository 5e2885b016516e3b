"""Stores that cannot be used are refused with what, where and the cure."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import StoreUnusable
from corpus.store.reading import StoreReader
from corpus.store.writing import StoreWriter
from tests.corpus.making import fill, ingested, record, texts


@pytest.fixture
def filled(home: Path, archive: Path) -> Path:
    """A store of 60 articles."""
    ingested(
        home, fill(archive, {"wire.jsonl": b"".join(record(id=n, text=f"Words of {n}. " * 20) for n in range(60))})
    )
    return home


def change_version(home: Path, value: str | None) -> None:
    """Write another schema version into a store, or none at all."""
    with closing(sqlite3.connect(home / "archive.db")) as connection:
        if value is None:
            connection.execute("DELETE FROM meta WHERE key = 'schema_version'")
        else:
            connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", (value,))
        connection.commit()


def test_a_store_that_is_not_there_names_the_command_that_makes_one(home: Path) -> None:
    with pytest.raises(StoreUnusable, match=r"archive\.db: there is no archive yet; run: dateline index PATH"):
        StoreReader(home)


@pytest.mark.parametrize("version", ["5", "0", "999", None])
def test_a_store_of_another_version_is_refused_for_reading_and_for_writing(filled: Path, version: str | None) -> None:
    change_version(filled, version)
    for use in (StoreReader, lambda home: StoreWriter(home, 2)):
        with pytest.raises(
            StoreUnusable, match=r"archive\.db: its schema is version .*; use the Dateline that wrote it"
        ):
            use(filled)


def test_a_store_whose_version_is_no_number_is_refused(filled: Path) -> None:
    change_version(filled, "two")
    with pytest.raises(StoreUnusable):
        StoreReader(filled)


def test_a_file_that_is_no_database_is_refused_for_reading_and_for_writing(home: Path) -> None:
    fill(home, {"archive.db": b"This is no database at all. " * 200})
    for use in (StoreReader, lambda home: StoreWriter(home, 1)):
        with pytest.raises(StoreUnusable, match=r"archive\.db: cannot be .*move (it|the file) away and index again"):
            use(home)
    assert (home / "archive.db").read_bytes().startswith(b"This is no database")


@pytest.mark.parametrize("kind", ["empty", "foreign"])
def test_a_database_that_is_not_ours_is_refused(home: Path, kind: str) -> None:
    fill(home, {"archive.db": b""})
    if kind == "foreign":
        with closing(sqlite3.connect(home / "archive.db")) as connection:
            connection.execute("CREATE TABLE notes (text)")
            connection.commit()
    with pytest.raises(StoreUnusable, match=r"cannot be read .*; move it away and index again"):
        StoreReader(home)


def test_a_database_of_somebody_else_is_never_written(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(home / "archive.db")) as connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.commit()
        with pytest.raises(StoreUnusable, match="move it away and index again"):
            StoreWriter(home, 1)
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks for open files in /proc")
def test_a_store_that_is_refused_is_not_left_open(filled: Path) -> None:
    change_version(filled, "999")
    for use in (StoreReader, lambda home: StoreWriter(home, 2)):
        with pytest.raises(StoreUnusable) as refused:
            use(filled)
        assert not opened(filled), refused  # it holds what the one that failed had


def opened(home: Path) -> list[str]:
    """Return the files of a store that this process has open."""
    links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return [file for file in (str(link.readlink()) for link in links) if file.startswith(str(home / "archive.db"))]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks for open files in /proc")
def test_a_thread_that_ends_leaves_no_store_open(filled: Path) -> None:
    counts = []
    with closing(StoreReader(filled)) as store:
        for _ in range(4):
            reading = threading.Thread(target=store.counts)
            reading.start()
            reading.join()
            counts.append(len(opened(filled)))
    assert len(set(counts)) == 1, counts  # SQLite keeps one for the next, as long as another is in use


def test_an_empty_file_becomes_a_store_when_it_is_written(home: Path) -> None:
    fill(home, {"archive.db": b""})
    StoreWriter(home, 1).close()
    assert texts(home) == {}


def test_a_home_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnusable, match="cannot be opened for writing"):
        StoreWriter(tmp_path / "file" / "home", 1)


@pytest.mark.parametrize("page", [2, 8], ids=["opened", "asked"])
def test_a_store_that_is_damaged_further_down_is_refused_when_it_is_read(filled: Path, page: int) -> None:
    data = bytearray((filled / "archive.db").read_bytes())
    for start in range(page * 4096, len(data), 4096):
        data[start : start + 64] = b"\xff" * 64
    (filled / "archive.db").write_bytes(data)
    with pytest.raises(StoreUnusable, match=r"archive\.db: cannot be read .*; move it away and index again"):
        read_all(filled)


def read_all(home: Path) -> None:
    """Ask a store for everything that it holds."""
    with closing(StoreReader(home)) as store:
        list(store.live_passages())


def test_a_day_that_is_none_is_refused_when_it_is_read(filled: Path) -> None:
    with closing(sqlite3.connect(filled / "archive.db")) as connection:
        connection.execute("UPDATE articles SET published_from = 'soon'")
        connection.commit()
    with closing(StoreReader(filled)) as store:
        for asked in (
            lambda: list(store.live_passages()), lambda: list(store.articles()), store.counts,
            lambda: store.whole_articles("1"),
        ):  # fmt: skip
            with pytest.raises(StoreUnusable, match="cannot be read"):
                asked()


def test_what_goes_wrong_while_a_store_is_written_is_told_with_its_cure(filled: Path) -> None:
    with (
        pytest.raises(StoreUnusable, match=r"archive\.db: cannot be written .*; check the disk"),
        StoreWriter(filled, 2) as writer,
    ):
        writer.connection.execute("DELETE FROM articles_that_are_gone")


def test_the_reading_side_cannot_write(filled: Path) -> None:
    with closing(StoreReader(filled)) as store, pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.connection.execute("DELETE FROM articles")


def test_a_home_with_signs_in_its_name_that_mean_something_in_an_address_is_a_home(tmp_path: Path) -> None:
    home = tmp_path / "a ?mode=rw#b %41 é"
    ingested(home, fill(tmp_path / "archive", {"a.txt": "Words."}))
    assert texts(home) == {"a": "Words."}
