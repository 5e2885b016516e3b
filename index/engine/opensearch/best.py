"""The best passages of a search among the articles whose words have been fetched, scored exactly."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from index.engine.engine import Found, Search
from index.engine.opensearch.features import counted
from index.engine.opensearch.packs import Unpacked
from index.generations.arrays import BoolArray, FloatArray, IntArray, LongArray, Weighing
from index.generations.folder import Manifest


class Scored(Protocol):
    """What passages are scored by."""

    generation: Manifest
    first_passage: IntArray
    passage_weighing: Weighing
    article_weighing: Weighing

    def unpacked(self, articles: IntArray) -> Unpacked:
        """Return the words of some articles, given ascending, none twice."""
        ...


class Best:
    """The best passages of a search among the articles that have been looked at so far.

    Args:
        engine: gives the words of articles.
        search: what is wanted.
        wanted: which passages, nothing for all.
    """

    def __init__(self, engine: Scored, search: Search, wanted: BoolArray) -> None:
        self._engine, self._search, self._wanted = engine, search, wanted
        self._slots = np.zeros(engine.generation.terms + 2, np.int32)
        self._slots[search.terms] = np.arange(1, search.terms.size + 1)
        self._seen = np.zeros(0, np.int32)
        self._passages: list[IntArray] = [np.zeros(0, np.int32)]
        self._own: list[FloatArray] = [np.zeros(0, np.float32)]
        self._shared: list[FloatArray] = [np.zeros(0, np.float32)]

    def add(self, articles: IntArray) -> int:
        """Score the passages of those articles that have not been looked at; return how many they are."""
        articles = np.setdiff1d(articles, self._seen)
        if not articles.size:
            return 0
        self._seen = np.concatenate([self._seen, articles])
        engine, search = self._engine, self._search
        words = engine.unpacked(articles)
        slots = self._slots[words.marks.values >> 1]
        met = np.flatnonzero(slots)
        rows = np.searchsorted(words.marks.bounds, met, "right") - 1
        article_of_row = np.repeat(np.arange(articles.size), np.diff(words.first_rows))
        owner = np.concatenate([article_of_row, np.arange(articles.size)])
        places = np.arange(words.rows) - words.first_rows[article_of_row]
        numbers = places + engine.first_passage[articles[article_of_row]]
        within = rows < words.rows
        own = _sums(rows[within], slots[met][within], numbers, search.factors, engine.passage_weighing)
        times = np.where(within, 1, int(engine.generation.settings["title_weight"]))
        shared = _sums(
            np.repeat(owner[rows], times), np.repeat(slots[met], times), articles, search.article_factors,
            engine.article_weighing,
        )  # fmt: skip
        kept = np.zeros(words.rows, bool)
        kept[rows[within]] = True
        if self._wanted.size:
            kept &= self._wanted[numbers]
        self._passages.append(numbers[kept].astype(np.int32))
        self._own.append(own[kept])
        self._shared.append(shared[article_of_row[kept]])
        return int(articles.size)

    def reached(self, bounds: FloatArray) -> int:
        """Return how many of some slices, by the most that a passage in them can score, may hold one of the best."""
        totals = np.concatenate(self._own) + np.concatenate(self._shared)
        if totals.size < self._search.k:
            return bounds.size
        least = np.partition(totals, totals.size - self._search.k)[totals.size - self._search.k]
        return int(np.searchsorted(-bounds, -least, "right"))

    def found(self) -> Found:
        """Return the best passages."""
        passages = np.concatenate(self._passages)
        own, shared = np.concatenate(self._own), np.concatenate(self._shared)
        order = np.lexsort((passages, -(own + shared)))[: self._search.k]
        return Found(passages[order], own[order], shared[order])


def _sums(
    rows: LongArray, slots: IntArray, documents: LongArray | IntArray, factors: FloatArray, weighing: Weighing
) -> FloatArray:
    """Return for each document what the terms of a search weigh in it.

    Args:
        rows: the place of the document of each word that is met.
        slots: which term it is, from 1.
        documents: their numbers.
        factors: of the terms.
        weighing: of the documents.
    """
    sums = np.zeros(documents.size, np.float32)
    document, term, often = counted(rows.astype(np.int64), slots, factors.size + 1)
    weights = weighing.of(documents[document], often)
    np.add.at(sums, document, factors[term - 1] * weights)
    return sums
