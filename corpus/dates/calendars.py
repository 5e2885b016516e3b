"""The Gregorian and the solar Hijri calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from corpus.dates.spans import day_span, months_span, one_day
from corpus.model import DateSpan, Precision

NOWRUZ_1 = date(622, 3, 21).toordinal()
"""The day from which the cycles below count, so that 1 Farvardin 1400 is 21 March 2021."""
LEAP_PLACES = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
"""Leap years within a cycle of 33 years; agrees with the calendar of Iran from 1178 to 1633 (1799 to 2255)."""
CYCLE_DAYS = 33 * 365 + 8


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
