"""Learns how likely what is shown holds the answer, and what it is told as, from an archive's own questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import numpy.typing as npt

from index.generations.arrays import FloatArray
from index.learning.asked import ANSWER, ARTICLE, Asked
from index.learning.logistic import fitted, log_loss
from index.ranking import order as ranking
from index.ranking.candidates import Candidates
from index.ranking.confidence import SHOWN, Confidence, Verdict, confidence, signs, verdict
from index.ranking.order import Weights

WORTH: dict[bool, dict[Verdict, float]] = {
    True: {"answer": 1.0, "maybe": 0.6, "nothing": 0.0},
    False: {"answer": 0.0, "maybe": 0.35, "nothing": 0.4},
}
"""What it is worth to tell passages that hold the answer, or do not, as each of three. Chosen so that the shipped
thresholds, .45 and .09, are about the best ones: an answer pays from a probability of .47, what may be it from .08."""
ANSWERS = tuple(round(0.2 + 0.05 * step, 2) for step in range(11))
MAYBES = (0.02, 0.05, 0.1, 0.15, 0.2)
"""Thresholds that are tried, beside the shipped ones."""


@dataclass(frozen=True, slots=True)
class Told:
    """A question whose candidates were put in order by weights that were learned without it.

    Attributes:
        holds: what is expected is among the first ``SHOWN``.
    """

    found: Candidates
    order: npt.NDArray[np.intp]
    values: FloatArray
    signs: npt.NDArray[np.float64]
    holds: bool

    def sure(self, by: Confidence) -> float:
        """Return how likely it holds the answer, as answers tell it; thresholds do not bear on it."""
        return confidence(self.found, self.order, self.values, by)

    def worth(self, sure: float, by: Confidence) -> float:
        """Return what it is worth to tell it so surely, by the thresholds of some confidence."""
        return WORTH[self.holds][verdict(self.found, self.order, sure, by)]


def told(asked: Asked, weights: Weights) -> Told | None:
    """Return how a question goes with some weights; None if nothing is found for it at all."""
    if not asked.candidates.passages.size:
        return None
    order, values = ranking.in_order(asked.candidates, weights)
    least = ANSWER if asked.worded else ARTICLE
    holds = bool((asked.labels[order[:SHOWN]] >= least).any())
    return Told(asked.candidates, order, values, signs(asked.candidates, order, values), holds)


def learn_confidence(cases: Sequence[Told], l2: float, toward: Confidence) -> Confidence:
    """Return the confidence learned from some questions, with the thresholds that were there before."""
    rows, holds = np.vstack([one.signs for one in cases]), np.array([one.holds for one in cases])
    return fitted(rows, holds, l2, toward)


def confidence_loss(cases: Sequence[Told], by: Confidence) -> float:
    """Return the mean logarithmic loss of some questions."""
    sure = np.array([by.of(one.signs) for one in cases])
    return float(log_loss(sure, np.array([one.holds for one in cases])).mean())


def best_thresholds(cases: Sequence[tuple[Told, Confidence]], toward: Confidence) -> tuple[float, float]:
    """Return the thresholds by which questions are told best, answer and maybe.

    The shipped ones stay unless others are better by more than a standard error: few questions decide between them.

    Args:
        cases: each with the confidence that was learned without it.
        toward: the shipped ones.
    """
    sure = [(one, one.sure(by)) for one, by in cases]

    def worth(answer: float, maybe: float) -> npt.NDArray[np.float64]:
        by = replace(toward, answer=answer, maybe=maybe)
        return np.array([one.worth(told, by) for one, told in sure])

    usual = worth(toward.answer, toward.maybe)
    gains = {pair: worth(*pair) - usual for pair in product(ANSWERS, MAYBES) if pair[1] < pair[0]}
    best = max(gains, key=lambda pair: gains[pair].mean())
    error = gains[best].std() / len(cases) ** 0.5
    return best if gains[best].mean() > error else (toward.answer, toward.maybe)
