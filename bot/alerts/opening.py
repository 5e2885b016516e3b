"""Opens the files of the alerts, and says in our words what SQLite refuses."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import AlertsUnusable
from corpus.full_disk import cure_of

BUSY_SECONDS = 30.0


def opened(file: Path, tables: str, cure: str) -> sqlite3.Connection:
    """Open a file, and make its tables if it is new; what is deleted there is written over.

    Raises:
        AlertsUnusable: it cannot be written, or is none of ours.
    """
    with translated(file, cure):
        database = sqlite3.connect(file, isolation_level="IMMEDIATE", timeout=BUSY_SECONDS)
        try:
            for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
                database.execute(f"PRAGMA {pragma}")
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                database.executescript(tables)
        except sqlite3.Error:
            database.close()
            raise
    return database


@contextmanager
def translated(file: Path, cure: str) -> Iterator[None]:
    """Turn what SQLite refuses into AlertsUnusable.

    Raises:
        AlertsUnusable: it did.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise AlertsUnusable(f"{file}: cannot be used ({error}); {cure_of(error, file, cure)}") from error
