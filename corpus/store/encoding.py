"""How values of the model are written into columns and read back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from corpus.dates.spans import iso
from corpus.model import DateSpan, Furniture, Mention, Precision


def dump_mentions(mentions: tuple[Mention, ...]) -> str | None:
    """Write mentions as compact JSON rows, or None when there are none."""
    if not mentions:
        return None
    return json.dumps(
        [
            [
                m.start,
                m.end,
                m.form,
                _dump_span(m.span),
                m.status,
                m.anchor,
                [_dump_span(c) for c in m.candidates],
            ]
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


def load_span(row: list[Any] | tuple[Any, ...] | None) -> DateSpan | None:
    """Read a span from [first, last, precision], with None for no span."""
    if row is None or row[0] is None:
        return None
    return DateSpan(date.fromisoformat(row[0]), date.fromisoformat(row[1]), Precision(row[2]))


def load_day(column: str | None) -> date | None:
    """Read a day from its ISO form."""
    return None if column is None else date.fromisoformat(column)


def dump_furniture(furniture: tuple[Furniture, ...]) -> str:
    """Write furniture as JSON pairs of role and text."""
    return json.dumps([[piece.role, piece.text] for piece in furniture], ensure_ascii=False)


def load_furniture(column: str) -> tuple[Furniture, ...]:
    """Read furniture from its JSON pairs."""
    return tuple(Furniture(role, text) for role, text in json.loads(column))


def _dump_span(span: DateSpan | None) -> list[str | None] | None:
    return None if span is None else [iso(span.first), iso(span.last), span.precision.value]
