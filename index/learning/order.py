"""Learns what puts candidates in order from an archive's own questions, held at the weights that ship."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.learning.asked import ANSWER, ARTICLE, Asked
from index.learning.conditional_logit import FLOOR, ConditionalLogit
from index.ranking import order as ranking
from index.ranking.order import Weights

Inner = tuple[npt.NDArray[np.float32], npt.NDArray[np.int8], float]


def learn_order(asked: Sequence[Asked], l2: float, toward: Weights) -> Weights:
    """Return weights of order learned from questions; every question counts the same.

    Args:
        asked: the questions; those without a right candidate teach nothing.
        l2: how strongly the weights are held.
        toward: at these.
    """
    found = [one for one in asked if one.found]
    inner = [piece for one in found for piece in within_articles(one, 1.0)]
    across = _learned([(one.candidates.evidence, one.labels, 1.0) for one in found], l2, toward.article)
    within = _learned(inner, l2, toward.passage - toward.article)
    return Weights(across.astype(np.float32), (across + within).astype(np.float32), toward.second)


def _learned(groups: Sequence[Inner], l2: float, toward: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    held_at = toward.astype(np.float64)
    return ConditionalLogit(l2, held_at).fit(*stacked(groups)).coef_ if groups else held_at


def within_articles(asked: Asked, share: float) -> list[Inner]:
    """Return the candidates of each right article that holds both passages with the answer and without."""
    found = []
    for article in np.unique(asked.candidates.articles[asked.labels == ANSWER]):
        inside = asked.candidates.articles == article
        if (asked.labels[inside] == ARTICLE).any():
            found.append((asked.candidates.evidence[inside], asked.labels[inside], share))
    return found


def stacked(
    groups: Sequence[Inner],
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int8], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return groups of candidates as what a conditional logit learns from."""
    which = np.repeat(np.arange(len(groups)), [len(one[1]) for one in groups])
    shares = np.array([one[2] for one in groups])
    return np.vstack([one[0] for one in groups]), np.concatenate([one[1] for one in groups]), which, shares


def order_loss(asked: Asked, weights: Weights) -> float:
    """Return how far weights are from putting what is right first, as the conditional logit counts it; 0 without."""
    if not asked.found:
        return 0.0
    values = ranking.scores(asked.candidates, weights).astype(np.float64)
    odds = np.exp(values - values.max())
    odds /= odds.sum()
    goals = (asked.labels >= least for least in (ARTICLE, ANSWER))
    return float(-sum(np.log(odds[goal].sum() + FLOOR) for goal in goals if goal.any()))
