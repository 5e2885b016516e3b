"""The kernels that touch every posting or every word, as numpy operations: for a process that answers one question."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from index import kernels
from index.kernels import FloatArray, IntArray, LongArray


def add_postings(
    documents: IntArray,
    weights: FloatArray,
    factor: np.float32,
    scores: FloatArray,
    touched: IntArray,
    count: int,
) -> int:
    """Do what ``index.kernels.add_postings`` does."""
    new = documents[scores[documents] == 0]
    touched[count : count + new.size] = new
    scores[documents] += weights * factor
    return count + int(new.size)


def best_passages(
    scores: FloatArray,
    touched: IntArray,
    article_scores: FloatArray,
    article_of: IntArray,
    share: np.float32,
    allowed: npt.NDArray[np.bool_],
    heap_scores: FloatArray,
    heap: IntArray,
) -> int:
    """Do what ``index.kernels.best_passages`` does; what is found comes in order, the best first."""
    found = touched[allowed[touched]] if allowed.size else touched
    total = scores[found] + share * article_scores[article_of[found]]
    scores[touched] = 0
    if found.size > heap.size:
        threshold = np.partition(total, found.size - heap.size)[found.size - heap.size]
        keep = total >= threshold
        found, total = found[keep], total[keep]
    order = np.lexsort((found, -total))[: heap.size]
    heap[: order.size] = found[order]
    heap_scores[: order.size] = total[order]
    return int(order.size)


def gather_evidence(
    terms: IntArray,
    weights: FloatArray,
    passages: IntArray,
    sequence: IntArray,
    bounds: LongArray,
    titles: IntArray,
    title_bounds: LongArray,
    article_of: IntArray,
    first_passage: IntArray,
    evidence: FloatArray,
) -> None:
    """Do what ``index.kernels.gather_evidence`` does."""
    titles_seen: dict[int, np.float32] = {}
    for row, passage in enumerate(passages.tolist()):
        words = sequence[bounds[passage] : bounds[passage + 1]]
        places, which = np.nonzero(words[:, None] == terms[None, :])
        sentences = np.cumsum(words == 0)[places]
        kernels.measure_hits(weights, places, which, sentences, evidence[row])
        article = int(article_of[passage])
        if article not in titles_seen:
            title = titles[title_bounds[article] : title_bounds[article + 1]]
            titles_seen[article] = weights[(terms[:, None] == title[None, :]).any(axis=1)].sum(dtype=np.float32)
        evidence[row, 3] = titles_seen[article]
        evidence[row, 7] = first_passage[article] == passage
        evidence[row, 8] = min(1.0, words.size / 150)
