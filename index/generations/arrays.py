"""What the loops of a question work on: plain arrays, also in named tuples, which numba takes as they are."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]
LongArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
ByteArray = npt.NDArray[np.uint8]
SignedArray = npt.NDArray[np.int8]
ShortArray = npt.NDArray[np.int16]


class Postings(NamedTuple):
    """An inverted file: documents by term; those of term t are at ``starts[t]`` to ``starts[t + 1]``.

    Attributes:
        starts: (n_terms + 2,) int64.
        documents: (n_postings,) int32, ascending within a term.
        weights: (n_postings,) float32, saturated term frequency without idf.
    """

    starts: LongArray
    documents: IntArray
    weights: FloatArray

    def of_term(self, term: int) -> tuple[IntArray, FloatArray]:
        """Return the documents that hold a term, and its weight in each."""
        begin, end = self.starts[term], self.starts[term + 1]
        return self.documents[begin:end], self.weights[begin:end]
