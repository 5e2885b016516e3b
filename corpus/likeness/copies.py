"""Tells which of many articles are copies: nearly the same words, and no other number or name in place of one."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

import numpy as np

from corpus.likeness.signatures import BANDS, FEWEST, Hashes, runs_of_each

VERSION = 3
"""Goes up when signatures or what counts as a copy change, so that all articles are compared anew."""
SAME_SHARE = 0.85
"""Of their runs of words that two texts share. Between .8 and .85 a fifth of the pairs of the Senate's releases told of
another stage of a bill or another county."""
VERBATIM_SHARE = 0.98
NEAR_DAYS = 7
"""Further apart than this, only what is all but verbatim is a copy: else it tells how the matter went on."""
AT_ONCE = 32
"""Articles that are taken apart together."""
LEADERS = 64
"""Articles of many that may be alike that another one is compared with: the last ones by date."""
BITS = 1 << 12
"""By which texts are told apart at first: the runs that two do not share are at least as many as the bits in which they
differ."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True, eq=False)
class Compared:
    """An article as it is compared.

    Attributes:
        row: its number in the store.
        runs: hashes of its runs of words, each once, ascending.
        text: itself.
        first: the first day on which it may have been published, None when undated.
        last: likewise.
    """

    row: int
    runs: Hashes
    text: str
    first: date | None
    last: date | None

    @cached_property
    def bits(self) -> int:
        """One for each run; two of a few hundred are seldom the same."""
        set_bits = np.zeros(BITS, np.uint8)
        set_bits[self.runs % BITS] = 1
        return int.from_bytes(np.packbits(set_bits).tobytes())

    @cached_property
    def pieces(self) -> frozenset[str]:
        """What stands between its blanks, each once; few articles come so near to another."""
        return frozenset(self.text.split())

    @cached_property
    def folded(self) -> str:
        """Its text whatever its case."""
        return self.text.casefold()


def compared(articles: Iterable[tuple[int, str, date | None, date | None]]) -> Iterator[Compared]:
    """Yield articles, given as (row, text, first day, last day), as they are compared, a few dozen at once."""
    left = iter(articles)
    while some := list(islice(left, AT_ONCE)):
        for (row, text, first, last), hashes in zip(some, runs_of_each(text for _, text, _, _ in some), strict=True):
            found = np.sort(hashes)  # numpy's own way to what is different takes several times as long
            first_of_each = np.ones(len(found), np.bool_)
            np.not_equal(found[1:], found[:-1], out=first_of_each[1:])
            yield Compared(row, found[first_of_each], text, first, last)


def may_be_alike(signatures: Sequence[bytes]) -> list[list[int]]:
    """Return groups of signatures, by their places, that have a band in common with another of the group.

    All are looked through by sorting, which takes less than a second for a hundred thousand.

    Args:
        signatures: none of them empty.
    """
    bands = np.frombuffer(b"".join(signatures), "<u8").reshape(len(signatures), BANDS)
    leaders = list(range(len(signatures)))

    def leader(place: int) -> int:
        while leaders[place] != place:
            leaders[place] = leaders[leaders[place]]
            place = leaders[place]
        return place

    for band in bands.T:
        order = np.argsort(band, kind="stable")
        same = np.flatnonzero(band[order][1:] == band[order][:-1])
        for one, other in zip(order[same].tolist(), order[same + 1].tolist(), strict=True):
            first, second = sorted((leader(one), leader(other)))
            leaders[second] = first
    groups: dict[int, list[int]] = {}
    for place in range(len(leaders)):
        groups.setdefault(leader(place), []).append(place)
    return [group for group in groups.values() if len(group) > 1]


def led(alike: Iterable[tuple[Compared, bytes]]) -> dict[int, int]:
    """Return the leader of each article that is a copy: the first one, in the order given, that it is a copy of.

    Args:
        alike: articles that may be alike, with their signatures, those first that lead.
    """
    found: dict[int, int] = {}
    leaders: deque[tuple[frozenset[tuple[int, int]], Compared]] = deque(maxlen=LEADERS)
    verbatim: dict[bytes, int] = {}
    for one, signature in alike:
        key = one.runs.tobytes()
        bands = frozenset(enumerate(np.frombuffer(signature, "<u8").tolist()))
        near = (other for of_other, other in leaders if not bands.isdisjoint(of_other))
        leader = verbatim.get(key) or next((other.row for other in near if is_copy(one, other)), None)
        if leader is None:
            leaders.append((bands, one))
            verbatim[key] = one.row
        else:
            found[one.row] = leader
    return found


def is_copy(one: Compared, other: Compared) -> bool:
    """Tell whether two articles are the same, maybe edited, and not two made by one pattern.

    "$419,802 for Lincoln County" and "$486,107 for Lander County" may share all other words: where each has a number
    that the other has not, or a name, they are two. In scripts without capitals any word may be a name.
    """
    least = SAME_SHARE if _near(one, other) else VERBATIM_SHARE
    together = len(one.runs) + len(other.runs)
    if (one.bits ^ other.bits).bit_count() > together * (1 - least) / (1 + least):
        return False
    shared = len(np.intersect1d(one.runs, other.runs, assume_unique=True))
    if shared < max(FEWEST // 2, least * (together - shared)):
        return False
    own, others = _only_in(one, other), _only_in(other, one)
    return not any(
        any(kind(written) and not _stands_in(key, other.folded) for key, written in own.items())
        and any(kind(written) and not _stands_in(key, one.folded) for key, written in others.items())
        for kind in (_is_number, _is_name)
    )


def _only_in(one: Compared, other: Compared) -> dict[str, str]:
    """Return the words of what stands in one text only, as written, by what they are whatever their case.

    Of a word that the other text has nowhere these are all forms; one that is written small, too, is known so.
    """
    found = WORD.findall(" ".join(sorted(one.pieces - other.pieces)))
    return dict(zip(map(str.casefold, found), found, strict=True))


def _stands_in(word: str, text: str) -> bool:
    """Tell whether a word stands in a text as one; what is looked for seldom stands there even as letters."""
    place = text.find(word)
    while place >= 0:
        around = text[place - 1 : place] + text[place + len(word) : place + len(word) + 1]
        if WORD.search(around) is None:
            return True
        place = text.find(word, place + 1)
    return False


def _near(one: Compared, other: Compared) -> bool:
    """Tell whether two articles may have been published within a few days."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return True
    return max((other.first - one.last).days, (one.first - other.last).days) <= NEAR_DAYS


def _is_number(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _is_name(word: str) -> bool:
    return not word[0].islower() and not _is_number(word)
