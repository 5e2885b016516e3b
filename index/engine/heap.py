"""A heap of the k best passages, the worst on top; of equal scores the higher number is worse."""

from __future__ import annotations

import numpy as np

from index.generations.arrays import Heap


def rise(heap: Heap, size: int, score: np.float32, passage: int) -> None:
    """Put a passage into the last place of a heap of ``size`` and let it rise to where it belongs."""
    position = size - 1
    while position > 0:
        parent = (position - 1) // 2
        if heap.scores[parent] < score or (heap.scores[parent] == score and heap.passages[parent] > passage):
            break
        heap.scores[position] = heap.scores[parent]
        heap.passages[position] = heap.passages[parent]
        position = parent
    heap.scores[position] = score
    heap.passages[position] = passage


def sink(heap: Heap, size: int, score: np.float32, passage: int) -> None:
    """Put a passage into the first place of a heap of ``size`` and let it sink to where it belongs."""
    position = 0
    while True:
        child = 2 * position + 1
        if child >= size:
            break
        other = child + 1
        if other < size and (
            heap.scores[other] < heap.scores[child]
            or (heap.scores[other] == heap.scores[child] and heap.passages[other] > heap.passages[child])
        ):
            child = other
        if heap.scores[child] > score or (heap.scores[child] == score and heap.passages[child] < passage):
            break
        heap.scores[position] = heap.scores[child]
        heap.passages[position] = heap.passages[child]
        position = child
    heap.scores[position] = score
    heap.passages[position] = passage
