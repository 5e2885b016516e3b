"""Tells whether words stand in a text as they are written, but for case, accents and the marks between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.language.cutting import LETTER, UNSPACED, fold
from index.analysis import MARKS, everywhere, tokens
from index.generations.arrays import BoolArray, IntArray
from index.generations.ragged import Ragged
from index.generations.vocabulary import Vocabulary

WORD = re.compile(rf"{LETTER}+")
APART = r"[\W_]+"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Words that are looked for as they are written.

    Attributes:
        pattern: finds them in a folded text.
        slots: the term numbers that each word may have, in whatever language; an empty one stands nowhere.
        whole: the slots are of all the words, so that they stand side by side where the words do.
    """

    pattern: re.Pattern[str]
    slots: tuple[tuple[int, ...], ...]
    whole: bool

    @classmethod
    def of(cls, phrase: str, language: str, vocabulary: Vocabulary) -> Verbatim:
        """Read a phrase with the vocabulary of a generation.

        Numbers side by side are no slots, as 1 500 may be one word where it stands, nor is a character of writing
        without spaces, which the index has in pairs only.

        Args:
            phrase: any text with a word.
            language: that it is cut up in.
            vocabulary: of the generation.
        """
        words = [one for one in tokens(phrase, language) if one not in MARKS]
        numeric = [False, *(one[0].isdigit() for one in words), False]
        sure = [
            word
            for place, word in enumerate(words, start=1)
            if not (numeric[place] and (numeric[place - 1] or numeric[place + 1]))
            and not (len(word) == 1 and UNSPACED.match(word))
        ]
        every = [found for word in sure if (found := everywhere(word))]
        numbers = vocabulary.numbers(term for terms in every for term in terms)
        slots = tuple(tuple(numbers[term] for term in terms if term in numbers) for terms in every)
        return cls(_pattern(phrase), slots, len(slots) == len(words))

    def stands_in(self, text: str) -> bool:
        """Tell whether the words stand in a text."""
        return self.pattern.search(fold(text)) is not None

    def may_stand(self, words: Ragged) -> BoolArray:
        """Tell in which rows of term numbers the words may stand, ends of sentences within them or not."""
        if not self.whole:
            return np.ones(len(words), bool)
        there = words.values != 0
        counts = np.concatenate([[0], np.cumsum(there)])
        return side_by_side(Ragged(words.values[there], counts[words.bounds]), len(words), self.slots)


def side_by_side(words: Ragged, count: int, numbers: Sequence[Sequence[int]]) -> BoolArray:
    """Return which of the first rows hold terms of each slot one behind the other."""
    bounds = words.bounds[: count + 1]
    values: IntArray = words.values[: bounds[-1]]
    of_row = np.repeat(np.arange(count), np.diff(bounds))
    last = values.size - len(numbers) + 1
    fits = np.ones(max(0, last), bool)
    for place, slot in enumerate(numbers):
        fits &= np.isin(values[place : place + last], slot) if fits.size else fits
    begins = np.flatnonzero(fits)
    begins = begins[of_row[begins] == of_row[begins + len(numbers) - 1]]
    held = np.zeros(count, bool)
    held[of_row[begins]] = True
    return held


def _pattern(phrase: str) -> re.Pattern[str]:
    """Return what finds the words of a phrase side by side, and no part of a longer word but in unspaced writing."""
    words = WORD.findall(fold(phrase).replace("_", " "))
    begins = "" if words and UNSPACED.match(words[0]) else r"(?<![^\W_])"
    ends = "" if words and UNSPACED.match(words[-1][-1]) else r"(?![^\W_])"
    return re.compile(begins + APART.join(map(re.escape, words)) + ends)
