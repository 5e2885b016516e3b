"""Tells what is meant where a weekday and a number disagree: "Friday, 21 April 2015" was a Tuesday."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from corpus.dates import kinds
from corpus.dates.expressions import Phrase
from corpus.dates.spans import one_day
from corpus.model import DateSpan, Precision

LAST_OLD_STYLE = date(1924, 1, 1)
"""Until then some country reckoned by the Julian calendar, Greece last; a weekday that fits a day of it stands."""


def fits(phrase: Phrase, span: DateSpan) -> bool:
    """Tell whether a day has the weekday that is named with it, by the calendar of its time and place; or none is."""
    weekday = phrase.first(kinds.WEEKDAY)
    if weekday is None or span.first != span.last:
        return True
    day = span.first
    if day.weekday() == weekday.value:
        return True
    return day < LAST_OLD_STYLE and (day + timedelta(days=_days_behind(day))).weekday() == weekday.value


def ends_fit(phrase: Phrase, span: DateSpan) -> bool:
    """Tell whether the first and the last day of a range have the weekdays that are named with them; or none are."""
    named = phrase.values(kinds.WEEKDAY)
    if span.first == span.last or span.precision is not Precision.RANGE or len(named) != 2:  # noqa: PLR2004 - both ends
        return True
    if not phrase.first(kinds.MONTHDAY) or span.first < LAST_OLD_STYLE:
        return True
    return [span.first.weekday(), span.last.weekday()] == named


def both_days(phrase: Phrase, span: DateSpan, other_years: Iterable[DateSpan | None] = ()) -> tuple[DateSpan, ...]:
    """Return the days that a number and the weekday beside it mean when they disagree; none if they agree.

    Args:
        phrase: the expression.
        span: the day of its number.
        other_years: the same day in other years, if none is named: the weekday may tell which one is meant.
    """
    weekday = phrase.first(kinds.WEEKDAY)
    if weekday is None or fits(phrase, span):
        return ()
    meant = next((one for one in other_years if one is not None and fits(phrase, one)), None)
    if meant is None:
        ahead = (int(weekday.value) - span.first.weekday() + 3) % 7 - 3
        meant = one_day(span.first + timedelta(days=ahead))
    return tuple(sorted((span, meant), key=lambda one: one.first))


def _days_behind(day: date) -> int:
    """Return by how many days the Julian calendar is behind the Gregorian one, as its days of a year are written."""
    year = day.year - (day.month <= 2)  # noqa: PLR2004 - before the leap day
    return year // 100 - year // 400 - 2
