"""The embedded index: memory-mapped arrays that give candidates for a question, with the evidence for each."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np

from corpus.errors import IndexUnusable
from index.answering.question import Question, Scope
from index.engine import loops as kernels
from index.engine import once as vectorised
from index.engine.slots import Lexicon, Slot, TermRoom, release
from index.generations import folder as generations
from index.generations.arrays import EVERYTHING, FloatArray, Heap, IntArray, Layout, LongArray, Nested, Postings, Room
from index.generations.folder import CURE, Arrays, Manifest
from index.generations.named_days import naming
from index.generations.spelling import Spelling
from index.generations.vocabulary import Vocabulary
from index.ranking import evidence
from index.ranking.evidence import ARTICLE, EVIDENCE, PASSAGE, TIME, Words

TELLING = 1000
"""Passages of an archive from which a name that stands in none tells that it does not answer. A choice; of a few
articles one may well answer without the name."""
LATE_DAYS = 45
"""An article may report a scope's events until this many days after it. A choice: all 50 scoped Senate questions are
answered from articles published within the scope, but monthly reviews and annual messages look back."""
NAMED_FIT = 0.7
EXPECTED = {"": 0, "number": 1, "name": 2, "date": 1 | 4}
"""The kinds of words (index/building/word_kinds.py) that an answer of each kind holds one of."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages that fit best, with the evidence for each.

    Attributes:
        passages: (n,) passage numbers, best first by the sum that chose them.
        articles: (n,) the article of each.
        evidence: (n, len(EVIDENCE)) float32.
        absent: terms of the question that stand nowhere in the archive, spelled as they are.
        unheard: the question names somebody or something that the archive, which is no small one, never does.
        likest: how much the best known of its terms is like one of the archive, 1 if it stands there, 0 to 1.
    """

    passages: IntArray
    articles: IntArray
    evidence: FloatArray
    absent: tuple[str, ...] = ()
    unheard: bool = False
    likest: float = 1.0


class MappedIndex:
    """One generation, memory-mapped; safe to ask from several threads.

    Args:
        index: the folder of generations.
        number: which one.
        compiled: use compiled loops, for a process that answers many questions.

    Raises:
        IndexUnusable: the generation is missing, damaged or of another format.
    """

    def __init__(self, index: Path, number: int, *, compiled: bool) -> None:
        self.manifest, arrays = generations.load(index, number)
        self.compiled = compiled
        try:
            self._map(arrays)
        except KeyError as error:
            raise IndexUnusable(f"{index}: generation {number} lacks the array {error}; {CURE}") from error
        self._local = threading.local()

    def _map(self, arrays: Arrays) -> None:
        self.vocabulary = Vocabulary(arrays["letters"], arrays["letter_starts"])
        self.passage_rows: LongArray = arrays["passage_rows"]
        self.article_of: IntArray = arrays["article_of"]
        self.first_passage = np.append(arrays["first_passage"], np.int32(self.manifest.passages)).astype(np.int32)
        self.first_day: IntArray = arrays["first_day"]
        self.last_day: IntArray = arrays["last_day"]
        begins, ends = (days[arrays["first_passage"]] for days in (self.first_day, self.last_day))
        dated = int(np.count_nonzero(begins))  # articles stand in the order of their first days, undated ones last
        self.article_days = np.stack([begins[:dated], ends[:dated]])
        self.longer = np.flatnonzero(ends[:dated] > begins[:dated])
        self.mentions: IntArray = arrays["mentions_by_day"]
        self.mention_classes: LongArray = arrays["mention_classes"]
        self.words = Words(*(arrays[name] for name in ("sequence", "bounds", "titles", "title_bounds", "kinds")))
        self.by_passage = Postings(*(arrays[f"passage_{part}"] for part in Postings._fields))
        self.by_article = Nested(*(arrays[f"article_{part}"] for part in Nested._fields))
        self.languages = tuple(arrays["common_languages"].tobytes().decode().split())
        self.lexicon = Lexicon(
            self.vocabulary,
            Spelling(*(arrays[f"spelling_{part}"] for part in ("starts", "terms", "sizes"))),
            arrays["passage_idf"],
            arrays["article_idf"],
            arrays["most"],
            np.diff(self.by_passage.starts),
            float(np.log1p((self.manifest.passages + 0.5) / 0.5)),
        )

    @property
    def generation(self) -> Manifest:
        """What the generation says of itself."""
        return self.manifest

    @property
    def usual(self) -> str:
        """The language of most articles."""
        return self.languages[0] if self.languages else "en"

    def candidates(self, question: Question, scope: Scope | None, k: int) -> Candidates:
        """Return the k best passages for a question, exactly, and the evidence for each.

        Args:
            question: its words and what it asks for.
            scope: the time that passages must be about, None for any.
            k: how many.
        """
        slots, layout = self.prepared(question, scope)
        rarity = sum(slot.idf for slot in slots)
        passages, scores, article_scores = self.search(slots, layout, k)
        found = np.zeros((passages.size, len(EVIDENCE)), np.float32)
        if passages.size:
            found[:, PASSAGE] = scores / rarity
            found[:, ARTICLE] = article_scores / rarity
            room = self._term_room()
            asked = self.lexicon.asked(slots, question, EXPECTED[question.answer], room)
            (evidence if self.compiled else vectorised).gather(asked, self.words, layout, passages, found)
            release(room)
            found[:, TIME] = self._time_fit(scope, passages)
        absent = tuple(slot.name for slot in slots if slot.trust < 1)
        unknown = [slot.name for slot in slots if not slot.terms]
        unheard = self.manifest.passages >= TELLING and question.names_any(unknown)
        likest = max((slot.trust for slot in slots), default=0.0)
        return Candidates(passages, self.article_of[passages], found, absent, unheard, likest)

    def prepared(self, question: Question, scope: Scope | None) -> tuple[list[Slot], Layout]:
        """Return the slots of a question's words, and which passages it may be answered from."""
        slots = self.lexicon.slots(question.slots(self.languages), self._term_room())
        return slots, self._layout(scope)

    def search(self, slots: list[Slot], layout: Layout, k: int) -> tuple[IntArray, FloatArray, FloatArray]:
        """Return the k best passages in scope, best first, their own scores, and those of their articles."""
        wanted = self.lexicon.wanted(slots)
        room = self._room()
        heap = Heap(np.zeros(k, np.float32), np.zeros(k, np.int32))
        size = self._loops.find_best(wanted, self.by_passage, self.by_article, layout, room, heap) if slots else 0
        best = heap.passages[:size][np.lexsort((heap.passages[:size], -heap.scores[:size]))]
        scores, article_scores = room.scores[best], room.article_scores[self.article_of[best]]
        self._loops.clear(layout, room)
        return best, scores, article_scores

    def weights(self, terms: tuple[str, ...]) -> dict[str, float]:
        """Return the idf of each term, 0 for one that no passage holds."""
        numbers = ((term, self.vocabulary.number(term)) for term in terms)
        return {term: float(self.lexicon.idf[number]) if number else 0.0 for term, number in numbers}

    @property
    def _loops(self) -> ModuleType:
        return kernels if self.compiled else vectorised

    def _layout(self, scope: Scope | None) -> Layout:
        """Return which passages are about a scope: published in it or soon after, or naming a day in it."""
        if not scope:
            return Layout.whole(self.article_of, self.first_passage)
        first, last = _ends(scope)
        begins, ends = self.article_days  # a day of another type than theirs would have all of them converted
        within = np.zeros(self.manifest.articles, np.uint8)
        within[
            np.searchsorted(begins, np.int32(first)) : np.searchsorted(begins, np.int32(last + LATE_DAYS), "right")
        ] = EVERYTHING
        earlier = self.longer[begins[self.longer] < first]
        within[earlier[ends[earlier] >= first]] = EVERYTHING
        named = np.zeros(self.manifest.passages, bool)
        layout = Layout(self.article_of, self.first_passage, within, named)
        self._loops.take_in(self._naming(first, last, 4 * (last - first + 1)), layout)
        return layout

    def _time_fit(self, scope: Scope | None, passages: IntArray) -> FloatArray:
        """Return how surely passages are about a scope: 1 published in it, less if they only name it, 0 otherwise."""
        fit = np.zeros(passages.size, np.float32)
        if not scope:
            return fit
        first, last = _ends(scope)
        names = np.zeros(self.manifest.passages, bool)
        names[self._naming(first, last, last - first + 1)] = True
        fit[names[passages]] = NAMED_FIT
        days = self.first_day[passages]
        fit[(self.last_day[passages] >= first) & (days <= last) & (days > 0)] = 1
        return fit

    def _naming(self, first: int, last: int, longest: int) -> IntArray:
        """Return the passages with a mention that overlaps some days and is not much longer than they are."""
        return naming(self.mentions, self.mention_classes, first, last, longest)

    def _room(self) -> Room:
        """Return this thread's arrays for adding up scores, all zero between questions."""
        room: Room | None = getattr(self._local, "room", None)
        if room is None:
            room = Room.of(self.manifest.passages, self.manifest.articles)
            self._local.room = room
        return room

    def _term_room(self) -> TermRoom:
        """Return this thread's arrays by term number, all zero between questions."""
        room: TermRoom | None = getattr(self._local, "term_room", None)
        if room is None:
            room = self._local.term_room = TermRoom.of(len(self.vocabulary))
        return room


def _ends(scope: Scope) -> tuple[int, int]:
    """Return the first and last day of a scope as ordinals; an open end reaches as far as days go."""
    first = scope.first.toordinal() if scope.first else 1
    return first, scope.last.toordinal() if scope.last else np.iinfo(np.int32).max - LATE_DAYS
