"""Knows the words that ask for the newest or the oldest, and those for anything at all of a time (ordering.toml)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from itertools import pairwise

from corpus.data import table
from corpus.language.known import RIGHT_TO_LEFT
from index.analysis import fold

ORDERS = ("oldest", "newest")


def order_of(text: str) -> tuple[str, str]:
    """Return the order in time that a question asks for, "" for none, and the text without the words that do."""
    for order in ORDERS:
        for pattern in _patterns(order) if _any(order, latin=text.isascii()).search(text) else ():
            match = pattern.search(text)
            if match is not None:
                return order, _without(
                    text, [match.span(group) for group in range(1, pattern.groups + 1)] or [match.span()]
                )
    return "", text


def asks_for_anything(words: Iterable[str]) -> bool:
    """Tell whether some folded words, if any, name nothing but what there may be of any time: "news", "articles"."""
    return _all_of_anything().issuperset(words)


def asks_for_the_new(words: Collection[str]) -> bool:
    """Tell whether some folded words ask for what is new, and for nothing else."""
    return asks_for_anything(words) and not _words("new").isdisjoint(words)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    ends = [(0, 0), *spans, (len(text), len(text))]
    return " ".join(text[end:begin] for (_, end), (begin, _) in pairwise(ends))


@cache
def _patterns(order: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<!\w)(?:{one})", re.IGNORECASE) for one in _told(order))


@cache
def _any(order: str, *, latin: bool) -> re.Pattern[str]:
    """Return an expression for all of those at once, or all that letters of ASCII can be: most questions have none."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_told(order, latin=latin))})", re.IGNORECASE)


def _told(order: str, *, latin: bool = False) -> list[str]:
    every = table("index.answering", "ordering").items()
    return [one for code, words in every if not (latin and code in RIGHT_TO_LEFT) for one in words[order]]


@cache
def _all_of_anything() -> frozenset[str]:
    return _words("anything") | _words("new")


@cache
def _words(name: str) -> frozenset[str]:
    every = table("index.answering", "ordering").values()
    return frozenset(fold(word) for words in every for word in words[name].split())
