"""Cuts many texts in ASCII at once into the words of ``forms``; plain Python over bytes, compiled on demand.

What ``corpus.language.cutting.WORD`` says as one expression stands here as a walk through the bytes, and every distinct
word gets a number on the way, by a table of hashes. Compiled (engine/compiling.py) this takes a tenth of the time.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.language.cutting import UNITS
from index.generations.arrays import ByteArray, IntArray, LongArray
from index.generations.ragged import Ragged

LETTER, DIGIT, LINE, MARK, CLOSING = 1, 2, 4, 8, 16
ALPHANUMERIC, BEGINNING = LETTER | DIGIT, LETTER | DIGIT | MARK
WORDLY = LETTER | DIGIT | LINE
"""What an expression calls a word's character; the low line is one, but never stands in a word."""
POINT, COMMA, APOSTROPHE = ord("."), ord(","), ord("'")
LOWER = 32
"""Makes a letter small."""
HASH_BITS = 0x7FFFFFFF
SMALLEST = 1 << 14
"""Places of the table of words at first; at most half of them are taken."""


def _kinds() -> ByteArray:
    """Return what each byte is."""
    kinds = np.zeros(256, np.uint8)
    for kind, characters in (
        (LETTER, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        (DIGIT, "0123456789"),
        (LINE, "_"),
        (MARK, ".!?"),
        (CLOSING, ' \t\n\r\f\v\x1c\x1d\x1e\x1f")'),
    ):
        kinds[[ord(character) for character in characters]] = kind
    return kinds


def _unit_codes() -> LongArray:
    """Return the units that may stand at a number, each as the number that its letters make."""
    names = [name for unit in UNITS.split("|") for name in ((unit[:-2], unit[:-1]) if unit.endswith("?") else (unit,))]
    return np.array([int.from_bytes(name.encode(), "big") for name in names], np.int64)


KINDS, UNIT_CODES = _kinds(), _unit_codes()
LONGEST_UNIT = 3


def cut_ascii(texts: Sequence[str]) -> tuple[Ragged, list[str]]:
    """Cut texts in ASCII.

    Returns:
        The int32 numbers of the words of each text, and the form of each number.
    """
    data = np.frombuffer("".join(texts).encode("ascii"), np.uint8)
    bounds = np.concatenate([[0], np.cumsum([len(text) for text in texts], dtype=np.int64)])
    most = len(data) // 2 + 128  # distinct words: those of one letter are few
    found = Found(
        np.empty(len(data), np.int32),
        np.empty(len(texts), np.int64),
        np.empty((most, 2), np.int64),
        np.empty(most, np.int64),
    )
    factor = secrets.randbits(29) * 2 + 1  # nobody can write texts whose words meet in one place of the table
    distinct = number_words(data, bounds, factor, KINDS, UNIT_CODES, found)
    text = data.tobytes().decode("ascii")
    starts, ends = found.places[1 : distinct + 1].T.tolist()
    forms = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return Ragged.of(found.numbers[: int(found.lengths.sum())] - 1, found.lengths), forms


class Found(NamedTuple):
    """Room for what is found in texts.

    Attributes:
        numbers: (n_bytes,) int32, the number of each word as they stand, from 1.
        lengths: (n_texts,) int64, words of each text.
        places: (n_distinct, 2) int64, where each distinct word begins and ends for the first time, by number.
        codes: (n_distinct,) int64, its hash.
    """

    numbers: IntArray
    lengths: LongArray
    places: npt.NDArray[np.int64]
    codes: LongArray


def number_words(
    data: ByteArray, bounds: LongArray, factor: int, kinds: ByteArray, units: LongArray, found: Found
) -> int:
    """Number the words of texts from 1, in the order in which they are first met; return how many distinct ones.

    Args:
        data: the texts, one behind the other.
        bounds: (n_texts + 1,) where each begins.
        factor: of the hash, odd.
        kinds: what each byte is.
        units: that may stand at a number.
        found: room for the words.
    """
    table = np.zeros(SMALLEST, np.int32)
    count = 0
    distinct = 0
    for text in range(found.lengths.size):
        place, end = bounds[text], bounds[text + 1]
        while table.size < 2 * (distinct + end - place):
            table = widened(table, distinct, found.codes)
        before = count
        count, distinct = number_text(data, place, end, factor, kinds, units, table, count, distinct, found)
        found.lengths[text] = count - before
    return distinct


def number_text(
    data: ByteArray,
    place: int,
    end: int,
    factor: int,
    kinds: ByteArray,
    units: LongArray,
    table: IntArray,
    count: int,
    distinct: int,
    found: Found,
) -> tuple[int, int]:
    """Number the words of one text; return how many words there are by then, and distinct ones."""
    while place < end:
        if (kinds[data[place]] & BEGINNING) == 0:
            place += 1
            continue
        behind, code = word_from(data, place, end, factor, kinds, units)
        if behind == place:
            place += 1
            continue
        slot = slot_of(data, place, behind, code, table, found)
        if table[slot] == 0:
            distinct += 1
            table[slot] = distinct
            found.codes[distinct] = code
            found.places[distinct, 0], found.places[distinct, 1] = place, behind
        found.numbers[count] = table[slot]
        count += 1
        place = behind
    return count, distinct


def slot_of(data: ByteArray, place: int, behind: int, code: int, table: IntArray, found: Found) -> int:
    """Return where in the table a word is, or belongs."""
    slot = first_slot(code, table)
    while True:
        number = table[slot]
        if number == 0:
            return slot
        if found.codes[number] == code and same(data, place, behind, found.places[number, 0], found.places[number, 1]):
            return slot
        slot = (slot + 1) & (table.size - 1)


def first_slot(code: int, table: IntArray) -> int:
    """Return where in the table a hash is looked for first; its high half tells words apart best."""
    return (code ^ (code >> 15)) & (table.size - 1)


def widened(table: IntArray, distinct: int, codes: LongArray) -> IntArray:
    """Return a table four times as large with the same words."""
    wide = np.zeros(4 * table.size, np.int32)
    for number in range(1, distinct + 1):
        slot = first_slot(codes[number], wide)
        while wide[slot] != 0:
            slot = (slot + 1) & (wide.size - 1)
        wide[slot] = number
    return wide


def same(data: ByteArray, place: int, behind: int, other: int, other_behind: int) -> bool:
    """Tell whether two words are the same."""
    if behind - place != other_behind - other:
        return False
    for step in range(behind - place):  # noqa: SIM110 - numba compiles no generators
        if data[place + step] != data[other + step]:
            return False
    return True


def word_from(
    data: ByteArray, place: int, end: int, factor: int, kinds: ByteArray, units: LongArray
) -> tuple[int, int]:
    """Return where the word ends that begins at a place, the place itself if none does; and its hash."""
    code = int(data[place])
    behind = place + 1
    if kinds[data[place]] == LETTER and behind < end and kinds[data[behind]] & ALPHANUMERIC:  # nearly every word
        while behind < end and kinds[data[behind]] & ALPHANUMERIC:
            code = (code * factor + int(data[behind])) & HASH_BITS
            behind += 1
        if not (behind < end and data[behind] == APOSTROPHE):
            return behind, code
    behind = word_end(data, place, end, kinds, units)
    code = int(data[place])
    for other in range(place + 1, behind):
        code = (code * factor + int(data[other])) & HASH_BITS
    return behind, code


def word_end(data: ByteArray, place: int, end: int, kinds: ByteArray, units: LongArray) -> int:
    """Return where the word ends that begins at a place, the place itself if none does."""
    kind = kinds[data[place]]
    if kind == MARK:
        closed = place + 1 == end or kinds[data[place + 1]] == CLOSING
        return place + 1 if closed else place
    if kind == DIGIT:
        return number_end(data, place, end, kinds, units)
    if kind != LETTER:
        return place
    if place + 1 < end and data[place + 1] == POINT:
        behind = initials_end(data, place, end, kinds)
        if behind > place:
            return behind
    return run_end(data, place, end, kinds)


def run_end(data: ByteArray, place: int, end: int, kinds: ByteArray) -> int:
    """Return where letters and digits end, with an apostrophe among them: "don't", "1990s"."""
    behind = place
    while behind < end and kinds[data[behind]] & ALPHANUMERIC:
        behind += 1
    if behind + 1 < end and data[behind] == APOSTROPHE and kinds[data[behind + 1]] & ALPHANUMERIC:
        behind += 2
        while behind < end and kinds[data[behind]] & ALPHANUMERIC:
            behind += 1
    return behind


def initials_end(data: ByteArray, place: int, end: int, kinds: ByteArray) -> int:
    """Return where "u.s.", "d.c" or "u.s.a" end, the place itself if there is no more than one letter with a stop."""
    behind = place
    while behind + 1 < end and kinds[data[behind]] == LETTER and data[behind + 1] == POINT:
        behind += 2
    last = behind < end and kinds[data[behind]] == LETTER
    if last and (behind + 1 == end or not kinds[data[behind + 1]] & WORDLY):
        return behind + 1
    return behind if behind > place + 2 else place


def number_end(data: ByteArray, place: int, end: int, kinds: ByteArray, units: LongArray) -> int:
    """Return where "1,500", "3.3" or the "5" of "5km" end; what goes on with other letters is a word: "1990s"."""
    behind = place
    while behind < end and kinds[data[behind]] == DIGIT:
        behind += 1
    group = place
    while behind + 1 < end and (data[behind] == POINT or data[behind] == COMMA) and kinds[data[behind + 1]] == DIGIT:
        group = behind
        behind += 2
        while behind < end and kinds[data[behind]] == DIGIT:
            behind += 1
    if behind == end or not kinds[data[behind]] & WORDLY or is_unit(data, behind, end, kinds, units):
        return behind
    return group if group > place else run_end(data, place, end, kinds)


def is_unit(data: ByteArray, place: int, end: int, kinds: ByteArray, units: LongArray) -> bool:
    """Tell whether the letters at a place are a unit and nothing else."""
    code = 0
    behind = place
    while behind < end and kinds[data[behind]] & WORDLY:
        if kinds[data[behind]] != LETTER or behind - place == LONGEST_UNIT:
            return False
        code = (code << 8) | int(data[behind]) | LOWER
        behind += 1
    return bool((units == code).any())
