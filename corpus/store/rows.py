"""Which field of a value stands in which column, and how: the one place where rows are made and read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import starmap
from typing import Any, NamedTuple

from corpus.dates.spans import iso
from corpus.dating.rulings import CountsAs, Ruled
from corpus.dating.version import DATES_VERSION, MENTIONS_VERSION
from corpus.model import (
    READER_VERSION,
    Article,
    ArticleDates,
    DateClaim,
    DateSpan,
    Furniture,
    Kind,
    Mention,
    Outcome,
    Precision,
    Role,
)

Row = dict[str, Any]
Values = tuple[Any, ...]

ITEM = ("path", "line", "digest", "reason", "left_out", "address")
ARTICLE = ("article_id", "title", "url", "language", "format", "source", "paragraphs")
CHOICE = ("kind", "status", "confidence")
DAYS = ("not_before", "not_after", "captured", "cites_to")
CLAIM = ("role", "kind", "words", "place", "confidence", "utc_offset")
RULING = ("counts_as", "why")
"""Fields that are kept as they are, but for days, in columns of the same names."""
RULED_COLUMNS = ("first", "last", "precision", *CLAIM, *RULING)
RULED = ", ".join(RULED_COLUMNS)
"""What ``ruled_of`` reads, in its order."""
CLAIM_COLUMNS = ("article", *RULED_COLUMNS)
PASSAGE_COLUMNS = ("article", "ordinal", "text", "heading", "mentions")
"""Columns of what articles have many of; the first is the number that the store gives the article."""
PRECISIONS, ROLES = {one.value: one for one in Precision}, {one.value: one for one in Role}
KINDS, COUNTED = {one.value: one for one in Kind}, {one.value: one for one in CountsAs}
"""What stands in a column, sooner than by asking the class."""
DUMP = json.JSONEncoder(separators=(",", ":")).encode


class ArticleRows(NamedTuple):
    """An article as it is stored, but for the numbers that the store gives.

    Attributes:
        row: of the article itself.
        claims: values of ``CLAIM_COLUMNS`` but the first.
        passages: values of ``PASSAGE_COLUMNS`` but the first.
    """

    row: Row
    claims: list[Values]
    passages: list[Values]

    @property
    def body(self) -> str:
        """Its text, by which its signature is made."""
        return "\n".join(text for _, text, *_ in self.passages)


class ItemRows(NamedTuple):
    """What came of an item, as it is stored but for numbers: all strings, which processes hand over soonest.

    Attributes:
        row: of the item itself.
        articles: that came of it.
    """

    row: Row
    articles: list[ArticleRows]


def item_rows(outcome: Outcome) -> ItemRows:
    """Return what came of an item as it is stored."""
    item = {"due": iso(outcome.due), "captured": iso(outcome.captured)} | _fields(outcome, ITEM)
    return ItemRows(item, [_article_rows(article) for article in outcome.articles])


def _article_rows(article: Article) -> ArticleRows:
    passages = [
        (ordinal, passage.text, passage.heading, dump_mentions(passage.mentions))
        for ordinal, passage in enumerate(article.passages)
    ]
    return ArticleRows(article_row(article), [ruled_values(Ruled(claim)) for claim in article.dates.claims], passages)


def article_row(article: Article) -> Row:
    """Return an article as it is stored."""
    furniture = [(piece.role, piece.text) for piece in article.furniture]
    lists = {"authors": article.authors, "furniture": furniture}
    page = {name: json.dumps(values, ensure_ascii=False) for name, values in lists.items()}
    return _fields(article, ARTICLE) | page | dates_row(article.dates) | looked_at() | {"read_by": READER_VERSION}


def dates_row(dates: ArticleDates) -> Row:
    """Return an article's dates as they are stored."""
    days = {name: iso(day) for name, day in _fields(dates, DAYS).items()}
    return _span_row(dates.published, "published_from", "published_to") | _fields(dates, CHOICE) | days


