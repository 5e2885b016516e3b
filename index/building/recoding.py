"""Counts texts of the generation before, and gives them their new codes, without taking them apart into marks.

What is met most often has the smallest codes, so tables by code are read and written near their beginning, where those
by mark would be all over. All loops are plain Python over arrays, compiled where there is much to do.
"""

from __future__ import annotations

from index.building import vocabularies
from index.generations.arrays import ByteArray, IntArray, LongArray
from index.generations.sequences import LONG, SHORT


def code_at(codes: ByteArray, place: int) -> tuple[int, int]:
    """Return the code at a place, and where the next one begins (index/generations/sequences.py)."""
    code = codes[place] + 0  # in the compiled loop the 0 makes more than a byte of it
    if code < SHORT:
        return code, place + 1
    if code < LONG:
        return SHORT + ((code - SHORT) << 8) + codes[place + 1], place + 2
    code = 0
    for byte in range(place + 1, place + 5):
        code = (code << 8) + codes[byte]
    return code, place + 5


def count(codes: ByteArray, bounds: LongArray, marks: IntArray, met: LongArray, within: LongArray) -> None:
    """Count the codes of some passages, and those of words that open no sentence.

    Args:
        codes: of all of them.
        bounds: where each begins, and the end.
        marks: of each code.
        met: takes how often each code is met.
        within: likewise behind another word of the sentence.
    """
    for row in range(len(bounds) - 1):
        place, before = bounds[row], 0
        while place < bounds[row + 1]:
            code, place = code_at(codes, place)
            met[code] += 1
            mark = marks[code]
            if mark > 1 and before > 1:
                within[code] += 1
            before = mark


def recode(
    codes: ByteArray,
    bounds: LongArray,
    marks: IntArray,
    now: IntArray,
    written: ByteArray,
    places: LongArray,
    lengths: IntArray,
) -> int:
    """Write some passages with other codes; return how many bytes there are.

    Args:
        codes: of all of them.
        bounds: where each begins, and the end.
        marks: of each code.
        now: what each code is now.
        written: room for the bytes, five for each code.
        places: room for where the bytes of each passage end.
        lengths: room for how many words each passage has.
    """
    size = 0
    for row in range(len(places)):
        place, words = bounds[row], 0
        while place < bounds[row + 1]:
            code, place = code_at(codes, place)
            words += marks[code] > 1
            size = vocabularies.put(written, size, now[code])
        places[row] = size
        lengths[row] = words
    return size
