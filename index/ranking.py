"""Puts candidates in order: a weighted sum of the evidence for each, and whether the best is an answer at all."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from index.kernels import EVIDENCE, FloatArray
from index.mapped import Candidates


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence counts, and how much of a question must be found for an answer."""

    evidence: FloatArray
    least_coverage: float
    least_sentence: float


@cache
def weights() -> Weights:
    """Return the weights of weights.toml."""
    data = tomllib.loads(resources.files("index").joinpath("weights.toml").read_text("utf-8"))
    evidence = np.array([data["evidence"][name] for name in EVIDENCE], np.float32)
    return Weights(evidence, data["answer"]["least_coverage"], data["answer"]["least_sentence"])


def scores(candidates: Candidates) -> FloatArray:
    """Return the score of each candidate, float32, higher is better."""
    return candidates.evidence @ weights().evidence


def in_order(candidates: Candidates) -> tuple[npt.NDArray[np.intp], FloatArray]:
    """Return the places of the candidates from best to worst, and their scores in that order."""
    values = scores(candidates)
    order = np.lexsort((candidates.passages, -values))
    return order, values[order]


def answers(candidates: Candidates, best: int) -> bool:
    """Tell whether a candidate holds enough of the question, by the weight of its words, to be an answer."""
    row = candidates.evidence[best]
    limits = weights()
    whole = max(row[EVIDENCE.index("coverage")], row[EVIDENCE.index("title")])
    return bool(
        whole >= limits.least_coverage
        and row[EVIDENCE.index("coverage")] + row[EVIDENCE.index("title")] >= limits.least_sentence
    )