def looked_at() -> Row:
    """Return the versions of the date rules, which have looked at an article now."""
    return {"dated_by": DATES_VERSION, "mentions_by": MENTIONS_VERSION}


def ruled_values(ruled: Ruled) -> Values:
    """Return a claim, with what is ruled of it, as values of ``RULED_COLUMNS``."""
    span, claim = _dump_span(ruled.claim.span), _fields(ruled.claim, CLAIM)
    return (*span, *claim.values(), *_fields(ruled, RULING).values())


def insert(connection: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Iterable[Values]) -> None:
    """Write rows of some columns."""
    connection.executemany(_insertion(table, columns), rows)


def insert_one(connection: sqlite3.Connection, table: str, row: Row) -> int:
    """Write a row; return its number."""
    return int(connection.execute(_insertion(table, tuple(row)), tuple(row.values())).lastrowid or 0)


def ruled_of(row: Sequence[Any]) -> Ruled:
    """Read a claim and what is ruled of it from the columns of ``RULED``.

    Raises:
        TypeError: it tells no days, which no claim does.
    """
    return _ruled(*row)


def load_day(column: str | None) -> date | None:
    """Read a day from its ISO form."""
    return None if column is None else date.fromisoformat(column)


def load_furniture(column: str) -> tuple[Furniture, ...]:
    """Read furniture from its JSON pairs."""
    return tuple(Furniture(role, text) for role, text in json.loads(column))


def load_span(row: Sequence[Any] | None) -> DateSpan | None:
    """Read a span from [first, last, precision], with None for no span."""
    return None if row is None or row[0] is None else _span(*row)


def dump_mentions(mentions: tuple[Mention, ...]) -> str | None:
    """Write mentions as compact JSON rows, or None when there are none."""
    if not mentions:
        return None
    return DUMP(
        [
            (
                m.start, m.end, m.form, m.span and _dump_span(m.span), m.status, m.anchor,
                [_dump_span(one) for one in m.candidates],
            )
            for m in mentions
        ]
    )  # fmt: skip


def load_mentions(column: str | None, text: str) -> tuple[Mention, ...]:
    """Read the mentions of a passage; their words are cut from its ``text``."""
    if not column:
        return ()
    return tuple(
        Mention(start, end, text[start:end], form, load_span(span), status, anchor, tuple(starmap(_span, candidates)))
        for start, end, form, span, status, anchor, candidates in json.loads(column)
    )


def load_days(column: str | None) -> tuple[DateSpan, ...]:
    """Read only the days that the mentions of a passage claim, and are sure to."""
    found = json.loads(column) if column else ()
    return tuple(_span(*span) for *_, span, status, _, _ in found if span and status != "assumed")


def _fields(value: object, names: Sequence[str]) -> Row:
    return {name: getattr(value, name) for name in names}


@lru_cache(maxsize=1 << 14)  # the same is told of many articles: nine in ten claims of the Senate archive
def _ruled(
    first: str, last: str, precision: str, role: str, kind: str, words: str, place: str, confidence: float,
    utc_offset: int | None, counts_as: str | None, why: str | None,
) -> Ruled:  # fmt: skip
    span = _span(first, last, precision)
    claim = DateClaim(ROLES[role], KINDS[kind], span, words, place, confidence, utc_offset)
    return Ruled(claim, COUNTED[counts_as] if counts_as else None, why or "")


@lru_cache(maxsize=1 << 16)  # an archive has far fewer spans than places where they stand
def _span(first: str, last: str, precision: str) -> DateSpan:
    return DateSpan(date.fromisoformat(first), date.fromisoformat(last), PRECISIONS[precision])


def _span_row(span: DateSpan | None, first: str, last: str) -> Row:
    return dict(zip((first, last, "precision"), (None, None, None) if span is None else _dump_span(span), strict=True))


@lru_cache(maxsize=1 << 14)
def _dump_span(span: DateSpan) -> tuple[str, str, str]:
    return span.first.isoformat(), span.last.isoformat(), span.precision.value


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
