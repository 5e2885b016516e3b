"""Settles tokens whose kind depends on their neighbours: plurals, short years, Roman numerals, doubtful months."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.dates import kinds
from corpus.dates.kinds import Token
from corpus.dates.lexicon import Lexicon

COUNTS = kinds.ONE + kinds.NUMERAL + kinds.SEVERAL + kinds.ORDINAL + kinds.TWO_UNITS
SMALL = kinds.OF + kinds.THE
BEFORE_SOLAR_MONTH = kinds.MONTHDAY + kinds.IN + kinds.EARLY + kinds.MONTH + kinds.TO + kinds.HYPHEN
ROMAN = re.compile(r"([IVXL]{1,6})(?:e|è|ᵉ|er|ème|eme)?")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
TURN = 30
"""Two digits of a solar Hijri year from here on are of the 1300s."""
LATEST_SHORT = 10
"""And up to here of the 1400s (1410 is 2031); those between are read as days or counts."""
GAP = Token(kinds.ORDINARY, 0, 0, 0)

Settler = Callable[[Token, list[Token], list[Token], Lexicon], list[Token]]
"""Returns what a token is replaced by, given the settled ones behind it, those ahead, and the words of the language."""


def adjusted(tokens: list[Token], settlers: dict[str, Settler], words: Lexicon) -> list[Token]:
    """Return the tokens with the kinds that their neighbours decide."""
    settled = [GAP]
    for place, token in enumerate(tokens):
        settle = settlers.get(token.kind)
        if settle is None:
            settled.append(token)
        else:
            settled.extend(settle(token, settled, [*tokens[place + 1 : place + 4], GAP], words))
    return settled[1:]


def roman(word: str) -> int:
    """Return the value of a Roman numeral with or without a French ending, 0 for other words."""
    match = ROMAN.fullmatch(word)
    if match is None:
        return 0
    values = [ROMAN_VALUES[letter] for letter in match[1]]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _told(token: Token, kind: str | bool) -> list[Token]:
    """Return a token as one of a kind, or as an ordinary word."""
    return [token._replace(kind=kind)] if isinstance(kind, str) else [_gap(token)]


def _gap(token: Token) -> Token:
    return Token(kinds.ORDINARY, token.start, token.end, 0)


def _unit(token: Token, behind: list[Token], ahead: list[Token], words: Lexicon) -> list[Token]:
    """Settle a unit: "the years 1990" is a decade; a plural without a count ("last years") names no period."""
    name = str(token.value)
    if not name.endswith("s"):
        return [token]
    before = behind[-2] if behind[-1].kind == kinds.HYPHEN else behind[-1]
    counting = behind[-2] if behind[-1].kind in kinds.LAST_NEXT + kinds.LASTS else behind[-1]
    behind_it = ahead[0].kind in kinds.NUMERAL and ahead[1].kind in kinds.LAST_NEXT + kinds.LASTS  # Arabic
    counted = counting.kind in COUNTS or behind_it or kinds.DECADE_NUMBER in {behind[-1].kind, before.kind}
    if not counted and name == "years" and words.decade_by_years and _decade_ahead(ahead):
        return [token._replace(kind=kinds.DECADE, value="decade")]
    return [token._replace(value=name[:-1]) if counted or ahead[0].kind == kinds.YEAR_NUMBER else _gap(token)]


def _decade_ahead(ahead: list[Token]) -> bool:
    place = next(place for place, token in enumerate(ahead) if token.kind not in SMALL)
    first, after = ahead[place], [*ahead, GAP][place + 1]
    if not isinstance(first.value, int) or after.kind in kinds.AND + kinds.TO + kinds.HYPHEN:
        return False
    tens = first.kind in kinds.NUMERAL + kinds.YEAR_NUMBER and first.value % 10 == 0 and first.value > 0
    return tens or first.kind == kinds.DECADE_NUMBER


def _number(token: Token, behind: list[Token], ahead: list[Token], words: Lexicon) -> list[Token]:
    """Settle a number of two digits: the decade after "decade", the year after a solar month or "year"."""
    value, before = int(token.value), behind[-1]
    head = next((one for one in reversed(behind[-3:]) if one.kind not in SMALL), GAP)
    if head.kind == kinds.DECADE and value % 10 == 0 and 0 < value < 100:  # noqa: PLR2004 - two digits
        return [token._replace(kind=kinds.DECADE_NUMBER)]
    if words.lang != "fa" or LATEST_SHORT < value < TURN or value > 99 or token.end - token.start > 2:  # noqa: PLR2004
        return [token]
    counted = before.kind == kinds.YEAR and behind[-2].kind in COUNTS
    names = ahead[0].kind in kinds.MONTH_NAME + kinds.DOUBTFUL_SOLAR_MONTH + kinds.UNIT
    if before.kind not in kinds.SOLAR_MONTH + kinds.SEASON + kinds.YEAR or counted or names:
        return [token]
    return [token._replace(kind=kinds.YEAR_NUMBER, value=value + (1300 if value >= TURN else 1400))]


def _solar_month(token: Token, behind: list[Token], ahead: list[Token], _: Lexicon) -> list[Token]:
    """Settle a word that is a month beside a day, a year or a preposition and an ordinary word elsewhere."""
    year = ahead[0].kind in kinds.NUMERAL + kinds.YEAR_NUMBER + kinds.YEAR + kinds.YEAR_BY_NAME
    return _told(token, (year or behind[-1].kind in BEFORE_SOLAR_MONTH) and kinds.SOLAR_MONTH)


def _month_with_year(token: Token, behind: list[Token], ahead: list[Token], words: Lexicon) -> list[Token]:
    """Settle a word that is a month before a year, or in Latin letters behind a day: "5 mar", "03-mar-2012"."""
    if words.lang == "fa":
        return _told(token, ahead[0].kind in kinds.YEAR_NUMBER + kinds.YEAR and kinds.PLAIN_MONTH)
    before, after = (
        next((one.kind for one in found if one.kind not in kinds.OF + kinds.HYPHEN), kinds.ORDINARY)
        for found in (behind[:-3:-1], ahead[:2])
    )
    return _told(token, (after in kinds.YEAR_NUMBER or before in kinds.MONTHDAY) and kinds.PLAIN_MONTH)


def _month_or_number(token: Token, behind: list[Token], ahead: list[Token], _: Lexicon) -> list[Token]:
    """Settle French "sept", which is also short for September."""
    month, number = map(int, str(token.value).split())
    if behind[-1].kind in kinds.MONTHDAY or ahead[0].kind == kinds.YEAR_NUMBER:
        return [token._replace(kind=kinds.PLAIN_MONTH, value=month)]
    return [token._replace(kind=kinds.NUMBER, value=number)]


def _this(token: Token, behind: list[Token], ahead: list[Token], _: Lexicon) -> list[Token]:
    """Settle a word like "this" that belongs to what follows it, never to the unit before it."""
    if ahead[0].kind == kinds.THIS_BEFORE:  # Spanish "está este año"
        return [_gap(token)]
    apart = kinds.UNIT if ahead[0].kind in kinds.UNIT else kinds.UNIT + kinds.WEEKDAY + kinds.SEASON + kinds.MONTH_NAME
    told = token._replace(kind=kinds.LAST_NEXT)
    return [_gap(token), told] if behind[-1].kind in apart else [told]


def _year_by_name(token: Token, _b: list[Token], _a: list[Token], _: Lexicon) -> list[Token]:
    return [token._replace(kind=kinds.LAST_NEXT), token._replace(kind=kinds.YEAR, value="year")]


def _roman(token: Token, behind: list[Token], ahead: list[Token], _: Lexicon) -> list[Token]:
    return _told(token, kinds.CENTURY in {behind[-1].kind, ahead[0].kind} and kinds.ORDINAL)


def _calendar(token: Token, behind: list[Token], _a: list[Token], _: Lexicon) -> list[Token]:
    """Settle the name of a calendar: of the lunar one, or of one that cannot be told from the solar one."""
    if behind[-1].kind == kinds.YEAR_NUMBER and token.value in {"lunar", "unclear"}:
        behind[-1:] = _told(behind[-1], token.value == "lunar" and kinds.LUNAR_YEAR)
        return [_gap(token)]
    return [token]


def _article(token: Token, behind: list[Token], _a: list[Token], words: Lexicon) -> list[Token]:
    """Settle French "là" behind a unit ("cette année-là"), which without its accent is an article."""
    *_, unit, hyphen = [GAP, *behind[-2:]]
    joined = hyphen.end == token.start and unit.end == hyphen.start == hyphen.end - 1 == token.end - 1 - len("là")
    shaped = hyphen.kind == kinds.HYPHEN and unit.kind in kinds.UNIT and words.lang == "fr"
    return [token._replace(kind=kinds.THAT_BEHIND, value=0)] if joined and shaped else [token]


PLURAL_SETTLERS: dict[str, Settler] = {**dict.fromkeys(kinds.UNIT, _unit), kinds.CALENDAR: _calendar}
"""All that English needs settled."""
SETTLERS: dict[str, Settler] = {
    **PLURAL_SETTLERS, kinds.DAY_NUMBER: _number, kinds.NUMBER: _number, kinds.DOUBTFUL_SOLAR_MONTH: _solar_month,
    kinds.MONTH_WITH_YEAR: _month_with_year, kinds.MONTH_OR_NUMBER: _month_or_number, kinds.THIS_BEFORE: _this,
    kinds.YEAR_BY_NAME: _year_by_name, kinds.ROMAN: _roman, kinds.THE: _article,
}  # fmt: skip
