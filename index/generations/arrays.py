"""What the loops of a question work on: plain arrays, also in named tuples, which numba takes as they are."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]
LongArray = npt.NDArray[np.int64]
ShortArray = npt.NDArray[np.uint16]
BoolArray = npt.NDArray[np.bool_]
ByteArray = npt.NDArray[np.uint8]
SignedArray = npt.NDArray[np.int8]
NoteArray = npt.NDArray[np.int16]

BLOCK_BITS = 12
"""Documents of a block are told apart by so many bits; the others of a posting's 16 tell how often the term stands."""
BLOCK = 1 << BLOCK_BITS
OFTEN = 1 << (16 - BLOCK_BITS)
"""From so many times on, how often a term stands in a document is told in ``Postings.extras``."""
MOST_OFTEN = (1 << 16) - 1
"""A term that stands more often in a document is taken to stand so often."""
IN_32_BITS = 1 << 31


class Postings(NamedTuple):
    """An inverted file: by term, the documents that hold it, and how often.

    Documents are numbered in blocks of ``BLOCK``. Of each block with a document that holds a term, the file tells its
    number and how many there are; of each such document, in 16 bits, its number within the block and how often it
    holds the term, less one; ``OFTEN`` - 1 stands for a number in ``extras``.

    Attributes:
        starts: (n_terms + 2,) int32 or int64; the postings of term t are at ``starts[t]`` to ``starts[t + 1]``.
        block_starts: (n_terms + 2,), likewise for its blocks.
        extra_starts: (n_terms + 2,), likewise for its extras.
        posts: (n_postings,) uint16, ascending within a block of a term.
        blocks: (n_blocks,) uint16, ascending within a term.
        sizes: (n_blocks,) uint16, postings in each.
        extras: (n_extras,) uint16, in the order of their postings.
    """

    starts: npt.NDArray[Any]
    block_starts: npt.NDArray[Any]
    extra_starts: npt.NDArray[Any]
    posts: ShortArray
    blocks: ShortArray
    sizes: ShortArray
    extras: ShortArray

    def of_term(self, term: int) -> tuple[IntArray, IntArray]:
        """Return the documents that hold a term, ascending, and how often each holds it."""
        begin, end = self.block_starts[term], self.block_starts[term + 1]
        posts = self.posts[self.starts[term] : self.starts[term + 1]]
        base = np.repeat(self.blocks[begin:end].astype(np.int32) << BLOCK_BITS, self.sizes[begin:end])
        often = (posts >> BLOCK_BITS).astype(np.int32) + 1
        often[often == OFTEN] = self.extras[self.extra_starts[term] : self.extra_starts[term + 1]]
        return base + (posts & (BLOCK - 1)).astype(np.int32), often


class Weighing(NamedTuple):
    """What a term weighs in documents, by how often it stands there and by the documents' lengths.

    Attributes:
        classes: (n_documents,) uint16, documents of one length are of one class.
        table: (OFTEN, n_classes) float32; the weight of a term that stands so often, less one, in documents of a class;
            in the last row their norm, from which the weight of one that stands more often follows.
        most: k + 1, which no weight reaches.
    """

    classes: ShortArray
    table: FloatArray
    most: np.float32

    def of(self, documents: npt.NDArray[np.integer[Any]], often: IntArray) -> FloatArray:
        """Return the weight of a term in documents that hold it so often."""
        classes = self.classes[documents]
        weights: FloatArray = self.table[np.minimum(often, OFTEN) - 1, classes]
        many = np.flatnonzero(often >= OFTEN)
        counts = often[many].astype(np.float32)
        weights[many] = counts * self.most / (counts + weights[many])
        return weights


def narrowed(values: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
    """Return whole numbers, none negative, in 32 bits if they fit."""
    return values.astype(np.int32) if not values.size or int(values.max()) < IN_32_BITS else values
