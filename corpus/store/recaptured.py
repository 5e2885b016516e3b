"""Keeps which captures of one page are articles, and what these are called, across the files of an archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from corpus.model import CONTENT_DIGITS
from corpus.omissions import Omission
from corpus.store.redated import remove_versions

CAPTURED = """
    FROM items JOIN articles ON articles.item_id = items.id AND retired_in IS NULL
    JOIN sources ON sources.id = source_id
    WHERE items.archive_id = ? AND address IS NOT NULL AND items.captured IS NOT NULL
"""
VERSION = f"""
    SELECT articles.id, article_id, address, items.captured, items.path {CAPTURED}
    AND (article_id LIKE '%@____-__-__%' OR article_id LIKE '%~%') ORDER BY articles.id
"""
NAMED = f"SELECT articles.id, article_id, address, items.captured, items.path {CAPTURED} AND article_id = ?"
SAME = f"""
    SELECT articles.id, items.id, ROW_NUMBER() OVER (
        PARTITION BY address, SUBSTR(digest, 1, {CONTENT_DIGITS})
        ORDER BY items.captured, sources.path, items.path, items.id
    ) AS place {CAPTURED} AND digest IS NOT NULL
"""
LATER = f"SELECT * FROM ({SAME}) WHERE place > 1"
ALONE = f"""
    SELECT one.id, one.source_id FROM items AS one JOIN sources AS own ON own.id = one.source_id
    WHERE one.archive_id = ? AND one.left_out = ? AND NOT EXISTS (
        SELECT 1 FROM items AS first JOIN articles ON item_id = first.id AND retired_in IS NULL
        JOIN sources ON sources.id = first.source_id
        WHERE first.address = one.address AND first.archive_id = one.archive_id
            AND SUBSTR(first.digest, 1, {CONTENT_DIGITS}) = SUBSTR(one.digest, 1, {CONTENT_DIGITS})
            AND (first.captured, sources.path, first.path, first.id) < (one.captured, own.path, one.path, one.id)
    )
"""
TAKEN = "SELECT id FROM articles WHERE archive_id = ? AND article_id = ? AND retired_in IS NULL"


class Version(NamedTuple):
    """A live article that is a page as it was captured on some day.

    Attributes:
        row: its number.
        day: of the capture, in ISO form.
        path: of its item.
    """

    row: int
    article_id: str
    address: str
    day: str
    path: str


def leave_out_later(connection: sqlite3.Connection, archive: int, generation: int, last_referred: int) -> int:
    """Let a page that was captured with the very same bytes before be no article; return how many there were.

    Args:
        connection: of the writing side, with a transaction open.
        archive: the number of the archive.
        generation: in which articles are retired.
        last_referred: the last row that a generation on disk may refer to. A later one is removed at once.
    """
    later = connection.execute(LATER, (archive,)).fetchall()
    for row, item, _ in later:
        connection.execute("UPDATE items SET left_out = ? WHERE id = ?", (Omission.CAPTURED_EARLIER, item))
        if row > last_referred:
            remove_versions(connection, "id = ?", row)
        else:
            connection.execute("UPDATE articles SET retired_in = ? WHERE id = ?", (generation, row))
    return len(later)


def alone(connection: sqlite3.Connection, archive: int) -> dict[int, int]:
    """Return the items, with their files, that are no articles for an earlier capture: it is gone, or has a later day.

    What it was left out for may have got that day in this run.
    """
    return {row[0]: row[1] for row in connection.execute(ALONE, (archive, Omission.CAPTURED_EARLIER))}


def versions(connection: sqlite3.Connection, archive: int) -> list[Version]:
    """Return the articles of captures whose ids are not just the page's."""
    return [Version(*row) for row in connection.execute(VERSION, (archive,))]


def named(connection: sqlite3.Connection, archive: int, article_id: str) -> list[Version]:
    """Return the articles of captures that have an id."""
    return [Version(*row) for row in connection.execute(NAMED, (archive, article_id))]


def is_free(connection: sqlite3.Connection, archive: int, article_id: str, own: Iterable[int]) -> bool:
    """Tell whether no other live articles than some have an id."""
    rows = {row for (row,) in connection.execute(TAKEN, (archive, article_id))}
    return rows <= set(own)


def name(connection: sqlite3.Connection, row: int, article_id: str) -> None:
    """Give an article another id; readers who have just been shown the old one find it by the new one."""
    connection.execute("UPDATE articles SET article_id = ? WHERE id = ?", (article_id, row))
