"""The language that rules are written in: kinds of tokens by name (kinds.py), put together as in regular expressions.

"THE? LAST_NEXT UNIT" is one or no article, "last" or the like, and a unit; ``(?! ...)`` and ``(?<= ...)`` look ahead
and behind. Languages differ in the order of words ("last week", "la semaine dernière"), so rules allow both orders.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.dates import kinds

PIECES = {
    "WRITTEN_YEAR": "ANY_YEAR CALENDAR?",
    # of last year, l'année dernière
    "OF_YEAR": "OF? THE? FISCAL? (LAST_NEXT YEAR | YEAR LAST_NEXT CALENDAR? | YEAR YEAR_NUMBER CALENDAR?)",
    # early, mid-, the end of the, the latter half of the
    "EARLY_PART": "(THE? (EARLY HYPHEN? HALF? | ORDINAL HALF (?= OF)) OF? THE?)?",
    # Friday, · Friday night, · on the evening of Friday the
    "ON_DAY": (
        "(PART_OF_DAY OF?)? ((THE? LAST_NEXT)? DAY? WEEKDAY LAST_NEXT? COMMA? PART_OF_DAY? IN? OF? THE? COMMA?)?"
    ),
    # a, five, several, a few
    "COUNT": "((ONE | NUMERAL) SEVERAL? | SEVERAL | ORDINAL NUMBER?)",
    # the last of "October last" and not the first of "October last Friday"
    "LAST_BEHIND": "LAST_NEXT (?! UNIT | PART_OF_DAY | PLAIN_MONTH | WEEKDAY | SEASON | NAMED_DAY)",
    "NOT_AWAY": "(?! HYPHEN? AWAY)",
}
"""Parts that several rules have."""


def expression(pattern: str) -> str:
    """Return the regular expression over the letters of kinds that a pattern stands for."""
    grouped = re.sub(r"\((?!\?)", "(?:", pattern)
    return re.sub(r"[A-Z_]+", lambda name: _named(name[0]), grouped).replace(" ", "").replace("\n", "")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern, ready to be matched."""
    return re.compile(expression(pattern))


def _named(name: str) -> str:
    if name in PIECES:
        return f"(?:{expression(PIECES[name])})"
    letters: str = getattr(kinds, name)
    return re.escape(letters) if len(letters) == 1 else f"[{letters}]"
