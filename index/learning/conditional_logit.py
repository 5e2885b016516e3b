"""A conditional logit: which of a question's candidates is right, as a scikit-learn estimator.

A candidate with evidence x is the right one with probability exp(w.x) / sum over the question's candidates of exp(w.x).
Source: McFadden, "Conditional logit analysis of qualitative choice behavior", 1974. What is minimised is the mean of
-log(FLOOR + p) over questions, p the probability of all right candidates together, once for right articles and once for
passages with the answer, plus l2 times the squared weights of scaled evidence,
or their squared distances from weights that were learned before. The floor keeps questions that cannot be
answered right from pulling the weights away from the others.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.base import BaseEstimator

FLOOR = 0.05


class ConditionalLogit(BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Weights of evidence, learned from labelled candidates of many questions.

    Args:
        l2: how strongly weights are held at zero, or at ``toward``.
        toward: (n_evidence,) weights for evidence as it is given, at which those that are learned are held.

    Attributes:
        coef_: (n_evidence,) float64, for evidence as it is given.
    """

    def __init__(self, l2: float = 0.005, toward: npt.NDArray[np.float64] | None = None) -> None:
        self.l2 = l2
        self.toward = toward

    def fit(
        self,
        evidence: npt.NDArray[np.float32],
        labels: npt.NDArray[np.int8],
        groups: npt.NDArray[np.int64],
        sample_weight: npt.NDArray[np.float64],
    ) -> ConditionalLogit:
        """Learn.

        Args:
            evidence: (n_candidates, n_evidence).
            labels: (n_candidates,) 0 wrong, 1 of a right article, 2 a passage with the answer.
            groups: (n_candidates,) the question of each, ascending from 0.
            sample_weight: (n_questions,) what each question counts.
        """
        scale = evidence.std(axis=0) + 1e-6
        scaled = evidence.astype(np.float64) / scale
        starts = np.flatnonzero(np.diff(groups, prepend=-1))
        weight = sample_weight / sample_weight.mean()
        held_at = np.zeros(scaled.shape[1]) if self.toward is None else self.toward * scale
        goals = [(labels >= least).astype(np.float64) for least in (1, 2)]

        def loss(coefficients: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
            values = scaled @ coefficients
            share = np.exp(values - np.maximum.reduceat(values, starts)[groups])
            share /= np.add.reduceat(share, starts)[groups]
            away = coefficients - held_at
            total = self.l2 * away @ away
            gradient = 2 * self.l2 * away
            for goal in goals:
                there = np.maximum.reduceat(goal, starts)
                right = np.add.reduceat(share * goal, starts)
                total -= (weight * there * np.log(right + FLOOR)).mean()
                slope = weight * there / (right + FLOOR) / len(starts)
                gradient -= scaled.T @ (share * (goal - right[groups]) * slope[groups])
            return float(total), gradient

        found = minimize(loss, held_at, jac=True, method="L-BFGS-B", options={"maxiter": 500})
        self.coef_: npt.NDArray[np.float64] = found.x / scale
        return self
