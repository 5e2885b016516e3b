"""Which field of a value stands in which column, and how: the one place where rows are made and read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
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
    Status,
)

Row = dict[str, Any]
Convert = Callable[[Any], Any]
Columns = dict[str, tuple[Convert | None, Convert | None]]
"""By the name of a column, which is the field's too: how it is written and how it is read, None for as it is."""


def load_day(column: str | None) -> date | None:
    """Read a day from its ISO form."""
    return None if column is None else date.fromisoformat(column)


def load_furniture(column: str) -> tuple[Furniture, ...]:
    """Read furniture from its JSON pairs."""
    return tuple(Furniture(role, text) for role, text in json.loads(column))


PLAIN = (None, None)
TEXT = (None, lambda column: column or "")
DAY = (iso, load_day)
ITEM: Columns = dict.fromkeys(("path", "line", "digest", "reason", "problem_line"), PLAIN)
ARTICLE: Columns = {"article_id": TEXT, "title": TEXT, "url": PLAIN, "language": TEXT}
PAGE: Columns = {
    "authors": (lambda names: json.dumps(names, ensure_ascii=False), lambda column: tuple(json.loads(column))),
    "furniture": (
        lambda pieces: json.dumps([[piece.role, piece.text] for piece in pieces], ensure_ascii=False),
        load_furniture,
    ),
}
CHOICE: Columns = {
    "kind": (None, lambda column: column or "none"),
    "status": (str, Status),
    "captured": DAY,
    "cites_to": DAY,
    "confidence": (None, lambda column: column or 0),
}
DATES = CHOICE | {"not_before": DAY, "not_after": DAY}
SHOWN = {"source": TEXT} | ARTICLE | CHOICE
CLAIM: Columns = {
    "role": (str, Role),
    "kind": (str, Kind),
    **dict.fromkeys(("words", "place", "confidence", "utc_offset"), PLAIN),
}
RULING: Columns = {
    "counts_as": (lambda ruled: ruled and str(ruled), lambda column: CountsAs(column) if column else None),
    "why": TEXT,
}
PRECISIONS = {one.value: one for one in Precision}
PUBLISHED = ("published_from", "published_to", "precision")
CLAIMED = ("first", "last", "precision")
SHOWN_ARTICLE = ", ".join(["articles.id AS row", *PUBLISHED, *SHOWN])
RULED = ", ".join([*CLAIMED, *CLAIM, *RULING])
"""What ``article_of`` and ``ruled_of`` read, in their order."""


def article_row(article: Article) -> Row:
    """Return an article as it is stored."""
    return _written(article, ARTICLE | PAGE) | dates_row(article.dates) | looked_at()


def dates_row(dates: ArticleDates) -> Row:
    """Return an article's dates as they are stored."""
    return _span_row(dates.published, PUBLISHED) | _written(dates, DATES)


def looked_at() -> Row:
    """Return the versions of the date rules, which have looked at an article now."""
    return {"dated_by": DATES_VERSION, "mentions_by": MENTIONS_VERSION}


def claim_row(article: int, ruled: Ruled) -> Row:
    """Return a claim of an article, by its number, with what is ruled of it."""
    claim = _written(ruled.claim, CLAIM) | _span_row(ruled.claim.span, CLAIMED)
    return {"article": article} | claim | _written(ruled, RULING)


def passage_row(article: int, ordinal: int, passage: Passage) -> Row:
    """Return a passage of an article, by its number, at its place there."""
    return {
        "article": article,
        "ordinal": ordinal,
        "text": passage.text,
        "heading": passage.heading,
        "mentions": dump_mentions(passage.mentions),
    }


def item_row(outcome: Outcome, archive: int, source: int) -> Row:
    """Return an item as it is stored: what came of it, in which archive and which file of it, by number."""
    return {"archive_id": archive, "source_id": source, **_written(outcome, ITEM)}


def insert(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    """Write rows of the same columns."""
    if rows:
        connection.executemany(_insertion(table, *rows[0]), rows)


def insert_one(connection: sqlite3.Connection, table: str, row: Row) -> int:
    """Write a row; return its number."""
    return int(connection.execute(_insertion(table, *row), row).lastrowid or 0)


def article_of(row: Sequence[Any]) -> Row:
    """Read an article from the columns of ``SHOWN_ARTICLE``: its fields by name."""
    number, first, last, precision, *others = row
    found = read(others, SHOWN)
    found["row"], found["published"] = number, load_span((first, last, precision))
    return found


def ruled_of(row: Sequence[Any]) -> Ruled:
    """Read a claim and what is ruled of it from the columns of ``RULED``.

    Raises:
        ValueError: it tells no days, which no claim does.
    """
    span = load_span(row[:3])
    if span is None:
        raise ValueError("a claim without days")
    return Ruled(DateClaim(span=span, **read(row[3:], CLAIM)), **read(row[3 + len(CLAIM) :], RULING))


def read(row: Sequence[Any], columns: Columns) -> Row:
    """Read some columns, in their order: fields by name."""
    return {
        name: value if convert is None else convert(value)
        for (name, (_, convert)), value in zip(columns.items(), row, strict=False)
    }


def load_span(row: Sequence[Any] | None) -> DateSpan | None:
    """Read a span from [first, last, precision], with None for no span."""
    if row is None or row[0] is None:
        return None
    return DateSpan(date.fromisoformat(row[0]), date.fromisoformat(row[1]), PRECISIONS[row[2]])


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
        Mention(
            start, end, text[start:end], form, load_span(span), status, anchor,
            tuple(candidate for item in candidates if (candidate := load_span(item))),
        )
        for start, end, form, span, status, anchor, candidates in json.loads(column)
    )  # fmt: skip


def load_days(column: str | None) -> tuple[DateSpan, ...]:
    """Read only the days that the mentions of a passage claim."""
    found = (load_span(mention[3]) for mention in json.loads(column)) if column else ()
    return tuple(span for span in found if span is not None)


def _written(value: object, columns: Columns) -> Row:
    return {
        name: getattr(value, name) if convert is None else convert(getattr(value, name))
        for name, (convert, _) in columns.items()
    }


def _span_row(span: DateSpan | None, columns: Sequence[str]) -> Row:
    return dict(zip(columns, _dump_span(span) or (None, None, None), strict=True))


def _dump_span(span: DateSpan | None) -> list[str | None] | None:
    return None if span is None else [iso(span.first), iso(span.last), span.precision.value]


@cache
def _insertion(table: str, *columns: str) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})"
