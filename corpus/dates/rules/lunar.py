"""The rule for the lunar Hijri calendar: "12 Ramadan 1440"."""

from __future__ import annotations

from datetime import date, timedelta

from corpus.dates import kinds
from corpus.dates.expressions import Leaning, Phrase
from corpus.dates.leaning import nearest_year
from corpus.dates.lunar import LAST_YEAR, lunar_in, lunar_span, years_near
from corpus.dates.spans import one_day
from corpus.model import DateSpan

FEW = timedelta(days=6)
"""A span of less than a week has each weekday once at most."""


def lunar(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "12 Ramadan 1440", "Ramadan 1440 AH", "1440 AH", "the 12th of Ramadan".

    A weekday beside it tells which day of the span is meant; a text from the Gulf means that of Umm al-Qura.
    """
    span = _span(phrase, leaning)
    weekday = phrase.first(kinds.WEEKDAY)
    if span is None or weekday is None or span.last - span.first >= FEW:
        return span
    days = (span.first + timedelta(days=place) for place in range((span.last - span.first).days + 1))
    return next((one_day(day) for day in days if day.weekday() == weekday.value), span)


def _span(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    month, day = phrase.value(kinds.LUNAR_MONTH), phrase.value(kinds.MONTHDAY)
    year = phrase.value(kinds.YEAR_NUMBER + kinds.LUNAR_YEAR)
    exact = leaning.gulf and phrase.first(kinds.WEEKDAY) is None
    if not month:
        return lunar_span(year, 1, None, 12, exact=exact)
    if year > LAST_YEAR:  # a greater year beside a month of this calendar is Gregorian: "Ramadan 2019"
        return lunar_in(year, month, day or None, exact=exact)
    if year:
        return lunar_span(year, month, day or None, exact=exact)
    if day or leaning.day is None:
        return nearest_year(phrase, leaning, lambda gregorian: lunar_in(gregorian, month, day or None, exact=exact))
    return _last_or_next(phrase, leaning, leaning.day, month)


def _last_or_next(phrase: Phrase, leaning: Leaning, day: date, month: int) -> DateSpan | None:
    """Return the month of this calendar that began last, or for "next" the one to come."""
    spans = (lunar_span(year, month, None, exact=leaning.gulf) for year in years_near(day.year))
    near = [span for span in spans if span is not None]
    ahead = phrase.shift > 0 or (leaning.future and not phrase.first(kinds.LAST_NEXT))
    if ahead:
        return min((span for span in near if span.first > day), key=lambda span: span.first, default=None)
    begun = [span for span in near if (span.last if phrase.shift < 0 else span.first) < day]
    return max(begun, key=lambda span: span.first, default=None)
