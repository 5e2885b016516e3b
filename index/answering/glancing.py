"""Tells at a glance whether a question can name a time in a language, before it is read for one.

Reading takes many times as long, and most questions name no time, or name it in their own language only. A glance is
wrong only where it says that there may be one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from corpus.data import table
from corpus.dates import kinds
from corpus.dates.adjusting import roman
from corpus.dates.expressions import LEADING
from corpus.dates.lexicon import lexicon
from corpus.language.cutting import fold

DIGIT = re.compile(r"\d")
WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u064b-\u0655\u0670]+[^\W\d_]*)*")
ITEM = re.compile(rf"['’‘]?(?:\d{{1,2}}[.ºª°]|\d+)|{WORD.pattern}")
"""A number with what belongs to it before and behind it, or a word: '98, German "12."."""
CODES, OF_CODES = frozenset("q h t s w z er ern fy".split()), frozenset("of de del du des the".split())
"""What stands in codes and decades of any language, and the words between: "Q3 of the 2019", "90ern"."""
LISTING = ("listed", "within", "article", "to", "joined")
"""Words of scope.toml that join times."""


class Item(NamedTuple):
    """A word or a number of a text, with its place; ``folded`` is "" for a number."""

    start: int
    end: int
    written: str
    folded: str


@dataclass(frozen=True, slots=True)
class _Words:
    """Folded words of a language.

    Attributes:
        telling: without one of these, or a number, no time is named.
        belonging: that belong to a time.
        leading: of these, that lead to one and are no part of it,
        paired: but before these, with which they are one expression.
    """

    telling: frozenset[str]
    belonging: frozenset[str]
    leading: frozenset[str]
    paired: frozenset[tuple[str, str]]

    def leads(self, word: str, following: str) -> bool:
        """Tell whether a word only leads to what stands behind it."""
        return word in self.leading and (word, following) not in self.paired


def may_name(text: str, lang: str) -> bool:
    """Tell whether a text can name a time in a language: it has a digit, or a word without which none is named."""
    if DIGIT.search(text) is not None:
        return True
    words = WORD.findall(text.lower()) if text.isascii() else map(fold, WORD.findall(text))
    return not _words(lang).telling.isdisjoint(words)


def items_of(text: str) -> list[Item]:
    """Return the words and numbers of a text in order."""
    found = ((*match.span(), match[0]) for match in ITEM.finditer(text))
    return [Item(start, end, one, "" if one[:2].strip("'’‘").isdecimal() else fold(one)) for start, end, one in found]


def may_say_more(items: Sequence[Item], lang: str, start: int, end: int) -> bool:
    """Tell whether a text can name a time in a language with more than what stands from ``start`` to ``end``.

    All words of a time follow one another, whatever marks stand between them; what only leads to it is none of them.
    """
    first = next((place for place, one in enumerate(items) if one.end > start), len(items))
    behind = next((place for place in range(first, len(items)) if items[place].start >= end), len(items))
    if any(one.start < start or one.end > end for one in items[first:behind]):
        return True
    if behind < len(items) and _belongs(items[behind], lang):
        return True
    for place in reversed(range(first)):
        if not _belongs(items[place], lang):
            return False
        following = items[place + 1].folded if place + 1 < len(items) else ""
        if not _words(lang).leads(items[place].folded, following):
            return True
    return False


def may_say_several(items: Sequence[Item], lang: str) -> bool:
    """Tell whether a text can name a time in a language with several words or numbers that follow one another."""
    words = _words(lang)
    count, tells = 0, False
    for place, one in enumerate(items):
        if not _belongs(one, lang):
            count, tells = 0, False
        elif count or not words.leads(one.folded, items[place + 1].folded if place + 1 < len(items) else ""):
            count += 1
            tells = tells or not one.folded or one.folded in words.telling
            if count > 1 and tells:
                return True
    return False


def _belongs(item: Item, lang: str) -> bool:
    """Tell whether an item can be a part of a time."""
    return not item.folded or item.folded in _words(lang).belonging or (lexicon(lang).roman and roman(item.written) > 0)


@cache
def _words(lang: str) -> _Words:
    words = lexicon(lang)
    telling = {word for word, (kind, _) in words.words.items() if kind in kinds.TELLING}
    phrases = [entry for entries in words.phrases.values() for entry in entries]
    for parts, (kind, _) in phrases:
        if kind in kinds.TELLING and telling.isdisjoint(parts):
            telling.add(max(parts, key=len))
    months = {word for word, (kind, _) in lexicon("en").words.items() if kind in kinds.GREGORIAN_MONTH}
    inner = {part for parts, _ in phrases for part in parts}
    data = table("index.answering", "scope")
    told: dict[str, Any] = data.get(lang, data["en"])
    listing = {word for name in LISTING for one in told[name] for word in WORD.findall(fold(one))}
    endings = {one for one in map(fold, words.ordinal_endings) if one.isalpha()}
    leading = {word for word, (kind, _) in words.words.items() if kind in LEADING} | (OF_CODES - words.words.keys())
    return _Words(
        frozenset(telling),
        words.known | inner | CODES | OF_CODES | months | listing | endings,
        frozenset(leading - {parts[-1] for parts, _ in phrases} - words.clause_end.keys()),
        frozenset(pair for parts, _ in phrases for pair in pairwise(parts)),
    )
