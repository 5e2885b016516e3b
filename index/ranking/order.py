"""Puts candidates in order: articles by one sum of evidence, the passages of each by another.

The weights are learned (index/ranking/learned.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.generations.arrays import FloatArray
from index.ranking.candidates import Candidates, groups


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence counts.

    Attributes:
        article: (len(EVIDENCE),) for putting articles in order, each by its best passage.
        passage: (len(EVIDENCE),) for putting the passages of one article in order.
        second: what a passage's distance from the best of its article counts against other articles.
    """

    article: FloatArray
    passage: FloatArray
    second: float


def scores(candidates: Candidates, found: Weights) -> FloatArray:
    """Return the score of each candidate, float32, higher is better: its article's, less what it is short of the best.

    An article scores what its best passage does by the weights for articles.
    """
    by_article = candidates.evidence @ found.article
    by_passage = candidates.evidence @ found.passage
    group, count = groups(candidates.articles)
    best = np.full((2, count), -np.inf, np.float32)
    np.maximum.at(best[0], group, by_article)
    np.maximum.at(best[1], group, by_passage)
    return np.asarray(best[0][group] + np.float32(found.second) * (by_passage - best[1][group]), np.float32)


def in_order(candidates: Candidates, found: Weights) -> tuple[npt.NDArray[np.intp], FloatArray]:
    """Return the places of the candidates from best to worst, and their scores in that order."""
    values = scores(candidates, found)
    order = np.lexsort((candidates.passages, -values))
    return order, values[order]
