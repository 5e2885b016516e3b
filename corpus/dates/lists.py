"""Takes lists and ranges of days apart: in "21 and 26 April 2015" each day has its month and year from the last one.

Where the month stands before its day ("April 21 and 26, 2015") the later days have it from the first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from corpus.dates import kinds
from corpus.dates.expressions import Phrase
from corpus.dates.kinds import Token

BETWEEN_DAYS = kinds.COMMA + kinds.AND + kinds.OR + kinds.HYPHEN + kinds.TO + kinds.TO_OR_IN + kinds.IN + kinds.BETWEEN
COUNTING = re.compile(
    r"\s(?:%|percent\b|(?!years?\b|was\b|has\b|is\b|as\b|its\b|this\b)[a-z]+s\b|people\b|men\b|women\b|children\b|million\b)"
)
"""What a number counts that stands behind it without a year: then it is no further day of a list."""


def days_of(phrase: Phrase, text: str = "") -> list[Phrase]:
    """Return the days of a list or a range, each an expression with the month and the year that it means.

    Args:
        phrase: two or more days of the month, with a month or more.
        text: in which it stands, "" if its last number is known to be a day.
    """
    items = _items(phrase.tokens)
    tail = items[-1][-1]
    if len(items) > 1 and tail.kind in kinds.MONTHDAY and COUNTING.match(text, tail.end):
        items.pop()
    months = [_of(item, kinds.MONTH_NAME) for item in items]
    years = [_year(item) for item in items]
    month_first = bool(months[0]) and items[0][-1].kind in kinds.MONTHDAY + kinds.ANY_YEAR + kinds.COMMA
    for place in range(1, len(items)) if month_first else ():
        months[place] = months[place] or months[place - 1]
    for place in reversed(range(len(items) - 1)):
        months[place] = months[place] or months[place + 1]
        years[place] = years[place] or _year_before(years[place + 1], months[place], months[place + 1])
    return [
        replace(phrase, tokens=tuple(item), borrowed=(*_borrowed(item, month, year), *phrase.borrowed))
        for item, month, year in zip(items, months, years, strict=True)
    ]


def borrowing_year(phrase: Phrase, following: Phrase) -> Phrase:
    """Return an expression without a year with that of one behind it in the same list."""
    digits = tuple(token for token in following.every if token.kind in kinds.ANY_YEAR)
    months = [tuple(token for token in one.every if token.kind in kinds.MONTH_NAME) for one in (phrase, following)]
    return replace(phrase, borrowed=(*phrase.borrowed, *_year_before(digits, *months)))


def _items(tokens: tuple[Token, ...]) -> list[list[Token]]:
    """Cut tokens behind each day of the month, and behind the month and the year that follow it."""
    days = [place for place, token in enumerate(tokens) if token.kind in kinds.MONTHDAY]
    cuts = [0]
    for this, following in pairwise(days):
        between = range(this + 1, following)
        cuts.append(next((place for place in between if _parts(tokens, place, following)), following))
    items = [list(tokens[first:last]) for first, last in pairwise([*cuts, len(tokens)])]
    for item in items:
        while item[0].kind in BETWEEN_DAYS:
            item.pop(0)
    return items


def _parts(tokens: tuple[Token, ...], place: int, following: int) -> bool:
    """Tell whether a token parts two days; a comma before a year does not."""
    token, behind = tokens[place], tokens[place + 1 : following + 1]
    if token.kind == kinds.COMMA:
        return behind[0].kind not in kinds.ANY_YEAR + kinds.AND + kinds.OR + kinds.TO + kinds.TO_OR_IN
    return token.kind in BETWEEN_DAYS


def _of(item: list[Token], wanted: str) -> tuple[Token, ...]:
    return tuple(token for token in item if token.kind in wanted)


def _year(item: list[Token]) -> tuple[Token, ...]:
    """Return the tokens of an item that tell its year: digits, or words such as "last year"."""
    return _of(item, kinds.ANY_YEAR + kinds.YEAR + kinds.LAST_NEXT + kinds.CALENDAR + kinds.YEAR_PAIR)


def _year_before(year: tuple[Token, ...], month: tuple[Token, ...], following: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the year of a day that stands before one of a year; December before January is of the year before."""
    if month and following and int(month[0].value) > int(following[0].value):
        return tuple(
            token._replace(value=int(token.value) - 1) if token.kind in kinds.ANY_YEAR else token for token in year
        )
    return year


def _borrowed(item: list[Token], month: tuple[Token, ...], year: tuple[Token, ...]) -> tuple[Token, ...]:
    own = {id(token) for token in item}
    return tuple(token for token in (*month[:1], *year) if id(token) not in own)
