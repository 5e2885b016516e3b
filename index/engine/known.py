"""What is known of the passages of a generation beside their words: their articles, days and places.

It takes some 30 bytes a passage, which every engine keeps mapped in its own process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from index.engine.engine import LATE_DAYS, WIDER, Facts, Search
from index.generations.arrays import BoolArray, IntArray, LongArray, Weighing
from index.generations.folder import Arrays, Manifest
from index.generations.lexicon import Lexicon
from index.generations.named_days import naming
from index.generations.ragged import Ragged

KNOWN = (
    *("first_day", "last_day", "passage_rows", "first_passage", "mentions", "mentions_by_day", "mention_classes"),
    *("passage_classes", "passage_table", "article_classes", "article_table"),
)
"""The arrays that this is read from, beside those of the lexicon."""


class Known:
    """The part of an engine that needs no words; safe to ask from several threads.

    Args:
        generation: what it says of itself.
        arrays: of the generation, or at least those of the lexicon and ``KNOWN``.

    Raises:
        KeyError: one of its arrays is missing.
    """

    def __init__(self, generation: Manifest, arrays: Arrays) -> None:
        self.generation = generation
        self.lexicon = Lexicon.of(arrays, generation.passages)
        self.first_day: IntArray = arrays["first_day"]
        self.last_day: IntArray = arrays["last_day"]
        self.rows: LongArray = arrays["passage_rows"]
        self.first_passage = np.append(arrays["first_passage"], np.int32(generation.passages))
        self.dated = int(np.count_nonzero(self.first_day))  # these articles come first, by their first days
        self.mentions: IntArray = arrays["mentions"]
        self.by_day: IntArray = arrays["mentions_by_day"]
        self.day_classes: LongArray = arrays["mention_classes"]
        self.passage_weighing, self.article_weighing = (
            Weighing(
                arrays[f"{kind}_classes"],
                arrays[f"{kind}_table"],
                np.float32(generation.settings[f"{kind}_k"] + 1),
            )
            for kind in ("passage", "article")
        )

    def article_of(self, passages: npt.NDArray[np.integer[Any]]) -> LongArray:
        """Return the articles of some passages."""
        return np.searchsorted(self.first_passage, passages.astype(np.int32, copy=False), "right") - 1

    def wanted(self, search: Search) -> BoolArray:
        """Return which passages a search wants, nothing if it wants all."""
        wanted = np.zeros(0, bool) if search.scope is None else self._in_scope(search.scope)
        if search.among is not None:
            among = self.mask(search.among)
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

    def numbered(self, rows: LongArray) -> IntArray:
        """Return the passages that have some numbers in the store."""
        return np.flatnonzero(np.isin(self.rows, rows)).astype(np.int32)

    def mask(self, passages: IntArray) -> BoolArray:
        """Return which passages some are."""
        mask = np.zeros(self.generation.passages, bool)
        mask[passages] = True
        return mask
