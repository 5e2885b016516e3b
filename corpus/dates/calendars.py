"""The Gregorian, the solar Hijri and the tabular lunar Hijri calendar, and the days that have a name in a year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

from corpus.dates.spans import day_span, months_span, one_day
from corpus.model import DateSpan, Precision

NOWRUZ_1 = date(622, 3, 21).toordinal()
"""The day from which the cycles below count, so that 1 Farvardin 1400 is 21 March 2021."""
LEAP_PLACES = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
"""Leap years within a cycle of 33 years; agrees with the calendar of Iran from 1178 to 1633 (1799 to 2255)."""
CYCLE_DAYS = 33 * 365 + 8
LUNAR_1 = date(622, 7, 19).toordinal()
"""1 Muharram of the year 1 in the tabular ("civil") lunar Hijri calendar."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def solar_day(year: int, month: int, day: int) -> DateSpan | None:
    """Return the span of a day of the solar Hijri calendar, None if there is no such day."""
    if not (1178 <= year <= 1633 and 1 <= month <= 12 and 1 <= day <= solar_month_days(year, month)):  # noqa: PLR2004
        return None
    cycles, place = divmod(year - 1, 33)
    leaps = sum(one <= place for one in LEAP_PLACES)
    days_before_year = cycles * CYCLE_DAYS + place * 365 + leaps
    days_before_month = 31 * (month - 1) - max(0, month - 7)
    return one_day(date.fromordinal(NOWRUZ_1 + days_before_year + days_before_month + day - 1))


def solar_month_days(year: int, month: int) -> int:
    """Return how many days a month of the solar Hijri calendar has."""
    if month <= 6:  # noqa: PLR2004 - the first half of the year
        return 31
    if month < 12:  # noqa: PLR2004 - the last month
        return 30
    return 30 if year % 33 in LEAP_PLACES else 29


def solar_months(year: int, month: int, months: int, precision: Precision) -> DateSpan | None:
    """Return the span of several whole months of the solar Hijri calendar, counted from the first of ``month``."""
    years, place = divmod(month + months - 2, 12)
    first = solar_day(year, month, 1)
    last = solar_day(year + years, place + 1, solar_month_days(year + years, place + 1))
    return DateSpan(first.first, last.last, precision) if first and last else None


def solar_of(day: date) -> tuple[int, int, int]:
    """Return a Gregorian day as year, month and day of the solar Hijri calendar.

    Raises:
        ValueError: the day is not one of 1800 to 2254.
    """
    year = day.year - 621
    first = solar_day(year, 1, 1)
    if first is None or first.first > day:
        year -= 1
        first = solar_day(year, 1, 1)
    if first is None:
        raise ValueError("outside the calendar")
    rest = (day - first.first).days
    month = rest // 31 + 1 if rest < 186 else (rest - 186) // 30 + 7  # noqa: PLR2004 - six months of 31 days
    gone = 31 * (month - 1) - max(0, month - 7)
    return year, month, rest - gone + 1


def lunar_day(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a day of the tabular lunar Hijri calendar, None if there is no such day."""
    if not (1 <= year <= 1600 and 1 <= month <= 12 and 1 <= day <= lunar_month_days(year, month)):  # noqa: PLR2004
        return None
    days_before_year = 354 * (year - 1) + (11 * year + 3) // 30
    days_before_month = 29 * (month - 1) + month // 2
    return date.fromordinal(LUNAR_1 + days_before_year + days_before_month + day - 1)


def lunar_month_days(year: int, month: int) -> int:
    """Return how many days a month of the tabular lunar Hijri calendar has: 30 and 29 by turns, and leap days."""
    leap = (11 * year + 14) % 30 < 11  # noqa: PLR2004 - eleven leap years in thirty
    return 30 if month % 2 or (month == 12 and leap) else 29  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Calendar:
    """Spans of days by the years and months of a calendar; None for what is not in it.

    Attributes:
        begins: its years begin in the Gregorian year that is so much greater.
        day: of year, month and day of the month.
        months: several whole months: of year, first month, how many, and the span's precision.
        of: a Gregorian day as year, month and day of the month; raises ValueError outside the calendar.
    """

    begins: int
    day: Callable[[int, int, int], DateSpan | None]
    months: Callable[[int, int, int, Precision], DateSpan | None]
    of: Callable[[date], tuple[int, int, int]]

    def month(self, year: int, month: int) -> DateSpan | None:
        """Return the span of a month."""
        return self.months(year, month, 1, Precision.MONTH)

    def year(self, year: int) -> DateSpan | None:
        """Return the span of a year."""
        return self.months(year, 1, 12, Precision.YEAR)


GREGORIAN = Calendar(0, day_span, months_span, lambda day: (day.year, day.month, day.day))
SOLAR = Calendar(621, solar_day, solar_months, solar_of)


def named_day(rule: str, year: int) -> DateSpan | None:
    """Return a day with a name in a year: "12-25", "11-thu-4", "05-mon--1", "easter-2", "solar-1-1" (Nowruz)."""
    if rule.startswith("solar"):
        _, month_of_year, day_of_month = rule.split("-")
        return solar_day(year - SOLAR.begins, int(month_of_year), int(day_of_month))
    if rule.startswith("easter"):
        only = easter(year) + timedelta(days=int(rule.removeprefix("easter")))
        return day_span(only.year, only.month, only.day)
    month, _, rest = rule.partition("-")
    if rest.isdigit():
        return day_span(year, int(month), int(rest))
    name, _, place = rest.partition("-")
    weekday, count = WEEKDAYS.index(name), int(place)
    if count > 0:
        first = date(year, int(month), 1)
        day = 1 + (weekday - first.weekday()) % 7 + 7 * (count - 1)
        return day_span(year, int(month), day)
    last = date(year + int(month) // 12, int(month) % 12 + 1, 1) - timedelta(days=1)
    return day_span(year, int(month), last.day - (last.weekday() - weekday) % 7)
