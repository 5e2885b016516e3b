"""Cuts a text into date tokens: one pass over its words and numbers, in time linear in its length."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.dates import kinds
from corpus.dates.adjusting import PLURAL_SETTLERS, SETTLERS, adjusted, roman
from corpus.dates.codes import number_code, word_code
from corpus.dates.kinds import Token
from corpus.dates.lexicon import Lexicon
from corpus.dates.names import is_name
from corpus.dates.numbers import Sense, is_numbered, sense
from corpus.dates.skimming import WORD
from corpus.dates.spans import FIRST_YEAR, LAST_YEAR
from corpus.language.cutting import fold

DECADE = r"(?:1\d|20)\d0['’]?s\b|['’‘]\d0s\b|(?:1\d|20)\d0ern?\b|(?<!\d)\d0ern?(?=[- ]?[Jj]ahr)"
ASKED_DECADE = (
    r"(?<!my )(?<!his )(?<!her )(?<!our )(?<!their )(?<!\w)[2-9]0s\b|(?<!\w)[2-9]0ern?\b"
    r"|(?<=\blos )[2-9]0(?=\W*$|\s(?:en|del?|a)\b)"
)
"""In a question "the 90s" are years; in an article as often degrees, or somebody's age."""


def _shape(decade: str) -> re.Pattern[str]:
    """Return the pattern of what is looked at in a text, with one for its decades."""
    return re.compile(
        rf"(?P<word>{WORD.pattern})"
        rf"|(?P<decade>{decade})"
        r"|(?P<number>\d+(?:[.,:]\d+)*)"
        r"|(?P<year>['’‘]\d\d\b(?!['’]))"
        r"|(?P<possessive>['’]s\b)"
        r"|(?P<mark>[^\w\s])"
    )


WRITTEN, ASKED = _shape(DECADE), _shape(f"{DECADE}|{ASKED_DECADE}")
DATE = re.compile(
    r"(?<![\d/.-])(?:\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{4}\.\d{1,2}\.\d{1,2}|\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})"
    r"|\d{4}-(?:0[1-9]|1[0-2])|\d{2} \d{2} (?:19|20)\d{2})(?![\d/-])(?!\.\d)"
)
CLOCK = re.compile(r"\d\d?:\d\d(?::\d\d)?(?:\s(?:[A-Z]{3,4}|[+-]\d{4}))?(?=\s\d{4}\b)")
NAMED = re.compile(r"([^\W\d_]+)-$")
"""A word that a number is part of the name of."""
MONEY = frozenset("$€£¥₹#№")
ENDS_NAME = re.compile(r"(?<!\w)[^\W\d_a-z][^\W\d_]*(?:['’]s)? $")
LONGEST_NAME = 24
GOES_ON = re.compile(r"['’.,;:?!)\]\"”»]|\s+[^\W\d_A-Z]")
LONGEST_ABBREVIATION = 5
AFTER_STOP = frozenset(",-–")
"""What may stand right behind the stop of an abbreviation: "Sat., Jan. 8", "Dec.-Feb."."""
SHORT = 3
"""Letters of a month's or weekday's short form."""
ENDING = re.compile(r"\.?[ºª°]|[^\W\d_]{1,3}|\.(?=[\s,،/–-]|[^\W\d_]{3})")
CLAUSE_END = re.compile(r"\s*(?:[.,;:)?!]|$)")
LONGEST_YEAR = 4
CODE_LETTERS = frozenset({"Q", "H", "T", "S", "FY"})
JOINING = frozenset("-–—/.: ")
"""What may stand behind the first letters, and the first number, of a code."""
NAMED_KINDS = frozenset(kinds.PLAIN_MONTH + kinds.WEEKDAY + kinds.LAST_NEXT + kinds.NAMED_DAY)
WIDEST_GAP = 3
"""Characters between two tokens of one expression: dumps that have lost their commas have up to three spaces."""
HARMLESS = frozenset("'’‘.\u200c\u200d\u200e\u200f")
DASHES, COMMAS = frozenset("-–—‐‑−/"), frozenset(",،")


@dataclass(frozen=True, slots=True)
class Lexed:
    """A text as tokens; ``kinds`` has one letter a token, with ordinary tokens where other words stand between."""

    tokens: list[Token]
    kinds: str


def lex(text: str, places: Iterable[tuple[int, int]], words: Lexicon, *, asked: bool = False) -> Lexed:
    """Return the date tokens of a text.

    Args:
        text: any text.
        places: the stretches of it that are read (skimming.py).
        words: of its language.
        asked: it is a reader's question.
    """
    tokens: list[Token] = []
    for start, end in places:
        _separate(tokens, start)
        _read(text, list((ASKED if asked else WRITTEN).finditer(text, start, end)), words, tokens)
    found = "".join([token.kind for token in tokens])
    settlers = PLURAL_SETTLERS if words.lang == "en" else SETTLERS
    if not settlers.keys().isdisjoint(found):
        tokens = adjusted(tokens, settlers, words)
        found = "".join([token.kind for token in tokens])
    return Lexed(tokens, found)


