"""What is known of the words of a generation, whatever engine searches it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from index.generations.arrays import ByteArray, FloatArray
from index.generations.folder import Arrays
from index.generations.spelling import Spelling
from index.generations.vocabulary import Vocabulary

NUMERIC, NAME, CALENDAR = 1, 2, 4
"""Kinds of words, which add up: numbers, what is mostly written with a capital, months and weekdays."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The terms of a generation.

    Attributes:
        idf: (n_terms + 1,) float32 in passages.
        article_idf: (n_terms + 1,) float32 in articles.
        word_kinds: (n_terms + 1,) uint8, what kind of word each is (index/building/word_kinds.py).
        languages: of at least one article in fifty, the most common first.
        unseen_idf: the idf of a term that no passage holds.
    """

    vocabulary: Vocabulary
    spelling: Spelling
    idf: FloatArray
    article_idf: FloatArray
    word_kinds: ByteArray
    languages: tuple[str, ...]
    unseen_idf: float

    @classmethod
    def of(cls, arrays: Arrays, passages: int) -> Lexicon:
        """Return the lexicon of a generation of so many passages.

        Raises:
            KeyError: one of its arrays is missing.
        """
        return cls(
            Vocabulary(arrays["letters"], arrays["letter_starts"]),
            Spelling(*(arrays[f"spelling_{part}"] for part in ("starts", "terms", "sizes"))),
            arrays["passage_idf"],
            arrays["article_idf"],
            arrays["kinds"],
            tuple(arrays["common_languages"].tobytes().decode().split()),
            float(np.log1p((passages + 0.5) / 0.5)),
        )

    @property
    def usual(self) -> str:
        """The language of most articles."""
        return self.languages[0] if self.languages else "en"

    def names(self, terms: Iterable[str]) -> set[str]:
        """Return those of some terms that the archive mostly writes with a capital."""
        return {term for term, number in self.vocabulary.numbers(terms).items() if self.word_kinds[number] & NAME}

    def weights(self, terms: Collection[str]) -> dict[str, float]:
        """Return the idf of each term, 0 for one that no passage holds."""
        numbers = self.vocabulary.numbers(terms)
        return {term: float(self.idf[numbers[term]]) if term in numbers else 0.0 for term in terms}
