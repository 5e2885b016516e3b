"""Reads days and periods that are written as one: 03-Apr-2012, 2019-W02-1, 2021-088, 3Q19, FY2019, 2006-07."""

from __future__ import annotations

import re
from datetime import date, timedelta

from corpus.dates import kinds
from corpus.dates.kinds import Token
from corpus.dates.lexicon import Lexicon, lexicon
from corpus.dates.numbers import Sense, sense
from corpus.dates.periods import two_digit_year
from corpus.language.cutting import fold

ENDS = r"(?![\w/-]|\.\d)"
DAY_CODES = re.compile(
    rf"(?P<day>\d{{1,2}})(?P<sep>[-./]?)(?P<month>[^\W\d_]{{3,10}})\.?(?P=sep)(?P<year>\d{{4}}|\d\d){ENDS}"
    rf"|(?P<week_year>\d{{4}})-?W(?P<week>\d\d)(?:-?(?P<weekday>[1-7]))?{ENDS}"
    rf"|(?P<ordinal_year>\d{{4}})-(?P<ordinal>\d{{3}})(?:T\d\d(?::\d\d)*Z?)?{ENDS}"
    r"|(?P<compact>\d{4}[01]\d[0-3]\d)T\d{4,6}Z?(?!\w)"
)
PAIR = re.compile(rf"(?P<first>\d{{4}})\s?[-–—/]\s?(?P<second>\d{{4}}|\d{{1,2}}){ENDS}")
PART = re.compile(
    r"(?P<before>\d{4})[ /-]?(?P<a>[A-Z])(?P<n>[1-4])(?!\w)"
    r"|(?P<n2>[1-4])(?P<b>[A-Z])(?:\s?['’]?(?P<behind>\d{4}|\d\d))(?!\w)"
)
LETTERED = re.compile(
    r"(?P<fiscal>FY)[ -]?['’]?(?P<of>\d{4}|\d\d)(?!\w)"
    r"|(?P<letter>[A-Z])(?P<n>[1-4])(?:(?:\s?[/-]\s?|,?\s(?:(?:of|de|del|du|des)\s)?(?:the\s)?)(?P<year>\d{4})"
    r"|['’ ]{1,2}(?P<short>\d\d))?(?!\w)"
)
LETTERS = {
    "en": {"Q": kinds.QUARTER, "H": kinds.HALF}, "de": {"Q": kinds.QUARTER, "H": kinds.HALF},
    "fr": {"T": kinds.QUARTER, "S": kinds.HALF, "Q": kinds.QUARTER},
    "es": {"T": kinds.QUARTER, "S": kinds.HALF, "Q": kinds.QUARTER},
}  # fmt: skip
"""What a letter beside a number stands for: quarter and half, trimestre and semestre."""
DASHES = frozenset("-–—")
NAMES = {kinds.QUARTER: "quarter", kinds.HALF: "half"}
DATED = re.compile(r"(?:^|\b(?:on|since|until|by|from|to|dated?|day|doy|am|vom|le|el|of)\s)\W*$", re.IGNORECASE)
"""What stands before an ordinal day of ISO 8601; elsewhere 2007-006 is more often the number of a case."""


def number_code(text: str, start: int, words: Lexicon) -> tuple[Token, ...]:
    """Return the tokens of a code that begins with a digit, none if there is none."""
    if start and (text[start - 1].isalnum() or text[start - 1] in "_/.-"):
        return ()
    match = DAY_CODES.match(text, start)
    if match is not None:
        found = _day(text, match, words)
        if found is not None:
            return found
    match = PAIR.match(text, start)
    if match is not None and (first := _pair(text, match, words)):
        return (Token(kinds.YEAR_PAIR, start, match.end(), first),)
    match = PART.match(text, start)
    letter = match and (match["a"] or match["b"])
    if match is None or letter not in LETTERS.get(words.lang, {}):
        return ()
    return _part(match, letter, match["n"] or match["n2"], match["before"] or match["behind"], words)


