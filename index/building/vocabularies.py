"""Brings the vocabularies of parts together, and gives each mark a code by how often it is met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from index.generations.arrays import ByteArray, IntArray, LongArray
from index.generations.sequences import LONG, MIDDLE, SHORT
from index.generations.vocabulary import Vocabulary

CHUNK = 1 << 14
"""Terms that are taken from a vocabulary at once."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a generation.

    Attributes:
        vocabulary: of its terms.
        met: (2 * n_terms + 2,) int64, how often each mark stands in passages.
        titled: likewise in titles.
        within: likewise in passages, behind another word of the sentence.
        of_part: for each part the mark that each of its own is.
    """

    vocabulary: Vocabulary
    met: LongArray
    titled: LongArray
    within: LongArray
    of_part: list[IntArray]


class Met(NamedTuple):
    """How often each mark of a part stands in what is used of it; (2 * n_terms + 2,) int64 each.

    Attributes:
        passages: in passages.
        titles: in titles.
        within: in passages, behind another word of the sentence.
    """

    passages: LongArray
    titles: LongArray
    within: LongArray


def joined(vocabularies: Sequence[Vocabulary], met: Sequence[Met]) -> Marks:
    """Return the marks of all parts together, of the terms that are met.

    Args:
        vocabularies: of the parts.
        met: how often their marks are.
    """
    letters, lengths = bytearray(), [0]
    used = [(one.passages + one.titles).reshape(-1, 2).sum(axis=1) > 0 for one in met]
    numbers = [np.zeros(len(one), np.int32) for one in used]
    found = merge(*(_terms(one, number) for number, one in enumerate(vocabularies)))
    for term, places in groupby(found, key=itemgetter(0)):
        in_parts = [(part, place) for _, part, place in places if used[part][place]]
        for part, place in in_parts:
            numbers[part][place] = len(lengths)
        if in_parts:
            letters += term
            lengths.append(len(term))
    marks: list[IntArray] = [np.column_stack([2 * one, 2 * one + 1]).ravel().astype(np.int32) for one in numbers]
    for one in marks:
        one[:2] = 0
    vocabulary = Vocabulary(np.frombuffer(bytes(letters), np.uint8), np.cumsum(lengths, dtype=np.int64))
    passages, titles, within = (
        _added([getattr(one, name) for one in met], marks, 2 * len(lengths)) for name in Met._fields
    )
    return Marks(vocabulary, passages, titles, within, marks)


def _added(counts: Sequence[LongArray], marks: Sequence[IntArray], size: int) -> LongArray:
    """Add up counts of the marks of parts."""
    total = np.zeros(size, np.int64)
    for of_part, count in zip(marks, counts, strict=True):
        kept = count > 0
        total[of_part[kept]] += count[kept]
    return total


def _terms(vocabulary: Vocabulary, part: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the terms of a vocabulary in UTF-8, with the number of its part and their own."""
    for begin in range(0, len(vocabulary), CHUNK):
        starts = vocabulary.starts[begin : begin + CHUNK + 1].tolist()
        letters = vocabulary.letters[starts[0] : starts[-1]].tobytes()
        for place in range(len(starts) - 1):
            term = letters[starts[place] - starts[0] : starts[place + 1] - starts[0]]
            yield term, part, begin + place + 1


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of marks (index/generations/sequences.py).

    Attributes:
        marks: (n_codes,) int32, the mark of each code; those that are met more often come first.
        of_mark: (2 * n_terms + 2,) int32, the code of each mark that is met.
    """

    marks: IntArray
    of_mark: IntArray

    @classmethod
    def of(cls, marks: Marks) -> Codes:
        """Give codes to the marks that are met."""
        often = marks.met + marks.titled
        ordered = np.lexsort((np.arange(often.size), -often))[: np.count_nonzero(often)]
        of_mark = np.zeros(often.size, np.int32)
        of_mark[ordered] = np.arange(ordered.size)
        return cls(ordered.astype(np.int32), of_mark)

    def size(self, met: LongArray) -> int:
        """Return how many bytes marks take that are met so often."""
        widths = np.full(self.marks.size, 5)
        widths[:MIDDLE], widths[:SHORT] = 2, 1
        return int((met[self.marks] * widths).sum())


def encode(
    marks: IntArray, bounds: LongArray, of_mark: IntArray, codes: ByteArray, places: LongArray, lengths: IntArray
) -> int:
    """Write the codes of rows of marks; compiled on demand.

    Args:
        marks: of all rows.
        bounds: where each row begins, and the end.
        of_mark: the code of each mark.
        codes: room for the bytes, five for each mark.
        places: room for where the bytes of each row end.
        lengths: room for how many words each row has.

    Returns:
        How many bytes there are.
    """
    size = 0
    for row in range(len(places)):
        words = 0
        for place in range(bounds[row], bounds[row + 1]):
            code = of_mark[marks[place]]
            words += marks[place] > 1
            size = put(codes, size, code)
        places[row] = size
        lengths[row] = words
    return size


def put(codes: ByteArray, size: int, code: int) -> int:
    """Write a code behind so many bytes; return how many there are then."""
    if code < SHORT:
        codes[size] = code
        return size + 1
    if code < MIDDLE:
        codes[size] = SHORT + ((code - SHORT) >> 8)
        codes[size + 1] = (code - SHORT) & 0xFF
        return size + 2
    codes[size] = LONG
    for byte in range(4):
        codes[size + 1 + byte] = (code >> (24 - 8 * byte)) & 0xFF
    return size + 5
