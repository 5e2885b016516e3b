"""Knows the words that ask for the newest or the oldest, and those for anything at all of a time (ordering.toml)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from itertools import chain, pairwise

from corpus.data import table
from index.analysis import fold

ORDERS = ("oldest", "newest")


def order_of(text: str) -> tuple[str, str]:
    """Return the order in time that a question asks for, "" for none, and the text without the words that do."""
    languages = told_by_parts("ordering", text)
    for order in ORDERS if languages else ():
        for pattern in chain(*(_patterns(order, code) for code in languages)):
            match = pattern.search(text)
            if match is not None:
                return order, _without(
                    text, [match.span(group) for group in range(1, pattern.groups + 1)] or [match.span()]
                )
    return "", text


def told_by_parts(name: str, text: str) -> list[str]:
    """Return the languages of a table whose expressions a text may hold, by the parts of words that each of them has.

    Args:
        name: of the table; in ``parts`` stands what any of its expressions holds one of.
        text: any text.
    """
    folded = fold(text)
    return [code for code, parts in _parts(name) if any(part in folded for part in parts)]


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
def _patterns(order: str, code: str) -> tuple[re.Pattern[str], ...]:
    told = table("index.answering", "ordering")[code][order]
    return tuple(re.compile(rf"(?<!\w)(?:{one})", re.IGNORECASE) for one in told)


@cache
def _parts(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((code, tuple(fold(words["parts"]).split())) for code, words in table("index.answering", name).items())


@cache
def _all_of_anything() -> frozenset[str]:
    return _words("anything") | _words("new")


@cache
def _words(name: str) -> frozenset[str]:
    every = table("index.answering", "ordering").values()
    return frozenset(fold(word) for words in every for word in words[name].split())
