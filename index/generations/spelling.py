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
from index.generations.vocabulary import Room, Vocabulary

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
BASE, FACTOR = 7919, 0x9E3779B1
"""Of the hash that numbers pieces."""
COUNTS = Room(np.uint8)


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
        both = np.sort(np.concatenate(pairs))
        both = both[np.flatnonzero(np.diff(both, prepend=-1))]  # each once, sooner than numpy finds them by a table
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
        pieces = [_pieces(word) if _tells(word) else [] for word in words]
        held = np.array([len(some) for some in pieces], np.int64)
        if not held.any():
            return [Alike(np.zeros(0, np.int32), np.zeros(0, np.float32)) for _ in words]
        every = np.array([piece for some in pieces for piece in some], np.int64)
        room = int((self.starts[every + 1] - self.starts[every]).sum())
        terms, likeness = np.empty(room, np.int32), np.empty(room, np.float32)
        counts = COUNTS.of(self.sizes.size)
        ends = sharing(every, held, np.array(own), self.starts, self.terms, self.sizes, counts, terms, likeness)
        of_word = np.repeat(np.arange(len(words)), np.diff(ends))
        terms, likeness = terms[: ends[-1]], likeness[: ends[-1]]
        order = np.lexsort((terms, -likeness, of_word))
        terms, likeness = terms[order], likeness[order]
        return [
            Alike(terms[begin : min(end, begin + MOST)], likeness[begin : min(end, begin + MOST)])
            for begin, end in pairwise(ends.tolist())
        ]


def sharing(
    pieces: LongArray,
    held: LongArray,
    own: LongArray,
    starts: LongArray,
    terms: IntArray,
    sizes: ByteArray,
    counts: ByteArray,
    found: IntArray,
    likeness: FloatArray,
) -> LongArray:
    """Find the terms that have enough of the pieces of each of some words.

    Args:
        pieces: of all words, none twice in a word.
        held: how many of them each word has.
        own: the number of each word, which is left out.
        starts: of the terms of each piece.
        terms: that have each piece.
        sizes: how many pieces each term has.
        counts: room by term, zero.
        found: room for the terms.
        likeness: room for how much each is alike.

    Returns:
        Where the terms of each word begin in ``found``, and the end.
    """
    ends = np.zeros(held.size + 1, np.int64)
    size = begin = 0
    for word in range(held.size):
        touched = size
        for piece in pieces[begin : begin + held[word]]:
            for term in terms[starts[piece] : starts[piece + 1]]:
                if counts[term] == 0:
                    found[touched] = term
                    touched += 1
                counts[term] += 1
        for place in range(size, touched):
            term = found[place]
            like = np.float32(2 * counts[term]) / np.float32(held[word] + sizes[term])
            if like >= np.float32(ALIKE) and term != own[word]:
                found[size], likeness[size] = term, like
                size += 1
            counts[term] = 0
        begin += held[word]
        ends[word + 1] = size
    return ends


def _pieces(word: str) -> list[int]:
    """Return the distinct numbers of the three-letter pieces of a word, as ``_hashed`` numbers them."""
    letters = list(map(ord, f"{EDGE}{word}{EDGE}"))
    mixed = ((a * BASE + b) * BASE + c for a, b, c in zip(letters, letters[1:], letters[2:], strict=False))
    return sorted({(one * FACTOR & 0xFFFFFFFF) >> 16 for one in mixed})


def _tells(word: str) -> bool:
    """Tell whether a word is one that others can be alike to."""
    return SHORTEST <= len(word) <= LONGEST and not "0" <= word[0] <= "9"


def _letters(text: str) -> LongArray:
    return np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.int64)


def _digit(letters: LongArray) -> npt.NDArray[np.bool_]:
    return (letters >= ord("0")) & (letters <= ord("9"))


def _hashed(letters: LongArray) -> LongArray:
    """Return the numbers of the three-letter pieces of each row, (n_rows, n_letters - 2)."""
    mixed = (letters[:, :-2] * BASE + letters[:, 1:-1]) * BASE + letters[:, 2:]
    hashed: LongArray = (mixed * FACTOR & 0xFFFFFFFF) >> 16
    return hashed
