"""Finds passages that say the same in nearly the same words: joint releases, syndicated copies, repeated paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.generations.arrays import BoolArray, IntArray
from index.generations.ragged import Ragged

SAME_SHARE = 0.8
"""Passages are near-identical if they share this much of the distinct terms that both hold together. A choice."""
FEWEST_TERMS = 8
"""A passage with fewer distinct terms is compared as a whole: short ones are alike by chance."""
BITS = 512
"""By which passages are told apart at first."""
LOOKED_THROUGH = 40
"""Candidates, best first, that are compared; further ones are shown to nobody who asks for a few passages."""


@dataclass(frozen=True, slots=True)
class Group:
    """A candidate and those further down that say the same, as places among the candidates."""

    place: int
    copies: tuple[int, ...]


def grouped(order: npt.NDArray[np.intp], words: Ragged, top: int) -> list[Group]:
    """Return the first ``top`` candidates that differ from each other, each with its copies.

    Args:
        order: places of the candidates from best to worst.
        words: of each candidate.
        top: how many groups.
    """
    reach = max(LOOKED_THROUGH, 2 * top)
    looked = words.take(order[:reach])
    worth: dict[int, list[int]] = {}
    for first, second in np.argwhere(np.triu(_alike(looked), 1)).tolist():
        worth.setdefault(second, []).append(first)

    def terms(rank: int) -> frozenset[int]:
        return frozenset(looked.values[looked.bounds[rank] : looked.bounds[rank + 1]].tolist())

    copies: dict[int, list[int]] = {}
    for rank, place in enumerate(order.tolist()):
        heads = (first for first in worth.get(rank, ()) if first in copies)
        like = next((first for first in heads if same(terms(first), terms(rank))), None)
        if like is not None:
            copies[like].append(place)
        elif len(copies) < top:
            copies[rank] = []
    return [Group(int(order[first]), tuple(found)) for first, found in copies.items()]


def _alike(words: Ragged) -> BoolArray:
    """Return which of n passages may say the same as which, (n, n): nearly all others are told apart here, cheaply.

    Each term sets one of some bits. The terms that two passages do not share are at least as many as the bits in which
    they differ, and with a share of .8 no more than a quarter of the terms of either.
    """
    bits = np.zeros((len(words), BITS), np.uint8)
    bits[np.repeat(np.arange(len(words)), words.lengths), words.values % BITS] = 1
    packed = np.packbits(bits, axis=1).view(np.uint64)
    differing = np.bitwise_count(packed[:, None] ^ packed).sum(axis=2)
    found: BoolArray = differing <= np.minimum(words.lengths[:, None], words.lengths) * (1 / SAME_SHARE - 1)
    return found


def same(terms: frozenset[int], others: frozenset[int]) -> bool:
    """Tell whether two passages, given by their distinct terms, say the same."""
    smaller, larger = sorted((len(terms), len(others)))
    if smaller < FEWEST_TERMS:
        return terms == others
    shared = len(terms & others)
    return shared >= SAME_SHARE * (smaller + larger - shared)


def others(group: Group, articles: IntArray) -> list[int]:
    """Return the copies of a group that stand in other articles, the best one of each.

    Args:
        group: of candidates.
        articles: the article of each candidate.
    """
    best = {int(articles[group.place]): group.place}
    for one in group.copies:
        best.setdefault(int(articles[one]), one)
    return list(best.values())[1:]
