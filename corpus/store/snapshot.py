"""Copies a database of SQLite as it is at one moment, whoever writes to it meanwhile, and tells whether it is whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from corpus.errors import StoreUnusable
from corpus.full_disk import cure_of
from corpus.store.schema import BUSY_SECONDS

PAGES = 4096
"""That are copied at once; between them an interruption takes effect."""
AT_ONCE = 10_000
"""Passages that are looked up at once."""


def read_only(file: Path) -> sqlite3.Connection:
    """Open a database to look at it, whatever it is; nothing in it is run."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def copy(source: Path, target: Path) -> None:
    """Copy a database as it is at this moment; others may read and write it meanwhile.

    Raises:
        StoreUnusable: it cannot be read, is damaged, or the copy cannot be written.
    """
    try:
        with closing(read_only(source)) as there, closing(sqlite3.connect(target)) as here:
            there.execute("BEGIN")
            there.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()  # this moment, until the end
            there.backup(here, pages=PAGES)
            here.execute("PRAGMA journal_mode = DELETE")  # one file; who writes it first sets it again
    except sqlite3.Error as error:
        cure = cure_of(error, target, "check the permissions and the disk; dateline doctor tells whether it is damaged")
        raise StoreUnusable(f"{source}: cannot be copied to {target.parent} ({error}); {cure}") from error


def damage(file: Path) -> str:
    """Return what is wrong with a database, in SQLite's words; "" if it is whole.

    Looks at every page, and at every row and entry of an index.
    """
    try:
        with closing(read_only(file)) as connection:
            ((first, *_),) = connection.execute("PRAGMA integrity_check(1)").fetchall()
            return "" if first == "ok" else " ".join(str(first).split())
    except (sqlite3.Error, ValueError) as error:
        return str(error)


def has_triggers(file: Path) -> bool:
    """Tell whether something would be run when a database is written to; nothing is in any of ours.

    Raises:
        StoreUnusable: it cannot be read.
    """
    try:
        with closing(read_only(file)) as connection:
            return bool(connection.execute("SELECT 1 FROM sqlite_schema WHERE type = 'trigger'").fetchone())
    except sqlite3.Error as error:
        raise StoreUnusable(f"{file}: cannot be read ({error}); take another copy of it") from error


def is_open_elsewhere(file: Path) -> bool:
    """Tell whether another process, or another thread of this one, has a database open, if only to read it."""
    try:
        with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as connection:
            if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
                connection.execute("PRAGMA journal_mode = DELETE")  # for which SQLite has to be alone
                connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    except sqlite3.Error:  # it is damaged, which tells nothing
        return False
    return False


def schema_of(file: Path) -> str:
    """Return the version of a store's schema without changing it, "unknown" where it tells none.

    Raises:
        StoreUnusable: it cannot be read.
    """
    try:
        with closing(read_only(file)) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    except sqlite3.Error as error:
        raise StoreUnusable(f"{file}: cannot be read ({error}); move it away and index again") from error
    return "unknown" if row is None else str(row[0])


def holds(connection: sqlite3.Connection, passages: Sequence[int]) -> bool:
    """Tell whether a store has all of some passages, by their numbers."""
    sql = "SELECT COUNT(*) FROM json_each(?) WHERE value NOT IN (SELECT id FROM passages)"
    for first in range(0, len(passages), AT_ONCE):
        some = json.dumps([int(one) for one in passages[first : first + AT_ONCE]])
        if connection.execute(sql, (some,)).fetchone()[0]:
            return False
    return True


def numbers(file: Path) -> tuple[int, int]:
    """Return how many articles are live in a store of any schema, and how many passages they have.

    Raises:
        StoreUnusable: it cannot be read.
    """
    sql = """
        SELECT COUNT(DISTINCT articles.id), COUNT(passages.id) FROM articles LEFT JOIN passages ON article = articles.id
        WHERE retired_in IS NULL
    """
    try:
        with closing(read_only(file)) as connection:
            articles, passages = connection.execute(sql).fetchone()
    except sqlite3.Error as error:
        raise StoreUnusable(f"{file}: cannot be read ({error}); move it away and index again") from error
    return articles, passages
