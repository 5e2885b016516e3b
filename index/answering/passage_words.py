"""Tells which words of a question stand in which sentence of a passage, and how near they stand to some of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import NamedTuple

from index.answering.passage_cuts import Word, cut

HALF, CLAUSE = 6, 4
"""Words off at which a word of the question counts half, and how many words the end of a clause between them counts.
With 0, 2 and 5 words more or fewer of what is marked on SQuAD is right by less than two in a hundred."""

NEARLY = 0.7
"""What the sentence with the words that answer must hold of the question, of what the best one holds. A choice."""


class Nearness(NamedTuple):
    """What of a question's weight stands near some words of a passage, each between 0 and 1.

    Attributes:
        near: in the same sentence, less the farther off.
        same: in the same sentence.
        around: in the sentence before and nowhere in the same.
    """

    near: float
    same: float
    around: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words of a passage that may answer.

    Attributes:
        start: first character; ``end`` is one past the last.
        first: place of its first word; ``last`` is one past that of the last.
        signs: what speaks for it and against it, by name; those that are 0 are left out.
        key: the terms that tell it; those that share all of the shorter one's are the same answer.
    """

    start: int
    end: int
    first: int
    last: int
    signs: dict[str, float]
    key: frozenset[str]


class PassageWords:
    """A passage as a question sees it: which of its sentences holds what of it, and the words of those that may answer.

    That is the sentence which holds most of the question, and those that hold nearly as much.

    Args:
        text: of the passage.
        code: its language.
        weights: of the question's terms.
    """

    def __init__(self, text: str, code: str, weights: Mapping[str, float]) -> None:
        self.text, self.code = text, code
        self.weights = {name: weight for name, weight in weights.items() if weight > 0}
        self.total = fsum(self.weights.values())
        self.cut = cut(text, code)
        self.sentences = self.cut.sentences
        self.met = list(map(self.met_by, self.cut.terms))

    def met_by(self, terms: Iterable[str]) -> set[str]:
        """Return the terms of the question that are among those of a part of the passage."""
        return self.weights.keys() & terms

    def weight(self, terms: Iterable[str]) -> float:
        """Return the share of the question's weight that some of its terms have, between 0 and 1."""
        return fsum(map(self.weights.__getitem__, terms)) / self.total if self.total else 0.0

    @cached_property
    def likely(self) -> dict[int, int]:
        """The sentences that may hold what is asked for, by number, and the place among ``words`` where each begins."""
        held = list(map(self.weight, self.met))
        least, begin, found = NEARLY * max(held), 0, {}
        for sentence, share in enumerate(held):
            if share and share >= least:
                found[sentence] = begin
                begin += len(self.cut.words(sentence))
        return found

    @cached_property
    def words(self) -> list[Word]:
        """The words of these sentences, in order."""
        return [word for sentence in self.likely for word in self.cut.words(sentence)]

    @cached_property
    def _asked(self) -> dict[int, list[tuple[int, Word]]]:
        """The words of the question with their places, by sentence."""
        found: dict[int, list[tuple[int, Word]]] = {}
        for place, word in enumerate(self.words):
            if word.term in self.weights:
                found.setdefault(word.sentence, []).append((place, word))
        return found

    def gap(self, place: int) -> str:
        """Return what stands between a word and the one before it; all that is before the first."""
        return self.text[self.words[place - 1].end if place else 0 : self.words[place].start]

    def opens(self, place: int) -> bool:
        """Tell whether a word is the first of its sentence."""
        return place == 0 or self.words[place].sentence != self.words[place - 1].sentence

    def nearness(self, first: int, last: int) -> Nearness:
        """Measure what stands near the words from ``first`` up to ``last``, which themselves count too."""
        sentence, clause = self.words[first].sentence, self.words[first].clause
        same: dict[str, float] = {}
        before = self.met[sentence - 1] if sentence else set()
        for place, word in self._asked.get(sentence, ()):
            distance = max(0, first - place - 1, place - last) + CLAUSE * abs(clause - word.clause)
            same[word.term] = max(same.get(word.term, 0.0), HALF / (HALF + distance))
        weight = self.weights
        return Nearness(
            sum(weight[name] * share for name, share in same.items()) / self.total,
            self.weight(same),
            self.weight(before - same.keys()),
        )
