"""A logistic regression that is held at weights which were learned before, for signs that stand for an answer.

What is minimised is the mean of the logarithmic loss, plus l2 times the squared distance of the weights of scaled signs
from those learned before. The intercept is free: how often an archive answers is its own. Whether the archive is about
what is asked is told as before; its odds against count in the probability.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from index.ranking.confidence import NEVER, Confidence


def fitted(signs: npt.NDArray[np.float64], holds: npt.NDArray[np.bool_], l2: float, toward: Confidence) -> Confidence:
    """Learn.

    Args:
        signs: (n_questions, n_signs).
        holds: (n_questions,) whether what is shown holds the answer.
        l2: how strongly weights are held at those learned before.
        toward: these.
    """
    beside = _against(signs @ toward.matter + toward.matter_intercept)
    scale = signs.std(axis=0) + 1e-6
    scaled, held_at = signs / scale, toward.weights * scale

    def loss(coefficients: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        away = coefficients[:-1] - held_at
        against = _against(scaled @ coefficients[:-1] + coefficients[-1])
        probability = 1 / (1 + against + beside)
        missed = against * (np.where(holds, 0, 1 / (against + beside)) - probability) / holds.size
        total = log_loss(probability, holds).mean() + l2 * away @ away
        return float(total), np.append(scaled.T @ missed + 2 * l2 * away, missed.sum())

    begin = np.append(held_at, toward.intercept)
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return replace(toward, weights=found[:-1] / scale, intercept=float(found[-1]))


def log_loss(probability: npt.NDArray[np.float64], holds: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Return the logarithmic loss of each question."""
    return -np.log(np.where(holds, probability, 1 - probability) + 1e-12)


def _against(odds: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the odds against, from the logarithm of those for."""
    return np.asarray(np.exp(-np.clip(odds, -NEVER, NEVER)))
