"""Finds the id under which an article is written: its own, that of the version before, or one with a number."""

from __future__ import annotations

import sqlite3
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from corpus.store.rows import Row
from corpus.store.takedowns import TakenDown

OF_ID = """
    SELECT articles.id, items.id, source_id, items.path, article_id FROM articles JOIN items ON items.id = item_id
    WHERE articles.archive_id = ? AND article_id = ? AND retired_in IS NULL
"""
OF_CAPTURE = """
    SELECT articles.id, items.id, source_id, items.path, article_id FROM items JOIN articles ON item_id = items.id
    WHERE items.archive_id = ? AND address = ? AND path = ? AND +retired_in IS NULL
"""


class Before(NamedTuple):
    """A live article, and the item that it came of, with its file."""

    article: int
    item: int
    source: int
    path: str
    article_id: str


class Identity(NamedTuple):
    """The id for an article, and the version of it that is retired, if there is one."""

    article_id: str
    replaces: Before | None = None


def free_id(
    connection: sqlite3.Connection,
    archive: int,
    item: Row,
    wanted: str,
    settled: AbstractSet[int],
    taken_down: TakenDown,
) -> Identity:
    """Return the id for an article: a new version takes over, another article's id gets a number.

    Args:
        connection: of the writing side.
        archive: number of its archive.
        item: that it comes of.
        wanted: the id that its reader gave it.
        settled: items of this run, whose articles no other takes over.
        taken_down: what has been taken down, whose ids nothing else gets.
    """
    if item["address"] is not None:  # a capture may be called otherwise than its reader said, for those of other files
        for row in connection.execute(OF_CAPTURE, (archive, item["address"], item["path"])).fetchall():
            if (before := Before(*row)).item not in settled:
                return Identity(before.article_id, before)
    candidate, number = wanted, 1
    while True:
        row = connection.execute(OF_ID, (archive, candidate)).fetchone()
        if row is None:
            if not taken_down.has(archive, candidate):
                return Identity(candidate)
        elif (before := Before(*row)).path == item["path"] and before.item not in settled:
            return Identity(candidate, before)
        number += 1
        candidate = f"{wanted}~{number}"
