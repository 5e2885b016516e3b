"""The form of archive.db (schema.sql): making it, knowing it again, and bringing an older one up to date."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.data import text_of
from corpus.errors import StoreUnusable
from corpus.file_system import warn_of_network
from corpus.language.detecting import language_of
from corpus.omissions import Omission

VERSION = 4
"""Version 1 kept each article's date line and what its format told of its language, and had grown columns since;
version 2 did not know which items are due on a day to come, version 3 not why items are left out."""
FILE_NAME = "archive.db"
RESTORING = ".restoring"
"""Folder in a home in which a backup is put together before it takes the place of what is there; while it holds
``RESTORED`` or ``SWITCHING``, the home is neither the one nor the other."""
RESTORED, SWITCHING = "restored", "switching"
INTERRUPTED = "a restore was interrupted at its last step; run dateline restore once more, which ends it"
BUSY_SECONDS = 30
"""How long one process waits while another holds the file."""
COPY = "archive-schema-"
"""Before the version of a store that is kept as it was, until the first good generation of what it has become."""
LATER = {
    "articles": {"dated_by": "INTEGER", "mentions_by": "INTEGER", "confidence": "REAL", "language": "TEXT"},
    "claims": {"counts_as": "TEXT", "why": "TEXT"},
}
"""Columns that a store of version 1 may lack."""
TO_4 = {
    "articles": {
        "format": "TEXT", "read_by": "INTEGER", "signature": "BLOB", "copy_of": "INTEGER", "paragraphs": "BLOB",
        "recurring": "BLOB",
    },
    "passages": {"role": "TEXT"},
}  # fmt: skip
DROPPED = {"articles": ("date_line", "lang"), "items": ("problem_line",)}
TELL_LANGUAGES = """
    UPDATE articles SET language = language_of(
        COALESCE(title, '') || char(10) || COALESCE(
            (SELECT text FROM passages WHERE article = articles.id ORDER BY ordinal LIMIT 1), ''
        ), lang
    )
"""
TELL_LEFT_OUT = """
    UPDATE items SET left_out = CASE WHEN due IS NULL THEN :draft ELSE :due END
    WHERE reason IS NULL AND digest IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM articles WHERE item_id = items.id AND retired_in IS NULL
    )
"""
"""All that older readers left out were drafts, or to come."""
INDEX_ADDRESSES = """
    CREATE INDEX IF NOT EXISTS idx_items_address ON items (address, archive_id) WHERE address IS NOT NULL
"""
INDEX_FURNITURE = """
    CREATE INDEX IF NOT EXISTS idx_passages_furniture ON passages (article) WHERE role = 'furniture'
"""
INDEX_COPIES = """
    CREATE INDEX IF NOT EXISTS idx_articles_copy_of ON articles (copy_of) WHERE copy_of IS NOT NULL
"""
LOG = logging.getLogger(__name__)


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty database, all or none."""
    connection.executescript(text_of("corpus.store", "schema.sql"))


def between_homes(home: Path) -> bool:
    """Tell whether a restore was interrupted while it put its files into the place of those of before."""
    return any((home / RESTORING / one).exists() for one in (RESTORED, SWITCHING))


def see_that_it_is_a_home(home: Path) -> None:
    """See that a store can be, or be made, in a folder; say in the log where SQLite cannot be relied on there.

    Raises:
        StoreUnusable: it is no folder, or is half restored.
    """
    if home.exists() and not home.is_dir():
        raise StoreUnusable(f"{home}: is a file, not a folder; name a folder with --home or DATELINE_HOME")
    if between_homes(home):
        raise StoreUnusable(f"{home}: {INTERRUPTED}")
    warn_of_network(home)


