"""The words of an article as one binary value, in which ranking finds all that it needs of its passages.

    title bytes (uint32) | bytes of each passage (uint32 each) | codes of the passages | codes of the title

Codes are those of the generation (``index.generations.sequences``).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.generations.arrays import IntArray, LongArray
from index.generations.ragged import Ragged
from index.generations.sequences import decoded

LENGTH = np.dtype("<u4")
DAMAGED = "the words of an article are damaged"


def packed(passages: Sequence[bytes], title: bytes) -> bytes:
    """Return the words of an article."""
    lengths = np.array([len(title), *map(len, passages)], LENGTH)
    return b"".join((lengths.tobytes(), *passages, title))


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The words of some articles.

    Attributes:
        articles: (n,) int32, ascending.
        first_rows: (n + 1,) int64, where the passages of each article begin among all.
        marks: the int32 marks of all passages, and behind them of the n titles.
    """

    articles: IntArray
    first_rows: LongArray
    marks: Ragged

    @property
    def rows(self) -> int:
        """How many passages there are."""
        return int(self.first_rows[-1])


def unpacked(articles: IntArray, sizes: LongArray, packs: Sequence[bytes], marks: IntArray) -> Unpacked:
    """Return the words of some articles.

    Args:
        articles: (n,) ascending.
        sizes: (n,) passages of each.
        packs: of each.
        marks: of the generation, by code.

    Raises:
        ValueError: a pack is not one.
    """
    codes = np.frombuffer(b"".join(packs), np.uint8)
    whole = np.fromiter(map(len, packs), np.int64, len(packs))
    starts = np.cumsum(whole) - whole
    heads = (sizes + 1) * LENGTH.itemsize
    if (heads > whole).any():
        raise ValueError(DAMAGED)
    first_rows = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    # of each article the length of its title, and then those of its passages
    words = np.arange(first_rows[-1] + sizes.size) - np.repeat(first_rows[:-1] + np.arange(sizes.size), sizes + 1)
    places = np.repeat(starts, sizes + 1) + words * LENGTH.itemsize
    lengths = codes[places[:, None] + np.arange(LENGTH.itemsize)].view(LENGTH)[:, 0].astype(np.int64)
    is_title = words == 0
    own, titles = lengths[~is_title], lengths[is_title]
    ends = np.concatenate([[0], np.cumsum(own)])
    if (heads + ends[first_rows[1:]] - ends[first_rows[:-1]] + titles != whole).any():
        raise ValueError(DAMAGED)
    begins = ends[:-1] + np.repeat(starts + heads - ends[first_rows[:-1]], sizes)
    begins = np.concatenate([begins, starts + whole - titles])
    return Unpacked(articles, first_rows, decoded(codes, begins, begins + np.concatenate([own, titles]), marks))


class Kept:
    """What was fetched last, in bounded memory; safe to use from several threads.

    A generation never changes, so that what is kept of it is always right.

    Args:
        most: bytes of values.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._values: OrderedDict[int, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, keys: Iterable[int]) -> dict[int, bytes]:
        """Return what is kept of some keys."""
        with self._lock:
            found = {key: self._values[key] for key in keys if key in self._values}
            for key in found:
                self._values.move_to_end(key)
        return found

    def put(self, values: dict[int, bytes]) -> None:
        """Keep values, and let go of those that have not been asked for the longest."""
        with self._lock:
            for key, value in values.items():
                self._size += len(value) - len(self._values.pop(key, b""))
                self._values[key] = value
            while self._size > self._most and self._values:
                _, gone = self._values.popitem(last=False)
                self._size -= len(gone)
