"""Puts candidates in order: articles by one sum of evidence, the passages of each by another.

The weights and how they were learned are in weights.toml (benchmarks/learning.py writes it).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from corpus.data import table
from index.generations.arrays import FloatArray
from index.ranking.candidates import Candidates, groups
from index.ranking.evidence import EVIDENCE


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


@cache
def weights() -> Weights:
    """Return the weights of weights.toml."""
    data = table("index.ranking", "weights")
    article, passage = (
        np.array([data[name].get(one, 0.0) for one in EVIDENCE], np.float32) for name in ("article", "passage")
    )
    return Weights(article, passage, data["order"]["second"])


def scores(candidates: Candidates, found: Weights | None = None) -> FloatArray:
    """Return the score of each candidate, float32, higher is better: its article's, less what it is short of the best.

    An article scores what its best passage does by the weights for articles.
    """
    found = found or weights()
    by_article = candidates.evidence @ found.article
    by_passage = candidates.evidence @ found.passage
    group, count = groups(candidates.articles)
    best = np.full((2, count), -np.inf, np.float32)
    np.maximum.at(best[0], group, by_article)
    np.maximum.at(best[1], group, by_passage)
    return np.asarray(best[0][group] + np.float32(found.second) * (by_passage - best[1][group]), np.float32)


def in_order(candidates: Candidates, found: Weights | None = None) -> tuple[npt.NDArray[np.intp], FloatArray]:
    """Return the places of the candidates from best to worst, and their scores in that order."""
    values = scores(candidates, found)
    order = np.lexsort((candidates.passages, -values))
    return order, values[order]
