"""What days a date expression means: the table of rules."""

from __future__ import annotations

from collections.abc import Callable

from corpus.dates import lunar, named, relative
from corpus.dates.grammar import Phrase
from corpus.dates.leaning import Leaning
from corpus.model import DateSpan


def resolve(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Return the days that an expression means, None if it names no day or leans on what is not known."""
    resolver = RESOLVERS.get(phrase.rule)
    try:
        return None if resolver is None else resolver(phrase, leaning)
    except (OverflowError, ValueError):  # outside the calendar
        return None


RESOLVERS: dict[str, Callable[[Phrase, Leaning], DateSpan | None]] = {
    "numeric": named.numeric,
    "days": named.days,
    "day": named.day,
    "week of": named.week_of,
    "week in month": named.week_in_month,
    "months": named.months,
    "month": named.month,
    "part of year": named.part_of_year,
    "first units": named.first_units,
    "decade": named.decade,
    "century": named.century,
    "season": named.season,
    "named day": named.named_day,
    "years": named.years,
    "year": named.plain_year,
    "lunar": lunar.lunar,
    "ago": relative.ago,
    "ahead": relative.ahead,
    "from now": relative.from_now,
    "compared": relative.compared,
    "deictic": relative.deictic,
    "weekday": relative.weekday,
    "part of period": relative.part_of_period,
    "part of day": relative.part_of_day,
    "anaphoric": relative.anaphoric,
    "relative": relative.relative,
    "recent unit": relative.recent_unit,
}
"""By rule of the grammar; a rule that is not here ("duration") names no day."""
