"""A full disk is told from other refusals, whoever says so."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus.full_disk import CURE, cure_of, is_full

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")


@needs_full
def test_numpy_says_a_full_disk_in_words_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="requested and") as raised, FULL.open("wb") as stream:
        np.zeros(100_000).tofile(stream)
    assert is_full(raised.value, tmp_path)


@needs_full
def test_the_system_says_a_full_disk_by_number(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space") as raised, FULL.open("wb", buffering=0) as stream:
        stream.write(b"x")
    assert cure_of(raised.value, tmp_path, "look") == CURE


def test_sqlite_says_that_there_is_no_more_room(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("PRAGMA max_page_count = 2")
        database.execute("CREATE TABLE t (x)")
        with pytest.raises(sqlite3.OperationalError) as raised:
            database.execute("INSERT INTO t VALUES (zeroblob(100000))")
    assert is_full(raised.value, tmp_path)


def test_a_file_that_is_not_there_is_no_full_disk(tmp_path: Path) -> None:
    missing = tmp_path / "no" / "a.db"
    with pytest.raises(sqlite3.OperationalError) as raised:
        sqlite3.connect(missing)
    assert cure_of(raised.value, missing, "look") == "look"
    with pytest.raises(FileNotFoundError) as another:
        missing.read_bytes()
    assert not is_full(another.value, missing)
