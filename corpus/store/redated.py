"""Writes versions of articles with other dates beside those that they replace."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.dating.rulings import Ruled
from corpus.store.rows import Row, claim_row, insert, insert_one, looked_at


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


def replace_versions(
    connection: sqlite3.Connection, found: Iterable[NewDates], generation: int, last_referred: int
) -> int:
    """Write new versions of articles, each retiring the one before it, in one transaction.

    Args:
        connection: of the writing side.
        found: what re-dating says; articles without a change are only marked as looked at.
        generation: in which the old versions are retired.
        last_referred: the last row that a generation on disk may refer to. Later ones are removed at once.

    Returns:
        How many articles have a new version.
    """
    changed = 0
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for one in found:
            if one.values is None:
                connection.execute(
                    "UPDATE articles SET dated_by = :dated_by, mentions_by = :mentions_by WHERE id = :id",
                    looked_at() | {"id": one.row},
                )
                continue
            changed += 1
            _write(connection, one, one.values)
            if one.row > last_referred:
                for table, column in (("passages", "article"), ("claims", "article"), ("articles", "id")):
                    connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (one.row,))
            else:
                connection.execute("UPDATE articles SET retired_in = ? WHERE id = ?", (generation, one.row))
    return changed


def _write(connection: sqlite3.Connection, new: NewDates, values: Row) -> None:
    (article,) = _without_number(connection, "SELECT * FROM articles WHERE id = ?", new.row)
    number = insert_one(connection, "articles", article | values | looked_at())
    insert(connection, "claims", [claim_row(number, ruled) for ruled in new.ruled])
    passages = _without_number(connection, "SELECT * FROM passages WHERE article = ? ORDER BY ordinal", new.row)
    mentions = new.mentions or tuple(passage["mentions"] for passage in passages)
    copied = [
        passage | {"article": number, "mentions": found} for passage, found in zip(passages, mentions, strict=True)
    ]
    insert(connection, "passages", copied)


def _without_number(connection: sqlite3.Connection, sql: str, row: int) -> list[Row]:
    """Return what a query finds without the number of each row, to be written again under another."""
    found = [dict(one) for one in connection.execute(sql, (row,))]
    for one in found:
        del one["id"]
    return found
