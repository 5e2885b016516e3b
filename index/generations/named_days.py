"""Finds the mentions that overlap some days without looking at every one.

Mentions are kept by length, and sorted by their first day among those of about the same length. One that is at most
L days long can overlap the days from F to T only if it begins between F - L + 1 and T, which two binary searches find.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

LONGEST = (1, 31, 366)
"""Days of the longest mention of each class but the last."""

IntArray = npt.NDArray[np.int32]
LongArray = npt.NDArray[np.int64]


def by_day(mentions: IntArray) -> tuple[IntArray, LongArray]:
    """Sort mentions for ``naming``.

    Args:
        mentions: (n, 3) int32: passage, first day, last day.

    Returns:
        (3, n) int32, passages, first days and last days, sorted by class, first day, last day, passage; and
        (n_classes + 1,) int64, where each class begins.
    """
    passages, begin, end = mentions.T
    kind = np.searchsorted(LONGEST, end - begin + 1)
    order = np.lexsort((passages, end, begin, kind))
    classes = np.searchsorted(kind[order], np.arange(len(LONGEST) + 2)).astype(np.int64)
    return np.ascontiguousarray(mentions[order].T), classes


def naming(mentions: IntArray, classes: LongArray, first: int, last: int, longest: int) -> IntArray:
    """Return the passages with a mention that overlaps some days and is not much longer than they are.

    Args:
        mentions: from ``by_day``.
        classes: from ``by_day``.
        first: of the days, an ordinal.
        last: of the days, an ordinal, not before the first.
        longest: from the first to the last day of a mention there are at most so many days.

    Returns:
        int32, a passage as often as it has such mentions, in no order.
    """
    passages, begins, ends = mentions
    found = []
    for number, (start, stop) in enumerate(zip(classes[:-1].tolist(), classes[1:].tolist(), strict=True)):
        earliest = first - LONGEST[number] + 1 if number < len(LONGEST) else 0
        low, high = start + np.searchsorted(begins[start:stop], np.array((earliest, last + 1), np.int32))
        end = ends[low:high]
        fits = (end >= first) & (end - begins[low:high] <= longest)
        found.append(passages[low:high][fits])
    return np.concatenate(found)
