"""What days an expression means that counts by the lunar Hijri calendar: "12 Ramadan 1440".

Months of this calendar begin with a sighting of the moon, which differs by a day from country to country. The tabular
calendar (calendars.py) is at most a day away from nearly all of them, so every span is a day longer at either end.
"""

from __future__ import annotations

from datetime import date, timedelta

from corpus.dates import calendars
from corpus.dates.grammar import Phrase
from corpus.dates.leaning import Leaning, nearest_year
from corpus.model import DateSpan, Precision

LAST_YEAR = 1600
"""A greater year beside a month of this calendar is Gregorian: "Ramadan 2019"."""
SIGHTING = timedelta(days=1)


def lunar(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "12 Ramadan 1440", "Ramadan 1440 AH", "1440 AH", "the 12th of Ramadan"."""
    month, day, year = phrase.value("J"), phrase.value("do"), phrase.value("yq")
    if not month:
        return _span(year, 1, None, 12)
    if year > LAST_YEAR:
        return _in_gregorian(year, month, day)
    if year:
        return _span(year, month, day)
    if leaning.day is None:
        return None
    if day:
        return nearest_year(phrase, leaning, lambda gregorian: _in_gregorian(gregorian, month, day))
    return _last_or_next(phrase, leaning, leaning.day, month)


def _last_or_next(phrase: Phrase, leaning: Leaning, day: date, month: int) -> DateSpan | None:
    """Return the month of this calendar that began last, or for "next" the one to come."""
    near = [span for year in _years_near(day.year) if (span := _span(year, month, None)) is not None]
    ahead = phrase.shift > 0 or (leaning.future and not phrase.first("r"))
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
    first = calendars.lunar_day(year, month, day or 1)
    last = calendars.lunar_day(year, last_month, day or calendars.lunar_month_days(year, last_month))
    return DateSpan(first - SIGHTING, last + SIGHTING, Precision.RANGE) if first and last else None
