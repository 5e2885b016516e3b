"""What the loops of a question work on: plain arrays in named tuples, which numba takes as they are."""

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


BLOCK_BITS = 7
"""Documents are looked through in blocks of 2 to this power; one whose best cannot be among the k best is skipped."""


def blocks_of(documents: int) -> int:
    """Return how many blocks some documents make."""
    return (documents + (1 << BLOCK_BITS) - 1) >> BLOCK_BITS


class Postings(NamedTuple):
    """Lists of documents by term; the list of term t is at ``starts[t]`` to ``starts[t + 1]``.

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


class Layout(NamedTuple):
    """Which passages make up which article.

    Attributes:
        article_of: (n_passages,) int32; the passages of an article stand together.
        first_passage: (n_articles + 1,) int32, the first passage of each, and the number of all passages.
        allowed: (n_passages,) whether each passage is in scope; empty when everything is.
    """

    article_of: IntArray
    first_passage: IntArray
    allowed: BoolArray


class Wanted(NamedTuple):
    """The terms of a question, the rarest first, and what they count.

    Attributes:
        terms: (n,) int32 numbers, none twice.
        factors: (n,) float32, what a term's weight counts in a passage: its idf times its weight in the question.
        article_factors: (n,) float32, what it counts in an article, the article's share included.
        rests: (n + 1,) float32, the most that the terms from each on can give a passage together with its article.
    """

    terms: IntArray
    factors: FloatArray
    article_factors: FloatArray
    rests: FloatArray


class Room(NamedTuple):
    """Arrays for adding up scores, all zero between questions; there is at least one passage.

    Attributes:
        scores: (n_passages,) float32.
        article_scores: (n_articles,) float32.
        blocks: (n_blocks,) uint8, 1 where a block of passages has scores.
        article_blocks: the same for articles.
    """

    scores: FloatArray
    article_scores: FloatArray
    blocks: ByteArray
    article_blocks: ByteArray


class Heap(NamedTuple):
    """The k best passages so far, the worst first, otherwise in no order."""

    scores: FloatArray
    passages: IntArray
