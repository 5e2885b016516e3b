"""Where the store is, and which form of it this Dateline reads."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from corpus.errors import StoreUnusable

SCHEMA_VERSION = 1
FILE_NAME = "archive.db"
BUSY_SECONDS = 30
"""How long one process waits while another holds the file."""


def check_version(connection: sqlite3.Connection, file: Path) -> None:
    """Refuse a store that another Dateline has written in a form that we do not know.

    Raises:
        StoreUnusable: the version differs.
    """
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    if row is None or int(row[0]) != SCHEMA_VERSION:
        found = "unknown" if row is None else row[0]
        raise StoreUnusable(
            f"{file}: its schema is version {found}, this Dateline reads {SCHEMA_VERSION}; "
            "use the Dateline that wrote it, or move the file away and index again"
        )
