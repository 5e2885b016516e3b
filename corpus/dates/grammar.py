"""The grammar of date expressions: its rules in the order in which they are tried, the same for every language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.dates.expressions import Phrase
from corpus.dates.lexing import Lexed
from corpus.dates.patterns import expression
from corpus.dates.rules import counting, days, lunar, months, relative, years

RULES = (
    days.numeric, days.days, days.day, lunar.lunar, months.week_in_month, days.week_of, months.months, months.month,
    years.part_of_year, counting.compared, years.first_units, counting.ago, counting.from_now, counting.ahead,
    relative.deictic, years.decade, years.century, months.season, days.with_name, years.years, relative.weekday,
    counting.duration, relative.part_of_period, relative.part_of_day, relative.anaphoric, relative.relative,
    years.plain_year, relative.recent_unit,
)  # fmt: skip
"""The first that fits at a place is taken, so longer and surer ones come first."""
PATTERN = re.compile("|".join(f"({expression(rule.pattern)})" for rule in RULES))


def phrases(lexed: Lexed) -> Iterator[Phrase]:
    """Yield the date expressions of a text, in order, not overlapping."""
    for match in PATTERN.finditer(lexed.kinds):
        start, end = match.span()
        if end > start and match.lastindex:
            before = lexed.kinds[max(0, start - 3) : start]
            yield Phrase(RULES[match.lastindex - 1], tuple(lexed.tokens[start:end]), before)