def check(connection: sqlite3.Connection, file: Path) -> None:
    """Make sure that a store has our form; an older one is brought to it by whoever opens it first.

    Args:
        connection: to the store; no transaction is open on it.
        file: the store's.

    Raises:
        StoreUnusable: another Dateline has written it in a form that we do not know, or it cannot be written now.
    """
    found = _version(connection)
    if found in STEPS:
        _bring_up_to_date(file)
    elif found != str(VERSION):
        raise StoreUnusable(
            f"{file}: its schema is version {found}, this Dateline reads {VERSION}; "
            "use the Dateline that wrote it, or move the file away and index again"
        )


def _version(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    return "unknown" if row is None else str(row[0])


def _bring_up_to_date(file: Path) -> None:
    """Change an older store into one of ours in one transaction; every row keeps its number."""
    try:
        address = f"{file.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            before = _version(connection)
            if before in STEPS:
                _keep_copy(file, before)
            while (found := _version(connection)) in STEPS:  # not if another process was first
                STEPS[found](connection)
            connection.execute("COMMIT")
            if found != before:
                LOG.info("%s was of schema %s and is brought up to date", file.name, before)
    except (sqlite3.Error, OSError) as error:
        raise StoreUnusable(
            f"{file}: is of an older schema and cannot be brought to schema {VERSION} ({error}); make the file and its "
            "folder writable, wait until no other process writes to it, and run it again"
        ) from error


def _keep_copy(file: Path, version: str) -> None:
    """Copy a store as it is, while no other process can write it, whole or not at all."""
    made = file.with_name(f"{COPY}{version}.db.new")
    made.unlink(missing_ok=True)
    try:
        reading = f"{file.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(reading, uri=True)) as there, closing(sqlite3.connect(made)) as here:
            there.backup(here)
            here.execute("PRAGMA journal_mode = DELETE")  # one file
        made.replace(file.with_name(f"{COPY}{version}.db"))
    finally:
        made.unlink(missing_ok=True)


def forget_copies(file: Path) -> None:
    """Remove what a store was like before it was brought up to date: a good generation of what it is now is there."""
    for copy in file.parent.glob(f"{COPY}*.db"):
        copy.unlink(missing_ok=True)


def _to_version_2(connection: sqlite3.Connection) -> None:
    for table, columns in LATER.items():
        _add(connection, table, columns)
    connection.create_function("language_of", 2, language_of, deterministic=True)
    connection.execute(TELL_LANGUAGES)
    for table, dropped in DROPPED.items():
        for column in dropped:
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    connection.execute("UPDATE meta SET value = '2' WHERE key = 'schema_version'")


def _to_version_3(connection: sqlite3.Connection) -> None:
    _add(connection, "items", {"due": "TEXT"})
    connection.execute("UPDATE meta SET value = '3' WHERE key = 'schema_version'")


def _to_version_4(connection: sqlite3.Connection) -> None:
    _add(connection, "items", {"left_out": "TEXT", "address": "TEXT", "captured": "TEXT"})
    connection.execute(INDEX_ADDRESSES)
    for table, columns in TO_4.items():
        _add(connection, table, columns)
    connection.execute(INDEX_COPIES)
    connection.execute(INDEX_FURNITURE)
    connection.execute(
        "CREATE TABLE IF NOT EXISTS boilerplate (archive_id INTEGER REFERENCES archives (id), words TEXT, "
        "articles INTEGER, kept INTEGER)"
    )
    connection.execute(
        "CREATE TABLE takedowns (archive_id INTEGER REFERENCES archives (id), article_id TEXT, fingerprint TEXT, "
        "taken_down_at TEXT, path TEXT)"
    )
    connection.execute(TELL_LEFT_OUT, {"draft": Omission.DRAFT, "due": Omission.DUE})
    connection.execute("UPDATE meta SET value = '4' WHERE key = 'schema_version'")


def _add(connection: sqlite3.Connection, table: str, columns: dict[str, str]) -> None:
    """Add the columns that a table lacks."""
    there = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    for column in columns.keys() - there:
        connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} {columns[column]}")


STEPS = {"1": _to_version_2, "2": _to_version_3, "3": _to_version_4}
"""From each older version to the next."""
