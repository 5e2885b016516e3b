"""The two kernels that touch every posting, as numpy operations: for a process that answers one question."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from index.kernels import FloatArray, IntArray


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
