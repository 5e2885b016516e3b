"""Opens archive.db for the one process that writes it."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from pathlib import Path

import sqlite_utils

from corpus.data import text_of
from corpus.errors import StoreUnusable
from corpus.full_disk import cure_of
from corpus.store import schema

OTHERWISE = "check the disk and the permissions, of the -wal and -shm beside it too, or move it away and index again"
MOUNT = "check the permissions of it and its folder, and that the disk is not mounted read-only"


def opened(file: Path) -> sqlite_utils.Database:
    """Open or create a store for the one process that indexes."""
    schema.see_that_it_is_a_home(file.parent)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as refused:
            connection = sqlite3.connect(file, timeout=schema.BUSY_SECONDS, isolation_level=None)
            refused.callback(connection.close)
            connection.row_factory = sqlite3.Row
            for setting in ("journal_mode = WAL", "synchronous = NORMAL", "cache_size = -65536"):
                connection.execute(f"PRAGMA {setting}")
            database = sqlite_utils.Database(connection)
            if not database.table_names():  # tables of somebody else are none of ours: the check says so
                schema.create(connection)
            schema.check(connection, file)
            connection.executescript(text_of("corpus.store", "views.sql"))
            refused.pop_all()
    except (sqlite3.Error, OSError) as error:
        cure = cure_of(error, file, MOUNT if _is_refused(error) else OTHERWISE)
        raise StoreUnusable(f"{file}: cannot be opened for writing ({error}); {cure}") from error
    return database


def _is_refused(error: Exception) -> bool:
    """Tell whether a file may only be read, so that it may well be whole."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY
