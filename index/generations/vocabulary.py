"""The terms of an index, sorted, in two arrays that can be memory-mapped; looked up without loading them."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

HEAD = 8
"""Bytes of a term that are compared at first: so many make one number."""
OFTEN = 100
"""Questions from which on a list of terms is looked up whole."""


@dataclass(frozen=True)
class Vocabulary:
    """Sorted terms; term number t (from 1) is the t-th.

    Attributes:
        letters: (n_bytes,) uint8, all terms in UTF-8 one behind the other.
        starts: (n_terms + 1,) int64, where each begins.
    """

    letters: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]

    @classmethod
    def of(cls, terms: Sequence[str]) -> Vocabulary:
        """Make a vocabulary of distinct terms, which must be sorted by their UTF-8 bytes."""
        encoded = [term.encode() for term in terms]
        starts = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(one) for one in encoded], out=starts[1:])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), starts)

    def numbers(self, terms: Iterable[str]) -> dict[str, int]:
        """Return the numbers of those of some terms that are there; all are looked up together."""
        wanted = {term: term.encode() for term in terms}
        begins = b"".join(one[:HEAD].ljust(HEAD, b"\0") for one in wanted.values())
        heads = np.frombuffer(begins, ">u8").astype(np.uint64)
        lows, highs = (self._heads.searchsorted(heads, side) for side in ("left", "right"))
        there = np.flatnonzero(lows < highs)
        lows, highs = lows[there], highs[there]
        lengths = self.starts[lows + 1] - self.starts[lows]
        every, found = list(wanted.items()), {}
        for one, low, high, length in zip(there.tolist(), lows.tolist(), highs.tolist(), lengths.tolist(), strict=True):
            term, letters = every[one]
            if len(letters) <= HEAD and letters[-1:] != b"\0":  # of all that begin with a term it is the first
                if length == len(letters):
                    found[term] = low + 1
                continue
            place = low + bisect_left(range(low, high), letters, key=self._bytes)
            if place < high and self._bytes(place) == letters:
                found[term] = place + 1
        return found

    def listed(self, name: str, terms: Callable[[str], Iterable[str]]) -> dict[str, int]:
        """Return the numbers of those terms that are there of a list which never changes; they are looked up once.

        That takes as long as some hundred questions need for theirs, so it is done at the hundredth; none before.

        Args:
            name: of the list.
            terms: returns the list of a name.
        """
        found = self._lists.get(name)
        if found is None:
            self._asked[name] += 1
            if self._asked[name] < OFTEN:
                return {}
            found = self._lists[name] = self.numbers(terms(name))
        return found

    @cached_property
    def _lists(self) -> dict[str, dict[str, int]]:
        return {}

    @cached_property
    def _asked(self) -> Counter[str]:
        return Counter()

    def holding(self, letters: str) -> list[str]:
        """Return the terms that hold some letters, found by looking at all of them."""
        wanted, every = letters.encode(), self.letters.tobytes()
        found = []
        place = every.find(wanted)
        while place >= 0:
            number = int(np.searchsorted(self.starts, place, "right"))
            found.append(self.term(number))
            place = every.find(wanted, int(self.starts[number]))
        return found

    def term(self, number: int) -> str:
        """Return the term with a number from 1."""
        return self._bytes(number - 1).decode()

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def _heads(self) -> npt.NDArray[np.uint64]:
        """The first bytes of each term as a number; numbers ascend as terms do."""
        columns = np.arange(HEAD)
        there = columns < np.diff(self.starts)[:, None]
        heads = np.zeros(there.shape, np.uint8)
        heads[there] = self.letters[(self.starts[:-1, None] + columns)[there]]
        return heads.view(">u8").ravel().astype(np.uint64)

    def _bytes(self, place: int) -> bytes:
        return self.letters[self.starts[place] : self.starts[place + 1]].tobytes()


class Room(threading.local):
    """An array of each thread with a place for every term, all zero whenever nobody works with it.

    Whoever takes it puts back to zero what they have changed: that is far less than all of it.

    Args:
        dtype: of the array.
    """

    def __init__(self, dtype: npt.DTypeLike) -> None:
        self._zeros: npt.NDArray[Any] = np.zeros(0, dtype)

    def of(self, size: int) -> npt.NDArray[Any]:
        """Return this thread's array of some length."""
        if self._zeros.size != size:
            self._zeros = np.zeros(size, self._zeros.dtype)
        return self._zeros
