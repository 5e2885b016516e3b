"""The embedded index: memory-mapped arrays that give candidates for a question's terms."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexUnusable
from index import generations, kernels, vectorised
from index.generations import CURE, Manifest
from index.inverted import InvertedFile
from index.kernels import EVIDENCE, FloatArray, IntArray, LongArray
from index.question import MOST_TERMS, Scope
from index.vocabulary import Vocabulary

LATE_DAYS = 45
"""An article may report a scope's events until this many days after it. A choice: all 50 scoped Senate questions are
answered from articles published within the scope, but monthly reviews and annual messages look back."""
NAMED_FIT = 0.7
ARTICLE_SHARE = 0.6
"""Weight of an article's score beside its passage's when candidates are chosen."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages that fit best, with the evidence for each.

    Attributes:
        passages: (n,) passage numbers, best first by the sum that chose them.
        evidence: (n, len(EVIDENCE)) float32.
        rarity: total idf of the question's terms, known and unknown.
        known: share of that total that the archive knows at all, 0 to 1.
    """

    passages: IntArray
    evidence: FloatArray
    rarity: float
    known: float


class MappedIndex:
    """One generation, memory-mapped; safe to ask from several threads.

    Args:
        index: the folder of generations.
        number: which one.
        compiled: use compiled kernels, for a process that answers many questions.

    Raises:
        IndexUnusable: the generation is missing, damaged or of another format.
    """

    def __init__(self, index: Path, number: int, *, compiled: bool) -> None:
        self.manifest, arrays = generations.load(index, number)
        self.compiled = compiled
        try:
            self.vocabulary = Vocabulary(arrays["letters"], arrays["letter_starts"])
            self.passage_rows: LongArray = arrays["passage_rows"]
            self.article_of: IntArray = arrays["article_of"]
            self.first_passage: IntArray = arrays["first_passage"]
            self.first_day: IntArray = arrays["first_day"]
            self.last_day: IntArray = arrays["last_day"]
            self.mentions: IntArray = arrays["mentions"]
            self.mention_days = tuple(np.ascontiguousarray(self.mentions[:, column]) for column in (1, 2))
            self.sequence: IntArray = arrays["sequence"]
            self.bounds: LongArray = arrays["bounds"]
            self.titles: IntArray = arrays["titles"]
            self.title_bounds: LongArray = arrays["title_bounds"]
            self.by_passage, self.by_article = (
                InvertedFile(*(arrays[f"{name}_{part}"] for part in ("starts", "documents", "weights", "idf")))
                for name in ("passage", "article")
            )
        except KeyError as error:
            raise IndexUnusable(f"{index}: generation {number} lacks the array {error}; {CURE}") from error
        self._local = threading.local()
        dated = int(np.searchsorted(-(self.first_day > 0).astype(np.int8), 0))
        self.dated = dated

    @property
    def generation(self) -> Manifest:
        """What the generation says of itself."""
        return self.manifest

    def candidates(self, terms: tuple[str, ...], scope: Scope | None, k: int) -> Candidates:
        """Return the k best passages for some terms, exactly, and the evidence for each.

        Args:
            terms: of the question, in the order asked.
            scope: the time that passages must be about, None for any.
            k: how many.
        """
        numbers = [self.vocabulary.number(term) for term in terms]
        idf = np.array([self.by_passage.idf[n] if n else self._unseen_idf for n in numbers], np.float32)
        rarity = float(idf.sum())
        known = np.array([n > 0 for n in numbers], bool)
        if known.sum() > MOST_TERMS:  # of a very long question, the most telling terms
            known &= idf >= np.sort(idf[known])[-MOST_TERMS]
        found = np.array(numbers, np.int32)[known]
        share_known = float(idf[known].sum()) / rarity if rarity else 0.0
        if not found.size:
            nothing = np.zeros((0, len(EVIDENCE)), np.float32)
            return Candidates(np.zeros(0, np.int32), nothing, rarity, share_known)
        passages, scores, article_scores = self._best(found, self._allowed(scope), k)
        evidence = np.zeros((passages.size, len(EVIDENCE)), np.float32)
        evidence[:, 1] = article_scores / rarity
        evidence[:, 0] = scores / rarity - np.float32(ARTICLE_SHARE) * evidence[:, 1]
        weights = idf[known] / np.float32(rarity)
        self._loops.gather_evidence(
            found, weights, passages, self.sequence, self.bounds, self.titles, self.title_bounds,
            self.article_of, self.first_passage, evidence,
        )  # fmt: skip
        evidence[:, EVIDENCE.index("time")] = self._time_fit(scope, passages)
        return Candidates(passages, evidence, rarity, share_known)

    def weights(self, terms: tuple[str, ...]) -> dict[str, float]:
        """Return the idf of each term, 0 for one that no passage holds."""
        numbers = ((term, self.vocabulary.number(term)) for term in terms)
        return {term: float(self.by_passage.idf[number]) if number else 0.0 for term, number in numbers}

    @property
    def _loops(self) -> ModuleType:
        return kernels if self.compiled else vectorised

    @property
    def _unseen_idf(self) -> np.float32:
        """The idf of a term that no passage holds."""
        return np.float32(np.log1p((self.manifest.passages + 0.5) / 0.5))

    def _best(self, terms: IntArray, allowed: npt.NDArray[np.bool_], k: int) -> tuple[IntArray, FloatArray, FloatArray]:
        """Return the best passages, their summed scores, and the scores of their articles."""
        loops = self._loops
        room = self._room()
        count = articles = 0
        for term in terms:
            documents, weights = self.by_article.postings(term)
            articles = loops.add_postings(
                documents, weights, self.by_article.idf[term], room.article_scores, room.articles, articles
            )
            documents, weights = self.by_passage.postings(term)
            count = loops.add_postings(documents, weights, self.by_passage.idf[term], room.scores, room.passages, count)
        best_scores = np.zeros(k, np.float32)
        best = np.zeros(k, np.int32)
        size = loops.best_passages(
            room.scores, room.passages[:count], room.article_scores, self.article_of,
            np.float32(ARTICLE_SHARE), allowed, best_scores, best,
        )  # fmt: skip
        order = np.lexsort((best[:size], -best_scores[:size]))
        best, best_scores = best[order], best_scores[order]
        article_scores = room.article_scores[self.article_of[best]]
        room.article_scores[room.articles[:articles]] = 0
        return best, best_scores, article_scores

    def _allowed(self, scope: Scope | None) -> npt.NDArray[np.bool_]:
        """Return which passages are about a scope: published in it or soon after, or naming a day in it."""
        if not scope:
            return np.zeros(0, bool)
        first, last = _ends(scope)
        allowed = np.zeros(self.manifest.passages, bool)
        # Passages stand in date order, so that only those up to the last day need a look.
        reach = int(np.searchsorted(self.first_day[: self.dated], last + LATE_DAYS, side="right"))
        allowed[:reach] = self.last_day[:reach] >= first
        allowed[self._naming(first, last, 4 * (last - first + 1))] = True
        return allowed

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
        begin, end = self.mention_days
        near = np.flatnonzero((begin <= last) & (end >= first))
        found: IntArray = self.mentions[near[end[near] - begin[near] <= longest], 0]
        return found

    def _room(self) -> _Room:
        """Return this thread's arrays for adding up scores, all zero between questions."""
        room: _Room | None = getattr(self._local, "room", None)
        if room is None:
            passages, articles = self.manifest.passages, self.manifest.articles
            room = _Room(
                np.zeros(passages, np.float32), np.zeros(passages, np.int32),
                np.zeros(articles, np.float32), np.zeros(articles, np.int32),
            )  # fmt: skip
            self._local.room = room
        return room


def _ends(scope: Scope) -> tuple[int, int]:
    """Return the first and last day of a scope as ordinals; an open end reaches as far as days go."""
    first = scope.first.toordinal() if scope.first else 1
    return first, scope.last.toordinal() if scope.last else np.iinfo(np.int32).max - LATE_DAYS


@dataclass(frozen=True, slots=True)
class _Room:
    scores: FloatArray
    passages: IntArray
    article_scores: FloatArray
    articles: IntArray
