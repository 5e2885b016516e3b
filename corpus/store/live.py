"""Reads what an index is built from: the articles that are live, and their passages."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from corpus.model import DateSpan
from corpus.store.encoding import load_day, load_span

PASSAGES = """
    SELECT passages.id, passages.article, passages.text, passages.heading, articles.title,
           articles.lang, articles.published_from, articles.published_to, passages.mentions
    FROM articles JOIN passages ON passages.article = articles.id
"""
DATE_ORDER = "articles.published_from IS NULL, articles.published_from, articles.id"
AT_ONCE = 500
"""Articles that are asked for in one query; SQLite takes a limited number of parameters."""


class LiveArticle(NamedTuple):
    """An article as the index needs it.

    Attributes:
        row: its number in the store.
        first_day: of its publication, as a proleptic Gregorian ordinal; 0 for none.
        last_day: likewise.
        passages: how many it has.
    """

    row: int
    first_day: int
    last_day: int
    passages: int


@dataclass(frozen=True, slots=True)
class LivePassage:
    """A passage as the index needs it."""

    number: int
    article: int
    text: str
    heading: str
    title: str
    lang: str | None
    published_from: date | None
    published_to: date | None
    mentioned: tuple[DateSpan, ...]


def live_articles(connection: sqlite3.Connection) -> list[LiveArticle]:
    """Return every live article that has passages in date order, undated ones last."""
    rows = connection.execute(
        "SELECT id, published_from, published_to, (SELECT COUNT(*) FROM passages WHERE article = articles.id)"
        f" FROM articles WHERE retired_in IS NULL ORDER BY {DATE_ORDER}"
    )
    return [LiveArticle(row, _ordinal(first), _ordinal(last), size) for row, first, last, size in rows if size]


def live_passages(connection: sqlite3.Connection) -> Iterator[LivePassage]:
    """Yield every live passage in date order, undated ones last."""
    query = f"{PASSAGES} WHERE articles.retired_in IS NULL ORDER BY {DATE_ORDER}, passages.ordinal"
    return map(_passage, connection.execute(query))


def passages_of(connection: sqlite3.Connection, articles: Sequence[int]) -> Iterator[LivePassage]:
    """Yield the passages of some articles, in ascending order of the articles' numbers."""
    numbers = sorted(articles)
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        marks = ",".join("?" * len(some))
        query = f"{PASSAGES} WHERE articles.id IN ({marks}) ORDER BY articles.id, passages.ordinal"
        yield from map(_passage, connection.execute(query, some))


def _passage(row: tuple[Any, ...]) -> LivePassage:
    number, article, text, heading, title, lang, first, last, mentions = row
    found = (load_span(mention[3]) for mention in json.loads(mentions)) if mentions else ()
    spans = tuple(span for span in found if span is not None)
    return LivePassage(number, article, text, heading or "", title, lang, load_day(first), load_day(last), spans)


@lru_cache(maxsize=1 << 16)
def _ordinal(day: str | None) -> int:
    found = load_day(day)
    return 0 if found is None else found.toordinal()
