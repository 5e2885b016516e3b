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
PlaceArray = npt.NDArray[np.uint32]
SignedArray = npt.NDArray[np.int8]


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


class Nested(NamedTuple):
    """Lists of articles by term that lead on to the postings of their passages (index/building/nesting.py).

    Attributes:
        starts, documents, weights: as in ``Postings``.
        inside: (n_postings + 1,) uint32; the passages of posting i that hold the term are the postings of passages
            from ``inside[i]`` to ``inside[i + 1]``.
        reach: (n_postings,) float32, the most that a passage of the article gets by the term, the article's share
            and idf included.
    """

    starts: LongArray
    documents: IntArray
    weights: FloatArray
    inside: PlaceArray
    reach: FloatArray


NOTHING, SOME, EVERYTHING = 0, 1, 2
"""What of an article is in scope."""


class Layout(NamedTuple):
    """Which passages make up which article, and which are in scope.

    Attributes:
        article_of: (n_passages,) int32; the passages of an article stand together.
        first_passage: (n_articles + 1,) int32, the first passage of each, and the number of all passages.
        scope: (n_articles,) uint8, what of each is in scope; empty when everything is.
        named: (n_passages,) whether a passage of an article that is in scope in part is; empty when everything is.
    """

    article_of: IntArray
    first_passage: IntArray
    scope: ByteArray
    named: BoolArray

    @classmethod
    def whole(cls, article_of: IntArray, first_passage: IntArray) -> Layout:
        """Return the layout with everything in scope."""
        return cls(article_of, first_passage, np.zeros(0, np.uint8), np.zeros(0, bool))

    def in_scope(self, passages: IntArray) -> BoolArray:
        """Tell which of some passages are in scope."""
        if not self.scope.size:
            return np.ones(passages.size, bool)
        found: BoolArray = (self.scope[self.article_of[passages]] == EVERYTHING) | self.named[passages]
        return found


class Wanted(NamedTuple):
    """The terms of a question, the rarest first, and what they count.

    Attributes:
        terms: (n,) int32 numbers, none twice.
        trust: (n,) float32, what a term counts beside others, 1 or less.
        factors: (n,) float32, what a term's weight counts in a passage: its idf times its trust.
        article_factors: (n,) float32, what it counts in an article, the article's share included.
        rests: (n + 1,) float32, the most that the terms from each on can give a passage together with its article.
    """

    terms: IntArray
    trust: FloatArray
    factors: FloatArray
    article_factors: FloatArray
    rests: FloatArray


class Room(NamedTuple):
    """Arrays for adding up scores, all zero between questions; there is at least one passage.

    Attributes:
        scores: (n_passages,) float32.
        article_scores: (n_articles,) float32.
        bounds: (n_articles,) float32, the most that a passage of each can score.
        marks: (n_articles,) uint8, which have been looked into.
    """

    scores: FloatArray
    article_scores: FloatArray
    bounds: FloatArray
    marks: ByteArray

    @classmethod
    def of(cls, passages: int, articles: int) -> Room:
        """Make room for an archive."""
        scores, article_scores, bounds = (np.zeros(size, np.float32) for size in (passages, articles, articles))
        return cls(scores, article_scores, bounds, np.zeros(articles, np.uint8))


class Heap(NamedTuple):
    """The k best passages so far, the worst first, otherwise in no order."""

    scores: FloatArray
    passages: IntArray
