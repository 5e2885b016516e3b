"""Adds up what the terms of a search weigh and keeps the best: in compiled loops, or by numpy for a single question."""

from __future__ import annotations

from heapq import heapreplace

import numpy as np

from index.generations.arrays import FloatArray, IntArray, LongArray, Postings

BLOCK = 64
"""Passages that are looked at together: those that cannot reach the best are passed over."""


def add(postings: Postings, terms: IntArray, factors: FloatArray, scores: FloatArray) -> None:
    """Add each term's weights times its factor to the scores of the documents that hold it."""
    for place in range(terms.size):
        for posting in range(postings.starts[terms[place]], postings.starts[terms[place] + 1]):
            scores[postings.documents[posting]] += postings.weights[posting] * factors[place]


def add_at_once(postings: Postings, terms: IntArray, factors: FloatArray, scores: FloatArray) -> None:
    """Do what ``add`` does, by numpy."""
    for term, factor in zip(terms.tolist(), factors, strict=True):
        documents, weights = postings.of_term(term)
        scores[documents] += weights * factor


def best(scores: FloatArray, article_scores: FloatArray, article_of: IntArray, k: int) -> LongArray:
    """Return the k passages with the greatest sum of their own score, if they have one, and their article's.

    The lower number comes first among equals. Scores are not negative, so that they compare as their bits do; the
    compiled loop runs on many integers at once.
    """
    heap = [(np.float32(0), np.int64(1)) for _ in range(k)]  # worst first; a passage stands as its negative number
    least = np.float32(0)
    bits = np.zeros(2, np.int32)
    bounds = bits.view(np.float32)
    for begin in range(0, scores.size, BLOCK):
        end = min(begin + BLOCK, scores.size)
        bits[0] = greatest(scores[begin:end].view(np.int32))
        if bits[0] == 0:
            continue
        bits[1] = greatest(article_scores[article_of[begin] : article_of[end - 1] + 1].view(np.int32))
        if bounds[0] + bounds[1] < least:
            continue
        for passage in range(begin, end):
            score = scores[passage] + article_scores[article_of[passage]]
            if score >= least and scores[passage] > 0:
                one = (score, np.int64(-passage))
                if one > heap[0]:
                    heapreplace(heap, one)
                    least = heap[0][0]
    heap.sort(reverse=True)
    return np.array([-place for _, place in heap if place <= 0], np.int64)


def greatest(bits: IntArray) -> np.int32:
    """Return the greatest of some numbers, 0 if none is positive."""
    most = np.int32(0)
    for place in range(bits.size):
        most = max(most, bits[place])
    return most


def best_at_once(scores: FloatArray, article_scores: FloatArray, article_of: IntArray, k: int) -> LongArray:
    """Do what ``best`` does, by numpy."""
    found = np.flatnonzero(scores)
    total = scores[found] + article_scores[article_of[found]]
    if found.size > k:
        worth = total >= np.partition(total, found.size - k)[found.size - k]
        found, total = found[worth], total[worth]
    best_first: LongArray = found[np.lexsort((found, -total))[:k]]
    return best_first
