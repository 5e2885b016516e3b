"""Rules for months and seasons: "March 2006", "in May", "the summer of 1988", "the last week of January"."""

from __future__ import annotations

from datetime import timedelta

from corpus.dates import kinds
from corpus.dates.calendars import GREGORIAN, SOLAR
from corpus.dates.expressions import Leaning, Phrase
from corpus.dates.leaning import SOLAR_YEARS, calendar_named, year_named
from corpus.dates.periods import SOLAR_LANGUAGES, season_span
from corpus.dates.spans import one_day, years_span
from corpus.model import DateSpan, Precision

WINTER = 12
SOON = 2
"""A month that is at most so many months ahead is that one: of the year before, a text would tell the year."""
SOLAR_SEASONS = {3: 1, 6: 4, 9: 7, 12: 10}
"""First months: of a season in our tables, and of the same season in the solar calendar."""


def month(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "March 2006", "June of last year", "in May", "last Aban"."""
    wanted, calendar = phrase.value(kinds.MONTH_NAME), calendar_named(phrase)
    year = year_named(phrase, leaning, calendar)
    if year is not None or leaning.day is None:
        return None if year is None else calendar.month(year, wanted)
    year, here, _ = calendar.of(leaning.day)
    relative = phrase.first(kinds.LAST_NEXT) is not None
    if relative and phrase.shift == 0:
        return calendar.month(year, wanted)
    soon = calendar is GREGORIAN and 0 < (wanted - here) % 12 <= SOON
    future = phrase.shift == 1 if relative else leaning.future or soon
    year += wanted < here if future else -(wanted > here)
    if relative and wanted == here:
        year += 1 if future else -1
    return calendar.month(year, wanted)


def months(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "January to March 2020"."""
    first, last = phrase.values(kinds.MONTH_NAME)[:2]
    calendar = calendar_named(phrase)
    year = year_named(phrase, leaning, calendar)
    if year is None:
        return None
    if last < first:  # December to February 2005
        return calendar.months(year - 1, first, last - first + 13, Precision.RANGE)
    return calendar.months(year, first, last - first + 1, Precision.RANGE)


def week_in_month(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the last week of January 2020", "the first week of May" (seven days), "the last day of May"."""
    whole = month(phrase, leaning)
    if whole is None:
        return None
    if phrase.first(kinds.DAY):
        return DateSpan(whole.last, whole.last, Precision.DAY) if phrase.value(kinds.LAST_NEXT) < 0 else None
    place = phrase.value(kinds.ORDINAL)
    first = whole.first + timedelta(days=7 * (place - 1)) if place else whole.last - timedelta(days=6)
    last = min(first + timedelta(days=6), whole.last)
    return DateSpan(first, last, Precision.RANGE) if first <= last else None


def weekday_in_month(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the last Friday of March 2020", "the first Monday in December"."""
    whole, wanted, place = month(phrase, leaning), phrase.value(kinds.WEEKDAY), phrase.value(kinds.ORDINAL)
    if whole is None or (not place and phrase.value(kinds.LAST_NEXT) >= 0):
        return None
    if place:
        found = whole.first + timedelta(days=(wanted - whole.first.weekday()) % 7 + 7 * (place - 1))
    else:
        found = whole.last - timedelta(days=(whole.last.weekday() - wanted) % 7)
    return one_day(found) if found <= whole.last else None


def season(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the summer of 1988", "last spring"."""
    first, solar = phrase.value(kinds.SEASON), leaning.lang in SOLAR_LANGUAGES
    pair = phrase.value(kinds.YEAR_PAIR)
    if pair:
        if first != WINTER:
            return years_span(pair, pair + 1)
        return _season(pair + SOLAR.begins if solar and pair in SOLAR_YEARS else pair, first, solar=solar)
    year = year_named(phrase, leaning, SOLAR if solar else GREGORIAN)
    if year is not None:
        return _season(year + SOLAR.begins if solar and year in SOLAR_YEARS else year, first, solar=solar)
    if leaning.day is None:
        return None
    told, shift = phrase.first(kinds.LAST_NEXT), phrase.shift
    this = _season(leaning.day.year, first, solar=solar)
    if told and shift == 0:
        return this
    if shift > 0 or (not told and leaning.future):
        return this if this.first > leaning.day else _season(leaning.day.year + 1, first, solar=solar)
    passed = this.last < leaning.day or (not told and this.first <= leaning.day)
    years = min(0, shift + 1) - (not passed)  # "the summer before last"
    return _season(leaning.day.year + years, first, solar=solar) if years else this


def _season(year: int, first: int, *, solar: bool) -> DateSpan:
    """Return the season that begins in a Gregorian year; ``first`` is its first month in our tables."""
    if not solar:
        return season_span(year, first)
    span = SOLAR.months(year - SOLAR.begins, SOLAR_SEASONS[first], 3, Precision.SEASON)
    if span is None:
        raise ValueError("outside the calendar")
    return span
