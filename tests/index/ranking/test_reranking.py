"""Tests of putting the first candidates in another order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from index.generations.arrays import FloatArray
from index.ranking.reranking import reranked


class Given:
    """A re-ranker that gives what it is told."""

    def __init__(self, *scores: float, silent: bool = False) -> None:
        self.given = None if silent else np.array(scores, np.float32)

    def scores(self, question: str, passages: Sequence[str]) -> FloatArray | None:
        """Return the scores told."""
        assert question == "who?"
        assert self.given is None or len(passages) == self.given.size
        return self.given


@pytest.mark.parametrize(
    ("scores", "wanted"),
    [
        ((0.1, 0.2, 0.3), [9, 5, 7, 1, 3]),
        ((3.0, -1.0, 2.0), [7, 9, 5, 1, 3]),
        ((1.0, 1.0, 1.0), [7, 5, 9, 1, 3]),
        ((0.0, 2.0, 2.0), [5, 9, 7, 1, 3]),
        ((-5.0, -4.0), [5, 7, 9, 1, 3]),
        ((1.0, 2.0, 3.0, 4.0, 5.0), [3, 1, 9, 5, 7]),
        ((2.0,), [7, 5, 9, 1, 3]),
    ],
)
def test_scores_order_the_first_and_the_rest_stays_behind(scores: tuple[float, ...], wanted: list[int]) -> None:
    order = np.array([7, 5, 9, 1, 3])
    assert reranked(order, "who?", ["a passage"] * len(scores), Given(*scores)).tolist() == wanted
    assert order.tolist() == [7, 5, 9, 1, 3]


def test_without_scores_the_usual_order_stands() -> None:
    assert reranked(np.array([2, 0, 1]), "who?", ["a", "b", "c"], Given(silent=True)).tolist() == [2, 0, 1]
