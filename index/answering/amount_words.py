"""The words that tell what an amount is of, and what a question asks an amount of, by language (marking.toml)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from corpus.data import table
from corpus.dates.lexicon import lexicon
from corpus.language.known import OUR_LANGUAGES
from index.analysis import fold, terms, tokens

NEVER = re.compile(r"(?!)")


class AmountWords(NamedTuple):
    """What the words of a language tell of amounts.

    Attributes:
        numbers: the terms of words that are numbers.
        units: the kinds of each unit, "percent" of "per cent", by its terms.
        about: what stands before a rough amount.
        weak: the terms of numbers that often count nothing.
        ending: the terms behind which no noun goes on; ``verbal`` finds words that are none, ``plural`` its last word.
        joining: words between the parts of a number; ``ranging``: between two numbers of a range.
        glued: what may be written as one with a number.
    """

    numbers: frozenset[str]
    units: dict[str, frozenset[str]]
    about: re.Pattern[str]
    weak: frozenset[str]
    ending: frozenset[str]
    verbal: re.Pattern[str]
    plural: re.Pattern[str]
    joining: frozenset[str]
    ranging: frozenset[str]
    glued: frozenset[str]


@cache
def amount_words(code: str) -> AmountWords:
    """Return what the words of a language tell of amounts; of one that has no data what is written alike everywhere."""
    data = table("index.answering", "marking")
    own: dict[str, Any] = data.get(code, {})
    units: dict[str, frozenset[str]] = {}
    for kind, words in (*data["any"]["units"].items(), *own.get("units", {}).items()):
        for entry in words.split():
            name = " ".join(terms(tokens(entry.replace("_", " "), code), code))
            units[name] = units.get(name, frozenset()) | {kind}
    return AmountWords(
        _numbers(code) - units.keys(),
        units,
        re.compile(rf"(?<!\w)(?:{own['about']})\s$", re.IGNORECASE) if "about" in own else NEVER,
        _terms(own.get("weak", ""), code),
        _terms(own.get("ending", ""), code),
        re.compile(own["verbal"]) if "verbal" in own else NEVER,
        re.compile(own.get("plural", "")),
        frozenset(own.get("joining", "").split()),
        frozenset(own.get("ranging", "").split()),
        frozenset(data["any"]["glued"].split()),
    )


def asked_units(text: str, code: str) -> frozenset[str]:
    """Return the kinds of units that a question in some language asks for; "count" for things without one."""
    folded = fold(text)
    return frozenset(kind for kind, pattern in _asks(code).items() if pattern.search(folded))


@cache
def _asks(code: str) -> dict[str, re.Pattern[str]]:
    asks = table("index.answering", "marking").get(code, {}).get("asks", {})
    return {kind: re.compile(rf"(?<!\w)(?:{fold(one)})(?!\w)") for kind, one in asks.items()}


def _numbers(code: str) -> frozenset[str]:
    words = table("index.building", "word_kinds").get(code, "").split()
    if code in OUR_LANGUAGES:
        words += [word for word, (kind, _) in lexicon(code).words.items() if kind == "N" and " " not in word]
    return _terms(" ".join(words), code)


def _terms(words: str, code: str) -> frozenset[str]:
    return frozenset(terms(tokens(words, code), code))