def word_code(text: str, start: int, words: Lexicon) -> tuple[Token, ...]:
    """Return the tokens of a code that begins with a capital: Q3 2019, H1/2020, FY19."""
    match = LETTERED.match(text, start)
    if match is None or (start and (text[start - 1].isalnum() or text[start - 1] in "_-")):
        return ()
    if match["fiscal"]:
        head = Token(kinds.FISCAL, start, start + 2, "fiscal")
        return head, Token(kinds.YEAR_NUMBER, start + 2, match.end(), _full(match["of"]))
    kind = LETTERS.get(words.lang, {}).get(match["letter"])
    year = match["year"] or match["short"]
    if not year and text[match.end() : match.end() + 1] in DASHES:  # "Q1-Q3 2018"
        return ()
    if kind is None or not (year or match["letter"] == "Q"):
        return ()
    return _part(match, match["letter"], match["n"], year, words)


def _part(match: re.Match[str], letter: str, number: str, year: str | None, words: Lexicon) -> tuple[Token, ...]:
    start, end = match.span()
    kind = LETTERS[words.lang][letter]
    if kind == kinds.HALF and int(number) > 2:  # noqa: PLR2004 - halves
        return ()
    part = Token(kinds.ORDINAL, start, end, int(number)), Token(kind, start, end, NAMES[kind])
    return (*part, Token(kinds.YEAR_NUMBER, start, end, _full(year))) if year else part


def _pair(text: str, match: re.Match[str], words: Lexicon) -> int:
    """Return the first of two years that follow each other, 0 for other numbers: 2006-07, 2018/19, 1648/9."""
    first, second = int(match["first"]), match["second"]
    following = str(first + 1)
    if not following.endswith(str(int(second)).zfill(len(second))) or len(second) > len(following):
        return 0
    return 0 if sense(text, match.start(), match.start() + 4, words) is Sense.NONE else first


def _day(text: str, match: re.Match[str], words: Lexicon) -> tuple[Token, ...] | None:
    """Return the token of a code for a day or a week; empty for one that is none, None for what is no code."""
    start, end = match.span()
    nothing = (Token(kinds.ORDINARY, start, end, 0),)
    if match["month"]:
        month = _month(match["month"], words)
        written = f"{_full(match['year']):04}-{month:02}-{int(match['day']):02}" if month else ""
        return (Token(kinds.NUMERIC_DATE, start, end, written),) if month else None
    if match["compact"]:
        digits = match["compact"]
        return (Token(kinds.NUMERIC_DATE, start, end, f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"),)
    if match["ordinal"]:
        day = date(int(match["ordinal_year"]) or 1, 1, 1) + timedelta(days=int(match["ordinal"]) - 1)
        known = day.year == int(match["ordinal_year"]) and DATED.search(text[max(0, start - 16) : start])
        return (Token(kinds.NUMERIC_DATE, start, end, f"{day}"),) if known else nothing
    year, week, weekday = int(match["week_year"]), int(match["week"]), int(match["weekday"] or 0)
    try:
        day = date.fromisocalendar(year, week, weekday or 1)
    except ValueError:
        return nothing
    if weekday:
        return (Token(kinds.NUMERIC_DATE, start, end, f"{day}"),)
    return (
        Token(kinds.CALENDAR_WEEK, start, end, 1),
        Token(kinds.NUMBER, start, end, week),
        Token(kinds.YEAR_NUMBER, start, end, year),
    )


def _month(name: str, words: Lexicon) -> int:
    """Return the number of a month by its name in a language or in English, as machines write it."""
    for known in (words, lexicon("en")):
        kind, value = known.words.get(fold(name), (kinds.ORDINARY, 0))
        if kind in kinds.GREGORIAN_MONTH + kinds.MONTH_OR_NUMBER:
            return int(str(value).split()[0])
    return 0


def _full(year: str) -> int:
    return int(year) if len(year) > 2 else two_digit_year(int(year), None)  # noqa: PLR2004 - two-digit years
