"""Makes the signature of a text (MinHash): texts that are nearly the same have a band of it in common.

A text is the set of its runs of three words. In each of ``BANDS`` times ``ROWS`` orders of all possible runs its first
one is taken; two texts have the same first one as often as their sets overlap, J (A. Broder, On the resemblance and
containment of documents, 1997), and one of ``BANDS`` bands, each a hash of ``ROWS`` of these, with a chance of
1 - (1 - J**ROWS)**BANDS. What has a band in common is compared word by word later.

The texts of a batch are hashed together, each word as a polynomial of its bytes that wraps around: numpy is called a
few dozen times a batch, which for texts of a few hundred words would take longer than what it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Small = npt.NDArray[np.uint32]

BANDS, ROWS = 8, 6
"""Of texts that share .85 of their runs .98 are found, .9 of them .998; of those that share half .12."""
RUN = 3
"""Words of a run."""
CHARACTERS = 8
"""Of a run where words are not set apart."""
FEWEST = 20
"""Runs of a text that is compared; shorter ones are alike by chance."""
LONGEST = 1 << 20
"""Bytes of a text that are looked at."""
TOGETHER = 1 << 16
"""Bytes from which texts are hashed together: what is at work stays near the processor."""
AT_ONCE = 1 << 12
WORD_BYTES = 30
"""More bytes a word than this on average have no spaces between them."""
BASE = 0x9E3779B1
"""The polynomial's, odd, so that it has an inverse."""
PLAIN = tuple(mark.encode() for mark in "‘’“”„«»–—…\u00a0\u00ad")
"""Marks that programs put in place of plain ones."""
NOTHING = b"\0"
"""Stands for what is no part of a word; it adds nothing to a sum."""

_LETTERS = bytes(byte if byte >= 0x80 or chr(byte).isalnum() else 0 for byte in range(256)).lower()  # noqa: PLR2004
_DRAWN = np.random.default_rng(1997).bit_generator.random_raw(BANDS * ROWS + ROWS + CHARACTERS)
_FACTORS = (_DRAWN[: BANDS * ROWS] >> np.uint64(32)).astype(np.uint32)[:, None] | np.uint32(1)
_OF_BAND = _DRAWN[BANDS * ROWS : BANDS * ROWS + ROWS] | np.uint64(1)
_OF_RUN = _DRAWN[BANDS * ROWS + ROWS :] | np.uint64(1)


def signatures(texts: Iterable[str]) -> Iterator[bytes]:
    """Yield the bands of each text, ``BANDS`` times eight bytes; nothing for one that is too short to be compared."""
    for some in _together(texts):
        found = list(_runs_of(some))
        least = np.full((len(found), BANDS * ROWS), np.iinfo(np.uint32).max, np.uint32)
        for row, hashes in zip(least, found, strict=True):
            for start in range(0, len(hashes), AT_ONCE):
                part = hashes[start : start + AT_ONCE].astype(np.uint32)
                np.minimum(row, (_FACTORS * part).min(axis=1), out=row)
        bands = _mixed((least.reshape(-1, BANDS, ROWS) * _OF_BAND).sum(axis=2, dtype=np.uint64)).astype("<u8")
        for one, hashes in zip(bands, found, strict=True):
            yield one.tobytes() if len(hashes) >= FEWEST else b""


def runs(text: str) -> Hashes:
    """Return a hash of each run of words of a text, whatever their case and marks, the same in every process.

    Returns:
        In the order of the text, (n_words - 2,) uint64; of characters where words are not set apart.
    """
    return next(runs_of_each([text]))


def runs_of_each(texts: Iterable[str]) -> Iterator[Hashes]:
    """Yield the hashes of the runs of each text; texts together take less than one by one."""
    for some in _together(texts):
        yield from _runs_of(some)


def _together(texts: Iterable[str]) -> Iterator[list[bytes]]:
    """Yield the letters of texts, those of a batch at once."""
    some: list[bytes] = []
    for text in texts:
        some.append(_letters(text))
        if sum(map(len, some)) >= TOGETHER:
            yield some
            some = []
    if some:
        yield some


def _letters(text: str) -> bytes:
    """Return a text's words whatever their case, with zeros between them, as many as there are bytes."""
    data = text[:LONGEST].encode("utf-8", "surrogatepass")
    if not data.isascii():
        for mark in PLAIN:
            data = data.replace(mark, NOTHING)
    if not data.isascii():
        data = data.decode("utf-8", "surrogatepass").casefold().encode("utf-8", "surrogatepass")
    return data[:LONGEST].translate(_LETTERS)


def _runs_of(texts: Sequence[bytes]) -> Iterator[Hashes]:
    """Yield the runs of each of some texts, given as their letters."""
    data = np.frombuffer(NOTHING.join([b"", *texts, b""]), np.uint8)
    solid = data != 0
    starts = np.flatnonzero(solid[1:] > solid[:-1]) + 1
    runs_of_words = _in_runs(_hashed(data, starts), RUN)
    ends = np.cumsum([0, *(len(text) + 1 for text in texts)])
    places = zip(pairwise(ends.tolist()), pairwise(np.searchsorted(starts, ends).tolist()), strict=True)
    for (begin, end), (first, last) in places:
        letters = data[begin:end]
        if len(letters) > WORD_BYTES * (last - first) and np.count_nonzero(letters) > WORD_BYTES * (last - first):
            characters = np.flatnonzero((letters != 0) & ((letters & 0xC0) != 0x80))  # noqa: PLR2004 - the first byte of each
            yield _in_runs(_hashed(letters, characters), CHARACTERS)
        else:
            yield runs_of_words[first : max(first, last - RUN + 1)]


def _hashed(data: npt.NDArray[np.uint8], starts: npt.NDArray[np.intp]) -> Hashes:
    """Return a hash of what begins at each of some places and ends before the next."""
    powers, inverses = _powers(1 << len(data).bit_length())
    sums = np.add.reduceat(data * powers[: len(data)], starts, dtype=np.uint32)
    return (sums * inverses[starts]).astype(np.uint64)


def _in_runs(hashes: Hashes, size: int) -> Hashes:
    """Return a hash of each so many hashes in a row."""
    count = max(0, len(hashes) - size + 1)
    together = np.zeros(count, np.uint64)
    for place in range(size):
        together += hashes[place : place + count] * _OF_RUN[place]
    return _mixed(together)


@cache  # sizes are powers of two: all of them take twice what the largest takes
def _powers(size: int) -> tuple[Small, Small]:
    """Return the powers of the base, and their inverses."""
    both = (np.full(size, base, np.uint32) for base in (BASE, pow(BASE, -1, 1 << 32)))
    powers, inverses = (np.multiply.accumulate(one, dtype=np.uint32) for one in both)
    return powers, inverses


def _mixed(hashes: Hashes) -> Hashes:
    """Return hashes whose lower bits depend on all bits."""
    mixed = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(0xC4CEB9FE1A85EC53)
    return mixed ^ (mixed >> np.uint64(32))
