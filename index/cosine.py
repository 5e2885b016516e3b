"""Plain cosine TF-IDF over passages: the baseline that every textbook begins with, to compare ours with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np

from corpus.store.reading import StoreReader
from index.answering.answers import Answer, Match
from index.answering.question import parse_question
from index.building.counting import count
from index.building.weighting import CosineTfidf, inverted
from index.generations.arrays import FloatArray, IntArray
from index.generations.vocabulary import Vocabulary


class CosineIndex:
    """Passages ranked by the cosine between their TF-IDF vector and the question's, in memory.

    Args:
        texts: the passages.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        counts = count(texts)
        weigher = CosineTfidf().fit(counts.matrix)
        self.documents = counts.matrix.shape[0]
        self.vocabulary = Vocabulary.of(counts.terms)
        self.postings = inverted(weigher.transform(counts.matrix), weigher.idf_)

    def best(self, terms: Sequence[str], k: int) -> tuple[IntArray, FloatArray]:
        """Return the k passages with the largest cosine, best first, and their cosines.

        Args:
            terms: of the question, repeated ones as often as they stand in it.
            k: how many; passages that share no term with the question are left out.
        """
        numbers, often = np.unique([self.vocabulary.number(term) for term in terms], return_counts=True)
        known = numbers > 0
        weights = often[known].astype(np.float32) * self.postings.idf[numbers[known]]
        length = float(np.sqrt((weights * weights).sum())) or 1.0
        scores = np.zeros(self.documents, np.float32)
        for number, weight in zip(numbers[known], weights / length, strict=True):
            documents, values = self.postings.postings(int(number))
            scores[documents] += values * np.float32(weight)
        found = np.flatnonzero(scores).astype(np.int32)
        order = np.lexsort((found, -scores[found]))[:k]
        return found[order], scores[found[order]]


class CosineSearcher:
    """Answers from the passages of a store by plain cosine; knows no titles, scopes or refusals.

    Args:
        home: the folder of archive.db. All passages are counted in memory first.
    """

    def __init__(self, home: Path) -> None:
        self.store = StoreReader(home)
        self.rows: list[int] = []
        self.index = CosineIndex(self._texts())

    def _texts(self) -> Iterable[str]:
        for passage in self.store.live_passages():
            self.rows.append(passage.number)
            yield passage.text

    def answer(self, text: str, asked_on: date, *, top: int = 3) -> Answer:
        """Answer with the passages whose cosine with the question is largest."""
        question = parse_question(text, asked_on)
        started = perf_counter()
        places, cosines = self.index.best(question.terms, top)
        stored = self.store.passages([self.rows[place] for place in places])
        matches = tuple(
            Match(rank, float(cosine), passage)
            for rank, (passage, cosine) in enumerate(zip(stored, cosines, strict=True), start=1)
            if passage is not None
        )
        return Answer(question, bool(matches), matches, milliseconds=(perf_counter() - started) * 1000)
