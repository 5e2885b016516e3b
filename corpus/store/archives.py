"""Keeps the archives of a store by their names: which there are, where each is, and what is no longer wanted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from posixpath import splitext

from corpus.errors import ArchiveNotFound, ArchiveUnclear
from corpus.model import READER_VERSION
from corpus.store.reading import StoreReader
from corpus.store.rows import insert_one
from corpus.store.takedowns import note_expunging

LISTED = """
    SELECT id, name, root, indexed_at,
        (SELECT COUNT(*) FROM articles WHERE archive_id = archives.id AND retired_in IS NULL)
    FROM archives ORDER BY id
"""
TAKEN_DOWN_THERE = """
    UPDATE takedowns SET path = ? WHERE path = ? AND archive_id = (SELECT archive_id FROM items WHERE id = ?)
"""
OWN_IDS = """
    SELECT items.id, items.path, line IS NOT NULL AND EXISTS (
        SELECT 1 FROM articles WHERE item_id = items.id AND retired_in IS NULL
    ) AND NOT EXISTS (
        SELECT 1 FROM articles WHERE item_id = items.id AND retired_in IS NULL
        AND (article_id LIKE '%#' || line OR article_id LIKE '%#' || line || '~%')
    ) FROM items WHERE source_id = ?
"""
"""Items, with whether each is a record whose articles have ids of their own, not of its file and line."""


@dataclass(frozen=True, slots=True)
class KnownArchive:
    """An archive that has been read.

    Attributes:
        number: in the store.
        root: where it was when it was read last.
        read: when that was, None if it was never read to its end.
        articles: that are live.
    """

    number: int
    name: str
    root: Path
    read: str | None
    articles: int


def listed(store: StoreReader) -> list[KnownArchive]:
    """Return the archives of a store in the order of their first reading."""
    return [
        KnownArchive(number, name or "", Path(root), read, articles)
        for number, name, root, read, articles in store.rows(LISTED)
    ]


def named(connection: sqlite3.Connection, name: str) -> int:
    """Return the number of the archive that has a name, or a path.

    Raises:
        ArchiveNotFound: none has.
        ArchiveUnclear: several have, as archives of an earlier Dateline may.
    """
    rows = connection.execute("SELECT id, name, root FROM archives").fetchall()
    found = [row for row in rows if row[2] == name] or [row for row in rows if row[1] == name]
    if not found:
        known = ", ".join(sorted(str(row[1]) for row in rows)) or "none"
        raise ArchiveNotFound(f"{name}: no archive has this name; there are: {known}")
    if len(found) > 1:
        paths = ", ".join(str(row[2]) for row in found)
        raise ArchiveUnclear(f"{name}: several archives have this name; give the path instead: {paths}")
    return int(found[0][0])


def make(connection: sqlite3.Connection, root: Path, name: str | None) -> int:
    """Write a new archive; return its number.

    Args:
        connection: of the writing side.
        root: its path, resolved.
        name: that it is given; without one, as much of its path as tells it from the others.

    Raises:
        ArchiveUnclear: another archive has the name.
    """
    taken = {row[0] for row in connection.execute("SELECT name FROM archives")}
    if name is not None:
        _refuse_taken(name, taken)
    parts = [part for part in root.parts if part != root.anchor] or ["archive"]
    candidates = ["/".join(parts[-count:]) for count in range(1, len(parts) + 1)]
    free = next((one for one in candidates if one not in taken), str(root))
    row = {"root": str(root), "name": name or free, "reader_version": READER_VERSION}
    return insert_one(connection, "archives", row)


def rename(connection: sqlite3.Connection, number: int, name: str) -> None:
    """Give an archive another name, under which readers see where its articles are from.

    Raises:
        ArchiveUnclear: another archive has the name.
    """
    taken = {row[0] for row in connection.execute("SELECT name FROM archives WHERE id <> ?", (number,))}
    _refuse_taken(name, taken)
    with _transaction(connection):
        ((before,),) = connection.execute("SELECT name FROM archives WHERE id = ?", (number,))
        connection.execute("UPDATE archives SET name = ? WHERE id = ?", (name, number))
        shown = "UPDATE articles SET source = ? || substr(source, ?) WHERE archive_id = ? AND substr(source, 1, ?) = ?"
        old = f"{before}/"
        connection.execute(shown, (f"{name}/", len(old) + 1, number, len(old), old))


def move(connection: sqlite3.Connection, number: int, root: Path) -> None:
    """Note that an archive is at another path now."""
    connection.execute("UPDATE archives SET root = ? WHERE id = ?", (str(root), number))


def forget(connection: sqlite3.Connection, number: int) -> int:
    """Remove an archive with all its articles, in every version; return how many were live."""
    connection.execute("PRAGMA secure_delete = ON")
    with _transaction(connection):
        note_expunging(connection)
        live = "SELECT COUNT(*) FROM articles WHERE archive_id = ? AND retired_in IS NULL"
        ((count,),) = connection.execute(live, (number,))
        for table in ("passages", "claims"):
            of_it = "article IN (SELECT id FROM articles WHERE archive_id = ?)"
            connection.execute(f"DELETE FROM {table} WHERE {of_it}", (number,))
        for table in ("articles", "items", "sources", "takedowns", "boilerplate"):
            connection.execute(f"DELETE FROM {table} WHERE archive_id = ?", (number,))
        connection.execute("DELETE FROM archives WHERE id = ?", (number,))
        notes = [(f"{of_it} {number}",) for of_it in ("corrections", "redated", "captures", "directions", "keep")]
        connection.executemany("DELETE FROM meta WHERE key = ?", notes)
    return int(count)


def rename_file(connection: sqlite3.Connection, source: int, old: str, new: str, prefix: str) -> None:
    """Note that a file has another path now, in one transaction.

    Records whose articles have ids of their own stay as they are; all else is read anew, as ids and days may come of
    a path.

    Args:
        connection: of the writing side.
        source: number of the file.
        old: its path below the root, as it was.
        new: as it is.
        prefix: what stands before a path when readers are told where an article is from.
    """
    with _transaction(connection):
        connection.execute("UPDATE sources SET path = ?, complete = 0 WHERE id = ?", (new, source))
        for item, path, own in connection.execute(OWN_IDS, (source,)).fetchall():
            now = _renamed(path, old, new)
            keep = "digest" if own and now != path else "NULL"
            connection.execute(TAKEN_DOWN_THERE, (now, path, item))
            connection.execute(f"UPDATE items SET path = ?, digest = {keep} WHERE id = ?", (now, item))
            if own:
                shown = "UPDATE articles SET source = ? WHERE item_id = ? AND retired_in IS NULL"
                connection.execute(shown, (prefix + now, item))


def _renamed(path: str, old: str, new: str) -> str:
    """Return the path of an item in a file that has another one; what a compressed file holds lacks its ending."""
    for before, after in ((old, new), (splitext(old)[0], splitext(new)[0])):
        if path == before or path.startswith(f"{before}/"):
            return after + path[len(before) :]
    return path


def _refuse_taken(name: str, taken: set[str]) -> None:
    if name in taken:
        raise ArchiveUnclear(
            f"{name}: another archive has this name; choose another one (dateline archives lists them)"
        )
    if not name.strip() or name != name.strip(" /"):
        raise ArchiveUnclear(f"{name!r}: is no name; use letters and digits")


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
