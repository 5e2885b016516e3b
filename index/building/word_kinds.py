"""Tells of each term whether it is a number, a name, or a month or weekday: what an answer to "when" or "who" has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.data import table
from corpus.dates.lexicon import lexicon
from corpus.language.known import OUR_LANGUAGES
from index.analysis import terms, tokens
from index.generations.arrays import BoolArray, IntArray, LongArray
from index.generations.lexicon import CALENDAR, NAME, NUMERIC
from index.generations.vocabulary import Vocabulary

NAME_SHARE = 0.6
"""Of the occurrences of a name within sentences more than this share have a capital."""
LANGUAGE_SHARE = 0.01
"""The number words and months of a language count if at least this share of the articles is in it."""
CALENDAR_CODES, NUMBER_CODES = frozenset("MWHJ"), frozenset("N")
"""Codes of months and weekdays, and of number words, in the lexicons of dates."""
NOT_ASCII = 0x80


def word_kinds(vocabulary: Vocabulary, cased: Cased, languages: npt.NDArray[np.bytes_]) -> npt.NDArray[np.uint8]:
    """Return the kinds of each term.

    Args:
        vocabulary: the terms.
        cased: how often each has a capital.
        languages: of each article.

    Returns:
        (n_terms + 1,) uint8 by term number, a sum of NUMERIC, NAME and CALENDAR.
    """
    found = np.zeros(len(vocabulary) + 1, np.uint8)
    found[1:][_numeric(vocabulary)] = NUMERIC
    found[cased.capital > NAME_SHARE * cased.within] |= NAME
    codes, articles = np.unique(languages, return_counts=True)
    for code in codes[articles >= LANGUAGE_SHARE * len(languages)]:
        told = _told(code.decode(errors="replace"))
        numbers = vocabulary.numbers(term for term, _ in told)
        for term, kind in told:
            found[numbers.get(term, 0)] |= kind
    found[0] = 0
    return found


def _numeric(vocabulary: Vocabulary) -> BoolArray:
    """Return which terms begin with a digit of any writing."""
    opening = vocabulary.letters[vocabulary.starts[:-1]]
    numeric: BoolArray = (opening >= ord("0")) & (opening <= ord("9"))
    for place in np.flatnonzero(opening >= NOT_ASCII).tolist():
        numeric[place] = vocabulary.term(place + 1)[0].isdigit()
    return numeric


class Cased(NamedTuple):
    """How often words stand within sentences, by term: (n_terms + 1,) each.

    Attributes:
        within: in all.
        capital: with a capital.
    """

    within: LongArray
    capital: LongArray


def cased_of(within: LongArray) -> Cased:
    """Return it of how often each mark stands behind another word of its sentence."""
    by_term = within.reshape(-1, 2)
    return Cased(by_term.sum(axis=1), by_term[:, 1].copy())


def count_marks(words: IntArray, bounds: LongArray, met: LongArray, within: LongArray) -> None:
    """Count the marks of some passages, and those of them that open no sentence; compiled on demand."""
    for row in range(len(bounds) - 1):
        before = 0
        for place in range(bounds[row], bounds[row + 1]):
            mark = words[place]
            met[mark] += 1
            if mark > 1 and before > 1:
                within[mark] += 1
            before = mark


@cache
def _told(language: str) -> tuple[tuple[str, int], ...]:
    """Return the terms of a language that data tell the kind of."""
    words = [(word, NUMERIC) for word in table("index.building", "word_kinds").get(language, "").split()]
    words += _of_lexicon(language)
    return tuple((term, kind) for word, kind in words for term in terms(tokens(word, language), language))


def _of_lexicon(language: str) -> Iterator[tuple[str, int]]:
    if language not in OUR_LANGUAGES:
        return
    for word, (code, _) in lexicon(language).words.items():
        if code in CALENDAR_CODES:
            yield word, CALENDAR
        elif code in NUMBER_CODES:
            yield word, NUMERIC
