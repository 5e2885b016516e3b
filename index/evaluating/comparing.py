"""Compares how the same questions went in two ways: what was gained, how surely, and which were won and lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

DRAWS = 10_000
SEED = 20261128
LEVEL = 0.95
"""How often an interval holds the difference that very many such questions would show."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What one way has over another, by question.

    Attributes:
        mean: of the differences of all questions that bear on it.
        low: the beginning of its interval, by the bootstrap: ``DRAWS`` times as many questions are drawn from them.
        high: the end.
        won: questions that went better; ``lost``: that went worse.
        p: how often as uneven a division of won and lost would come by chance (the exact sign test, which for what is
            either right or wrong is McNemar's).
        questions: that bear on it.
    """

    mean: float
    low: float
    high: float
    won: int
    lost: int
    p: float
    questions: int


def difference(
    before: Sequence[float | None], after: Sequence[float | None], level: float = LEVEL
) -> Difference | None:
    """Return what the second of two ways has over the first; None if no question bears on both.

    Args:
        before: what each question came to, None where it does not bear on what is measured.
        after: likewise, of the same questions in the same order.
        level: of the interval.
    """
    pairs = [(one, other) for one, other in zip(before, after, strict=True) if one is not None and other is not None]
    if not pairs:
        return None
    apart = np.array([float(other) - float(one) for one, other in pairs])
    draw = np.random.default_rng(SEED)
    means = np.array([apart[draw.integers(0, apart.size, apart.size)].mean() for _ in range(DRAWS)])
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    won, lost = int((apart > 0).sum()), int((apart < 0).sum())
    p = float(binomtest(won, won + lost).pvalue) if won + lost else 1.0
    return Difference(
        round(float(apart.mean()), 4), round(float(low), 4), round(float(high), 4), won, lost, round(p, 4), apart.size
    )