def _read(text: str, matches: list[re.Match[str]], words: Lexicon, tokens: list[Token]) -> None:
    """Add the tokens of a stretch of text to those before it."""
    skip_to = last_end = matches[0].start() if matches else 0
    for place, match in enumerate(matches):
        start = match.start()
        if start < skip_to:
            continue
        gap = start - last_end
        if gap > WIDEST_GAP or (gap > 1 and "\n\n" in text[last_end:start]):
            _separate(tokens, last_end)
        if match.lastgroup == "word" and fold(match[0]) not in words.known and not _may_tell(match[0], words):
            last_end = skip_to = match.end()
            if tokens and tokens[-1].kind != kinds.ORDINARY:
                tokens.append(Token(kinds.ORDINARY, start, start, 0))
            continue
        found = _tokens(text, matches, place, words)
        last_end = skip_to = max(match.end(), found[-1].end)
        for token in found:
            if token.kind == kinds.ORDINARY:
                _separate(tokens, token.start)
            elif token.kind != kinds.NOTHING:
                tokens.append(token)


def _may_tell(word: str, words: Lexicon) -> bool:
    """Tell whether a word that is not in the lexicon may tell a date all the same: "XIX", the Q of "Q3"."""
    return word in CODE_LETTERS or (words.roman and roman(word) > 0)


def _separate(tokens: list[Token], at: int) -> None:
    if tokens and tokens[-1].kind != kinds.ORDINARY:
        tokens.append(Token(kinds.ORDINARY, at, at, 0))


def _tokens(text: str, matches: list[re.Match[str]], place: int, words: Lexicon) -> tuple[Token, ...]:
    """Return the tokens of a match; of several words, or of a code, they end with the last of them."""
    match = matches[place]
    start, end = match.span()
    shape = match.lastgroup
    if shape == "word":
        if match[0] in CODE_LETTERS and (found := word_code(text, start, words)):
            return found
        return (_word(text, matches, place, words),)
    if shape == "number":
        return _number(text, start, end, words)
    if shape == "mark":
        return (Token(_mark(text, start, end), start, end, match[0]),)
    if shape == "decade":
        return (Token(kinds.DECADE_NUMBER, start, end, int("".join(c for c in match[0] if c.isdigit()))),)
    if shape == "year":
        return (Token(kinds.SHORT_YEAR, start, end, int(match[0][1:])),)
    return (Token(kinds.POSSESSIVE, start, end, match[0]),)


def _mark(text: str, start: int, end: int) -> str:
    """Return the kind of a mark; one that ends no clause is nothing."""
    if text[start] in DASHES:
        return kinds.HYPHEN
    if text[start] in COMMAS:
        return kinds.COMMA
    if text[start] == "&":
        return kinds.AND
    return kinds.NOTHING if text[start] in HARMLESS and _joins(text, start, end) else kinds.ORDINARY


def _joins(text: str, start: int, end: int) -> bool:
    """Tell whether a mark ends no clause: an apostrophe inside a word, the stop of an abbreviation."""
    if text[start] != ".":
        return start > 0 and text[start - 1].isalnum() and text[end : end + 1].isalnum()
    before = re.search(r"[^\W\d_]+$", text[max(0, start - 6) : start])
    following = text[end : end + 3].lstrip(" '’‘")[:1]
    goes_on = following.isdigit() or following.islower() or text[end : end + 1] in AFTER_STOP
    return before is not None and len(before[0]) <= LONGEST_ABBREVIATION and goes_on


def _word(text: str, matches: list[re.Match[str]], place: int, words: Lexicon) -> Token:
    match = matches[place]
    start, end = match.span()
    word = fold(match[0])
    for parts, (kind, value) in words.phrases.get(word, ()):
        last = _phrase_end(matches, place, parts)
        if last and kind == kinds.NAMED_DAY and is_name(text, start, last, kind, words):
            return Token(kinds.ORDINARY, start, last, 0)
        if last:
            return Token(kind, start, last, value)
    if word in words.clause_end and CLAUSE_END.match(text, end):
        return Token(words.clause_end[word], start, end, 1)
    if word not in words.words:
        number = roman(match[0]) if words.roman else 0
        return Token(kinds.ROMAN if number else kinds.ORDINARY, start, end, number)
    kind, value = words.words[word]
    if kind in NAMED_KINDS and is_name(text, start, end, kind, words):
        return Token(kinds.ORDINARY, start, end, 0)
    if word in words.doubtful and not (words.capital_months and _is_name(text, start, match[0], len(word))):
        kind = kinds.DOUBTFUL.get(kind, kind)
    elif kind == kinds.TODAY and _closes_name(text, start, end):
        kind = kinds.ORDINARY
    return Token(kind, start, end, value)


