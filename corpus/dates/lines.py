"""The one short line that tells a reader an article's date, never more certain than the evidence."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from types import ModuleType

from corpus.dates.spans import guessed_precision
from corpus.model import DateSpan, Precision, Status

DAY_PATTERN = {"en": "d MMM y"}
"""Babel's "en" writes "Jan 7, 2019" and "en_GB" writes "Sept"; DATES.md wants "7 Jan 2019"."""


def format_day(day: date, locale: str = "en", *, weekday: bool = False) -> str:
    """Write a day the short way of a language: "7 Jan 2019", with ``weekday`` "Mon 7 Jan 2019"."""
    dates = _babel()
    if locale in DAY_PATTERN:
        pattern = ("EEE " if weekday else "") + DAY_PATTERN[locale]
        return str(dates.format_date(day, pattern, locale))
    return str(dates.format_skeleton("yMMMEd" if weekday else "yMMMd", day, locale=locale))


def format_span(span: DateSpan, locale: str = "en", *, weekday: bool = False) -> str:
    """Write a span: a day, "March 2006", "2006", or its first and last day."""
    dates = _babel()
    precision = guessed_precision(span.first, span.last)
    if precision is Precision.DAY:
        return format_day(span.first, locale, weekday=weekday)
    if precision is Precision.MONTH:
        return str(dates.format_skeleton("yMMMM", span.first, locale=locale))
    if precision is Precision.YEAR:
        return str(span.first.year)
    if span.first.day == 1 and (span.last + timedelta(days=1)).day == 1:
        return _whole_months(span, locale)
    return f"{format_day(span.first, locale)} – {format_day(span.last, locale)}"


def _whole_months(span: DateSpan, locale: str) -> str:
    dates = _babel()
    if (span.first.month, span.last.month, span.last.day) == (1, 12, 31):
        return f"{span.first.year}–{span.last.year}"
    first = dates.format_skeleton("yMMM", span.first, locale=locale)
    return f"{first} – {dates.format_skeleton('yMMM', span.last, locale=locale)}"


def date_line(
    published: DateSpan | None,
    status: Status,
    *,
    captured: date | None = None,
    cites_to: date | None = None,
    rival: DateSpan | None = None,
) -> str:
    """Return the line for an article, in English.

    Args:
        published: the chosen span, None when undated.
        status: what is known of the publication.
        captured: the day the page was saved.
        cites_to: the latest day that its text names.
        rival: the days that another source claims, when the status is conflict.
    """
    if published is None:
        line = "Undated page" + (f", saved {format_day(captured)}" if captured else "")
        return line + (f"; cites dates up to {format_day(cites_to)}" if cites_to else "")
    if status is Status.CONFLICT and rival is not None:
        return f"Published {_either(*sorted((published, rival), key=lambda span: span.first))} (sources disagree)"
    return f"Published {format_span(published)}"


def _either(first: DateSpan, second: DateSpan) -> str:
    """Write two spans with "or" between them, not repeating the month and year that they share."""
    one, other = format_span(first), format_span(second)
    days = first.first == first.last and second.first == second.last
    if days and (first.first.year, first.first.month) == (second.first.year, second.first.month):
        one = str(first.first.day)
    return f"{one} or {other}"


@cache
def _babel() -> ModuleType:
    """Import Babel's dates on first use: it costs a sixth of a second, and not every command shows a date."""
    from babel import dates  # noqa: PLC0415 - see above

    return dates
