"""Turns a question's words into what the loops work on: numbers of terms, what they count, and their slots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from index.answering.question import MOST_TERMS, Question
from index.building.nesting import ARTICLE_SHARE
from index.generations.arrays import ByteArray, FloatArray, IntArray, LongArray, SignedArray, Wanted
from index.generations.spelling import Spelling
from index.generations.vocabulary import Vocabulary
from index.ranking.evidence import SYNONYM, Asked

MISSPELT = 0.6
"""Likeness from which a term stands in for a word that the archive does not know. A choice: "Nkuruziza" and
"Nkurunziza" are at .8, and two words of five letters that differ in one are at .4."""
SAME = 0.02
"""Of terms that are so nearly equally like a word, the most common one stands in for it."""


@dataclass(frozen=True, slots=True)
class TermRoom:
    """A thread's arrays by term number, all zero between questions."""

    slots: SignedArray
    likeness: FloatArray
    pairs: SignedArray
    shared: ByteArray

    @classmethod
    def of(cls, terms: int) -> TermRoom:
        """Make room for a number of terms."""
        size = terms + 1
        zeros = (np.zeros(size, kind) for kind in (np.int8, np.float32, np.int8, np.uint8))
        return cls(*zeros)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of a question: its own term, the terms that meet it, how well they stand for it, and what it counts."""

    name: str
    terms: tuple[int, ...]
    trust: float
    idf: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of the terms of a generation.

    Attributes:
        idf: (n_terms + 1,) float32 in passages.
        article_idf: (n_terms + 1,) float32 in articles.
        most: (n_terms + 1,) float32, the most that each gives a passage together with its article.
        sizes: (n_terms + 1,) int64, passages of each.
        unseen_idf: the idf of a term that no passage holds.
    """

    vocabulary: Vocabulary
    spelling: Spelling
    idf: FloatArray
    article_idf: FloatArray
    most: FloatArray
    sizes: LongArray
    unseen_idf: float

    def slots(self, words: tuple[tuple[str, ...], ...], room: TermRoom) -> list[Slot]:
        """Return a slot for each word, given by the terms that it may have; one without terms is not known.

        Of a very long question only the most telling words are kept.
        """
        slots = [self._slot(terms, room) for terms in words]
        if len(slots) > MOST_TERMS:
            least = sorted((slot.idf for slot in slots), reverse=True)[MOST_TERMS - 1]
            slots = [slot for slot in slots if slot.idf >= least][:MOST_TERMS]
        return slots

    def _slot(self, terms: tuple[str, ...], room: TermRoom) -> Slot:
        numbers = self._numbers(terms)
        if numbers:
            return Slot(terms[0], numbers, 1.0, max(float(self.idf[number]) for number in numbers))
        like = self.spelling.alike(terms[0], room.shared)
        if not like.terms.size or like.likeness[0] < MISSPELT:
            return Slot(terms[0], (), 0.0, self.unseen_idf)
        likest = like.terms[like.likeness >= like.likeness[0] - SAME]
        number = int(likest[np.argmax(self.sizes[likest])])
        return Slot(terms[0], (number,), float(like.likeness[0]), self.unseen_idf)

    def _numbers(self, terms: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of those of some terms that the archive knows, none twice."""
        return tuple(dict.fromkeys(filter(None, map(self.vocabulary.number, terms))))

    def wanted(self, slots: list[Slot]) -> Wanted:
        """Return the terms of some slots for the search, the rarest first."""
        factors: dict[int, float] = {}
        for slot in slots:
            for number in slot.terms:
                factors.setdefault(number, slot.trust)
        terms = np.array(sorted(factors, key=lambda one: (int(self.sizes[one]), one)), np.int32)
        trust = np.array([factors[int(one)] for one in terms], np.float32)
        article = trust * self.article_idf[terms] * np.float32(ARTICLE_SHARE)
        most = trust * self.most[terms]
        rests = np.append(np.cumsum(most[::-1], dtype=np.float32)[::-1], np.float32(0))
        return Wanted(terms, trust, trust * self.idf[terms], article, rests)

    def asked(self, slots: list[Slot], question: Question, expected: int, room: TermRoom) -> Asked:
        """Return a question for the loops that gather evidence; ``release`` makes its room zero again."""
        rarity = sum(slot.idf for slot in slots)
        synonyms = question.synonyms()
        for number, slot in enumerate(slots, start=1):
            self._take_alike(number, slot, room)
        for number, slot in enumerate(slots, start=1):
            for term in self._numbers(synonyms.get(slot.name, ())):
                room.slots[term] = SYNONYM + number
        for number, slot in enumerate(slots, start=1):
            for term in slot.terms:
                room.slots[term] = number
        seconds, pair_weights = self._pairs(question.sequence, rarity, room)
        weights = np.array([slot.idf * (slot.trust or 1.0) / rarity for slot in slots], np.float32)
        return Asked(room.slots, room.likeness, room.pairs, weights, seconds, pair_weights, expected)

    def _take_alike(self, number: int, slot: Slot, room: TermRoom) -> None:
        """Note the terms that are spelled like a slot's; of two slots the liker one counts."""
        if not slot.terms:
            return
        term = slot.terms[0]
        like = self.spelling.alike(self.vocabulary.term(term), room.shared, term)
        liker = like.likeness > room.likeness[like.terms]
        room.slots[like.terms[liker]] = -number
        room.likeness[like.terms[liker]] = like.likeness[liker]

    def _pairs(self, sequence: tuple[str, ...], rarity: float, room: TermRoom) -> tuple[IntArray, FloatArray]:
        """Note the pairs of words that stand side by side in the question, stop words included."""
        numbers = [self.vocabulary.number(one) for one in sequence[: 2 * MOST_TERMS]]
        seconds: list[int] = []
        weights: list[float] = []
        for first, second in pairwise(numbers):
            if first and second and not room.pairs[first] and len(seconds) < MOST_TERMS:
                seconds.append(second)
                weights.append(float(self.idf[first] + self.idf[second]) / (2 * rarity))
                room.pairs[first] = len(seconds)
        return np.array(seconds, np.int32), np.array(weights, np.float32)


def release(room: TermRoom) -> None:
    """Make a thread's room zero again."""
    room.slots[:] = 0
    room.likeness[:] = 0
    room.pairs[:] = 0
