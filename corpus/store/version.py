"""Where the store is, which form of it this Dateline reads, and what is said of one that is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreUnusable

SCHEMA_VERSION = 1
FILE_NAME = "archive.db"
BUSY_SECONDS = 30
"""How long one process waits while another holds the file."""


@contextmanager
def refusing_damage(file: Path) -> Iterator[None]:
    """Translate what a store says that is damaged, locked, or none of ours: the one border for reading.

    Raises:
        StoreUnusable: SQLite failed, or a column holds what it never should.
    """
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError) as error:  # a changed byte can make anything of a value
        raise StoreUnusable(f"{file}: cannot be read ({error}); move it away and index again") from error


def check_version(connection: sqlite3.Connection, file: Path) -> None:
    """Refuse a store that another Dateline has written in a form that we do not know.

    Raises:
        StoreUnusable: the version differs.
    """
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    if row is None or row[0] != str(SCHEMA_VERSION):
        found = "unknown" if row is None else row[0]
        raise StoreUnusable(
            f"{file}: its schema is version {found}, this Dateline reads {SCHEMA_VERSION}; "
            "use the Dateline that wrote it, or move the file away and index again"
        )
