"""Reads the operators that readers write in a question: "exact words", -word, OR, source:, author:, lang:, year:.

They are cut out before the rest is read as words and time. What only looks like one stays text: hyphens within words
and dashes, times of day and addresses, a word before a colon, marks of inches, a quotation that is not closed, a number
below nothing, and an "or" in small letters (operators.toml).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from corpus.data import table
from corpus.dates.mentions import mentions_in
from corpus.language.detecting import base_code
from corpus.store.filtering import Filter
from index.analysis import bare, fold, stop_words, terms, tokens
from index.questions import Operators, Words, Years

MINUS = "-−"
EDGE = re.compile(r"^[\s\W_]+|[\s\W_]+$")
BEHIND = ".,;:!?)]}؟،؛…"
YEARS = re.compile(r"(\d{4})(?:(?:[-–—]|\.\.+)(\d{4}))?")
LIKELY = re.compile(r"[\"＂“„”«»‹「『|]|[-−](?<![^\s(].)\w|[:：](?<=[^\W\d_].)\S|[A-Z]{2}")
"""What there is in every question with operators and in few others."""
ASIDE = re.compile(rf"\w-(?=\s|[{re.escape(BEHIND)}]|$)")
"""Behind a minus it is the other end of an aside, as in "the mayor -who had left- said"."""
SHOUTED = 4
"""Pieces of a text in capitals alone up to which its OR is an operator: "NASA OR ESA". A choice."""


@dataclass(slots=True)
class Piece:
    """A piece of a text between ``start`` and ``end``.

    Attributes:
        kind: "quoted", "named", "minus", "or", "" for any other text.
        words: that are quoted, left out or written.
        value: a filter or years.
        group: the number of the group of which one must stand there, 0 for none.
    """

    kind: str
    start: int
    end: int
    words: str = ""
    negated: bool = False
    value: Filter | Years | None = None
    group: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A question with its operators apart.

    Attributes:
        rest: the text without operators and quotations, for all that is read from words.
        plain: the same with the words of quotations where they stood.
        quoted: the words of quotations that must stand there.
    """

    operators: Operators
    rest: str
    plain: str
    quoted: tuple[str, ...]


def operators_of(text: str, language_of: Callable[[str], str], asked_on: date) -> Told | None:
    """Return the operators of a question, None if it has none.

    Args:
        text: as written, any text; time is linear in its length.
        language_of: tells the language of its words, and so those that carry no subject.
        asked_on: the day it was asked.
    """
    pieces = _pieces(text)
    if any(piece.kind == "or" for piece in pieces):
        _group(pieces, language_of(text), asked_on)
    told = [piece for piece in pieces if piece.kind]
    operators = _operators(pieces, text)
    if not operators:
        return None
    required = tuple(piece.words for piece in pieces if piece.kind == "quoted" and not piece.negated)
    rest, plain = _without(text, told, quoted=False), _without(text, told, quoted=True)
    return Told(operators, rest, plain, required)


def _operators(pieces: Sequence[Piece], text: str) -> Operators:
    groups: dict[int, list[Words]] = {}
    for piece in pieces:
        if piece.group:
            groups.setdefault(piece.group, []).append(_words(piece))
    alone = [piece for piece in pieces if not piece.group]
    values = [piece.value for piece in alone]
    written = [text[piece.start : piece.end] for piece in alone if piece.kind in {"quoted", "named", "minus"}]
    written += [" OR ".join(f"“{one.text}”" if one.exact else one.text for one in group) for group in groups.values()]
    return Operators(
        tuple(dict.fromkeys(piece.words for piece in alone if piece.kind == "quoted" and not piece.negated)),
        tuple(tuple(dict.fromkeys(group)) for group in groups.values()),
        tuple(dict.fromkeys(_words(piece) for piece in alone if piece.negated and piece.kind in {"quoted", "minus"})),
        _joined([one for one in values if isinstance(one, Filter)]),
        tuple(dict.fromkeys(one for one in values if isinstance(one, Years))),
        tuple(written),
    )


