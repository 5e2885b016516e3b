"""Settles tokens whose kind depends on their neighbours: plurals, short years, Roman numerals, doubtful months."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.dates.lexicon import Lexicon, Value

UNITS = "123456789"
COUNTS = "adNnoV"
ROMAN = re.compile(r"([IVXL]{1,6})(?:e|è|ᵉ|er|ème|eme)?")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
TURN = 30
"""Two digits of a solar Hijri year from here on are of the 1300s."""
LATEST_SHORT = 10
"""And up to here of the 1400s (1410 is 2031); those between are read as days or counts."""


@dataclass(frozen=True, slots=True)
class Token:
    """A date word or number: its code (lexicon.py), where it stands, and its value."""

    code: str
    start: int
    end: int
    value: Value


def adjusted(tokens: list[Token], words: Lexicon) -> list[Token]:
    """Return the tokens with the codes that their neighbours decide."""
    settlers = PLURAL_SETTLERS if words.lang == "en" else SETTLERS
    settled: list[Token] = []
    for place, token in enumerate(tokens):
        before = settled[-1] if settled else Token(".", 0, 0, 0)
        ahead = tokens[place + 1 : place + 4]
        settle = settlers.get(token.code)
        if settle is None:
            settled.append(token)
        else:
            settled.extend(settle(token, before, ahead, settled, words))
    return settled


def roman(word: str) -> int:
    """Return the value of a Roman numeral with or without a French ending, 0 for other words."""
    match = ROMAN.fullmatch(word)
    if match is None:
        return 0
    values = [ROMAN_VALUES[letter] for letter in match[1]]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _gap(token: Token) -> Token:
    return Token(".", token.start, token.end, 0)


def _unit(token: Token, before: Token, ahead: list[Token], settled: list[Token], words: Lexicon) -> list[Token]:
    """Settle a unit: "the years 1990" is a decade; a plural without a count ("last years") names no period."""
    name = str(token.value)
    if not name.endswith("s"):
        return [token]
    singular = replace(token, value=name[:-1])
    if before.code in COUNTS or "K" in {before.code, *(one.code for one in settled[-2:-1] if before.code == "h")}:
        return [singular]
    if name == "years" and words.decade_by_years and _decade_ahead(ahead):
        return [replace(token, code="8", value="decade")]
    return [singular] if ahead and ahead[0].code == "y" else [_gap(token)]


def _decade_ahead(ahead: list[Token]) -> bool:
    first = next((token for token in ahead if token.code not in "fT"), None)
    if first is None or not isinstance(first.value, int):
        return False
    place = ahead.index(first)
    if place + 1 < len(ahead) and ahead[place + 1].code in "&th":
        return False
    return first.code == "K" or (first.code in "ydN" and first.value % 10 == 0 and first.value > 0)


def _number(token: Token, before: Token, ahead: list[Token], settled: list[Token], words: Lexicon) -> list[Token]:
    """Settle a number of two digits: the decade after "decade", the year after a solar month or "year"."""
    value = int(token.value)
    head = next((one for one in reversed(settled[-3:]) if one.code not in "fT"), before)
    if head.code == "8" and value % 10 == 0 and 0 < value < 100:  # noqa: PLR2004 - two digits
        return [replace(token, code="K")]
    if words.lang != "fa" or (LATEST_SHORT < value < TURN) or value > 99 or token.end - token.start > 2:  # noqa: PLR2004
        return [token]
    counted = before.code == "7" and len(settled) > 1 and settled[-2].code in COUNTS
    names = ahead and ahead[0].code in f"HeMm{UNITS}"
    if before.code not in "HS7" or counted or names:
        return [token]
    return [replace(token, code="y", value=value + (1300 if value >= TURN else 1400))]


def _solar_month(token: Token, before: Token, ahead: list[Token], _settled: list[Token], _: Lexicon) -> list[Token]:
    """Settle a word that is a month beside a day, a year or a preposition and an ordinary word elsewhere."""
    year = ahead and ahead[0].code in "ydN7k"
    return [replace(token, code="H")] if year or before.code in "doiE4th" else [_gap(token)]


def _month_with_year(token: Token, _b: Token, ahead: list[Token], _settled: list[Token], _: Lexicon) -> list[Token]:
    return [replace(token, code="M")] if ahead and ahead[0].code in "y7" else [_gap(token)]


def _month_or_number(token: Token, before: Token, ahead: list[Token], _s: list[Token], _: Lexicon) -> list[Token]:
    """Settle French "sept", which is also short for September."""
    month, number = map(int, str(token.value).split())
    is_month = before.code in "do" or (ahead and ahead[0].code == "y")
    return [replace(token, code="M", value=month) if is_month else replace(token, code="N", value=number)]


def _this(token: Token, before: Token, ahead: list[Token], _settled: list[Token], _: Lexicon) -> list[Token]:
    """Settle a word like "this" that belongs to what follows it, never to the unit before it."""
    if ahead and ahead[0].code == "l":  # Spanish "está este año"
        return [_gap(token)]
    told = replace(token, code="r")
    unit_ahead = bool(ahead) and ahead[0].code in UNITS
    parted = before.code in UNITS or (before.code in "WSMHm" and not unit_ahead)
    return [_gap(token), told] if parted else [told]


def _year_by_name(token: Token, _b: Token, _ahead: list[Token], _settled: list[Token], _: Lexicon) -> list[Token]:
    return [replace(token, code="r"), replace(token, code="7", value="year")]


def _roman(token: Token, before: Token, ahead: list[Token], _settled: list[Token], _: Lexicon) -> list[Token]:
    beside = before.code == "9" or (bool(ahead) and ahead[0].code == "9")
    return [replace(token, code="o")] if beside else [_gap(token)]


def _calendar(token: Token, before: Token, _ahead: list[Token], settled: list[Token], _: Lexicon) -> list[Token]:
    """Settle the name of a calendar: of the lunar one, or of one that cannot be told from the solar one."""
    if before.code == "y" and token.value in {"lunar", "unclear"}:
        settled[-1] = replace(before, code="q") if token.value == "lunar" else _gap(before)
        return [_gap(token)]
    return [token]


def _article(token: Token, before: Token, _ahead: list[Token], settled: list[Token], words: Lexicon) -> list[Token]:
    """Settle French "là" behind a unit ("cette année-là"), which without its accent is an article."""
    behind = words.lang == "fr" and before.code == "h" and len(settled) > 1 and settled[-2].code in UNITS
    joined = behind and before.end == token.start and settled[-2].end == before.start and before.end - before.start == 1
    return [replace(token, code="Q", value=0)] if joined and token.end - token.start == len("là") else [token]


Settler = Callable[[Token, Token, list[Token], list[Token], Lexicon], list[Token]]
SETTLERS: dict[str, Settler] = {
    **dict.fromkeys(UNITS, _unit), "d": _number, "N": _number, "e": _solar_month, "w": _month_with_year,
    "x": _month_or_number, "l": _this, "k": _year_by_name, "v": _roman, "C": _calendar, "T": _article,
}  # fmt: skip
PLURAL_SETTLERS: dict[str, Settler] = {**dict.fromkeys(UNITS, _unit), "C": _calendar}
"""All that English needs settled."""
