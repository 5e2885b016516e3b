"""Finds terms that are spelled alike: typing errors, and words of one family that have different stems.

Two terms are alike by the share of the three-letter pieces that they have in common (Dice: twice the common ones,
divided by all of both). Pieces are numbered by a hash, so that the lists need no dictionary; a collision makes two
terms look a little more alike than they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from index.generations.arrays import ByteArray, FloatArray, IntArray, LongArray
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
EDGE = "\x01"
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
    sizes: ByteArray

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
            framed = np.full((places.size, length + 2), ord(EDGE), np.int64)
            framed[:, 1:-1] = letters[starts[places][:, None] + np.arange(length)]
            pairs.append(((_hashed(framed) << 32) | (places[:, None] + 1)).ravel())
        both = np.unique(np.concatenate(pairs))
        terms = (both & 0xFFFFFFFF).astype(np.int32)
        bounds = np.zeros(PIECES + 1, np.int64)
        np.cumsum(np.bincount(both >> 32, minlength=PIECES), out=bounds[1:])
        sizes += np.bincount(terms, minlength=sizes.size).astype(np.uint8)
        return cls(bounds, terms, sizes)

    def alike(self, words: Sequence[str], own: Sequence[int]) -> list[Alike]:
        """Return for each of some words, known or not, the terms that are alike to it.

        Args:
            words: any terms.
            own: the number of each, which is left out; 0 for one that is not known.
        """
        text = "".join(f"{EDGE}{word}{EDGE}" if _tells(word) else "" for word in words)
        sizes = np.array([len(word) if _tells(word) else 0 for word in words], np.int64)
        if not text:
            return [Alike(np.zeros(0, np.int32), np.zeros(0, np.float32)) for _ in words]
        of_word = np.repeat(np.arange(len(words)), sizes)
        begins = np.arange(of_word.size) + 2 * np.searchsorted(np.flatnonzero(sizes), of_word)
        both = _distinct(of_word << 32 | _hashed(_letters(text)[None, :])[0][begins])
        pieces, bounds = both & 0xFFFFFFFF, np.searchsorted(both >> 32, np.arange(len(words) + 1))
        held = np.diff(bounds)
        room = int((self.starts[pieces + 1] - self.starts[pieces]).sum())
        terms, shared = np.empty(room, np.int32), np.empty(room, np.uint8)
        least = np.ceil(ALIKE * held / (2 - ALIKE))  # what a term without other pieces must have of them
        counts = np.zeros(self.sizes.size, np.uint8)
        ends = sharing(pieces, bounds, self.starts, self.terms, least, counts, terms, shared)
        terms, of_word = terms[: ends[-1]], np.repeat(np.arange(len(words)), np.diff(ends))
        likeness = 2 * shared[: ends[-1]] / (held[of_word] + self.sizes[terms]).astype(np.float32)
        worth = (likeness >= ALIKE) & (terms != np.asarray(own)[of_word])
        terms, likeness, of_word = terms[worth], likeness[worth].astype(np.float32), of_word[worth]
        order = np.lexsort((terms, -likeness, of_word))
        cuts = np.searchsorted(of_word[order], np.arange(len(words) + 1)).tolist()
        return [
            Alike(terms[order[begin : min(end, begin + MOST)]], likeness[order[begin : min(end, begin + MOST)]])
            for begin, end in pairwise(cuts)
        ]


def sharing(
    pieces: LongArray,
    bounds: LongArray,
    starts: LongArray,
    terms: IntArray,
    least: npt.NDArray[np.float64],
    counts: ByteArray,
    found: IntArray,
    shared: ByteArray,
) -> LongArray:
    """Find the terms that have enough of the pieces of each of some words.

    Args:
        pieces: of all words, none twice in a word.
        bounds: where those of each word begin, and the end.
        starts: of the terms of each piece.
        terms: that have each piece.
        least: how many pieces a term must have, for each word.
        counts: room by term, zero.
        found: room for the terms.
        shared: room for how many pieces each has.

    Returns:
        Where the terms of each word begin in ``found``, and the end.
    """
    ends = np.zeros(bounds.size, np.int64)
    size = 0
    for word in range(bounds.size - 1):
        touched = size
        for piece in pieces[bounds[word] : bounds[word + 1]]:
            for term in terms[starts[piece] : starts[piece + 1]]:
                if counts[term] == 0:
                    found[touched] = term
                    touched += 1
                counts[term] += 1
        for place in range(size, touched):
            term = found[place]
            if counts[term] >= least[word]:
                found[size], shared[size] = term, counts[term]
                size += 1
            counts[term] = 0
        ends[word + 1] = size
    return ends


def _tells(word: str) -> bool:
    """Tell whether a word is one that others can be alike to."""
    return SHORTEST <= len(word) <= LONGEST and not "0" <= word[0] <= "9"


def _letters(text: str) -> LongArray:
    return np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.int64)


def _digit(letters: LongArray) -> npt.NDArray[np.bool_]:
    return (letters >= ord("0")) & (letters <= ord("9"))


def _hashed(letters: LongArray) -> LongArray:
    """Return the numbers of the three-letter pieces of each row, (n_rows, n_letters - 2)."""
    mixed = (letters[:, :-2] * 7919 + letters[:, 1:-1]) * 7919 + letters[:, 2:]
    hashed: LongArray = (mixed * 0x9E3779B1 & 0xFFFFFFFF) >> 16
    return hashed


def _distinct(numbers: LongArray) -> LongArray:
    """Return different numbers in order, as ``np.unique``, which loads all of numpy's masked arrays, does."""
    found = np.sort(numbers)
    return found[np.flatnonzero(np.diff(found, prepend=found[:1] - 1))]
