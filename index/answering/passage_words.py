"""Cuts a passage into words with their places, and measures how near the words of a question stand to some of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from corpus.language.cutting import sentence_spans
from index.analysis import archive_term, fold

CLAUSE_ENDS = frozenset(",;:()،؛–—")
PIECE = re.compile(rf"\d+(?:[.,٫٬]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[{''.join(CLAUSE_ENDS)}]")
HALF, CLAUSE = 6, 4
"""Words off at which a word of the question counts half, and how many words the end of a clause between them counts.
With 0, 2 and 5 words more or fewer of what is marked on SQuAD is right by less than two in a hundred."""


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
    """A passage cut into words.

    Args:
        text: of the passage.
        code: its language.
        weights: of the question's terms.
    """

    def __init__(self, text: str, code: str, weights: Mapping[str, float]) -> None:
        self.text, self.code = text, code
        self.weights = {name: weight for name, weight in weights.items() if weight > 0}
        self.total = sum(self.weights.values())
        self.words = list(_words(text, code))
        self._asked = [(place, word) for place, word in enumerate(self.words) if word.term in self.weights]
        met: dict[int, set[str]] = {}
        for _, word in self._asked:
            met.setdefault(word.sentence, set()).add(word.term)
        held = {sentence: sum(map(self.weights.__getitem__, names)) for sentence, names in met.items()}
        least = NEARLY * max(held.values(), default=0.0)
        self._sentences = {sentence for sentence, weight in held.items() if weight >= least}

    @property
    def asked(self) -> list[Word]:
        """The words that are the question's."""
        return [word for _, word in self._asked]

    def gap(self, place: int) -> str:
        """Return what stands between a word and the one before it; all that is before the first."""
        return self.text[self.words[place - 1].end if place else 0 : self.words[place].start]

    def behind(self, place: int) -> str:
        """Return what stands between a word and the one behind it, up to a few characters."""
        end = self.words[place].end
        return self.text[end : self.words[place + 1].start if place + 1 < len(self.words) else end + 3]

    def opens(self, place: int) -> bool:
        """Tell whether a word is the first of its sentence."""
        return place == 0 or self.words[place].sentence != self.words[place - 1].sentence

    def near(self, place: int) -> bool:
        """Tell whether the sentence of a word holds nearly as much of the question as one does; else none answers."""
        return self.words[place].sentence in self._sentences

    def nearness(self, first: int, last: int) -> Nearness:
        """Measure what stands near the words from ``first`` up to ``last``, which themselves count too."""
        sentence = self.words[first].sentence
        same: dict[str, float] = {}
        before: set[str] = set()
        for place, word in self._asked:
            if word.sentence == sentence:
                distance = max(0, first - place - 1, place - last)
                distance += CLAUSE * abs(self.words[first].clause - word.clause)
                same[word.term] = max(same.get(word.term, 0.0), HALF / (HALF + distance))
            elif word.sentence == sentence - 1:
                before.add(word.term)
        weight = self.weights
        return Nearness(
            sum(weight[name] * share for name, share in same.items()) / self.total,
            sum(weight[name] for name in same) / self.total,
            sum(weight[name] for name in before - same.keys()) / self.total,
        )


def _words(text: str, code: str) -> Iterator[Word]:
    ends = [end for _, end in sentence_spans(text)] or [0]
    ends[-1] = len(text)
    sentence = clause = 0
    for found in PIECE.finditer(text):
        piece = found[0]
        if piece in CLAUSE_ENDS:
            clause += 1
            continue
        start, end = found.span()
        while start >= ends[sentence]:
            sentence += 1
        yield Word(start, end, piece, _term(piece, code), sentence, clause)


@lru_cache(maxsize=1 << 15)
def _term(word: str, code: str) -> str:
    """Return the term of a word as it is written, remembered: folding takes longer than all else here."""
    return archive_term(fold(word), code)
