"""Rules for days of the calendar: "March 27, 2024", "30/01/2006", "Christmas"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from corpus.dates import kinds
from corpus.dates.calendars import SOLAR
from corpus.dates.expressions import Leaning, Phrase
from corpus.dates.feasts import named_day
from corpus.dates.leaning import calendar_named, calendar_of, nearest_year, year_named
from corpus.dates.lists import days_of
from corpus.dates.lunar import UMM_AL_QURA, lunar_span
from corpus.dates.periods import period, two_digit_year
from corpus.dates.spans import day_span, one_day
from corpus.model import DateSpan, Precision

MONTHS, LONGEST = 12, 31
"""Months of a year, days of a month."""
BETWEEN_CALENDARS = range(10, 14)
"""Days by which the Julian calendar was behind the Gregorian one from 1582 on."""
HYPHENED = "GREGORIAN_MONTH HYPHEN DAY_NUMBER HYPHEN (YEAR_NUMBER | NUMERAL)"


def numeric(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve 2019-11, 30/01/2006; where day and month cannot be told apart no day is claimed."""
    parts = [int(part) for part in re.split(r"[-/. ]", phrase.word(kinds.NUMERIC_DATE))]
    if len(parts) == 2:  # noqa: PLR2004 - 2019-11
        return calendar_of(parts[0], phrase, leaning).month(*parts)
    if parts[0] > LONGEST and _is_lunar(parts[0], phrase, leaning):
        return lunar_span(*parts, exact=leaning.gulf)
    if parts[0] > LONGEST:
        return calendar_of(parts[0], phrase, leaning).day(*parts)
    first, second, year = parts
    if _is_lunar(year, phrase, leaning):
        return lunar_span(year, second, first, exact=leaning.gulf)
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


def _is_lunar(year: int, phrase: Phrase, leaning: Leaning) -> bool:
    """Tell whether a year in a numeric date is of the lunar Hijri calendar: by its name, or in Arabic by itself."""
    named = phrase.word(kinds.CALENDAR)
    return named == "lunar" or (not named and leaning.lang == "ar" and year in UMM_AL_QURA)


def day(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "March 27, 2024", "the 31st day of October last", "July 15", "14 Bahman 1387"."""
    number, month = phrase.value(kinds.MONTHDAY), phrase.value(kinds.MONTH_NAME)
    if not month:  # "the 4th instant", "the 2nd of last month"
        if leaning.day is None:
            return None
        whole = period("month", leaning.day, phrase.value(kinds.ULTIMO + kinds.LAST_NEXT), leaning.lang)
        found = whole.first + timedelta(days=number - 1)
        return one_day(found) if found <= whole.last else None
    calendar = calendar_named(phrase)
    if phrase.reads(HYPHENED):  # Nov-19-12
        number, year = phrase.values(kinds.NUMERAL + kinds.YEAR_NUMBER)
        return calendar.day(year if year > 99 else two_digit_year(year, leaning.day), month, number)  # noqa: PLR2004
    known = year_named(phrase, leaning, calendar)
    if known is not None:
        return calendar.day(known, month, number)
    return nearest_year(phrase, leaning, lambda gregorian: calendar.day(gregorian - calendar.begins, month, number))


def days(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "March 3-5, 2019", "from Monday 20 to Friday 24 April"."""
    first, last = days_of(phrase)
    begin, end = day(first, leaning), day(last, leaning)
    if begin and end and phrase.word(kinds.HYPHEN) == "/" and (end.first - begin.first).days in BETWEEN_CALENDARS:
        return end  # 10/21 February 1613: one day, by the old calendar and by the new one
    if begin is None or end is None:
        return None
    if end.first < begin.first and not last.first(kinds.ANY_YEAR):  # December to January
        end = day(last, leaning._replace(year=begin.first.year + 1))
    return DateSpan(begin.first, end.last, Precision.RANGE) if end is not None and begin.first <= end.first else None


def calendar_week(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "week 12 of 2021", "KW 12" by ISO 8601: the weeks from Monday of which most days are of the year."""
    year = phrase.value(kinds.YEAR_NUMBER) or (leaning.day.isocalendar().year if leaning.day else 0)
    if not year:
        return None
    monday = date.fromisocalendar(year, phrase.value(kinds.NUMERAL + kinds.ORDINAL), 1)
    return DateSpan(monday, monday + timedelta(days=6), Precision.RANGE)


def week_of(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the week of March 6", "the weekend of 6 March"."""
    inside = day(phrase, leaning)
    return None if inside is None else period(phrase.word(kinds.WEEK + kinds.WEEKEND), inside.first, 0, leaning.lang)


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
