"""Tells of each term whether it is a number, a name, or a month or weekday: what an answer to "when" or "who" has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from corpus.data import table
from corpus.dates.lexicon import lexicon
from corpus.language.known import OUR_LANGUAGES
from index.analysis import terms, tokens
from index.generations.lexicon import CALENDAR, NAME, NUMERIC
from index.generations.ragged import Ragged

NAME_SHARE = 0.6
"""Of the occurrences of a name within sentences more than this share have a capital."""
LANGUAGE_SHARE = 0.01
"""The number words and months of a language count if at least this share of the articles is in it."""
CALENDAR_CODES, NUMBER_CODES = frozenset("MWHJ"), frozenset("N")
"""Codes of months and weekdays, and of number words, in the lexicons of dates."""
BLOCK = 1 << 22
"""Words that are looked at at once."""


def word_kinds(vocabulary: Sequence[str], words: Ragged, languages: npt.NDArray[np.bytes_]) -> npt.NDArray[np.uint8]:
    """Return the kinds of each term.

    Args:
        vocabulary: the terms, by number from 1.
        words: the marked words of each passage, as in ``index.building.contents.Contents``.
        languages: of each article.

    Returns:
        (n_terms + 1,) uint8 by term number, a sum of NUMERIC, NAME and CALENDAR.
    """
    found = np.zeros(len(vocabulary) + 1, np.uint8)
    numeric = np.fromiter((term[0].isdigit() for term in vocabulary), bool, len(vocabulary))
    found[1:][numeric] = NUMERIC
    found[_names(words, len(vocabulary))] |= NAME
    place = {term: number for number, term in enumerate(vocabulary, start=1)}
    codes, articles = np.unique(languages, return_counts=True)
    for code in codes[articles >= LANGUAGE_SHARE * len(languages)]:
        for term, kind in _told(code.decode(errors="replace")):
            if term in place:
                found[place[term]] |= kind
    return found


def _names(words: Ragged, terms: int) -> npt.NDArray[np.bool_]:
    """Return which terms have a capital more often than not, where they do not open a sentence."""
    within = np.zeros(terms + 1, np.int64)
    capital = np.zeros(terms + 1, np.int64)
    for start in range(0, len(words.values), BLOCK):
        block = words.values[max(0, start - 1) : start + BLOCK]
        inner = (block[1:] > 0) & (block[:-1] > 0)
        first, last = np.searchsorted(words.bounds, (max(1, start), start + len(block)))
        opening = words.bounds[first:last] - max(1, start)
        inner[opening[opening < len(inner)]] = False
        marked = block[1:][inner]
        within += np.bincount(marked >> 1, minlength=terms + 1)
        capital += np.bincount(marked[(marked & 1).astype(bool)] >> 1, minlength=terms + 1)
    names: npt.NDArray[np.bool_] = capital > NAME_SHARE * within
    return names


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
