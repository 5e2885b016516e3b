"""Keeps which articles are copies of which: in the row of each live copy stands the row of the one that leads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from corpus.model import DateSpan
from corpus.store.live import AS_READ
from corpus.store.reading import StoredArticle, StoreReader
from corpus.store.rows import load_span

TEASER = "feed teaser"
"""The format of what only points to an article (corpus/reading/formats/feed_entry.py)."""
KNOWN = """
    SELECT id, signature, copy_of, published_from, published_to FROM articles
    WHERE retired_in IS NULL AND format IS NOT ?
    ORDER BY published_from IS NULL, COALESCE(published_from, captured, ''), published_to, article_id, id
"""
POINTING = """
    SELECT id, COALESCE(title, ''), url, COALESCE(copy_of, id), copy_of, format IS ? FROM articles
    WHERE retired_in IS NULL
    ORDER BY format IS ?, published_from IS NULL, COALESCE(published_from, captured, ''), article_id, id
"""
GROUPS = """
    SELECT GROUP_CONCAT(article_id, char(10)) FROM (
        SELECT COALESCE(copy_of, id) AS leader, article_id FROM articles
        WHERE retired_in IS NULL AND (copy_of IS NOT NULL OR id IN (
            SELECT copy_of FROM articles WHERE retired_in IS NULL
        ))
        ORDER BY leader, copy_of IS NOT NULL, published_from IS NULL, published_from, article_id
    ) GROUP BY leader ORDER BY COUNT(*) DESC, 1
"""
OF_GROUP = """
    SELECT article_id, COALESCE(title, ''), published_from, published_to, precision, copy_of IS NULL FROM articles
    WHERE retired_in IS NULL AND (id = ?1 OR copy_of = ?1) AND id <> ?2
    ORDER BY copy_of IS NOT NULL, published_from IS NULL, published_from, article_id
"""


class Known(NamedTuple):
    """A live article that is no teaser, in the order in which they lead.

    Attributes:
        row: its number.
        signature: empty for one that is too short to be compared, None for one that was read before there were any.
        leader: the row of which it is a copy as far as is known.
        first: the first day on which it may have been published, as it is stored; few of them are looked at.
        last: likewise.
    """

    row: int
    signature: bytes | None
    leader: int | None
    first: str | None
    last: str | None


class Pointing(NamedTuple):
    """A live article as teasers and what they point to are told; teasers come last.

    Attributes:
        row: its number.
        leads: the row of the one that leads it, its own if none does.
        copy_of: what is stored.
    """

    row: int
    title: str
    url: str | None
    leads: int
    copy_of: int | None
    is_teaser: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article with nearly the same text.

    Attributes:
        leads: whether it is the earliest, of which the others are copies.
    """

    article_id: str
    title: str
    published: DateSpan | None
    leads: bool


def known(connection: sqlite3.Connection) -> list[Known]:
    """Return every live article that is no teaser, the earliest first, undated ones last."""
    return [Known(*row) for row in connection.execute(KNOWN, (TEASER,))]


def pointing(connection: sqlite3.Connection) -> list[Pointing]:
    """Return every live article as teasers are told by, if there are any."""
    if not connection.execute("SELECT 1 FROM articles WHERE retired_in IS NULL AND format IS ?", (TEASER,)).fetchone():
        return []
    rows = connection.execute(POINTING, (TEASER, TEASER))
    return [Pointing(row, title, url, leads, copy_of, bool(own)) for row, title, url, leads, copy_of, own in rows]


def texts_of(connection: sqlite3.Connection, row: int) -> list[str]:
    """Return the texts of an article's passages."""
    found = connection.execute(f"SELECT text {AS_READ}", (row,))
    return [str(text) for (text,) in found]


def write_leaders(connection: sqlite3.Connection, leaders: Iterable[tuple[int | None, int]]) -> None:
    """Write what leads some articles, as (leader, row)."""
    connection.executemany("UPDATE articles SET copy_of = ? WHERE id = ?", leaders)


def write_signatures(connection: sqlite3.Connection, signatures: Iterable[tuple[bytes, int]]) -> None:
    """Write signatures of articles that have none yet, as (signature, row)."""
    connection.executemany("UPDATE articles SET signature = ? WHERE id = ?", signatures)


def copies_of(store: StoreReader, article: StoredArticle) -> tuple[Copy, ...]:
    """Return the other articles of an article's group, the one that leads first."""
    found = store.query(
        lambda row: Copy(row[0], row[1], load_span(row[2:5]), bool(row[5])),
        OF_GROUP,
        article.leader,
        article.row,
    )
    return tuple(found)


def groups(store: StoreReader) -> list[tuple[str, ...]]:
    """Return the ids of the articles of each group, the one that leads first; the largest groups first."""
    return [tuple(ids.split("\n")) for (ids,) in store.rows(GROUPS)]
