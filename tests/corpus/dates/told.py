"""Writes what a text tells of days in short, so that tests can hold a table of them."""

from __future__ import annotations

from datetime import date

from corpus.dates.mentions import mentions_in
from corpus.model import DateSpan, Mention

Row = tuple[str, str, str]
"""Language, text, and what is told: a period with "..", a doubtful one with "?", both readings of a day with "|"."""


def told(text: str, lang: str = "en", published: date | None = None) -> str:
    """Return the days that a text tells, in order, what is not claimed left out."""
    return " ".join(written for one in mentions_in(text, published, lang) if (written := _mention(one)))


def _mention(mention: Mention) -> str:
    if mention.candidates:
        return "|".join(map(_span, mention.candidates)) + "?"
    if mention.span is None:
        return ""
    return _span(mention.span) + ("?" if mention.status == "assumed" else "")


def _span(span: DateSpan) -> str:
    first, last = span.first, span.last
    if (first.month, first.day, last.month, last.day, first.year) == (1, 1, 12, 31, last.year):
        return f"{first.year:04}"
    return f"{first}" if first == last else f"{first}..{last}"
