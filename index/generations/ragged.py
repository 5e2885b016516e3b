"""Rows of different lengths in one array: the words of passages, the passages of articles, the mentions of passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.generations.arrays import LongArray


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows one behind the other.

    Attributes:
        values: (n_values, ...), of all rows.
        bounds: (n_rows + 1,) int64; row r is ``values[bounds[r] : bounds[r + 1]]``.
    """

    values: npt.NDArray[Any]
    bounds: LongArray

    @classmethod
    def of(cls, values: npt.NDArray[Any], lengths: Sequence[int] | npt.NDArray[Any]) -> Ragged:
        """Return rows of some lengths."""
        bounds = np.zeros(len(lengths) + 1, np.int64)
        np.cumsum(lengths, out=bounds[1:])
        return cls(values, bounds)

    @classmethod
    def joined(cls, parts: Sequence[Ragged]) -> Ragged:
        """Return the rows of all parts, one part behind the other."""
        if len(parts) == 1:
            return parts[0]
        lengths = np.concatenate([part.lengths for part in parts])
        return cls.of(np.concatenate([part.values for part in parts]), lengths)

    @property
    def lengths(self) -> LongArray:
        """How many values each row has, (n_rows,) int64."""
        return np.diff(self.bounds)

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def take(self, order: npt.NDArray[np.integer[Any]]) -> Ragged:
        """Return some rows in the order of their numbers."""
        return self.cut(self.bounds[order], self.bounds[order + 1])

    def cut(self, begins: LongArray, ends: LongArray) -> Ragged:
        """Return what stands between some places of the values, as rows."""
        lengths = ends - begins
        taken = Ragged.of(np.empty((int(lengths.sum()), *self.values.shape[1:]), self.values.dtype), lengths)
        fill(taken.values, taken.bounds, self.values, begins)
        return taken


def fill(rows: npt.NDArray[Any], bounds: LongArray, values: npt.NDArray[Any], begins: LongArray) -> None:
    """Copy what begins at some places of the values into rows; compiled on demand (index/answering/compiling.py)."""
    for row in range(begins.size):
        rows[bounds[row] : bounds[row + 1]] = values[begins[row] : begins[row] + bounds[row + 1] - bounds[row]]
