"""Cuts a text into date tokens: one pass over its words and numbers, in time linear in its length."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.dates import kinds
from corpus.dates.adjusting import PLURAL_SETTLERS, SETTLERS, adjusted, roman
from corpus.dates.kinds import Token
from corpus.dates.lexicon import Lexicon
from corpus.dates.spans import FIRST_YEAR, LAST_YEAR
from corpus.language.cutting import fold

SHAPE = re.compile(
    r"(?P<date>(?<![\d/.-])(?:\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})"
    r"|\d{4}-[01]\d|\d{2} \d{2} (?:19|20)\d{2})(?![\d/-])(?!\.\d))"
    r"|(?P<decade>(?:1\d|20)\d0['’]?s\b|['’‘]\d0s\b|(?:1\d|20)\d0ern?\b|(?<!\d)\d0ern?(?=[- ]?[Jj]ahr))"
    r"|(?P<number>\d+(?:[.,:]\d+)*)"
    r"|(?P<year>['’‘]\d\d\b(?!['’]))"
    r"|(?P<possessive>['’]s\b)"
    r"|(?P<word>[^\W\d_]+(?:[\u0300-\u036f\u064b-\u0655\u0670]+[^\W\d_]*)*)"
    r"|(?P<mark>[^\w\s])"
)
NAMED = re.compile(r"([^\W\d_]+)-$")
"""A word that a number is part of the name of."""
MONEY = frozenset("$€£¥₹#№")
COUNTED = re.compile(
    r"""\s?(?:%|percent|per\scent|people|dollars|euros|pounds|miles|feet|foot|km|kilomet\w+|met(?:er|re)s?|votes?
    |points?|jobs|men|women|troops|soldiers|acres|tons|tonnes|words|pages|students|homes|members|million|billion|thousand
    |hundred|°|degrees|kg|mg|mhz|ghz|watts|mw|hp|calories|horsepower|hours|hrs|local\stime|(?:[a-z]+,?\s){0,3}(?:utc|gmt)|employees|workers|passengers|shares
    |menschen|personen|soldaten|prozent|tonnen|kilogramm|stimmen|einwohner|personas|soldados|toneladas|kilos|habitantes
    |personnes|hommes|femmes|soldats|habitants|شخص\w*|نفر|تومان|ریال|دلار|یورو|دولار\w*|يورو|متر\w*|كيلومتر\w*|کیلومتر
    |طن|تن|درصد|جندي\w*)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What follows a number that counts something: then it is no year."""
ADDRESSED = re.compile(
    r"""(?:\b(?:room|suite|no\.?|number|p\.?o\.?\sbox|flight|route|highway|h\.?r\.?|(?<!['’])s\.?|bill|title|section|page|code
    |model|boeing|seite|nr\.?|artikel|zimmer|página|artículo|número|numéro|chambre|صفحة|المادة|رقم|صفحه|شماره|ماده)|(?<!\d)\d{3})\W{0,2}$""",
    re.IGNORECASE | re.VERBOSE,
)
"""What stands before a number that names something: then it is no year."""
ENDS_NAME = re.compile(r"(?<!\w)[^\W\d_a-z][^\W\d_]*(?:['’]s)? $")
LONGEST_NAME = 24
GOES_ON = re.compile(r"['’.,;:?!)\]\"”»]|\s+[^\W\d_A-Z]")
LONGEST_ABBREVIATION = 5
DOUBTFUL = {
    kinds.PLAIN_MONTH: kinds.DOUBTFUL_MONTH,
    kinds.SOLAR_MONTH: kinds.DOUBTFUL_SOLAR_MONTH,
    kinds.WEEKDAY: kinds.ORDINARY,
}
"""What a word is that is also an ordinary word."""
SHORT = 3
"""Letters of a month's or weekday's short form."""
ENDING = re.compile(r"[^\W\d_]{1,3}|[ºª]|\.(?=\s)")
CLAUSE_END = re.compile(r"\s*(?:[.,;:)?!]|$)")
WIDEST_GAP = 3
"""Characters between two tokens of one expression: dumps that have lost their commas have up to three spaces."""
HARMLESS = frozenset("'’‘.\u200c\u200d\u200e\u200f")
DASHES, COMMAS = frozenset("-–—‐‑−/"), frozenset(",،")


@dataclass(frozen=True, slots=True)
class Lexed:
    """A text as tokens; ``kinds`` has one letter a token, with ordinary tokens where other words stand between."""

    tokens: list[Token]
    kinds: str


def lex(text: str, words: Lexicon) -> Lexed:
    """Return the date tokens of a text.

    Args:
        text: any text.
        words: of its language.
    """
    tokens: list[Token] = []
    skip_to = 0
    matches = list(SHAPE.finditer(text))
    last_end = 0
    for place, match in enumerate(matches):
        start, end = match.span()
        if start < skip_to:
            continue
        if start > last_end + WIDEST_GAP or "\n\n" in text[last_end:start]:
            _separate(tokens, last_end)
        token = _token(text, matches, place, words)
        last_end = skip_to = max(end, token.end)
        if token.kind == kinds.ORDINARY:
            _separate(tokens, start)
        elif token.kind != kinds.NOTHING:
            tokens.append(token)
    settlers = PLURAL_SETTLERS if words.lang == "en" else SETTLERS
    if any(token.kind in settlers for token in tokens):
        tokens = adjusted(tokens, settlers, words)
    return Lexed(tokens, "".join(token.kind for token in tokens))


def _separate(tokens: list[Token], at: int) -> None:
    if tokens and tokens[-1].kind != kinds.ORDINARY:
        tokens.append(Token(kinds.ORDINARY, at, at, 0))


def _token(text: str, matches: list[re.Match[str]], place: int, words: Lexicon) -> Token:
    """Return the token of a match; of several words, it ends with the last of them."""
    match = matches[place]
    start, end = match.span()
    shape = match.lastgroup
    if shape == "word":
        return _word(text, matches, place, words)
    if shape == "number":
        return _number(text, start, end, words)
    if shape == "mark":
        return Token(_mark(text, start, end), start, end, 0)
    if shape == "decade":
        return Token(kinds.DECADE_NUMBER, start, end, int("".join(c for c in match[0] if c.isdigit())))
    if shape == "year":
        return Token(kinds.SHORT_YEAR, start, end, int(match[0][1:]))
    return Token(kinds.NUMERIC_DATE if shape == "date" else kinds.POSSESSIVE, start, end, match[0])


def _mark(text: str, start: int, end: int) -> str:
    """Return the kind of a mark; one that ends no clause is nothing."""
    if text[start] in DASHES:
        return kinds.HYPHEN
    if text[start] in COMMAS:
        return kinds.COMMA
    return kinds.NOTHING if text[start] in HARMLESS and _joins(text, start, end) else kinds.ORDINARY


def _joins(text: str, start: int, end: int) -> bool:
    """Tell whether a mark ends no clause: an apostrophe inside a word, the stop of an abbreviation."""
    if text[start] != ".":
        return start > 0 and text[start - 1].isalnum() and text[end : end + 1].isalnum()
    before = re.search(r"[^\W\d_]+$", text[max(0, start - 6) : start])
    following = text[end : end + 3].lstrip(" '’‘")[:1]
    return (
        before is not None and len(before[0]) <= LONGEST_ABBREVIATION and (following.isdigit() or following.islower())
    )


def _word(text: str, matches: list[re.Match[str]], place: int, words: Lexicon) -> Token:
    match = matches[place]
    start, end = match.span()
    word = fold(match[0])
    for parts, (kind, value) in words.phrases.get(word, ()):
        last = _phrase_end(matches, place, parts)
        if last:
            return Token(kind, start, last, value)
    if word in words.clause_end and CLAUSE_END.match(text, end):
        return Token(words.clause_end[word], start, end, 1)
    if word not in words.words:
        number = roman(match[0]) if words.roman else 0
        return Token(kinds.ROMAN if number else kinds.ORDINARY, start, end, number)
    kind, value = words.words[word]
    if word in words.doubtful and not (words.capital_months and _is_name(text, start, match[0], len(word))):
        kind = DOUBTFUL.get(kind, kind)
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


def _number(text: str, start: int, end: int, words: Lexicon) -> Token:
    digits = text[start:end]
    ordinary = Token(kinds.ORDINARY, start, end, 0)
    named = NAMED.search(text[max(0, start - 24) : start])
    if not digits.isdigit() or len(digits) > 4 or not MONEY.isdisjoint(text[max(0, start - 2) : start]):  # noqa: PLR2004
        return ordinary
    if named is not None and fold(named[1]) not in words.words:  # COVID-19, F-15
        return ordinary
    value = int(digits)
    if len(digits) == 4:  # noqa: PLR2004 - a year has four digits
        year = FIRST_YEAR <= value <= LAST_YEAR and not _counts(text, start, end)
        return Token(kinds.YEAR_NUMBER if year else kinds.ORDINARY, start, end, value)
    ending = ENDING.match(text, end)
    short = len(digits) <= 2  # noqa: PLR2004 - 31st at most, centuries
    if ending is not None and short:
        if fold(ending[0]) in words.ordinal_endings:
            return Token(kinds.ORDINAL, start, ending.end(), value)
        if ending[0] != ".":
            return replace(ordinary, end=ending.end())
    if text[end : end + 1] == "%":
        return ordinary
    return Token(kinds.DAY_NUMBER if 1 <= value <= 31 and short else kinds.NUMBER, start, end, value)  # noqa: PLR2004


def _counts(text: str, start: int, end: int) -> bool:
    """Tell whether a number of four digits counts or names something."""
    if COUNTED.match(text, end) or text[end : end + 1].islower():
        return True
    return ADDRESSED.search(text[max(0, start - 12) : start]) is not None
