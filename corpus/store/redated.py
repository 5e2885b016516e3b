"""Writes versions of articles with other dates beside those that they replace."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from corpus.dating.rulings import Ruled
from corpus.store.live import AS_READ
from corpus.store.rows import CLAIM_COLUMNS, PASSAGE_COLUMNS, Row, insert, insert_one, looked_at, ruled_values

NEW: Row = {"id": None, "recurring": None}
"""Of a copy; what recurs in it is found at the end of the run."""


@dataclass(frozen=True, slots=True)
class NewDates:
    """What re-dating says of an article.

    Attributes:
        row: number of the version that it was found in.
        values: its dates as they are stored; None when neither they nor claims nor mentions have changed.
        ruled: its claims, in the order of their strength.
        mentions: of each passage, as they are stored; None when they are as before.
    """

    row: int
    values: Row | None
    ruled: tuple[Ruled, ...] = ()
    mentions: tuple[str | None, ...] | None = None


def replace_version(connection: sqlite3.Connection, new: NewDates, generation: int, last_referred: int) -> bool:
    """Write a new version of an article, which retires the one before it.

    Args:
        connection: of the writing side, with a transaction open.
        new: what re-dating says; an article without a change is only marked as looked at.
        generation: in which the old version is retired.
        last_referred: the last row that a generation on disk may refer to. A later one is removed at once.

    Returns:
        Whether the article has a new version.
    """
    if new.values is None:
        marked = "UPDATE articles SET dated_by = :dated_by, mentions_by = :mentions_by WHERE id = :id"
        connection.execute(marked, looked_at() | {"id": new.row})
        return False
    _write(connection, new, new.values)
    if new.row > last_referred:
        remove_versions(connection, "id = ?", new.row)
    else:
        connection.execute("UPDATE articles SET retired_in = ? WHERE id = ?", (generation, new.row))
    return True


def remove_versions(connection: sqlite3.Connection, condition: str, value: int) -> None:
    """Remove the articles of which a condition holds, with their passages and claims."""
    for table, column in (("passages", "article"), ("claims", "article"), ("articles", "id")):
        gone = f"{column} IN (SELECT id FROM articles WHERE {condition})"
        connection.execute(f"DELETE FROM {table} WHERE {gone}", (value,))


def _write(connection: sqlite3.Connection, new: NewDates, values: Row) -> None:
    """Copy an article with other dates; SQLite gives the copies numbers of their own."""
    article = connection.execute("SELECT * FROM articles WHERE id = ?", (new.row,)).fetchone()
    number = insert_one(connection, "articles", dict(article) | values | looked_at() | NEW)
    insert(connection, "claims", CLAIM_COLUMNS, [(number, *ruled_values(ruled)) for ruled in new.ruled])
    copied = ", ".join(PASSAGE_COLUMNS[1:])
    found = connection.execute(f"SELECT {copied} {AS_READ}", (new.row,))
    passages = [(number, *passage) for passage in found]
    if new.mentions is not None:
        passages = [(*passage[:-1], mentions) for passage, mentions in zip(passages, new.mentions, strict=True)]
    insert(connection, "passages", PASSAGE_COLUMNS, passages)
