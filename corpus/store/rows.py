"""Which field of a value stands in which column, and how: the one place where rows are made and read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import starmap
from typing import Any

from corpus.dates.spans import iso
from corpus.dating.rulings import CountsAs, Ruled
from corpus.dating.version import DATES_VERSION, MENTIONS_VERSION
from corpus.model import (
    Article,
    ArticleDates,
    DateClaim,
    DateSpan,
    Furniture,
    Kind,
    Mention,
    Outcome,
    Passage,
    Precision,
    Role,
)

Row = dict[str, Any]

ITEM = ("path", "line", "digest", "reason")
ARTICLE = ("article_id", "title", "url", "language")
CHOICE = ("kind", "status", "confidence")
DAYS = ("not_before", "not_after", "captured", "cites_to")
CLAIM = ("role", "kind", "words", "place", "confidence", "utc_offset")
RULING = ("counts_as", "why")
"""Fields that are kept as they are, but for days, in columns of the same names."""
RULED = ", ".join(["first", "last", "precision", *CLAIM, *RULING])
"""What ``ruled_of`` reads, in its order."""
PRECISIONS = {one.value: one for one in Precision}


def article_row(article: Article) -> Row:
    """Return an article as it is stored."""
    furniture = [(piece.role, piece.text) for piece in article.furniture]
    lists = {"authors": article.authors, "furniture": furniture}
    page = {name: json.dumps(values, ensure_ascii=False) for name, values in lists.items()}
    return _fields(article, ARTICLE) | page | dates_row(article.dates) | looked_at()


def dates_row(dates: ArticleDates) -> Row:
    """Return an article's dates as they are stored."""
    days = {name: iso(day) for name, day in _fields(dates, DAYS).items()}
    return _span_row(dates.published, "published_from", "published_to") | _fields(dates, CHOICE) | days


def looked_at() -> Row:
    """Return the versions of the date rules, which have looked at an article now."""
    return {"dated_by": DATES_VERSION, "mentions_by": MENTIONS_VERSION}


def claim_row(article: int, ruled: Ruled) -> Row:
    """Return a claim of an article, by its number, with what is ruled of it."""
    claim = _fields(ruled.claim, CLAIM) | _span_row(ruled.claim.span, "first", "last")
    return {"article": article} | claim | _fields(ruled, RULING)


def passage_row(article: int, ordinal: int, passage: Passage) -> Row:
    """Return a passage of an article, by its number, at its place there."""
    place = {"article": article, "ordinal": ordinal, "mentions": dump_mentions(passage.mentions)}
    return place | _fields(passage, ("text", "heading"))


def item_row(outcome: Outcome, archive: int, source: int) -> Row:
    """Return an item as it is stored: what came of it, in which archive and which file of it, by number."""
    return {"archive_id": archive, "source_id": source, "due": iso(outcome.due)} | _fields(outcome, ITEM)


def insert(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    """Write rows of the same columns."""
    if rows:
        connection.executemany(_insertion(table, *rows[0]), rows)


def insert_one(connection: sqlite3.Connection, table: str, row: Row) -> int:
    """Write a row; return its number."""
    return int(connection.execute(_insertion(table, *row), row).lastrowid or 0)


def ruled_of(row: Sequence[Any]) -> Ruled:
    """Read a claim and what is ruled of it from the columns of ``RULED``.

    Raises:
        TypeError: it tells no days, which no claim does.
    """
    *days, role, kind, words, place, confidence, utc_offset, counts_as, why = row
    claim = DateClaim(Role(role), Kind(kind), _span(*days), words, place, confidence, utc_offset)
    return Ruled(claim, CountsAs(counts_as) if counts_as else None, why or "")


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
    return json.dumps(
        [
            [m.start, m.end, m.form, _dump_span(m.span), m.status, m.anchor, [_dump_span(c) for c in m.candidates]]
            for m in mentions
        ],
        separators=(",", ":"),
    )


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


@lru_cache(maxsize=1 << 16)  # an archive has far fewer spans than places where they stand
def _span(first: str, last: str, precision: str) -> DateSpan:
    return DateSpan(date.fromisoformat(first), date.fromisoformat(last), PRECISIONS[precision])


def _span_row(span: DateSpan | None, first: str, last: str) -> Row:
    return dict(zip((first, last, "precision"), _dump_span(span) or (None, None, None), strict=True))


def _dump_span(span: DateSpan | None) -> list[str | None] | None:
    return None if span is None else [iso(span.first), iso(span.last), span.precision.value]


@cache
def _insertion(table: str, *columns: str) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})"
