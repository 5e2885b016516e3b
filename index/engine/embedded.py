"""The embedded engine: a generation of memory-mapped arrays, searched in this process."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import cached_property, reduce
from pathlib import Path

import numpy as np

from corpus.errors import IndexUnusable
from index.engine import loops
from index.engine.engine import LATE_DAYS, WIDER, Facts, Found, Search
from index.generations import folder
from index.generations.arrays import BoolArray, FloatArray, IntArray, LongArray, Postings
from index.generations.lexicon import Lexicon
from index.generations.named_days import naming
from index.generations.ragged import Ragged


class EmbeddedEngine:
    """One generation, memory-mapped; safe to ask from several threads.

    Args:
        index: the folder of generations.
        number: which one, the current one unless told.
        compiled: use compiled loops, for a process that answers many questions.

    Raises:
        IndexUnusable: there is no generation, or it is damaged or of another format.
    """

    def __init__(self, index: Path, number: int | None = None, *, compiled: bool) -> None:
        self.index = index
        self.compiled = compiled
        self._seen = _mark(index) if number is None else None  # before the pointer is read, so that no switch is missed
        number = folder.pointed(index) if number is None else number
        self.generation, arrays = folder.load(index, number)
        self._local = threading.local()
        try:
            self.lexicon = Lexicon.of(arrays, self.generation.passages)
            self.by_passage, self.by_article = (
                Postings(*(arrays[f"{kind}_{part}"] for part in Postings._fields)) for kind in ("passage", "article")
            )
            self.texts = Ragged(arrays["sequence"], arrays["bounds"])
            self.titles = Ragged(arrays["titles"], arrays["title_bounds"])
            self.article_of: IntArray = arrays["article_of"]
            self.first_day: IntArray = arrays["first_day"]
            self.last_day: IntArray = arrays["last_day"]
            self.rows: LongArray = arrays["passage_rows"]
            self.first_passage = np.append(arrays["first_passage"], np.int32(self.generation.passages))
            self.dated = int(np.count_nonzero(self.first_day))  # these come first, in the order of their first days
            self.mentions: IntArray = arrays["mentions"]
            self.by_day: IntArray = arrays["mentions_by_day"]
            self.day_classes: LongArray = arrays["mention_classes"]
        except KeyError as error:
            raise IndexUnusable(f"{index}: generation {number} lacks the array {error}; {folder.CURE}") from error

    def is_current(self) -> bool:
        """Tell whether the pointer still names this generation."""
        seen = _mark(self.index)
        return (seen is not None and seen == self._seen) or folder.pointed(self.index) == self.generation.number

    def search(self, searches: Sequence[Search]) -> list[Found]:
        """Find the best passages for each of some searches."""
        return [self._search(one) for one in searches]

    def _search(self, search: Search) -> Found:
        add, best = (loops.add, loops.best) if self.compiled else (loops.add_at_once, loops.best_at_once)
        scores, article_scores = self._room
        add(self.by_passage, search.terms, search.factors, scores)
        add(self.by_article, search.terms, search.article_factors, article_scores)
        if search.scope is not None:
            np.multiply(scores, self._in_scope(search.scope), out=scores)
        if search.among is not None:
            np.multiply(scores, self._mask(search.among), out=scores)
        if search.without is not None:
            scores[search.without] = 0
        found = best(scores, article_scores, self.article_of, search.k).astype(np.int32)
        scored = Found(found, scores[found], article_scores[self.article_of[found]])
        scores[:] = 0
        article_scores[:] = 0
        return scored

    @property
    def _room(self) -> tuple[FloatArray, FloatArray]:
        """This thread's scores of passages and of articles, all zero between searches."""
        if not hasattr(self._local, "room"):
            sizes = self.generation.passages, self.generation.articles
            self._local.room = tuple(np.zeros(size, np.float32) for size in sizes)
        room: tuple[FloatArray, FloatArray] = self._local.room
        return room

    def _in_scope(self, times: Sequence[tuple[int, int]]) -> BoolArray:
        """Return which passages are about some days."""
        begins = self.first_day[: self.dated]  # a day of another type would have all of them converted
        within = np.zeros(self.generation.passages, bool)
        for first, last in times:
            low, high = np.searchsorted(begins, np.array([first, last + LATE_DAYS + 1], np.int32))
            within[:low] |= self.last_day[:low] >= first
            within[low:high] = True
            within[naming(self.by_day, self.day_classes, first, last, WIDER * (last - first + 1))] = True
        return within

    def words(self, passages: IntArray) -> Ragged:
        """Return the words of some passages, of those before and behind them, and of their titles."""
        articles = self.article_of[passages]
        first, end = self.first_passage[articles], self.first_passage[articles + 1]
        begins = np.concatenate([passages, np.maximum(passages - 1, first), passages + 1])
        ends = np.concatenate([passages + 1, passages, np.minimum(passages + 2, end)])
        around = self.texts.cut(self.texts.bounds[begins], self.texts.bounds[ends])
        return Ragged.joined([around, self.titles.take(articles)])

    def facts(self, passages: IntArray) -> Facts:
        """Return what is known of some passages."""
        articles = self.article_of[passages]
        first = self.first_passage[articles]
        sizes = self.first_passage[articles + 1] - first
        days = self.first_day[passages], self.last_day[passages]
        return Facts(self.rows[passages], articles, passages - first, sizes, *days)

    def named_days(self, passages: IntArray) -> Ragged:
        """Return the first and the last day of each time that some passages name."""
        return self._named.take(passages)

    @cached_property
    def _named(self) -> Ragged:
        of_passage = np.bincount(self.mentions[:, 0], minlength=self.generation.passages)
        return Ragged.of(self.mentions[:, 1:], of_passage)

    def of_time(self, first: int, last: int) -> tuple[IntArray, IntArray]:
        """Return what was published on some days, and what tells of them."""
        leads = self.first_passage[:-1]
        appeared = leads[(self.first_day[leads] >= first) & (self.last_day[leads] <= last)]
        told = naming(self.by_day, self.day_classes, first, last, last - first)
        return appeared.astype(np.int32), np.unique(told)

    def newest(self, k: int) -> IntArray:
        """Return the first passages of the newest articles, which stand in the order of their days."""
        leads = self.first_passage[:-1]
        return leads[leads < self.dated][::-1][:k].astype(np.int32)

    def holding(self, terms: Sequence[int], *, titled: bool = False) -> IntArray:
        """Return the passages that hold all of some terms, with ``titled`` in their titles too."""
        if titled:
            held = reduce(np.logical_and, (self._held(term) for term in terms))
            return np.flatnonzero(held).astype(np.int32)
        fewest, *others = sorted((self.by_passage.of_term(term)[0] for term in terms), key=len)
        found: IntArray = reduce(_in_both, others, fewest)
        return found

    def _held(self, term: int) -> BoolArray:
        """Return which passages hold a term, or are of an article whose title does."""
        held = self._mask(self.by_passage.of_term(term)[0])
        places = np.flatnonzero(self.titles.values == term)
        if places.size:
            titled = np.zeros(len(self.titles), bool)
            titled[np.searchsorted(self.titles.bounds, places, "right") - 1] = True
            held |= titled[self.article_of]
        return held

    def _mask(self, passages: IntArray) -> BoolArray:
        mask = np.zeros(self.generation.passages, bool)
        mask[passages] = True
        return mask

    def numbered(self, rows: LongArray) -> IntArray:
        """Return the passages that have some numbers in the store."""
        return np.flatnonzero(np.isin(self.rows, rows)).astype(np.int32)

    def close(self) -> None:
        """Do nothing: a file stays mapped as long as something that was found there is used."""


def _in_both(few: IntArray, many: IntArray) -> IntArray:
    """Return the passages that stand in both of two ascending lists, of which the first is the shorter."""
    places = np.searchsorted(many, few)
    return few[many[np.minimum(places, many.size - 1)] == few] if many.size else few[:0]


def _mark(index: Path) -> tuple[int, int] | None:
    """Return what changes whenever the pointer is replaced, None if there is none: cheaper than reading it."""
    try:
        found = os.stat(f"{index}/{folder.POINTER}")  # noqa: PTH116 - asked for twice a question; a Path is slower
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns
