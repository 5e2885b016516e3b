"""Learns how likely the passages shown hold the answer, and from which probability they are told as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from index.ranking.confidence import Confidence
from index.ranking.learned import shipped

NOTHING, MAYBE = 0.01, 0.13
"""Shares of the questions with an answer that are told as nothing, and as nothing or maybe. Choices: with higher ones
more of the questions that nothing answers are told as such."""
FOLDS = 5
STRENGTH = 0.03
"""Inverse of how strongly weights are held at zero, for signs of variance 1; with .1 as good, with 1 worse."""
BINS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """How a labelled question went.

    Attributes:
        name: of its set.
        signs: of its candidates.
        share: what it counts in learning.
        answerable: whether the archive answers it.
        hit: a right article is first.
        first: the answer is in the first passage; ``shown``: in one of those shown.
        real: false for one whose right articles were taken away.
    """

    name: str
    signs: npt.NDArray[np.float64]
    share: float
    answerable: bool = False
    hit: bool = False
    first: bool = False
    shown: bool = False
    real: bool = True


def learn_confidence(cases: Sequence[Case]) -> Confidence:
    """Learn from questions whose candidates were put in order by weights that were learned from others.

    The thresholds come from probabilities that are themselves told by a model learned from other questions, in the sets
    that have questions which nothing answers.
    """
    values = _held_out(cases)
    judged = {case.name for case in cases if case.real and not case.answerable}
    answerable = np.array([case.answerable and case.name in judged for case in cases])
    shares = np.array([case.share for case in cases])
    order = np.argsort(values[answerable])
    heavy = np.cumsum(shares[answerable][order])
    limits = [float(values[answerable][order][np.searchsorted(heavy / heavy[-1], part)]) for part in (NOTHING, MAYBE)]
    return replace(_fitted(cases), maybe=limits[0], answer=limits[1])


def _held_out(cases: Sequence[Case]) -> npt.NDArray[np.float64]:
    """Return the probability of each case as cases of other folds tell it."""
    folds = np.arange(len(cases)) % FOLDS
    values = np.zeros(len(cases))
    for fold in range(FOLDS):
        model = _fitted([case for case, of in zip(cases, folds, strict=True) if of != fold])
        for place in np.flatnonzero(folds == fold).tolist():
            values[place] = model.of(cases[place].signs)
    return values


def _fitted(cases: Sequence[Case]) -> Confidence:
    x, y = np.vstack([case.signs for case in cases]), np.array([case.shown for case in cases])
    shares = np.array([case.share for case in cases])
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(
        (x - mean) / scale, y, sample_weight=shares / shares.mean()
    )
    weights = model.coef_[0] / scale
    intercept, matter = float(model.intercept_[0] - mean @ weights), shipped().confidence
    return Confidence(weights, intercept, 0.5, 0.1, matter.matter, matter.matter_intercept)


def measures(cases: Sequence[Case], model: Confidence | None) -> dict[str, float]:
    """Return the measures of one set by name, without those that no question bears on.

    Args:
        cases: of the set.
        model: that tells what is an answer; None for measures of order alone.
    """
    answerable = [case for case in cases if case.answerable]
    told = {}
    if answerable:
        for name in ("hit", "first", "shown"):
            told[name] = float(np.mean([getattr(case, name) for case in answerable]))
    if model is None or not cases:
        return told
    sure = np.array([model.of(case.signs) for case in cases])
    has, shown = np.array([case.answerable for case in cases]), np.array([case.shown for case in cases])
    for name, some in (("answerable", has), ("unanswerable", ~has)):
        if some.any():
            told[f"{name} nothing"] = float(np.mean(sure[some] < model.maybe))
            told[f"{name} maybe"] = float(np.mean((sure[some] >= model.maybe) & (sure[some] < model.answer)))
    if (sure >= model.answer).any():
        told["answers right"] = float(np.mean(shown[sure >= model.answer]))
    return told
