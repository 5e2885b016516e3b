"""The tables of archive.db, and opening it for writing.

archives      one row per path given to ``dateline index``
sources       one row per file on disk; unchanged files are known by size and modification time
items         one row per unit of reading (file, member, line) with its hash and what came of it;
              quarantined items carry their reason; the hash is NULL once another item has taken the article over
articles      one row per version of an article; ``retired_in`` is the generation from which on a version is
              no longer part of the archive (NULL: it is live). Rows are never changed, and removed only when
              no generation on disk can refer to them, so that a running bot can finish its answers.
              ``dated_by`` and ``mentions_by`` are the versions of the date rules that have looked at it,
              for re-dating alone
claims        every date claim of an article as it was read; ``counts_as`` and ``why`` are what other articles
              or the maintainer make of it
passages      every passage, with its mentions as compact JSON
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlite_utils

from corpus.errors import StoreUnusable
from corpus.model import READER_VERSION
from corpus.store.version import BUSY_SECONDS, FILE_NAME, SCHEMA_VERSION, check_version

TABLES: dict[str, dict[str, type]] = {
    "meta": {"key": str, "value": str},
    "archives": {"id": int, "root": str, "name": str, "reader_version": int, "indexed_at": str},
    "sources": {"id": int, "archive_id": int, "path": str, "size": int, "modified": int, "complete": int},
    "items": {
        "id": int, "archive_id": int, "source_id": int, "path": str, "line": int, "digest": str, "reason": str,
        "problem_line": int,
    },
    "articles": {
        "id": int, "archive_id": int, "item_id": int, "article_id": str, "title": str, "url": str, "source": str,
        "lang": str, "authors": str, "furniture": str, "published_from": str, "published_to": str,
        "precision": str, "kind": str, "status": str, "not_before": str, "not_after": str, "captured": str,
        "cites_to": str, "date_line": str, "retired_in": int, "dated_by": int,
        "mentions_by": int, "confidence": float,
    },
    "claims": {
        "article": int, "role": str, "kind": str, "first": str, "last": str, "precision": str, "words": str,
        "place": str, "utc_offset": int, "confidence": float, "counts_as": str, "why": str,
    },
    "passages": {"id": int, "article": int, "ordinal": int, "text": str, "heading": str, "mentions": str},
}  # fmt: skip
"""Column types by table. ``articles.article_id`` is the reader's id; ``claims.article`` and
``passages.article`` refer to ``articles.id``. Days are ISO text, None where unknown."""

ADDED = {"articles": ("dated_by", "mentions_by", "confidence"), "claims": ("counts_as", "why")}
"""Columns that stores of this schema version may still lack; readers do without them, writers add them."""

INDEXES: dict[str, list[tuple[str, ...]]] = {
    "sources": [("archive_id", "path")],
    "items": [("source_id",), ("archive_id",)],
    "articles": [("archive_id", "article_id"), ("item_id",), ("retired_in",), ("article_id",)],
    "claims": [("article",)],
    "passages": [("article",)],
}


def open_for_writing(home: Path) -> sqlite_utils.Database:
    """Open or create the store for the one process that indexes.

    Raises:
        StoreUnusable: the file is no store of ours, is damaged, or cannot be written.
    """
    file = home / FILE_NAME
    try:
        home.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")
        database = sqlite_utils.Database(connection)
        if not database.table_names():  # tables of somebody else are none of ours: check_version says so
            _create(database)
        check_version(connection, file)
        _complete(database)
    except (sqlite3.Error, OSError) as error:
        raise StoreUnusable(
            f"{file}: cannot be opened for writing ({error}); check the disk and the permissions, "
            "or move the file away and index again"
        ) from error
    return database


def _create(database: sqlite_utils.Database) -> None:
    connection = database.conn
    connection.execute("BEGIN IMMEDIATE")
    for name, columns in TABLES.items():
        key = "id" if "id" in columns else "key" if name == "meta" else None
        # Identifiers of rows are never used again, so that an old generation cannot meet a new passage.
        definition = ", ".join(f"[{column}] {_sql_type(kind)}{_key(column, key)}" for column, kind in columns.items())
        connection.execute(f"CREATE TABLE [{name}] ({definition})")
        for index in INDEXES.get(name, []):
            database.table(name).create_index(list(index))
    database.table("meta").insert_all(
        [
            {"key": "schema_version", "value": str(SCHEMA_VERSION)},
            {"key": "reader_version", "value": str(READER_VERSION)},
        ]
    )
    if connection.in_transaction:
        connection.execute("COMMIT")


def _complete(database: sqlite_utils.Database) -> None:
    """Add the columns that an earlier Dateline did not know."""
    for name, columns in ADDED.items():
        there = database.table(name).columns_dict
        for column in columns:
            if column not in there:
                database.conn.execute(f"ALTER TABLE [{name}] ADD COLUMN [{column}] {_sql_type(TABLES[name][column])}")


def _sql_type(kind: type) -> str:
    return {int: "INTEGER", float: "REAL"}.get(kind, "TEXT")


def _key(column: str, key: str | None) -> str:
    if column != key:
        return ""
    return " PRIMARY KEY AUTOINCREMENT" if key == "id" else " PRIMARY KEY"