def _closes_name(text: str, start: int, end: int) -> bool:
    """Tell whether a word behind a capitalised one belongs to it, as in "USA Today": a capital, but none behind it."""
    behind = ENDS_NAME.search(text[max(0, start - LONGEST_NAME) : start])
    return behind is not None and text[start].isupper() and GOES_ON.match(text, end) is not None


def _phrase_end(matches: list[re.Match[str]], place: int, parts: tuple[str, ...]) -> int:
    """Return where a phrase of several words ends, 0 if the words do not follow one another here."""
    position = place
    end = matches[place].end()
    opened = False
    for part in parts[1:]:
        position += 1
        while position < len(matches) and matches[position].lastgroup in {"mark", "possessive"} and part != "s":
            if matches[position][0] not in "'’-./(\u200c":
                return 0
            opened = opened or matches[position][0] == "("
            position += 1
        if position >= len(matches) or matches[position].start() > end + 2:
            return 0
        if fold(matches[position][0]).strip("'’") != part:
            return 0
        end = matches[position].end()
    if not opened:
        return end
    closed = position + 1 < len(matches) and matches[position + 1][0] == ")"
    return matches[position + 1].end() if closed else 0


def _is_name(text: str, start: int, word: str, length: int) -> bool:
    """Tell whether a doubtful word is set as a name: a capital that no sentence begins with, or an abbreviation."""
    if not word[:1].isupper():
        return False
    if length == SHORT and text[start + SHORT : start + SHORT + 1] == ".":
        return True
    before = text[max(0, start - 3) : start].rstrip(" \"“‘'(")
    return length > SHORT and before[-1:] not in {"", ".", "!", "?", "\n", ":", "”", '"'}


def _number(text: str, start: int, end: int, words: Lexicon) -> tuple[Token, ...]:
    if (found := _compound(text, start, end, words)) is not None:
        return found
    digits = text[start:end]
    ordinary = Token(kinds.ORDINARY, start, end, 0)
    if not digits.isdigit() or len(digits) > 4 or not MONEY.isdisjoint(text[max(0, start - 2) : start]):  # noqa: PLR2004
        return (ordinary,)
    hyphened = "-" in text[max(0, start - 2) : start]
    named = NAMED.search(text[max(0, start - 24) : start]) if hyphened else None
    if named is not None and fold(named[1]) not in words.words:  # COVID-19, F-15
        return (ordinary,)
    value = int(digits)
    if len(digits) == 4:  # noqa: PLR2004 - a year has four digits
        found_sense = sense(text, start, end, words) if FIRST_YEAR <= value <= LAST_YEAR else Sense.NONE
        if found_sense is Sense.NONE:
            return (ordinary,)
        return (Token(kinds.YEAR_NUMBER, start, end, value, found_sense is Sense.DOUBTFUL),)
    return (_short_number(text, start, end, words),)


def _compound(text: str, start: int, end: int, words: Lexicon) -> tuple[Token, ...] | None:
    """Return the tokens of a number that is a part of a date, a code or a time of day, None for any other number."""
    behind, longer = text[end : end + 1], end - start > LONGEST_YEAR
    if longer or behind in JOINING or behind.isalpha() or not text[start:end].isdigit():
        found = number_code(text, start, words)
        if found:
            return found
        date = DATE.match(text, start)
        if date is not None:
            named = is_numbered(text, start, date.end(), words)
            return (Token(kinds.ORDINARY if named else kinds.NUMERIC_DATE, start, date.end(), date[0]),)
        clock = CLOCK.match(text, start)
        if clock is not None:
            return (Token(kinds.CLOCK, start, clock.end(), 0),)
    return None


def _short_number(text: str, start: int, end: int, words: Lexicon) -> Token:
    digits = text[start:end]
    ordinary, value = Token(kinds.ORDINARY, start, end, 0), int(digits)
    ending = ENDING.match(text, end)
    short = len(digits) <= 2  # noqa: PLR2004 - 31st at most, centuries
    if ending is not None and short:
        if fold(ending[0]).strip(".") in words.ordinal_endings or ending[0] in words.ordinal_endings:
            return Token(kinds.ORDINAL, start, ending.end(), value)
        if ending[0] != ".":
            return ordinary._replace(end=ending.end())
    if text[end : end + 1] == "%":
        return ordinary
    return Token(kinds.DAY_NUMBER if 1 <= value <= 31 and short else kinds.NUMBER, start, end, value)  # noqa: PLR2004
