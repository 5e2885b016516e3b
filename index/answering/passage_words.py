"""Cuts a passage into words with their places, and measures how near the words of a question stand to some of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from corpus.language.cutting import sentence_spans
from index.analysis import archive_term, fold

CLAUSE_ENDS = frozenset(",;:()،؛–—")
PIECE = re.compile(rf"\d+(?:[.,٫٬]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[{''.join(CLAUSE_ENDS)}]")
HALF, CLAUSE = 6, 4
"""Words off at which a word of the question counts half, and how many words the end of a clause between them counts.
With 0, 2 and 5 words more or fewer of what is marked on SQuAD is right by less than two in a hundred."""

MOST_TERMS = 1 << 15
"""Words of a language that are remembered."""
NEARLY = 0.7
"""What the sentence with the words that answer must hold of the question, of what the best one holds. A choice."""


class Word(NamedTuple):
    """A word or number of a passage: its place in characters, its term, the numbers of its sentence and clause."""

    start: int
    end: int
    text: str
    term: str
    sentence: int
    clause: int


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
    """A passage cut into sentences, and those that may hold what is asked for into words.

    That is the sentence which holds most of the question, and those that hold nearly as much.

    Args:
        text: of the passage.
        code: its language.
        weights: of the question's terms.
    """

    def __init__(self, text: str, code: str, weights: Mapping[str, float]) -> None:
        self.text, self.code = text, code
        self.weights = {name: weight for name, weight in weights.items() if weight > 0}
        self.total = sum(self.weights.values())
        self.sentences = sentence_spans(text) or [(0, len(text))]
        self._terms = _terms(code)
        self.met = [self.met_in(start, end) for start, end in self.sentences]

    def met_in(self, start: int, end: int) -> set[str]:
        """Return the terms of the question that stand in a part of the passage, given in characters."""
        return self.weights.keys() & map(self._terms.__getitem__, PIECE.findall(self.text, start, end))

    def weight(self, terms: Iterable[str]) -> float:
        """Return the share of the question's weight that some of its terms have, between 0 and 1."""
        return sum(map(self.weights.__getitem__, terms)) / self.total if self.total else 0.0

    @cached_property
    def words(self) -> list[Word]:
        """The words of the sentences that may hold what is asked for, in order."""
        held = list(map(self.weight, self.met))
        least = NEARLY * max(held)
        found: list[Word] = []
        for number, (share, span) in enumerate(zip(held, self.sentences, strict=True)):
            if share and share >= least:
                found += _words(self.text, self._terms, span, number)
        return found

    @cached_property
    def _asked(self) -> list[tuple[int, Word]]:
        return [(place, word) for place, word in enumerate(self.words) if word.term in self.weights]

    def gap(self, place: int) -> str:
        """Return what stands between a word and the one before it; all that is before the first."""
        return self.text[self.words[place - 1].end if place else 0 : self.words[place].start]

    def opens(self, place: int) -> bool:
        """Tell whether a word is the first of its sentence."""
        return place == 0 or self.words[place].sentence != self.words[place - 1].sentence

    def nearness(self, first: int, last: int) -> Nearness:
        """Measure what stands near the words from ``first`` up to ``last``, which themselves count too."""
        sentence = self.words[first].sentence
        same: dict[str, float] = {}
        before = self.met[sentence - 1] if sentence else set()
        for place, word in self._asked:
            if word.sentence == sentence:
                distance = max(0, first - place - 1, place - last)
                distance += CLAUSE * abs(self.words[first].clause - word.clause)
                same[word.term] = max(same.get(word.term, 0.0), HALF / (HALF + distance))
        weight = self.weights
        return Nearness(
            sum(weight[name] * share for name, share in same.items()) / self.total,
            self.weight(same),
            self.weight(before - same.keys()),
        )


def _words(text: str, terms: Terms, span: tuple[int, int], sentence: int) -> Iterator[Word]:
    clause = 0
    for found in PIECE.finditer(text, *span):
        piece = found[0]
        if piece in CLAUSE_ENDS:
            clause += 1
        else:
            yield Word(*found.span(), piece, terms[piece], sentence, clause)


class Terms(dict[str, str]):
    """The terms of the words of a language as they are written, remembered: folding takes longer than all else here."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_TERMS:
            self.clear()
        found = self[word] = archive_term(fold(word), self._code)
        return found


_terms = cache(Terms)