def _words(piece: Piece) -> Words:
    return Words(piece.words, piece.kind == "quoted" or len(terms(tokens(piece.words))) > 1)


def _joined(filters: Sequence[Filter]) -> tuple[Filter, ...]:
    """Return one filter for all values of a label that are asked for, and one for those that are not."""
    found: dict[tuple[str, bool], dict[str, None]] = {}
    for one in filters:
        found.setdefault((one.label, one.negated), {}).update(dict.fromkeys(one.values))
    return tuple(Filter(label, tuple(values), negated) for (label, negated), values in found.items())


def _without(text: str, told: Sequence[Piece], *, quoted: bool) -> str:
    """Return a text without what is an operator; the words of a quotation may stay."""
    kept: list[str] = []
    end = 0
    for piece in told:
        kept.append(text[end : piece.start])
        stays = quoted and piece.kind == "quoted" and not piece.negated
        kept.append(f" {piece.words} " if stays else " ")
        end = piece.end
    return " ".join("".join([*kept, text[end:]]).split())


def _pieces(text: str) -> list[Piece]:
    """Cut a text into its operators and the pieces between them."""
    found = []
    shouted = _is_shouted(text)
    for match in _piece().finditer(text):
        piece = _piece_of(match, text)
        if not piece.kind and (match[0] == "|" or (match[0] in _or() and not shouted)):
            piece.kind = "or"
        found.append(piece)
    return found


def _piece_of(match: re.Match[str], text: str) -> Piece:
    start, end = match.span()
    plain = Piece("", start, end, match[0])
    if match["name"] and (value := _value(match)):
        return Piece("named", start, end, negated=bool(match["not_named"]), value=value)
    if match["quotation"]:
        words = match["quotation"][1:-1].strip()
        return Piece("quoted", start, end, words, bool(match["not_quoted"])) if terms(tokens(words)) else plain
    if match["minus"]:
        words = EDGE.sub("", match["minus"])
        kept = match.start("minus") + len(match["minus"].rstrip(BEHIND))
        aside = ASIDE.search(text, match.start("minus"), match.start("minus") + 200)
        if terms(tokens(words)) and aside is None:
            return Piece("minus", start, kept, words, negated=True)
    return plain


def _value(match: re.Match[str]) -> Filter | Years | None:
    """Return what a name and its value ask for, None if that is no value for it."""
    label = _labels()[fold(match["name"])]
    written = match["value"]
    value = written[1:-1] if match["value_quoted"] else written.rstrip(BEHIND)
    if not EDGE.sub("", value):
        return None
    negated = bool(match["not_named"])
    if label == "year":
        years = YEARS.fullmatch(fold(value).strip())
        if years is None:
            return None
        first, last = sorted((int(years[1]), int(years[2] or years[1])))
        return Years(first, last, negated) if first else None
    if label == "lang":
        named = " ".join(fold(value).split())
        return Filter(label, (_languages().get(named) or base_code(named),), negated)
    return Filter(label, (value.strip(),), negated)


def _group(pieces: list[Piece], language: str, asked_on: date) -> None:
    """Note which pieces are alternatives; an OR between anything else is text again.

    Between two filters, or two things left out, it says nothing new: of values of one label any may be met.
    """
    number = 0
    for place, piece in enumerate(pieces):
        if piece.kind != "or":
            continue
        before = pieces[place - 1] if place else None
        behind = pieces[place + 1] if place + 1 < len(pieces) else None
        if before is None or behind is None:
            piece.kind = ""
        elif (before.negated and behind.negated) or _alike(before, behind):
            continue
        elif all(_is_operand(one, side, language, asked_on) for one, side in ((before, -1), (behind, 0))):
            number += not before.group
            before.group = behind.group = before.group or number
        else:
            piece.kind = ""
    for one in pieces:
        one.words = EDGE.sub("", one.words) if one.group else one.words


