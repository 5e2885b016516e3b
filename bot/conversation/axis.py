"""Which periods of a timeline are named below its bars: round ones, as on a ruler."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import count

from bot.wording.dates import format_period, format_short_day
from corpus.model import DateSpan, Precision
from index.answering.timeline import Period, Unit

MOST_NAMED: dict[Unit, int] = {"Y": 6, "M": 5, "D": 5}
"""Names that find room beside each other on a phone."""
MONTHS = (1, 2, 3, 6, 12)
"""Steps from January on: each month, each second one, quarters, halves, years."""
DAYS = (range(1, 32), range(2, 32, 2), (1, 5, 10, 15, 20, 25), (1, 10, 20), (1, 15), (1,))
"""Days of a month that are named, the most first."""


def named(periods: Sequence[Period], unit: Unit, lang: str) -> list[str]:
    """Return what stands below each bar, "" for most: as many round periods as there is room for.

    Years are multiples of 1, 2, 5, 10, 20 and so on, months those of quarters or the like, days the 1st, 5th, 10th.
    """
    for is_round in _steps(unit):
        chosen = [period for period in periods if is_round(period.first)]
        if len(chosen) <= MOST_NAMED[unit]:
            break
    years = [0, *(period.first.year for period in chosen)]
    said = {
        period: format_short_day(period.first, lang, year=period.first.year != before)
        if unit == "D"
        else format_period(DateSpan(period.first, period.last, Precision.RANGE), lang)
        for period, before in zip(chosen, years, strict=False)
    }
    return [said.get(period, "") for period in periods]


def _steps(unit: Unit) -> Iterator[Callable[[date], bool]]:
    """Yield what tells the round days of ever wider steps."""
    if unit == "D":
        yield from (lambda day, days=days: day.day in days for days in DAYS)
    elif unit == "M":
        yield from (lambda day, step=step: (day.month - 1) % step == 0 for step in MONTHS)
    else:
        yield from (
            lambda day, step=digit * 10**power: day.year % step == 0 for power in count() for digit in (1, 2, 5)
        )
