"""What re-dating needs from the store: claims with what is ruled of them, and the texts of articles."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from corpus.dating.rulings import Ruled
from corpus.model import ArticleDates, Furniture
from corpus.store.live import AS_READ
from corpus.store.reading import AMONG, StoreReader
from corpus.store.rows import RULED, Row, dates_row, load_furniture, ruled_of

CHUNK = 1000
MASTHEAD, DATELINE = '"masthead"', '"dateline"'
"""Roles of furniture without which the other pieces of a page tell nothing of dates."""
DATE_COLUMNS = tuple(dates_row(ArticleDates()))
ARTICLES = """
    SELECT articles.id, article_id, source, iif(line IS NULL, path, path || '/'), url, furniture,
        COALESCE(dated_by, 0), COALESCE(mentions_by, 0)
    FROM articles JOIN items ON items.id = item_id
"""
OF_ARCHIVE = """
    WHERE +articles.archive_id = ? AND +retired_in IS NULL AND articles.id > ? AND articles.id <= ?
    ORDER BY articles.id LIMIT ?
"""
"""The plus signs keep SQLite from using an index, so that rows come in the order of their numbers."""


class Evidence(NamedTuple):
    """What is known of a live article's dates.

    Attributes:
        row: its number in the store.
        source: where it is from, as readers are shown it.
        furniture: all of it, or none if no masthead and no dateline is there.
        path: of its item below the archive's root; for a record, that of the file with a slash behind it.
        dated_by: the versions of the rules for dates and for mentions that have looked at it last, 0 if unknown.
    """

    row: int
    article_id: str
    source: str
    path: str
    url: str | None
    furniture: tuple[Furniture, ...]
    dated_by: tuple[int, int]
    claims: tuple[Ruled, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """An article's text and what is stored of its dates, to compare with what they are found to be."""

    language: str
    values: Row
    texts: tuple[str, ...]
    mentions: tuple[str | None, ...]


def evidence(store: StoreReader, archive: int) -> Iterator[Evidence]:
    """Yield the evidence for every article of an archive that is live now, a chunk in memory at a time.

    Versions that are written meanwhile are not met.
    """
    after, (last,) = 0, store.rows("SELECT COALESCE(MAX(id), 0) FROM articles")[0]
    while rows := store.rows(ARTICLES + OF_ARCHIVE, archive, after, last, CHUNK):
        after = rows[-1][0]
        yield from _with_claims(store, rows)


def evidence_of(store: StoreReader, numbers: Sequence[int]) -> Iterator[Evidence]:
    """Yield the evidence for some articles by their numbers, in ascending order of these, likewise."""
    for begin in range(0, len(numbers), CHUNK):
        some = json.dumps(list(numbers[begin : begin + CHUNK]))
        yield from _with_claims(store, store.rows(f"{ARTICLES} WHERE articles.id {AMONG} ORDER BY articles.id", some))


def _with_claims(store: StoreReader, rows: Sequence[tuple[Any, ...]]) -> Iterator[Evidence]:
    claims: defaultdict[int, list[Ruled]] = defaultdict(list)
    of_articles = f"SELECT article, {RULED} FROM claims WHERE article {AMONG} ORDER BY rowid"
    numbers = json.dumps([row[0] for row in rows])
    for article, ruled in store.query(lambda row: (row[0], ruled_of(row[1:])), of_articles, numbers):
        claims[article].append(ruled)
    for row, article_id, source, path, url, furniture, dates, mentions in rows:
        found = tuple(claims.get(row, ()))
        pieces = load_furniture(furniture) if MASTHEAD in furniture or DATELINE in furniture else ()
        yield Evidence(row, article_id, source, path, url, pieces, (dates, mentions), found)


def dated(store: StoreReader, row: int) -> Dated | None:
    """Return an article's text and stored dates; None if the version is gone."""
    found = store.rows(f"SELECT language, {', '.join(DATE_COLUMNS)} FROM articles WHERE id = ?", row)
    if not found:
        return None
    ((language, *dates),) = found
    passages = store.rows(f"SELECT text, mentions {AS_READ}", row)
    texts, mentions = zip(*passages, strict=True) if passages else ((), ())
    return Dated(language, dict(zip(DATE_COLUMNS, dates, strict=True)), texts, mentions)
