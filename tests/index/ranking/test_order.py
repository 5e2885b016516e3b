"""Ranking: articles by one sum of evidence, the passages of each by another; and what is sure enough for an answer."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.generations.ragged import Ragged
from index.ranking import order as ranking
from index.ranking.candidates import Candidates
from index.ranking.evidence import EVIDENCE
from index.ranking.order import SURENESS, Weights
from tests.corpus.making import hostile

ROWS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=len(EVIDENCE), max_size=len(EVIDENCE)),
    ),
    max_size=8,
)


def candidates(rows: list[tuple[int, list[float]]]) -> Candidates:
    """Return candidates of some articles with some evidence, numbered backwards."""
    numbers = np.arange(len(rows), 0, -1, dtype=np.int32)
    evidence = np.array([row for _, row in rows], np.float32).reshape(-1, len(EVIDENCE))
    articles = np.array([article for article, _ in rows], np.int32)
    words = Ragged.of(np.zeros(0, np.int32), [0] * len(rows))
    return Candidates(numbers, numbers.astype(np.int64), articles, words, evidence)


def row(**evidence: float) -> list[float]:
    """Return the evidence of one candidate; what is not named is 0."""
    return [evidence.get(name, 0.0) for name in EVIDENCE]


def weights(article: str, passage: str, second: float = 0.5) -> Weights:
    """Return weights by which articles and passages are ordered by one piece of evidence each."""
    one, other = (np.array([float(name == wanted) for name in EVIDENCE], np.float32) for wanted in (article, passage))
    return Weights(one, other, second, np.zeros(len(SURENESS), np.float32), 0.0, {"other": 0.5})


def test_the_weights_file_gives_finite_weights_and_thresholds() -> None:
    found = ranking.weights()
    for values, names in ((found.article, EVIDENCE), (found.passage, EVIDENCE), (found.sureness, SURENESS)):
        assert values.shape == (len(names),)
        assert all(math.isfinite(value) for value in values)
        assert values.any()
    assert found.second > 0
    assert {"en", "fa", "other"} < set(found.thresholds)
    assert all(0 < one < 1 for one in found.thresholds.values())
    assert found.threshold("en") == found.thresholds["en"]
    assert found.threshold("xx") == found.thresholds["other"]


@hostile
@given(ROWS)
def test_the_order_is_that_of_articles_by_their_best_passage_and_then_of_passages(
    rows: list[tuple[int, list[float]]],
) -> None:
    found = candidates(rows)
    told = ranking.weights()
    order, values = ranking.in_order(found)
    sums = [
        [sum(w * v for w, v in zip(by, one, strict=True)) for one in found.evidence]
        for by in (told.article, told.passage)
    ]
    articles = found.articles.tolist()
    expected = []
    for place, article in enumerate(articles):
        inside = [other for other, one in enumerate(articles) if one == article]
        best = max(sums[0][one] for one in inside)
        expected.append(best + told.second * (sums[1][place] - max(sums[1][one] for one in inside)))
    assert values.tolist() == pytest.approx([expected[place] for place in order], abs=1e-3)
    keys = [(-score, number) for score, number in zip(values.tolist(), found.passages[order].tolist(), strict=True)]
    assert keys == sorted(keys)
    assert sorted(order.tolist()) == list(range(len(rows)))


def test_the_best_article_comes_first_with_its_best_passage() -> None:
    found = candidates([(1, row(title=0.5, coverage=1.0)), (0, row(title=1.0)), (0, row(coverage=0.5))])
    order, values = ranking.in_order(found, weights("title", "coverage"))
    assert order.tolist() == [2, 1, 0]
    assert values.tolist() == [1.0, 0.75, 0.5]


def test_what_is_surer_for_an_answer_is_its_evidence_and_its_lead_over_other_articles() -> None:
    found = candidates([(0, row(coverage=1.0)), (0, row(coverage=0.75)), (1, row(coverage=0.25))])
    told = weights("coverage", "coverage", 1.0)
    order, values = ranking.in_order(found, told)
    signs = ranking.signs(found, order, values)
    assert signs[SURENESS.index("lead_over")] == 0.75
    assert signs[SURENESS.index("coverage")] == 1.0
    assert ranking.sureness(found, order, values, told) == 0.5
    alone = candidates([(0, row(coverage=1.0))])
    assert ranking.signs(alone, *ranking.in_order(alone, told))[0] == 1.0


def test_a_passage_that_holds_the_whole_question_is_surer_than_one_that_holds_nothing() -> None:
    whole = candidates([(0, row(coverage=1.0, sentence=1.0, either=1.0, context=1.0, window=1.0, passage=1.0))])
    nothing = candidates([(0, row(lead=1.0, length=1.0, missing=0.6))])
    said = [ranking.sureness(one, *ranking.in_order(one)) for one in (whole, nothing)]
    assert said[0] > ranking.weights().threshold("en") > said[1]
