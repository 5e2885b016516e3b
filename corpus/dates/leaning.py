"""Tells which year is meant where an expression leaves it to its sentence or to the day of writing."""

from __future__ import annotations

from collections.abc import Callable

from corpus.dates import kinds
from corpus.dates.calendars import GREGORIAN, SOLAR, Calendar
from corpus.dates.expressions import Leaning, Phrase
from corpus.dates.periods import SOLAR_LANGUAGES, two_digit_year
from corpus.model import DateSpan

NEAR_DAYS = 92
"""A day without a year is the nearest one within this many days (docs/dates.md: 147 of 151 right)."""
BEFORE_LADY_DAY = 3
"""Months in which the years of the old and the new reckoning differ: those that began on 25 March have them last."""
SOON = 7
"""A verb of the past may stand beside a day that is so many days ahead: papers print what will have been."""

SOLAR_YEARS = range(1250, 1451)
"""Years that a Persian text counts by the solar Hijri calendar: 1871 to 2071."""


def calendar_of(year: int, phrase: Phrase, leaning: Leaning) -> Calendar:
    """Return the calendar that a year in an expression is one of."""
    solar = leaning.lang in SOLAR_LANGUAGES and year in SOLAR_YEARS and phrase.word(kinds.CALENDAR) != "gregorian"
    return SOLAR if solar else GREGORIAN


def calendar_named(phrase: Phrase) -> Calendar:
    """Return the calendar that the month of an expression is one of."""
    return SOLAR if phrase.first(kinds.SOLAR_MONTH) else GREGORIAN


def year_named(phrase: Phrase, leaning: Leaning, calendar: Calendar = GREGORIAN) -> int | None:
    """Return the year of a calendar that an expression names: in digits, or as last, this or next year."""
    written = phrase.first(kinds.YEAR_NUMBER if calendar is SOLAR else kinds.ANY_YEAR + kinds.DECADE_NUMBER)
    if written is not None and isinstance(written.value, int):
        return two_digit_year(written.value, leaning.day) if written.kind == kinds.SHORT_YEAR else written.value
    pair = phrase.value(kinds.YEAR_PAIR)
    if pair:  # February 1648/9: the year that begins in January
        return pair + (0 < phrase.value(kinds.GREGORIAN_MONTH) <= BEFORE_LADY_DAY)
    if leaning.year is not None:
        framed = SOLAR if leaning.lang in SOLAR_LANGUAGES and leaning.year in SOLAR_YEARS else GREGORIAN
        if framed is calendar:
            return leaning.year
    if leaning.day is None or not phrase.first(kinds.YEAR):
        return None
    return calendar.of(leaning.day)[0] + phrase.value(kinds.LAST_NEXT)


def nearest_year(phrase: Phrase, leaning: Leaning, on: Callable[[int], DateSpan | None]) -> DateSpan | None:
    """Return a day whose year is not named: the nearest within 92 days, else by tense; None without a day of writing.

    Args:
        phrase: the expression.
        leaning: what it leans on.
        on: returns the day in a Gregorian year.
    """
    here = leaning.day
    if here is None:
        return None
    found = [span for year in (here.year - 1, here.year, here.year + 1) if (span := on(year)) is not None]
    if phrase.value(kinds.LAST_NEXT) < 0:  # "the 31st day of October last"
        return max((span for span in found if span.first < here), key=lambda span: span.first, default=None)
    if leaning.past:
        found = [span for span in found if (span.first - here).days <= SOON]
    close = min(found, key=lambda span: abs(span.first - here), default=None)
    if close is None or abs((close.first - here).days) <= NEAR_DAYS:
        return close
    side = [span for span in found if (span.first > here) == leaning.future]
    return min(side, key=lambda span: abs(span.first - here), default=close)
