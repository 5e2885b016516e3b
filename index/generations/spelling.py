"""Finds terms that are spelled alike: typing errors, and words of one family that have different stems.

Two terms are alike by the share of the three-letter pieces that they have in common (Dice: twice the common ones,
divided by all of both). Pieces are numbered by a hash, so that the lists need no dictionary; a collision makes two
terms look a little more alike than they are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.generations.arrays import FloatArray, IntArray, LongArray
from index.generations.vocabulary import Vocabulary

PIECES = 1 << 16
"""Numbers of pieces."""
SHORTEST = 4
"""Letters of a term from which others can be alike; the pieces of shorter ones tell nothing."""
LONGEST = 25
ALIKE = 0.42
"""Likeness from which a term counts. A choice."""
MOST = 40
"""Terms that are alike to one, at most."""
CONTINUES_MASK, CONTINUES = 0xC0, 0x80
"""UTF-8: a byte that is this under the mask goes on with a letter."""
EDGE = 1
"""Stands for the beginning and the end of a term."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Terms that are alike to one: their numbers, and how much, the likest first."""

    terms: IntArray
    likeness: FloatArray


@dataclass(frozen=True, slots=True)
class Spelling:
    """The terms that hold each piece.

    Attributes:
        starts: (PIECES + 1,) int64; the terms with piece p are at ``starts[p]`` to ``starts[p + 1]``.
        terms: (n_pieces,) int32.
        sizes: (n_terms + 1,) uint8, distinct pieces of each term, 0 for those that are never alike.
    """

    starts: LongArray
    terms: IntArray
    sizes: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Spelling:
        """List the pieces of all terms of a vocabulary but numbers, the very short and the very long."""
        opens = (vocabulary.letters & CONTINUES_MASK) != CONTINUES
        letters = _letters(vocabulary.letters.tobytes().decode())
        starts = np.concatenate([[0], np.cumsum(opens)])[vocabulary.starts]
        lengths = np.diff(starts)
        sizes = np.zeros(len(vocabulary) + 1, np.uint8)
        eligible = np.flatnonzero((lengths >= SHORTEST) & (lengths <= LONGEST))
        eligible = eligible[~_digit(letters[starts[eligible]])]
        pairs = [np.zeros(0, np.int64)]
        for length in np.unique(lengths[eligible]).tolist():
            places = eligible[lengths[eligible] == length]
            framed = np.full((places.size, length + 2), EDGE, np.int64)
            framed[:, 1:-1] = letters[starts[places][:, None] + np.arange(length)]
            pairs.append(((_hashed(framed) << 32) | (places[:, None] + 1)).ravel())
        both = np.unique(np.concatenate(pairs))
        terms = (both & 0xFFFFFFFF).astype(np.int32)
        bounds = np.zeros(PIECES + 1, np.int64)
        np.cumsum(np.bincount(both >> 32, minlength=PIECES), out=bounds[1:])
        sizes += np.bincount(terms, minlength=sizes.size).astype(np.uint8)
        return cls(bounds, terms, sizes)

    def alike(self, term: str, shared: npt.NDArray[np.uint8], but: int = 0) -> Alike:
        """Return the terms that are alike to a term, known or not.

        Args:
            term: any term.
            shared: (n_terms + 1,) room, zero between calls.
            but: a number that is left out, the term's own.
        """
        letters = _letters(term)
        if not SHORTEST <= letters.size <= LONGEST or _digit(letters[:1])[0]:
            return Alike(np.zeros(0, np.int32), np.zeros(0, np.float32))
        framed = np.concatenate([[EDGE], letters, [EDGE]])
        pieces = np.array(sorted(set(_hashed(framed[None, :])[0].tolist())), np.int64)  # few: faster than np.unique
        touched = np.empty(int((self.starts[pieces + 1] - self.starts[pieces]).sum()), np.int32)
        least = math.ceil(ALIKE * pieces.size / (2 - ALIKE))  # what a term without other pieces must have of them
        found = touched[: sharing(pieces, self.starts, self.terms, least, shared, touched)]
        likeness = (2 * shared[found] / (pieces.size + self.sizes[found].astype(np.float32))).astype(np.float32)
        shared[found] = 0
        worth = (likeness >= ALIKE) & (found != but)
        found, likeness = found[worth], likeness[worth]
        order = np.lexsort((found, -likeness))[:MOST]
        return Alike(found[order], likeness[order])


def sharing(
    pieces: LongArray, starts: LongArray, terms: IntArray, least: int, shared: npt.NDArray[np.uint8], touched: IntArray
) -> int:
    """Count for every term how many of some pieces it has, and note those with enough; return how many those are.

    The counts of the others are zero again.
    """
    count = 0
    for piece in pieces:
        for place in range(starts[piece], starts[piece + 1]):
            term = terms[place]
            if shared[term] == 0:
                touched[count] = term
                count += 1
            shared[term] += 1
    enough = 0
    for place in range(count):
        term = touched[place]
        if shared[term] >= least:
            touched[enough] = term
            enough += 1
        else:
            shared[term] = 0
    return enough


def _letters(text: str) -> LongArray:
    return np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.int64)


def _digit(letters: LongArray) -> npt.NDArray[np.bool_]:
    return (letters >= ord("0")) & (letters <= ord("9"))


def _hashed(letters: LongArray) -> LongArray:
    """Return the numbers of the three-letter pieces of each row, (n_rows, n_letters - 2)."""
    mixed = (letters[:, :-2] * 7919 + letters[:, 1:-1]) * 7919 + letters[:, 2:]
    hashed: LongArray = (mixed * 0x9E3779B1 & 0xFFFFFFFF) >> 16
    return hashed
