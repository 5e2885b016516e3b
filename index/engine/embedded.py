"""The embedded engine: a generation of memory-mapped arrays, searched in this process."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexUnusable
from index.engine import at_once, loops
from index.engine.engine import LATE_DAYS, WIDER, Facts, Found, Search
from index.generations import folder
from index.generations.arrays import BoolArray, FloatArray, IntArray, LongArray, Postings, Weighing
from index.generations.lexicon import Lexicon
from index.generations.named_days import naming
from index.generations.ragged import Ragged
from index.generations.sequences import Sequences


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
            self.passage_weighing, self.article_weighing = (
                Weighing(
                    arrays[f"{kind}_classes"],
                    arrays[f"{kind}_table"],
                    np.float32(self.generation.settings[f"{kind}_k"] + 1),
                )
                for kind in ("passage", "article")
            )
            self.texts, self.titles = (
                Sequences(arrays[codes], arrays[bounds], arrays["marks"])
                for codes, bounds in (("sequence", "bounds"), ("titles", "title_bounds"))
            )
            self.first_day: IntArray = arrays["first_day"]
            self.last_day: IntArray = arrays["last_day"]
            self.rows: LongArray = arrays["passage_rows"]
            self.first_passage = np.append(arrays["first_passage"], np.int32(self.generation.passages))
            self.dated = int(np.count_nonzero(self.first_day))  # these articles come first, by their first days
            self.mentions: IntArray = arrays["mentions"]
            self.by_day: IntArray = arrays["mentions_by_day"]
            self.day_classes: LongArray = arrays["mention_classes"]
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
            self._wanted(search),
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

    def article_of(self, passages: npt.NDArray[np.integer[Any]]) -> LongArray:
        """Return the articles of some passages."""
        return np.searchsorted(self.first_passage, passages.astype(np.int32, copy=False), "right") - 1

    def _wanted(self, search: Search) -> BoolArray:
        """Return which passages a search wants, nothing if it wants all."""
        wanted = np.zeros(0, bool) if search.scope is None else self._in_scope(search.scope)
        if search.among is not None:
            among = self._mask(search.among)
            wanted = wanted & among if wanted.size else among
        if search.without is not None:
            wanted = wanted if wanted.size else np.ones(self.generation.passages, bool)
            wanted[search.without] = False
        return wanted

    def _in_scope(self, times: Sequence[tuple[int, int]]) -> BoolArray:
        """Return which passages are about some days."""
        begins = self.first_day[: self.dated]  # a day of another type would have all of them converted
        within = np.zeros(self.generation.passages, bool)
        for first, last in times:
            low, high = np.searchsorted(begins, np.array([first, last + LATE_DAYS + 1], np.int32))
            for earlier in np.flatnonzero(self.last_day[:low] >= first).tolist():
                within[self.first_passage[earlier] : self.first_passage[earlier + 1]] = True
            within[self.first_passage[low] : self.first_passage[high]] = True
            within[naming(self.by_day, self.day_classes, first, last, WIDER * (last - first + 1))] = True
        return within

    def words(self, passages: IntArray) -> Ragged:
        """Return the words of some passages, of those before and behind them, and of their titles."""
        articles = self.article_of(passages)
        first, end = self.first_passage[articles], self.first_passage[articles + 1]
        begins = np.concatenate([passages, np.maximum(passages - 1, first), passages + 1])
        ends = np.concatenate([passages + 1, passages, np.minimum(passages + 2, end)])
        marks = Ragged.joined([self.texts.cut(begins, ends), self.titles.take(articles)])
        return Ragged(marks.values >> 1, marks.bounds)

    def facts(self, passages: IntArray) -> Facts:
        """Return what is known of some passages."""
        articles = self.article_of(passages)
        first = self.first_passage[articles]
        sizes = self.first_passage[articles + 1] - first
        days = self.first_day[articles], self.last_day[articles]
        rows = self.rows[passages].astype(np.int64, copy=False)
        return Facts(rows, articles.astype(np.int32), passages - first, sizes, *days)

    def named_days(self, passages: IntArray) -> Ragged:
        """Return the first and the last day of each time that some passages name."""
        naming, days = self.mentions[0], self.mentions[1:]
        begins, ends = (np.searchsorted(naming, passages, side) for side in ("left", "right"))
        places = Ragged.of(np.zeros(0, np.int64), ends - begins)
        every = np.arange(places.bounds[-1]) + np.repeat(begins - places.bounds[:-1], places.lengths)
        return Ragged(days[:, every].T, places.bounds)

    def of_time(self, first: int, last: int) -> tuple[IntArray, IntArray]:
        """Return what was published on some days, and what tells of them."""
        appeared = self.first_passage[:-1][(self.first_day >= first) & (self.last_day <= last)]
        told = naming(self.by_day, self.day_classes, first, last, last - first)
        return appeared.astype(np.int32), np.unique(told)

    def newest(self, k: int) -> IntArray:
        """Return the first passages of the newest articles, which stand in the order of their days."""
        return self.first_passage[: self.dated][::-1][:k].astype(np.int32)

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
        articles = self.by_article.of_term(term)[0]
        titles = self.titles.take(articles)
        places = np.flatnonzero(titles.values >> 1 == term)
        for article in articles[np.unique(np.searchsorted(titles.bounds, places, "right") - 1)].tolist():
            held[self.first_passage[article] : self.first_passage[article + 1]] = True
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
