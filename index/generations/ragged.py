"""Rows of different lengths in one array: the words of passages, the passages of articles, the mentions of passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

BLOCK = 1 << 12
"""Rows that are moved at once: what numpy needs beside the result is bounded by them."""


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows one behind the other.

    Attributes:
        values: (n_values, ...), of all rows.
        bounds: (n_rows + 1,) int64; row r is ``values[bounds[r] : bounds[r + 1]]``.
    """

    values: npt.NDArray[Any]
    bounds: npt.NDArray[np.int64]

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
    def lengths(self) -> npt.NDArray[np.int64]:
        """How many values each row has, (n_rows,) int64."""
        return np.diff(self.bounds)

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def take(self, order: npt.NDArray[np.int64]) -> Ragged:
        """Return some rows in the order of their numbers."""
        taken = Ragged.of(np.empty((0, *self.values.shape[1:]), self.values.dtype), self.lengths[order])
        values = np.empty((int(taken.bounds[-1]), *self.values.shape[1:]), self.values.dtype)
        for start in range(0, len(order), BLOCK):
            rows = order[start : start + BLOCK]
            first, last = taken.bounds[start], taken.bounds[start + len(rows)]
            shift = self.bounds[rows] - taken.bounds[start : start + len(rows)]
            places = np.arange(first, last) + np.repeat(shift, taken.lengths[start : start + len(rows)])
            np.take(self.values, places, axis=0, out=values[first:last])
        return Ragged(values, taken.bounds)
