"""Does what the loops do at once, by numpy: for a process that answers a single question."""

from __future__ import annotations

import numpy as np

from index.engine.loops import Articles
from index.generations.arrays import BoolArray, FloatArray, IntArray, LongArray, Postings, Weighing


def add(postings: Postings, terms: IntArray, factors: FloatArray, weighing: Weighing, scores: FloatArray) -> None:
    """Do what ``loops.add`` does."""
    for term, factor in zip(terms.tolist(), factors, strict=True):
        documents, often = postings.of_term(term)
        scores[documents] += weighing.of(documents, often) * factor


def best(
    postings: Postings,
    terms: IntArray,
    factors: FloatArray,
    weighing: Weighing,
    article_scores: FloatArray,
    articles: Articles,
    wanted: BoolArray,
    most: int,
) -> tuple[FloatArray, LongArray, FloatArray]:
    """Do what ``loops.best`` does."""
    scores = np.zeros(weighing.classes.size, np.float32)
    add(postings, terms, factors, weighing, scores)
    found = np.flatnonzero(scores) if wanted.size == 0 else np.flatnonzero(scores * wanted)
    total = scores[found] + article_scores[np.searchsorted(articles.first_passage, found, "right") - 1]
    chosen = np.sort(np.lexsort((found, -total))[:most])
    return total[chosen], found[chosen], scores[found[chosen]]
