"""The embedded engine: a generation of memory-mapped arrays, searched in this process."""

from __future__ import annotations

import mmap
import os
import threading
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import IndexUnusable
from index.engine import at_once, loops
from index.engine.engine import Found, Search
from index.engine.known import Known
from index.generations import folder
from index.generations.arrays import BoolArray, FloatArray, IntArray, Postings
from index.generations.ragged import Ragged
from index.generations.sequences import Sequences


class EmbeddedEngine(Known):
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
        generation, arrays = folder.load(index, number)
        self._local = threading.local()
        bases = [array.base for array in arrays.values()]
        self._mapped: list[Any] = [base.base for base in bases if isinstance(base, np.memmap)]
        try:
            super().__init__(generation, arrays)
            self.by_passage, self.by_article = (
                Postings(*(arrays[f"{kind}_{part}"] for part in Postings._fields)) for kind in ("passage", "article")
            )
            self.texts, self.titles = (
                Sequences(arrays[codes], arrays[bounds], arrays["marks"])
                for codes, bounds in (("sequence", "bounds"), ("titles", "title_bounds"))
            )
        except KeyError as error:
            raise IndexUnusable(f"{index}: generation {number} lacks the array {error}; {folder.CURE}") from error
        stretches = np.arange(0, self.generation.passages, loops.STRETCH)
        at = np.append(self.article_of(stretches), self.generation.articles - 1).astype(np.int32)
        self._articles = loops.Articles(self.first_passage, at)

    def is_current(self) -> bool:
        """Tell whether the pointer still names this generation."""
        seen = _mark(self.index)
        return (seen is not None and seen == self._seen) or folder.pointed(self.index) == self.generation.number

    def search(self, searches: Sequence[Search]) -> list[Found]:
        """Find the best passages for each of some searches."""
        return [self._search(one) for one in searches]

    def _search(self, search: Search) -> Found:
        add, best = (loops.add, loops.best) if self.compiled else (at_once.add, at_once.best)
        article_scores = self._article_scores
        add(self.by_article, search.terms, search.article_factors, self.article_weighing, article_scores)
        totals, passages, scores = best(
            self.by_passage,
            search.terms,
            search.factors,
            self.passage_weighing,
            article_scores,
            self._articles,
            self.wanted(search),
            search.k,
        )
        order = np.lexsort((passages, -totals))
        found = passages[order].astype(np.int32)
        scored = Found(found, scores[order], article_scores[self.article_of(found)])
        article_scores[:] = 0
        return scored

    @property
    def _article_scores(self) -> FloatArray:
        """This thread's scores of articles, all zero between searches."""
        if not hasattr(self._local, "scores"):
            self._local.scores = np.zeros(self.generation.articles, np.float32)
        scores: FloatArray = self._local.scores
        return scores

    def words(self, passages: IntArray) -> Ragged:
        """Return the words of some passages, of those before and behind them, and of their titles."""
        articles = self.article_of(passages)
        first, end = self.first_passage[articles], self.first_passage[articles + 1]
        begins = np.concatenate([passages, np.maximum(passages - 1, first), passages + 1])
        ends = np.concatenate([passages + 1, passages, np.minimum(passages + 2, end)])
        marks = Ragged.joined([self.texts.cut(begins, ends), self.titles.take(articles)])
        return Ragged(marks.values >> 1, marks.bounds)

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
        held = self.mask(self.by_passage.of_term(term)[0])
        articles = self.by_article.of_term(term)[0]
        titles = self.titles.take(articles)
        places = np.flatnonzero(titles.values >> 1 == term)
        for article in articles[np.unique(np.searchsorted(titles.bounds, places, "right") - 1)].tolist():
            held[self.first_passage[article] : self.first_passage[article + 1]] = True
        return held

    def rest(self) -> None:
        """Unmap the pages that were read; they stay in the system's memory as long as that has room."""
        for mapped in self._mapped:
            mapped.madvise(mmap.MADV_DONTNEED)

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
