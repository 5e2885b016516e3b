"""Ranking: articles by one sum of evidence, the passages of each by another."""

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
from index.ranking.learned import shipped
from index.ranking.order import Weights
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
    return Weights(one, other, second)


def test_the_weights_file_gives_finite_weights() -> None:
    found = shipped().order
    for values in (found.article, found.passage):
        assert values.shape == (len(EVIDENCE),)
        assert all(math.isfinite(value) for value in values)
        assert values.any()
    assert found.second > 0


@hostile
@given(ROWS)
def test_the_order_is_that_of_articles_by_their_best_passage_and_then_of_passages(
    rows: list[tuple[int, list[float]]],
) -> None:
    found = candidates(rows)
    told = shipped().order
    order, values = ranking.in_order(found, told)
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
