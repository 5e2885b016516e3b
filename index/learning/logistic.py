"""A logistic regression that is held at weights which were learned before, for signs that stand for an answer.

What is minimised is the mean of the logarithmic loss, plus l2 times the squared distance of the weights of scaled signs
from those learned before. The intercept is free: how often an archive answers is its own.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from index.ranking.confidence import Confidence

LARGEST = 50.0
"""Log-odds beyond which nothing is surer."""


def fitted(signs: npt.NDArray[np.float64], holds: npt.NDArray[np.bool_], l2: float, toward: Confidence) -> Confidence:
    """Learn.

    Args:
        signs: (n_questions, n_signs).
        holds: (n_questions,) whether what is shown holds the answer.
        l2: how strongly weights are held at those learned before.
        toward: these.
    """
    scale = signs.std(axis=0) + 1e-6
    scaled, held_at = signs / scale, toward.weights * scale

    def loss(coefficients: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        away = coefficients[:-1] - held_at
        probability = _probability(scaled @ coefficients[:-1] + coefficients[-1])
        missed = (probability - holds) / holds.size
        total = log_loss(probability, holds).mean() + l2 * away @ away
        return float(total), np.append(scaled.T @ missed + 2 * l2 * away, missed.sum())

    begin = np.append(held_at, toward.intercept)
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return replace(toward, weights=found[:-1] / scale, intercept=float(found[-1]))


def log_loss(probability: npt.NDArray[np.float64], holds: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Return the logarithmic loss of each question."""
    return -np.log(np.where(holds, probability, 1 - probability) + 1e-12)


def _probability(odds: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -LARGEST, LARGEST))))
