"""The terms of an index, sorted, in two arrays that can be memory-mapped; looked up without loading them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
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

    def number(self, term: str) -> int:
        """Return the number of a term, 0 if it is not there."""
        wanted = term.encode()
        low, high = 0, len(self.starts) - 1
        while low < high:
            middle = (low + high) // 2
            found = self._bytes(middle)
            if found == wanted:
                return middle + 1
            if found < wanted:
                low = middle + 1
            else:
                high = middle
        return 0

    def term(self, number: int) -> str:
        """Return the term with a number from 1."""
        return self._bytes(number - 1).decode()

    def __len__(self) -> int:
        return len(self.starts) - 1

    def _bytes(self, place: int) -> bytes:
        return self.letters[self.starts[place] : self.starts[place + 1]].tobytes()
