"""Ranking: every piece of evidence has its weight, and the order is that of the weighted sum."""

from __future__ import annotations

import math
import tomllib
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ranking
from index.kernels import EVIDENCE
from index.mapped import Candidates
from tests.corpus.making import hostile

ROWS = st.lists(
    st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=len(EVIDENCE), max_size=len(EVIDENCE)), max_size=8
)


def candidates(rows: list[list[float]]) -> Candidates:
    """Return candidates with some evidence, numbered backwards."""
    numbers = np.arange(len(rows), 0, -1, dtype=np.int32)
    return Candidates(numbers, np.array(rows, np.float32).reshape(-1, len(EVIDENCE)), 1.0, 1.0)


def row(**evidence: float) -> list[float]:
    """Return the evidence of one candidate; what is not named is 0."""
    return [evidence.get(name, 0.0) for name in EVIDENCE]


def test_the_weights_file_names_every_piece_of_evidence() -> None:
    data = tomllib.loads(resources.files("index").joinpath("weights.toml").read_text("utf-8"))
    assert set(data["evidence"]) >= set(EVIDENCE)
    found = ranking.weights()
    assert found.evidence.shape == (len(EVIDENCE),)
    assert all(math.isfinite(weight) for weight in found.evidence)
    assert 0 < found.least_coverage <= 1
    assert 0 < found.least_sentence <= 2


@hostile
@given(ROWS)
def test_candidates_are_in_the_order_of_their_weighted_sum_and_equal_ones_in_that_of_the_archive(
    rows: list[list[float]],
) -> None:
    found = candidates(rows)
    order, scores = ranking.in_order(found)
    sums = np.array(rows, np.float32).reshape(-1, len(EVIDENCE)) @ ranking.weights().evidence
    assert scores == pytest.approx(sums[order])
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)
    keys = [(-score, number) for score, number in zip(scores.tolist(), found.passages[order].tolist(), strict=True)]
    assert keys == sorted(keys)
    assert sorted(order.tolist()) == list(range(len(rows)))


def test_a_passage_that_holds_the_whole_question_is_an_answer() -> None:
    assert ranking.answers(candidates([row(coverage=1.0)]), 0)
    assert ranking.answers(candidates([row(title=1.0)]), 0)


def test_a_passage_that_holds_nothing_of_the_question_is_none() -> None:
    assert not ranking.answers(candidates([row(passage=9.0, article=9.0, lead=1.0, length=1.0)]), 0)


def test_holding_more_of_the_question_never_turns_an_answer_into_none() -> None:
    for name in ("coverage", "title"):
        said = [ranking.answers(candidates([row(**{name: share / 20})]), 0) for share in range(21)]
        assert said == sorted(said)
