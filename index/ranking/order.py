"""Puts candidates in order: articles by one sum of evidence, the passages of each by another; and tells an answer.

The weights and how they were learned are in weights.toml (benchmarks/learning.py writes it).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from corpus.data import table
from index.generations.arrays import FloatArray
from index.ranking.candidates import Candidates
from index.ranking.evidence import CONTEXT, EVIDENCE, MEANT, VARIANT

LEAST = 0.34
"""The share of a question's weight that a passage, its title and its neighbours must meet to be an answer: more than
one of three equal words. A choice; it refuses few questions that the sureness would not."""
CLOSEST = 0.4
"""What came closest is shown from this share of the threshold on, or if it meets what an answer must. A choice."""
LIKE = 0.7
"""What has no word of the question is not close unless one is spelled so much like one. A choice."""
SURENESS = ("lead_over", *EVIDENCE)
"""What tells whether the best candidate is an answer: its evidence, and its lead over the best of another article."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence counts.

    Attributes:
        article: (len(EVIDENCE),) for putting articles in order, each by its best passage.
        passage: (len(EVIDENCE),) for putting the passages of one article in order.
        second: what a passage's distance from the best of its article counts against other articles.
        sureness: (len(SURENESS),) for telling answers, in log-odds.
        intercept: of the sureness.
        thresholds: the sureness from which the best candidate is an answer, by the language of the question; "other"
            for languages that are not there.
    """

    article: FloatArray
    passage: FloatArray
    second: float
    sureness: FloatArray
    intercept: float
    thresholds: Mapping[str, float]

    def threshold(self, language: str) -> float:
        """Return the sureness from which a question in a language is answered."""
        return self.thresholds.get(language, self.thresholds["other"])


@cache
def weights() -> Weights:
    """Return the weights of weights.toml."""
    data = table("index.ranking", "weights")
    article, passage = (_row(data[name], EVIDENCE) for name in ("article", "passage"))
    sureness = _row(data["sureness"], SURENESS)
    return Weights(article, passage, data["order"]["second"], sureness, data["answer"]["intercept"], data["thresholds"])


def _row(values: dict[str, float], names: tuple[str, ...]) -> FloatArray:
    return np.array([values.get(name, 0.0) for name in names], np.float32)


def scores(candidates: Candidates, found: Weights | None = None) -> FloatArray:
    """Return the score of each candidate, float32, higher is better: its article's, less what it is short of the best.

    An article scores what its best passage does by the weights for articles.
    """
    found = found or weights()
    by_article = candidates.evidence @ found.article
    by_passage = candidates.evidence @ found.passage
    _, group = np.unique(candidates.articles, return_inverse=True)
    best = np.full((2, candidates.passages.size), -np.inf, np.float32)
    np.maximum.at(best[0], group, by_article)
    np.maximum.at(best[1], group, by_passage)
    return np.asarray(best[0][group] + np.float32(found.second) * (by_passage - best[1][group]), np.float32)


def in_order(candidates: Candidates, found: Weights | None = None) -> tuple[npt.NDArray[np.intp], FloatArray]:
    """Return the places of the candidates from best to worst, and their scores in that order."""
    values = scores(candidates, found)
    order = np.lexsort((candidates.passages, -values))
    return order, values[order]


def sureness(
    candidates: Candidates, order: npt.NDArray[np.intp], values: FloatArray, found: Weights | None = None
) -> float:
    """Return how sure it is that the best candidate answers the question, 0 to 1."""
    found = found or weights()
    total = found.intercept + float(signs(candidates, order, values) @ found.sureness)
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


def answers(candidates: Candidates, order: npt.NDArray[np.intp], sure: float, language: str) -> bool:
    """Tell whether the best candidate is an answer: sure enough, and about enough of the question, names above all."""
    if not order.size or candidates.unheard:
        return False
    return sure >= weights().threshold(language) and _met(candidates, order) >= LEAST


def close(candidates: Candidates, order: npt.NDArray[np.intp], sure: float, language: str) -> bool:
    """Tell whether the best candidate is worth showing as what came closest: not if it only has words spelled alike."""
    if not order.size or candidates.likest < LIKE:
        return False
    return sure >= CLOSEST * weights().threshold(language) or _met(candidates, order) >= LEAST


def _met(candidates: Candidates, order: npt.NDArray[np.intp]) -> float:
    """Return the share of the question's weight that the best candidate and what is around it meet in some way."""
    row = candidates.evidence[order[0]]
    return float(row[CONTEXT] + row[VARIANT] + row[MEANT])


def signs(candidates: Candidates, order: npt.NDArray[np.intp], values: FloatArray) -> FloatArray:
    """Return what tells whether the best candidate is an answer, (len(SURENESS),) float32."""
    others = candidates.articles[order] != candidates.articles[order[0]]
    lead = values[0] - values[others][0] if others.any() else values[0]
    return np.concatenate([[np.float32(lead)], candidates.evidence[order[0]]]).astype(np.float32)
