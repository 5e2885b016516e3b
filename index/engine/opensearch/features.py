"""Writes what terms weigh in documents as JSON objects, fast enough for millions: {"term number": weight, ...}."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from index.engine.engine import ARTICLE_SHARE
from index.engine.opensearch.layout import BITS
from index.generations import compiling
from index.generations.arrays import ByteArray, FloatArray, IntArray, LongArray
from index.generations.lexicon import Lexicon

CUT = 24 - BITS
"""Bits of a weight that a feature does not keep."""
QUOTE, COLON, COMMA, ZERO = (np.uint8(ord(letter)) for letter in '":,0')
DIGITS = 10
EXACT_DIGITS = 9
"""By which a number of 32 bits is told apart from all others."""
LEAST = 1e-3
"""Of a share, and of a rarity by which one is divided."""


def share_of(lexicon: Lexicon) -> FloatArray:
    """Return for each term what its weight in an article counts beside that in a passage, (n_terms + 1,) above 0.

    It is what a search counts that takes ``ARTICLE_SHARE``; any other gives a feature the higher of its two factors.
    """
    rarities = np.maximum(lexicon.idf, np.float32(LEAST))
    return np.maximum(np.float32(ARTICLE_SHARE) * lexicon.article_idf / rarities, np.float32(LEAST)).astype(np.float32)


def counted(rows: LongArray, terms: IntArray, terms_in_all: int) -> tuple[LongArray, IntArray, IntArray]:
    """Return the distinct pairs of row and term, in order, and how often each is met.

    Args:
        rows: ascending or not.
        terms: of each, from 1; 0 is none.
        terms_in_all: one more than the highest there can be.
    """
    keys, often = np.unique((rows * terms_in_all + terms)[terms > 0], return_counts=True)
    return keys // terms_in_all, (keys % terms_in_all).astype(np.int32), often.astype(np.int32)


def objects(bounds: LongArray, terms: IntArray, weights: FloatArray) -> list[bytes]:
    """Return for each row of features the inside of a JSON object.

    Args:
        bounds: (n_rows + 1,) where the features of each begin.
        terms: of the features.
        weights: of the features, above 0; what a feature does not keep of one is cut off.
    """
    kept = weights.view(np.int32) >> CUT
    distinct, which = np.unique(kept, return_inverse=True)
    told = [_told(value) for value in distinct.tolist()]
    starts = np.concatenate([[0], np.cumsum([len(one) for one in told])]).astype(np.int64)
    letters = np.frombuffer(b"".join(told), np.uint8)
    room = np.empty(int(terms.size * 14 + np.diff(starts)[which].sum()), np.uint8)
    ends = np.zeros(bounds.size, np.int64)
    compiling.run(write, bounds, terms, which.astype(np.int64).ravel(), starts, letters, room, ends)
    text = room.tobytes()
    return [text[begin:end] for begin, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)]


@lru_cache(maxsize=1 << 16)
def _told(kept: int) -> bytes:
    """Return a short number of which a feature keeps these bits: most have three digits where exact ones have nine.

    Each feature of each slice is read by the nodes digit by digit, which takes them a tenth of loading.
    """
    middle = float(np.array([(kept << CUT) + (1 << CUT - 1)], np.int32).view(np.float32)[0])
    numbers = (f"{middle:.{digits}g}" for digits in range(1, EXACT_DIGITS + 1))
    return next(text for text in numbers if np.array([text], np.float32).view(np.int32)[0] >> CUT == kept).encode()


def write(
    bounds: LongArray,
    terms: IntArray,
    which: LongArray,
    starts: LongArray,
    letters: ByteArray,
    room: ByteArray,
    ends: LongArray,
) -> None:
    """Fill in features row by row, and where each row ends; compiled on demand."""
    size = 0
    for row in range(len(bounds) - 1):
        for place in range(bounds[row], bounds[row + 1]):
            if place > bounds[row]:
                room[size] = COMMA
                size += 1
            room[size] = QUOTE
            term, digits = terms[place], 1
            while term >= DIGITS:
                term //= DIGITS
                digits += 1
            term = terms[place]
            for back in range(digits, 0, -1):
                room[size + back] = ZERO + term % DIGITS
                term //= DIGITS
            size += digits + 1
            room[size], room[size + 1] = QUOTE, COLON
            size += 2
            for letter in range(starts[which[place]], starts[which[place] + 1]):
                room[size] = letters[letter]
                size += 1
        ends[row + 1] = size
