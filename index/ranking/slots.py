"""Reads a question with the lexicon of a generation: its words as slots, for the search and for measuring evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import chain, pairwise
from operator import attrgetter

import numpy as np

from corpus.language.cutting import UNSPACED
from index.analysis import everywhere
from index.analysis.counterparts import cognates, counterparts
from index.analysis.meaning import listed_terms, synonyms
from index.engine.engine import ARTICLE_SHARE, Search
from index.generations.arrays import BoolArray
from index.generations.lexicon import CALENDAR, NAME, NUMERIC, Lexicon
from index.generations.vocabulary import Room
from index.questions import MOST_TERMS, Question, Scope, alternative_terms, merged
from index.ranking.everyday import is_everyday
from index.ranking.evidence import SYNONYM, Asked
from index.ranking.respelling import respelled
from index.ranking.salience import Slot, salience

SYNONYM_SHARE = 0.2
"""What a word that means nearly the same counts in the search: less than half of what learned weights give it in order,
since it is often wrong. A choice; with .35 as good."""
TELLING = 3.5
"""Rarity from which a synonym is searched for, about that of one passage in 33: common ones bring little and take
time."""
MISSPELT = 0.6
"""Likeness from which a term stands in for a word that the archive does not know. A choice: "Nkuruziza" and
"Nkurunziza" are at .8, and two words of five letters that differ in one are at .4."""
RESPELLED = 0.9
"""How well the word that a typing error was made in stands for what was typed. A choice."""
SAME = 0.02
"""Of terms that are so nearly equally like a word, the most common one stands in for it."""
UNTRANSLATED = 0.3
"""What a word counts that is not known to an archive in other languages than the question's: it may stand there under
another. A choice."""
LIGHT = 0.2
"""What a word counts that only says when, beside what it would."""
EXPECTED = {"": 0, "number": NUMERIC, "name": NAME, "date": NUMERIC | CALENDAR}
"""The kinds of words (index/building/word_kinds.py) that an answer of each kind holds one of."""

NOTES = Room(np.int16)


class Reading:
    """A question as a lexicon knows it.

    Args:
        question: what is asked.
        lexicon: of the generation that is asked.

    Attributes:
        slots: one for each word; one without terms is not known. Of a very long question only the most telling words
            are kept.
        rarity: the weight of all slots together.
        said: the terms of its words of everyday speech.
    """

    def __init__(self, question: Question, lexicon: Lexicon) -> None:
        self.question = question
        self.lexicon = lexicon
        self._capitals = question.capitals
        self._languages = tuple(dict.fromkeys((question.language, *lexicon.languages)))
        self.foreign = bool(lexicon.languages) and question.language not in lexicon.languages
        words = [self._with_character(slot) for slot in alternative_terms(question, lexicon.languages)]
        if self.foreign:
            named = counterparts(question.sequence, question.language, lexicon.languages)
            words = [tuple(dict.fromkeys((*slot, *named.get(slot[0], ())))) for slot in words]
        asked = list(zip(words, question.words, strict=True))
        self._merged = merged(question)
        if self._merged:
            asked = [
                (tuple(dict.fromkeys(chain(terms, *(words[other] for other in self._merged.get(place, ()))))), word)
                for place, (terms, word) in enumerate(asked)
                if not any(place in others for others in self._merged.values())
            ]
        self.said = {
            name
            for name, word in zip(question.terms, question.words, strict=True)
            if is_everyday(word, question.language)
        }
        self._synonyms = synonyms(question.sequence, question.language)
        self._sequence = question.sequence[: 2 * MOST_TERMS]
        wanted = {*chain(*words, *self._synonyms.values(), self._sequence)}
        listed = lexicon.vocabulary.listed(question.language, listed_terms)
        self._numbers = lexicon.vocabulary.numbers(one for one in wanted if one not in listed)
        self._numbers |= {one: listed[one] for one in wanted if one in listed}
        slots = [self._slot(terms, word) for terms, word in asked]
        if len(slots) > MOST_TERMS:
            least = sorted((slot.idf for slot in slots), reverse=True)[MOST_TERMS - 1]
            slots = [slot for slot in slots if slot.idf >= least][:MOST_TERMS]
        told = salience(question, slots, lexicon, self._capitals, self.said)
        if self.foreign:
            told = [value * (1 if slot.trust == 1 else UNTRANSLATED) for slot, value in zip(slots, told, strict=True)]
        self.slots = [
            Slot(slot.name, slot.terms, slot.trust, slot.idf, value * LIGHT if slot.name in question.light else value)
            for slot, value in zip(slots, told, strict=True)
        ]
        self.rarity = sum(slot.weight for slot in self.slots)

    def _with_character(self, slot: tuple[str, ...]) -> tuple[str, ...]:
        """Return the terms of a word; of one Chinese or Japanese character, those of all pairs that hold it too."""
        if len(slot[0]) > 1 or not UNSPACED.match(slot[0]):
            return slot
        return tuple(dict.fromkeys((*slot, *self.lexicon.vocabulary.holding(slot[0]))))

    def _slot(self, terms: tuple[str, ...], word: str) -> Slot:
        idf = self.lexicon.idf
        numbers = self._known(terms)
        if numbers:
            return Slot(terms[0], numbers, 1.0, max(float(idf[number]) for number in numbers))
        if self.foreign and (found := self._of_one_origin(word)):
            return Slot(terms[0], found, RESPELLED, max(float(idf[number]) for number in found))
        meant = respelled(word, self.lexicon, self._languages, named=word in self._capitals)
        if meant:
            return Slot(terms[0], (meant,), RESPELLED, float(idf[meant]))
        (like,) = self.lexicon.spelling.alike([terms[0]], [0])
        if not like.terms.size or like.likeness[0] < MISSPELT:
            return Slot(terms[0], (), 0.0, self.lexicon.unseen_idf)
        likest = like.terms[like.likeness >= like.likeness[0] - SAME]
        number = int(likest[np.argmin(idf[likest])])
        return Slot(terms[0], (number,), float(like.likeness[0]), self.lexicon.unseen_idf)

    def _of_one_origin(self, word: str) -> tuple[int, ...]:
        """Return the terms of the archive's languages that a foreign word is of one origin with."""
        terms = cognates(word, self.question.language, self.lexicon.languages)
        return tuple(dict.fromkeys(self.lexicon.vocabulary.numbers(terms).values()))

    def named(self) -> BoolArray:
        """Return which slots are names, by the archive's capitals or the question's."""
        words = dict(zip(self.question.terms, self.question.words, strict=True))
        kinds = self.lexicon.word_kinds
        return np.array(
            [
                words.get(slot.name) in self._capitals or any(int(kinds[term]) & NAME for term in slot.terms)
                for slot in self.slots
            ],
            bool,
        )

    def everyday(self, slot: Slot) -> bool:
        """Tell whether the word of a slot is one of everyday speech."""
        return slot.name in self.said

    def forms(self, slot: Slot, like: float) -> set[str]:
        """Return the terms by which the archive may say a slot: its own, synonyms, what is spelled alike."""
        term = self.lexicon.vocabulary.term
        (alike,) = self.lexicon.spelling.alike([term(slot.terms[0])], [slot.terms[0]])
        spelled = map(term, alike.terms[alike.likeness >= like].tolist())
        return {*map(term, slot.terms), *self._synonyms.get(slot.name, ()), *spelled}

    def pinned(self) -> BoolArray:
        """Return which slots of a question in another language than the archive's are names or numbers that it has."""
        kinds = self.lexicon.word_kinds
        return np.array(
            [
                self.foreign and slot.trust == 1 and any(int(kinds[term]) & (NAME | NUMERIC) for term in slot.terms)
                for slot in self.slots
            ],
            bool,
        )

    def unheard(self) -> bool:
        """Tell whether the question names what nothing in the archive is even spelled like."""
        unknown = [slot.name for slot in self.slots if not slot.terms and slot.name not in self.said]
        return bool(unknown) and self.question.names_any(unknown)

    def weightiest(self, absent: Collection[str]) -> float:
        """Return how much the word that weighs most is like one of the archive, 1 unless it is one of those absent."""
        if not absent:
            return 1.0
        slot = max(self.slots, key=attrgetter("weight"))
        return slot.trust if slot.name in absent else 1.0

    def _known(self, terms: tuple[str, ...]) -> tuple[int, ...]:
        """Return the numbers of those of some terms that the archive knows, none twice."""
        return tuple(dict.fromkeys(self._numbers[term] for term in terms if term in self._numbers))

    def absent(self) -> tuple[str, ...]:
        """Return the terms of words that stand in no article, in whatever language it is; none of everyday speech.

        Of writing without spaces a pair of characters may be no word, so only where none is known are they absent.
        """
        unknown = [slot.name for slot in self.slots if slot.trust < 1 and slot.name not in self.said]
        if self.foreign:  # that the archive has no words of this language is told once; a name may still be missing
            unknown = [name for name in unknown if self.question.names_any([name])]
        if not unknown:
            return ()
        words = {
            name: word for name, word in zip(self.question.terms, self.question.words, strict=True) if name in unknown
        }
        every = {name: everywhere(word) for name, word in words.items()}
        known = self.lexicon.vocabulary.numbers(chain(*every.values()))
        pairs = [name for name in unknown if UNSPACED.match(name)]
        excused = pairs if len(pairs) < sum(UNSPACED.match(slot.name) is not None for slot in self.slots) else []
        return tuple(
            name for name in unknown if name not in excused and not any(term in known for term in every.get(name, ()))
        )

    def weights(self) -> dict[str, float]:
        """Return the weight of each term that meets a word, 0 for a word that the archive does not know."""
        weights = {slot.name: slot.weight if slot.trust == 1 else 0.0 for slot in self.slots}
        for place, others in self._merged.items():
            weight = weights.get(self.question.terms[place], 0.0)
            weights |= {self.question.terms[other]: weight for other in others}
        if self.foreign:
            weights |= {self.lexicon.vocabulary.term(one): slot.weight for slot in self.slots for one in slot.terms}
        return weights

    def search(self, scope: Scope | None, k: int) -> Search:
        """Return what is to be searched for.

        Args:
            scope: the time that passages must be about, None for any.
            k: how many passages.
        """
        idf, counts = self.lexicon.idf, dict[int, float]()
        for slot in self.slots:
            for number in self._known(self._synonyms.get(slot.name, ())):
                rarity = float(idf[number])
                if rarity >= TELLING:
                    like = min(1.0, slot.idf / rarity)  # no rare word for a common one
                    counts[number] = max(counts.get(number, 0.0), like * slot.salience * SYNONYM_SHARE)
        counts |= {number: slot.trust * slot.salience for slot in reversed(self.slots) for number in slot.terms}
        terms = np.array(list(counts), np.int32)
        shares = np.array(list(counts.values()), np.float32)
        article_factors = shares * self.lexicon.article_idf[terms] * np.float32(ARTICLE_SHARE)
        return Search(terms, shares * idf[terms], article_factors, scope.days if scope else None, k)

    @contextmanager
    def asked(self) -> Iterator[Asked]:
        """Give the question to the loops that measure evidence."""
        notes = NOTES.of(len(self.lexicon.idf))
        terms, slots, likeness = self._alike()
        for number, slot in enumerate(self.slots, start=1):
            for term in self._known(self._synonyms.get(slot.name, ())):
                terms.append(term)
                slots.append(SYNONYM + number)
        for number, slot in enumerate(self.slots, start=1):
            terms += slot.terms
            slots += [number] * len(slot.terms)
        pairs, weights = self._pairs()
        firsts = [first for first, _ in pairs]
        try:
            notes[terms] = np.arange(1, len(terms) + 1)  # the last one counts
            of_pairs = np.zeros(1 + len(terms) + len(pairs), np.int8)
            for place, first in enumerate(firsts, start=1):
                note = int(notes[first]) or len(terms) + place
                notes[first] = note
                of_pairs[note] = place
            none = [0] * len(pairs)
            yield Asked(
                notes,
                np.array([0, *slots, *none], np.int8),
                np.array([0, *likeness, *[0] * (of_pairs.size - 1 - len(likeness))], np.float32),
                of_pairs,
                np.array([second for _, second in pairs], np.int32),
                np.array(weights, np.float32),
                np.array([slot.weight * (slot.trust or 1.0) / self.rarity for slot in self.slots], np.float32),
                self.lexicon.word_kinds,
                EXPECTED[self.question.answer],
                next((place for place, slot in enumerate(self.slots, 1) if slot.name == self.question.focus), 0),
            )
        finally:
            notes[terms] = 0
            notes[firsts] = 0

    def _alike(self) -> tuple[list[int], list[int], list[float]]:
        """Return the terms that are spelled like a slot's, the number of it, negative, and how much.

        The likest come last, and of equal ones those of the first slot.
        """
        known = [number for number, slot in enumerate(self.slots, start=1) if slot.terms]
        terms = [self.slots[number - 1].terms[0] for number in known]
        words = [self.lexicon.vocabulary.term(term) for term in terms]
        found = self.lexicon.spelling.alike(words, terms)
        if not found:
            return [], [], []
        alike = np.concatenate([one.terms for one in found])
        likeness = np.concatenate([one.likeness for one in found])
        slots = -np.repeat(known, [one.terms.size for one in found])
        order = np.lexsort((alike, slots, likeness))
        return alike[order].tolist(), slots[order].tolist(), likeness[order].tolist()

    def _pairs(self) -> tuple[list[tuple[int, int]], list[float]]:
        """Return the pairs of words that stand side by side in the question, stop words included, and their weights."""
        found: dict[int, int] = {}
        for first, second in pairwise(self._numbers.get(one, 0) for one in self._sequence):
            if first and second and first not in found and len(found) < MOST_TERMS:
                found[first] = second
        idf = self.lexicon.idf
        weights = [float(idf[first] + idf[second]) / (2 * self.rarity) for first, second in found.items()]
        return list(found.items()), weights
