"""The days that have a name in a year, by the rule that each has: a fixed day, a weekday, Easter, another calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from corpus.dates.calendars import SOLAR, solar_day
from corpus.dates.lunar import lunar_in
from corpus.dates.spans import day_span, one_day
from corpus.model import DateSpan

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TISHREI = 7
"""The month with which years of the Hebrew calendar begin, though it is the seventh."""
MOVABLE = re.compile(r"(easter|orthodox)([+-]\d+)")
NTH_WEEKDAY = re.compile(r"(\d\d)-([a-z]{3})-(-?\d)(\+\d)?")
"""The nth weekday of a month, the last if negative, and days behind it."""


def named_day(rule: str, year: int) -> DateSpan | None:
    """Return a day with a name in a Gregorian year, None if it has none there.

    Args:
        rule: "12-25"; "11-thu-4", "05-mon--1" (the last), "11-thu-4+1" (a day later); "easter-2" (Good Friday);
            "orthodox+0"; "solar-1-1" (Nowruz);
            "lunar-10-1" (Eid al-Fitr, a day earlier or later by sighting); "hebrew-7-1"; "chinese-1-1".
        year: of the Gregorian calendar.
    """
    calendar, _, rest = rule.partition("-")
    if calendar in OTHER_CALENDARS:
        month, day = map(int, rest.split("-"))
        return OTHER_CALENDARS[calendar](year, month, day)
    movable = MOVABLE.fullmatch(rule)
    if movable is not None:
        only = easter(year, EASTER_ORTHODOX if movable[1] == "orthodox" else EASTER_WESTERN)
        return one_day(only + timedelta(days=int(movable[2])))
    nth = NTH_WEEKDAY.fullmatch(rule)
    return day_span(year, int(calendar), int(rest)) if nth is None else _nth_weekday(year, nth)


def _nth_weekday(year: int, rule: re.Match[str]) -> DateSpan:
    month, weekday, count = int(rule[1]), WEEKDAYS.index(rule[2]), int(rule[3])
    if count > 0:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
    else:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        day = last - timedelta(days=(last.weekday() - weekday) % 7)
    return one_day(day + timedelta(days=int(rule[4] or 0)))


def _solar(year: int, month: int, day: int) -> DateSpan | None:
    return solar_day(year - SOLAR.begins, month, day)


def _hebrew(year: int, month: int, day: int) -> DateSpan | None:
    """Return a day of the Hebrew calendar, whose new year is in autumn; it begins on the evening before."""
    from pyluach.dates import HebrewDate  # type: ignore[import-untyped]  # noqa: PLC0415 - few texts name its feasts

    found = HebrewDate(year + (3761 if month >= TISHREI else 3760), month, day).to_pydate()
    return day_span(found.year, found.month, found.day)


def _chinese(year: int, month: int, day: int) -> DateSpan | None:
    """Return a day of the Chinese calendar in the year that begins in a Gregorian one, None where its table ends."""
    from borax.calendars.lunardate import InvalidLunarDateError, LunarDate  # noqa: PLC0415 - few texts name its feasts

    try:  # from 1900 to 2100; before, the calendar followed other rules
        found = LunarDate(year, month, day, 0).to_solar_date()
    except InvalidLunarDateError:
        return None
    return day_span(found.year, found.month, found.day)


OTHER_CALENDARS: dict[str, Callable[[int, int, int], DateSpan | None]] = {
    "solar": _solar,
    "lunar": lunar_in,
    "hebrew": _hebrew,
    "chinese": _chinese,
}
