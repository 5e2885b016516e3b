"""Rules for days of the calendar: "March 27, 2024", "30/01/2006", "Christmas"."""

from __future__ import annotations

import re

from corpus.dates import kinds
from corpus.dates.calendars import SOLAR, named_day
from corpus.dates.expressions import Leaning, Phrase
from corpus.dates.leaning import calendar_named, calendar_of, nearest_year, year_named
from corpus.dates.periods import period, two_digit_year
from corpus.dates.spans import day_span
from corpus.model import DateSpan, Precision

MONTHS, LONGEST = 12, 31
"""Months of a year, days of a month."""


def numeric(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve 2019-11, 30/01/2006; where day and month cannot be told apart no day is claimed."""
    parts = [int(part) for part in re.split(r"[-/. ]", phrase.word(kinds.NUMERIC_DATE))]
    if len(parts) == 2:  # noqa: PLR2004 - 2019-11
        return calendar_of(parts[0], phrase, leaning).month(*parts)
    if parts[0] > LONGEST:
        return calendar_of(parts[0], phrase, leaning).day(*parts)
    first, second, year = parts
    if calendar_of(year, phrase, leaning) is SOLAR:
        return SOLAR.day(year, second, first)
    year = year if year > 99 else two_digit_year(year, leaning.day)  # noqa: PLR2004
    if first == second or second > MONTHS >= first:
        return day_span(year, first, second)
    if first > MONTHS >= second:
        return day_span(year, second, first)
    if leaning.day_first is not None:
        return day_span(year, second, first) if leaning.day_first else day_span(year, first, second)
    return None


def day(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "March 27, 2024", "the 31st day of October last", "July 15", "14 Bahman 1387"."""
    number, month = phrase.value(kinds.MONTHDAY), phrase.value(kinds.MONTH_NAME)
    if not month:  # "the 4th instant"
        if leaning.day is None:
            return None
        whole = period("month", leaning.day, phrase.value(kinds.ULTIMO))
        return day_span(whole.first.year, whole.first.month, number)
    calendar = calendar_named(phrase)
    year = year_named(phrase, leaning, calendar)
    if year is not None:
        return calendar.day(year, month, number)
    return nearest_year(phrase, leaning, lambda gregorian: calendar.day(gregorian - calendar.begins, month, number))


def days(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "March 3-5, 2019"."""
    first, last = phrase.values(kinds.MONTHDAY)[:2]
    month, calendar = phrase.value(kinds.MONTH_NAME), calendar_named(phrase)
    near = nearest_year(phrase, leaning, lambda year: calendar.day(year - calendar.begins, month, first))
    year = year_named(phrase, leaning, calendar) or (calendar.of(near.first)[0] if near else None)
    begin, end = (calendar.day(year, month, one) if year else None for one in (first, last))
    if begin is None or end is None or end.first < begin.first:
        return None
    return DateSpan(begin.first, end.last, Precision.RANGE)


def week_of(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the week of March 6"."""
    inside = day(phrase, leaning)
    return None if inside is None else period("week", inside.first)


def with_name(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "Christmas", "Thanksgiving 1999"."""
    name = phrase.word(kinds.NAMED_DAY)
    year = year_named(phrase, leaning)
    if year is not None:
        return named_day(name, year + calendar_of(year, phrase, leaning).begins)
    relative = phrase.value(kinds.LAST_NEXT)
    if relative and leaning.day is not None:
        found = named_day(name, leaning.day.year)
        passed = found is not None and found.first < leaning.day
        return named_day(name, leaning.day.year + (passed if relative > 0 else passed - 1))
    return nearest_year(phrase, leaning, lambda gregorian: named_day(name, gregorian))
