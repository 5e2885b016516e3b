"""Periods of the calendar by name: the week, quarter or decade that a day is in, and the ones before and after."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from corpus.dates.calendars import GREGORIAN, SOLAR
from corpus.dates.lexicon import lexicon
from corpus.dates.spans import month_span, months_span, one_day, years_span
from corpus.model import DateSpan, Precision

DAYS_IN = {"day": 1, "week": 7}
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
SHORTEST_YEAR, LONGEST_YEAR = 350, 370
SOLAR_LANGUAGES = frozenset({"fa"})
"""Languages whose months and years are those of the solar Hijri calendar."""
PRECISION = {"month": Precision.MONTH, "quarter": Precision.RANGE, "half": Precision.HALF, "year": Precision.YEAR}


def period(unit: str, day: date, shift: int = 0, lang: str = "en") -> DateSpan:
    """Return the period that a day is in, or the one so many before or after it, in the calendar of a language.

    Weeks and weekends begin on the language's own days; the weekend of a weekday is the one that follows it.

    Args:
        unit: day, week, weekend, month, quarter, half, year, decade or century.
        day: in the period, unless that is a weekend.
        shift: how many periods later, or earlier if negative.
        lang: code of the language.

    Raises:
        ValueError: there is no such unit, or the period leaves the calendar that spans cover.
        OverflowError: the period leaves it.
    """
    if unit in {"week", "weekend"}:
        words = lexicon(lang)
        begins, days = (words.week_begins, 7) if unit == "week" else (words.weekend_begins, 2)
        back = (day.weekday() - begins) % 7
        first = day + timedelta(days=7 * shift - (back if back < days else back - 7))
        return DateSpan(first, first + timedelta(days=days - 1), Precision.RANGE)
    if unit == "day":
        return one_day(day + timedelta(days=shift))
    if unit in {"decade", "century"}:
        year = date(day.year + MONTHS_IN[unit] // 12 * shift, 1, 1).year
        return _known(decade_span(year) if unit == "decade" else century_span(year // 100 + 1))
    if unit not in PRECISION:
        raise ValueError(f"{unit!r} is no unit of time")
    calendar, months = SOLAR if lang in SOLAR_LANGUAGES else GREGORIAN, MONTHS_IN[unit]
    year, month, _ = calendar.of(day)
    place = year * 12 + (month - 1) // months * months + shift * months
    return _known(calendar.months(place // 12, place % 12 + 1, months, PRECISION[unit]))


def back(day: date, unit: str, count: int) -> date:
    """Return the day that lies so many units before one; of a shorter month, its last day.

    Args:
        day: from which is counted.
        unit: day, week, month, quarter, year, decade or century.
        count: how many; negative for a day to come.

    Raises:
        ValueError: the day leaves the calendar.
        OverflowError: it leaves it, too.
    """
    if unit in DAYS_IN:
        return day - timedelta(days=DAYS_IN[unit] * count)
    year, month = divmod(day.year * 12 + day.month - 1 - MONTHS_IN[unit] * count, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def shifted(span: DateSpan, years: int) -> DateSpan:
    """Return the whole months of a span so many years later.

    Raises:
        ValueError: they leave the calendar that spans cover.
    """
    year, month = span.first.year + years, span.first.month
    length = (span.last.year - span.first.year) * 12 + span.last.month - month + 1
    if span.first.day == 1 and span.first != span.last:
        return _known(months_span(year, month, length, span.precision))
    return _known(month_span(year, month))


def nearest(unit: str, whole: DateSpan, day: date) -> DateSpan | None:
    """Return the quarter or half of a year that matches the one last completed before a day, in that year."""
    base = period(unit, day, -1)
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
