"""Texts as sequences of terms, in few bytes: the more often a word is met in the archive, the shorter its code.

A word as it stands in a text is a **mark**: twice the number of its term, and 1 more where it has a capital; 0 is the
end of a sentence. Marks are numbered by how often they are met, which gives their codes: those below ``SHORT`` are one
byte, those of two bytes begin with one of the ``LEADS`` behind that, and all others are ``LONG`` and four bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.generations import compiling
from index.generations.arrays import ByteArray, IntArray, LongArray
from index.generations.ragged import Ragged

SHORT = 192
LEADS = 63
LONG = 255
MIDDLE = SHORT + (LEADS << 8)
"""Codes from here on take five bytes."""


@dataclass(frozen=True, slots=True)
class Sequences:
    """Rows of marks.

    Attributes:
        codes: (n_bytes,) uint8, of all rows.
        bounds: (n_rows + 1,) int32 or int64; row r is ``codes[bounds[r] : bounds[r + 1]]``.
        marks: (n_codes,) int32, the mark of each code.
    """

    codes: ByteArray
    bounds: npt.NDArray[Any]
    marks: IntArray

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def cut(self, begins: npt.NDArray[np.integer[Any]], ends: npt.NDArray[np.integer[Any]]) -> Ragged:
        """Return the int32 marks of some rows: from row ``begins[i]`` to before row ``ends[i]`` as one."""
        first, last = self.bounds[begins].astype(np.int64), self.bounds[ends].astype(np.int64)
        return decoded(self.codes, first, last, self.marks)

    def take(self, rows: npt.NDArray[np.integer[Any]]) -> Ragged:
        """Return the int32 marks of some rows."""
        return self.cut(rows, rows + 1)


def decoded(codes: ByteArray, begins: LongArray, ends: LongArray, marks: IntArray) -> Ragged:
    """Return the int32 marks of what stands between some places of codes."""
    values, bounds = np.empty(int((ends - begins).sum()), np.int32), np.zeros(begins.size + 1, np.int64)
    compiling.run(decode, codes, begins, ends, marks, values, bounds)
    return Ragged(values[: bounds[-1]], bounds)


def decode(
    codes: ByteArray, begins: LongArray, ends: LongArray, marks: IntArray, values: IntArray, bounds: LongArray
) -> None:
    """Fill the marks of what stands between some places, and where those of each begin; compiled on demand."""
    size = 0
    for row in range(len(begins)):
        place = begins[row]
        while place < ends[row]:
            code = codes[place] + 0  # in the compiled loop the 0 makes more than a byte of it
            place += 1
            if code >= SHORT:
                if code < LONG:
                    code = SHORT + ((code - SHORT) << 8) + codes[place]
                    place += 1
                else:
                    code = 0
                    for byte in range(place, place + 4):
                        code = (code << 8) + codes[byte]
                    place += 4
            values[size] = marks[code]
            size += 1
        bounds[row + 1] = size
