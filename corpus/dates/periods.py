"""Periods of the calendar by name: the week, quarter or decade that a day is in, and the ones before and after."""

from __future__ import annotations

from datetime import date, timedelta

from corpus.dates.calendars import SOLAR
from corpus.dates.lexicon import lexicon
from corpus.dates.spans import day_span, month_span, months_span, years_span
from corpus.model import DateSpan, Precision

MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
SHORTEST_YEAR, LONGEST_YEAR = 350, 370
SOLAR_LANGUAGES = frozenset({"fa"})
"""Languages whose months and years are those of the solar Hijri calendar."""
DAYS_IN = {"day": 1, "week": 7, "weekend": 7}
PRECISION = {"month": Precision.MONTH, "quarter": Precision.RANGE, "half": Precision.HALF, "year": Precision.YEAR}


def period(unit: str, day: date) -> DateSpan:
    """Return the day, week (from Monday), weekend, month, quarter, half, year, decade or century that a day is in.

    The weekend of a weekday is the one that follows it.

    Raises:
        ValueError: there is no such unit, or the period leaves the calendar that spans cover.
    """
    if unit not in DAYS_IN and unit not in MONTHS_IN:
        raise ValueError(f"{unit!r} is no unit of time")
    if unit in DAYS_IN:
        monday = day - timedelta(days=day.weekday())
        first, last = {
            "day": (day, day),
            "week": (monday, monday + timedelta(days=6)),
            "weekend": (monday + timedelta(days=5), monday + timedelta(days=6)),
        }[unit]
        return DateSpan(first, last, Precision.DAY if unit == "day" else Precision.RANGE)
    if unit in {"decade", "century"}:
        return _known(decade_span(day.year) if unit == "decade" else century_span(day.year // 100 + 1))
    months = MONTHS_IN[unit]
    first_month = (day.month - 1) // months * months + 1
    return _known(months_span(day.year, first_month, months, PRECISION[unit]))


def shifted(span: DateSpan, unit: str, count: int) -> DateSpan:
    """Return the period of the same length, ``count`` units later or, if negative, earlier.

    Raises:
        ValueError: it leaves the calendar that spans cover.
        OverflowError: likewise.
    """
    if unit in DAYS_IN:
        days = timedelta(days=DAYS_IN[unit] * count)
        return DateSpan(span.first + days, span.last + days, span.precision)
    if unit in {"decade", "century"}:
        return period(unit, date(span.first.year + MONTHS_IN[unit] // 12 * count, span.first.month, 1))
    months = span.first.year * 12 + span.first.month - 1 + MONTHS_IN[unit] * count
    length = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    if span.first.day == 1 and span != day_span(span.first.year, span.first.month, 1):
        return _known(months_span(months // 12, months % 12 + 1, length, span.precision))
    return _known(month_span(months // 12, months % 12 + 1))


def period_at(unit: str, day: date, shift: int, lang: str) -> DateSpan:
    """Return the period around a day, or the one so many before or after it, in the calendar of a language.

    Weeks and weekends begin on the language's own days; the weekend of a weekday is the one that follows it.

    Raises:
        ValueError: the period leaves the calendar.
        OverflowError: likewise.
    """
    if unit in {"week", "weekend"}:
        words = lexicon(lang)
        begins, days = (words.week_begins, 7) if unit == "week" else (words.weekend_begins, 2)
        back = (day.weekday() - begins) % 7
        first = day + timedelta(days=7 * shift - (back if back < days else back - 7))
        return DateSpan(first, first + timedelta(days=days - 1), Precision.RANGE)
    if lang not in SOLAR_LANGUAGES or unit in {"day", "decade", "century"}:
        return shifted(period(unit, day), unit, shift)
    count = MONTHS_IN[unit]
    year, month, _ = SOLAR.of(day)
    place = year * 12 + (month - 1) // count * count + shift * count
    return _known(SOLAR.months(place // 12, place % 12 + 1, count, PRECISION[unit]))


def nearest(unit: str, whole: DateSpan, day: date) -> DateSpan | None:
    """Return the quarter or half of a year that matches the one last completed before a day, in that year."""
    base = shifted(period(unit, day), unit, -1)
    return months_span(whole.first.year, base.first.month, MONTHS_IN[unit], PRECISION[unit])


def season_span(year: int, month: int) -> DateSpan:
    """Return the season of three whole months that begins in a month of a year.

    Raises:
        ValueError: the year is outside the calendar that spans cover.
    """
    return _known(months_span(year, month, 3, Precision.SEASON))


def decade_span(year: int) -> DateSpan | None:
    """Return the ten years from 1990 to 1999 for any year of them."""
    return years_span(year // 10 * 10, year // 10 * 10 + 9)


def century_span(number: int) -> DateSpan | None:
    """Return the hundred years of the 19th century as 1800 to 1899, as people count."""
    return years_span((number - 1) * 100, (number - 1) * 100 + 99)


def part_of(span: DateSpan, part: str) -> DateSpan:
    """Return the early, mid, late or end part of a period, as a question means it.

    A month is cut into tens of days, its end is its last week; a year into quarters, with mid for the two in the
    middle; longer periods likewise. Other periods and parts stay whole.
    """
    days = (span.last - span.first).days + 1
    if span.precision is Precision.MONTH:
        begin, end = {"early": (0, 10), "mid": (10, 20), "late": (20, days), "end": (days - 7, days)}.get(
            part, (0, days)
        )
    elif days >= SHORTEST_YEAR:
        quarter = days / 4
        parts: dict[str, tuple[float, float]] = {"early": (0, 1), "mid": (1, 3), "late": (3, 4), "end": (3, 4)}
        if days > LONGEST_YEAR:
            parts["late"] = (2.4, 4)
        begin, end = (round(one * quarter) for one in parts.get(part, (0, 4)))
    else:
        return span
    return DateSpan(span.first + timedelta(days=begin), span.first + timedelta(days=end - 1), Precision.RANGE)


def two_digit_year(year: int, day: date | None) -> int:
    """Return the year that two digits mean: at most twenty years after the day of writing, or after 2020."""
    limit = (day.year if day is not None else 2020) + 20
    full = limit // 100 * 100 + year
    return full if full <= limit else full - 100


def _known(span: DateSpan | None) -> DateSpan:
    if span is None:
        raise ValueError("outside the calendar")
    return span