def _alike(one: Piece, other: Piece) -> bool:
    """Tell whether two pieces are filters of one kind, and both ask for it."""
    labels = [value.label if isinstance(value, Filter) else type(value) for value in (one.value, other.value)]
    return one.kind == "named" and labels[0] == labels[1] and not one.negated and not other.negated


def _is_operand(piece: Piece, side: int, language: str, asked_on: date) -> bool:
    """Tell whether a piece may be one of some alternatives: a quotation, or a word that carries a subject.

    One that names a time may not: "March OR April 2020" is read as a time.

    Args:
        piece: that stands beside an OR.
        side: the place of the character of it that is next to the OR.
        language: of the text.
        asked_on: the day it was asked.
    """
    if piece.kind:
        return piece.kind == "quoted" and not piece.negated
    word = EDGE.sub("", piece.words)
    if not word or not (piece.words[side].isalnum() or piece.words[side] in "()'’"):
        return False
    telling = any(bare(one, language) not in stop_words(language) for one in tokens(word, language))
    return (
        bool(terms(tokens(word, language)))
        and (telling or word.isupper())
        and not mentions_in(word, asked_on, language, asked=True)
    )


def _is_shouted(text: str) -> bool:
    """Tell whether a longer text is all in capitals, so that those of OR say nothing."""
    others = [piece for piece in text.split() if piece not in _or()]
    cased = [letter for piece in others for letter in piece if letter.lower() != letter.upper()]
    return len(others) >= SHOUTED and bool(cased) and all(letter == letter.upper() for letter in cased)


@cache
def _piece() -> re.Pattern[str]:
    """Return what a text is cut into; what comes first in it goes before what comes later.

    A straight mark opens a quotation only where no word, sign or figure ends, and closes one only where none begins: it
    may stand for inches.
    """
    quotes: dict[str, str] = table("index.answering", "operators")["quotes"]
    quotations = []
    for opens, closes in quotes.items():
        may_close = opens in closes or opens in "»”"
        before, behind = (rf"(?<![\w=″'’{opens}])(?<!\d\s(?=.\s))", r"(?!\w)") if may_close else ("", "")
        tight = r"(?!\s)" if may_close else ""
        quotations.append(f"{before}{opens}{tight}[^{opens}{closes}]+[{closes}]{behind}")
    quotation, marks = "|".join(quotations), "".join(quotes)
    begins = r"(?<![^\s(])"
    names = "|".join(sorted({form for name in _names() for form in (name, fold(name))}, key=len, reverse=True))
    return re.compile(
        rf"{begins}(?P<not_named>[{MINUS}])?(?P<name>(?i:{names}))[:：]"
        rf"(?P<value>(?P<value_quoted>{quotation})|[^\s{marks}]+)"
        rf"|\w{{2,12}}://\S*"
        rf"|(?:{begins}(?P<not_quoted>[{MINUS}])(?=[{marks}]))?(?P<quotation>{quotation})"
        rf"|{begins}[{MINUS}](?P<minus>[^\W\d_][^\s|{marks}]*|(?<!\d\s.)\d{{4}}(?=[\s{re.escape(BEHIND)}]|$))"
        rf"|\(|[^\s|{marks}]+|\S"
    )


def _names() -> list[str]:
    lists: dict[str, str] = table("index.answering", "operators")["names"]
    return [name for names in lists.values() for name in names.split()]


@cache
def _labels() -> dict[str, str]:
    return _by_word(table("index.answering", "operators")["names"])


@cache
def _languages() -> dict[str, str]:
    return _by_word(table("index.answering", "operators")["languages"])


def _by_word(lists: dict[str, str]) -> dict[str, str]:
    return {fold(word): name for name, words in lists.items() for word in words.split()}


@cache
def _or() -> frozenset[str]:
    return frozenset(table("index.answering", "operators")["or"])
