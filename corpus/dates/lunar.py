"""The lunar Hijri calendar: that of Umm al-Qura where its table reaches, the tabular one before and after.

Months of this calendar begin with a sighting of the moon, which differs by a day from country to country. Umm al-Qura
is what the countries of the Gulf reckon by; elsewhere a month begins on its day, or on one beside it. The tabular
("civil") calendar is a day later in 1,099 of the table's 1,896 months, and two days in 92.
"""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Hijri

from corpus.model import DateSpan, Precision

LUNAR_1 = date(622, 7, 19).toordinal()
"""1 Muharram of the year 1 in the tabular calendar."""
UMM_AL_QURA = range(1343, 1501)
"""Years of the table: 1924 to 2077."""
SIGHTING = timedelta(days=1)
LAST_YEAR = 1600


def lunar_day(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a day of the calendar, None if there is no such day."""
    if not (1 <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= lunar_month_days(year, month)):  # noqa: PLR2004
        return None
    if year in UMM_AL_QURA:
        return Hijri(year, month, 1, validate=False).to_gregorian() + timedelta(days=day - 1)
    days_before_year = 354 * (year - 1) + (11 * year + 3) // 30
    days_before_month = 29 * (month - 1) + month // 2
    return date.fromordinal(LUNAR_1 + days_before_year + days_before_month + day - 1)


def lunar_month_days(year: int, month: int) -> int:
    """Return how many days a month has: 29 or 30."""
    if year in UMM_AL_QURA:
        return Hijri(year, month, 1, validate=False).month_length()
    leap = (11 * year + 14) % 30 < 11  # noqa: PLR2004 - eleven leap years in thirty
    return 30 if month % 2 or (month == 12 and leap) else 29  # noqa: PLR2004


def lunar_span(year: int, month: int, day: int | None, months: int = 1, *, exact: bool = False) -> DateSpan | None:
    """Return the span of a day or of several months with the days by which a sighting may shift them, or without.

    Args:
        year: of the calendar.
        month: of the year, the first of several.
        day: of the month, None for whole months.
        months: how many.
        exact: the days of Umm al-Qura alone.
    """
    last_month = month + months - 1
    first = lunar_day(year, month, day or 1)
    last = lunar_day(year, last_month, day or lunar_month_days(year, last_month))
    if first is None or last is None:
        return None
    if exact and year in UMM_AL_QURA:
        return DateSpan(first, last, Precision.DAY if day else Precision.RANGE)
    return DateSpan(first - SIGHTING, last + SIGHTING, Precision.RANGE)


def lunar_in(gregorian: int, month: int, day: int | None, *, exact: bool = False) -> DateSpan | None:
    """Return the span of a month or one of its days that begins in a Gregorian year, the first if there are two."""
    for year in years_near(gregorian):
        begins, span = lunar_day(year, month, day or 1), lunar_span(year, month, day, exact=exact)
        if begins is not None and span is not None and begins.year == gregorian:
            return span
    return None


def years_near(gregorian: int) -> range:
    """Return the years of the calendar that may have a day in a Gregorian year."""
    year = (gregorian - 622) * 33 // 32
    return range(year - 1, year + 3)
