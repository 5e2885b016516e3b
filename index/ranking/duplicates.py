"""Finds passages that say the same in nearly the same words: joint releases, syndicated copies, repeated paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.generations.arrays import IntArray
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
    may_be_same = _maybe_same(looked)
    heads: dict[int, list[int]] = {}
    alike: dict[int, list[int]] = {}
    for rank, place in enumerate(order.tolist()):
        if rank not in alike and len(heads) == top:
            continue
        like = next((head for head in alike.get(rank, ()) if same(_terms(looked, head), _terms(looked, rank))), None)
        if like is not None:
            heads[like].append(place)
        elif len(heads) < top:
            heads[rank] = []
            for other in np.flatnonzero(may_be_same[rank, rank + 1 :]).tolist() if rank < reach else ():
                alike.setdefault(rank + 1 + other, []).append(rank)
    return [Group(int(order[head]), tuple(copies)) for head, copies in heads.items()]


def _terms(words: Ragged, row: int) -> frozenset[int]:
    return frozenset(words.values[words.bounds[row] : words.bounds[row + 1]].tolist())


def _bits(words: Ragged) -> npt.NDArray[np.uint64]:
    """Return the terms of each of n passages as bits, each term one of some: (n, BITS / 64)."""
    bits = np.zeros((len(words), BITS), np.uint8)
    bits[np.repeat(np.arange(len(words)), words.lengths), words.values % BITS] = 1
    return np.packbits(bits, axis=1).view(np.uint64)


def _maybe_same(words: Ragged) -> npt.NDArray[np.bool_]:
    """Tell which of n passages may say the same, (n, n): nearly all others are told apart here, cheaply.

    The terms that two passages do not share are at least as many as the bits in which they differ, and with a share of
    .8 no more than a quarter of the terms of either.
    """
    bits, lengths = _bits(words), words.lengths
    differing = np.bitwise_count(bits[:, None] ^ bits).sum(axis=2)
    found: npt.NDArray[np.bool_] = differing <= np.minimum(lengths[:, None], lengths) * (1 / SAME_SHARE - 1)
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
