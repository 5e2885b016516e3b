"""What an index is built from: the articles that are live, and their passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from corpus.model import DateSpan
from corpus.store.rows import load_day, load_days

PASSAGES = """
    SELECT passages.id, article, text, COALESCE(heading, ''), title, language, published_from, published_to, mentions
    FROM articles JOIN passages ON article = articles.id AND role IS NOT 'furniture'
"""
SEARCHED = """
    (SELECT COUNT(*) FROM passages WHERE article = articles.id)
    - (SELECT COUNT(*) FROM passages WHERE article = articles.id AND role = 'furniture')
"""
"""How many passages of an article are searched; indexes alone tell both counts."""
ARTICLES = """
    SELECT id, published_from, published_to,
        counted.whole - (SELECT COUNT(*) FROM passages WHERE article = articles.id AND role = 'furniture') AS searched
    FROM (SELECT article, COUNT(*) AS whole FROM passages GROUP BY article) AS counted
    CROSS JOIN articles ON articles.id = counted.article
    WHERE retired_in IS NULL AND searched > 0 AND (format IS NOT 'feed teaser' OR copy_of IS NULL)
"""
"""Without teasers of articles that are there in full. All passages are counted in one walk through their index."""
AS_READ = "FROM passages WHERE article = ? AND role IS NOT 'rest' ORDER BY ordinal"
"""The passages of an article as they were read, whatever recurs in them."""
DATE_ORDER = "articles.published_from IS NULL, articles.published_from, articles.article_id, articles.id"
"""By day; of one day, and of none, by what they are called: their numbers tell in which runs they came."""


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
    """A passage as the index needs it, with the title, the language and the days of its article."""

    number: int
    article: int
    text: str
    heading: str
    title: str
    language: str
    published_from: date | None
    published_to: date | None
    mentioned: tuple[DateSpan, ...]


def live_article(row: Sequence[Any]) -> LiveArticle:
    """Read an article of ``ARTICLES``."""
    number, first, last, passages = row
    return LiveArticle(number, _ordinal(first), _ordinal(last), passages)


def live_passage(row: Sequence[Any]) -> LivePassage:
    """Read a passage of ``PASSAGES``."""
    number, article, text, heading, title, language, first, last, mentions = row
    days = load_day(first), load_day(last)
    return LivePassage(number, article, text, heading, title, language, *days, load_days(mentions))


@lru_cache(maxsize=1 << 16)
def _ordinal(day: str | None) -> int:
    found = load_day(day)
    return 0 if found is None else found.toordinal()
