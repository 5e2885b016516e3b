"""Makes spans of days from parts of dates, and reads and writes them as ISO days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from corpus.model import DateSpan, Precision

FIRST_YEAR = 1000
LAST_YEAR = 2200
"""Outside these years a number in an archive of articles is a count, a price or an error, not a date."""

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ISO_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def one_day(day: date) -> DateSpan:
    """Return the span of a day."""
    return DateSpan(day, day, Precision.DAY)


def day_span(year: int, month: int, day: int) -> DateSpan | None:
    """Return the span of one day, or None if there is no such day (31 February)."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return one_day(date(year, month, day))
    except ValueError:
        return None


def month_span(year: int, month: int) -> DateSpan | None:
    """Return the span of one month, or None if there is no such month."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):  # noqa: PLR2004 - months
        return None
    return DateSpan(date(year, month, 1), date(year, month, monthrange(year, month)[1]), Precision.MONTH)


def months_span(year: int, month: int, months: int, precision: Precision) -> DateSpan | None:
    """Return the span of several whole months, counted from the first of ``month``."""
    beginning = month_span(year, month)
    carry, index = divmod(month - 1 + months - 1, 12)
    end = month_span(year + carry, index + 1)
    if beginning is None or end is None:
        return None
    return DateSpan(beginning.first, end.last, precision)


def year_span(year: int) -> DateSpan | None:
    """Return the span of one calendar year."""
    return months_span(year, 1, 12, Precision.YEAR)


def years_span(first: int, last: int) -> DateSpan | None:
    """Return the span from the first to the last of several calendar years."""
    beginning, end = year_span(first), year_span(last)
    if beginning is None or end is None or last < first:
        return None
    return DateSpan(beginning.first, end.last, Precision.RANGE)


def around(day: date, days: int) -> tuple[date, date]:
    """Return the days that lie ``days`` before and after a day, within the calendar."""
    margin = timedelta(days=days)
    first = day - margin if day - date.min > margin else date.min
    last = day + margin if date.max - day > margin else date.max
    return first, last


def parse_day(text: str) -> date | None:
    """Read ``YYYY-MM-DD``; anything else is None."""
    try:
        return date.fromisoformat(text) if ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def parse_period(text: str) -> DateSpan | None:
    """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; anything else is None."""
    match = ISO_PERIOD.fullmatch(text)
    if match is None:
        return None
    year, *rest = (int(group) for group in match.groups() if group)
    return (year_span, month_span, day_span)[len(rest)](year, *rest)


def iso(day: date | None) -> str | None:
    """Write a day as ``YYYY-MM-DD``, four digits for the year also before 1000."""
    return None if day is None else day.isoformat()
