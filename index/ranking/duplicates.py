"""Finds passages that say the same in nearly the same words: joint releases, syndicated copies, repeated paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.generations.arrays import IntArray
from index.ranking.evidence import Words

SAME_SHARE = 0.8
"""Passages are near-identical if they share this much of the distinct terms that both hold together. A choice."""
FEWEST_TERMS = 8
"""A passage with fewer distinct terms is compared as a whole: short ones are alike by chance."""
LOOKED_THROUGH = 40
"""Candidates, best first, that are compared; further ones are shown to nobody who asks for a few passages."""


@dataclass(frozen=True, slots=True)
class Group:
    """A candidate and those further down that say the same, as places among the candidates."""

    place: int
    copies: tuple[int, ...]


def grouped(order: npt.NDArray[np.intp], passages: IntArray, words: Words, top: int) -> list[Group]:
    """Return the first ``top`` candidates that differ from each other, each with its copies.

    Args:
        order: places of the candidates from best to worst.
        passages: passage numbers of the candidates.
        words: of the index.
        top: how many groups.
    """
    terms: list[frozenset[int]] = []
    places: list[int] = []
    copies: list[list[int]] = []
    reach = max(LOOKED_THROUGH, 2 * top)
    for place in order[:reach].tolist():
        found = _terms(int(passages[place]), words)
        like = next((one for one, other in enumerate(terms) if same(found, other)), None)
        if like is not None:
            copies[like].append(place)
        elif len(places) < top:
            terms.append(found)
            places.append(place)
            copies.append([])
    for place in order[reach:].tolist():
        if len(places) < top:
            places.append(place)
            copies.append([])
    return [Group(place, tuple(same_as)) for place, same_as in zip(places, copies, strict=True)]


def same(terms: frozenset[int], others: frozenset[int]) -> bool:
    """Tell whether two passages, given by their distinct terms, say the same."""
    smaller, larger = sorted((len(terms), len(others)))
    if smaller < FEWEST_TERMS:
        return terms == others
    if smaller < SAME_SHARE * larger:
        return False
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


def _terms(passage: int, words: Words) -> frozenset[int]:
    return frozenset(words.sequence[words.bounds[passage] : words.bounds[passage + 1]].tolist())
