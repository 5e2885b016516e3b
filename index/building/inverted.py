"""The inverted file: for every term, the documents that hold it and what it weighs there."""

from __future__ import annotations

from dataclasses import dataclass

from index.generations.arrays import FloatArray, IntArray, LongArray


@dataclass(frozen=True, slots=True)
class InvertedFile:
    """Postings sorted by term, as plain arrays that can be memory-mapped.

    Attributes:
        starts: (n_terms + 2,) int64; the postings of term t are at ``starts[t]`` to ``starts[t + 1]``.
        documents: (n_postings,) int32, ascending within a term.
        weights: (n_postings,) float32, saturated term frequency without idf.
        idf: (n_terms + 1,) float32.
    """

    starts: LongArray
    documents: IntArray
    weights: FloatArray
    idf: FloatArray

    def postings(self, term: int) -> tuple[IntArray, FloatArray]:
        """Return the documents and weights of a term."""
        begin, end = self.starts[term], self.starts[term + 1]
        return self.documents[begin:end], self.weights[begin:end]
