"""The rule for the lunar Hijri calendar: "12 Ramadan 1440".

Months of this calendar begin with a sighting of the moon, which differs by a day from country to country. The tabular
calendar (calendars.py) is at most a day away from nearly all of them, so every span is a day longer at either end.
"""

from __future__ import annotations

from datetime import date, timedelta

from corpus.dates import kinds
from corpus.dates.calendars import lunar_day, lunar_month_days
from corpus.dates.expressions import Leaning, Phrase
from corpus.dates.leaning import nearest_year
from corpus.model import DateSpan, Precision

LAST_YEAR = 1600
"""A greater year beside a month of this calendar is Gregorian: "Ramadan 2019"."""
SIGHTING = timedelta(days=1)


def lunar(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "12 Ramadan 1440", "Ramadan 1440 AH", "1440 AH", "the 12th of Ramadan"."""
    month, day = phrase.value(kinds.LUNAR_MONTH), phrase.value(kinds.MONTHDAY)
    year = phrase.value(kinds.YEAR_NUMBER + kinds.LUNAR_YEAR)
    if not month:
        return _span(year, 1, None, 12)
    if year > LAST_YEAR:
        return _in_gregorian(year, month, day)
    if year:
        return _span(year, month, day)
    if day or leaning.day is None:
        return nearest_year(phrase, leaning, lambda gregorian: _in_gregorian(gregorian, month, day))
    return _last_or_next(phrase, leaning, leaning.day, month)


def _last_or_next(phrase: Phrase, leaning: Leaning, day: date, month: int) -> DateSpan | None:
    """Return the month of this calendar that began last, or for "next" the one to come."""
    near = [span for year in _years_near(day.year) if (span := _span(year, month, None)) is not None]
    ahead = phrase.shift > 0 or (leaning.future and not phrase.first(kinds.LAST_NEXT))
    if ahead:
        return min((span for span in near if span.first > day), key=lambda span: span.first, default=None)
    begun = [span for span in near if (span.last if phrase.shift < 0 else span.first) < day]
    return max(begun, key=lambda span: span.first, default=None)


def _in_gregorian(gregorian: int, month: int, day: int) -> DateSpan | None:
    found = (_span(year, month, day or None) for year in _years_near(gregorian))
    return next((span for span in found if span is not None and (span.first + SIGHTING).year == gregorian), None)


def _years_near(gregorian: int) -> range:
    year = (gregorian - 622) * 33 // 32
    return range(year - 1, year + 3)


def _span(year: int, month: int, day: int | None, months: int = 1) -> DateSpan | None:
    last_month = month + months - 1
    first = lunar_day(year, month, day or 1)
    last = lunar_day(year, last_month, day or lunar_month_days(year, last_month))
    return DateSpan(first - SIGHTING, last + SIGHTING, Precision.RANGE) if first and last else None
