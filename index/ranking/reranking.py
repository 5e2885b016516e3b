"""Puts the first candidates in another order, by a re-ranker that reads question and passage together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.generations.arrays import FloatArray

FIRST = 20
"""Candidates that are re-ranked; reading more takes longer than readers wait, and few answers stand further down."""


class Reranker(Protocol):
    """Tells how well passages answer a question, better or otherwise than the usual evidence."""

    def scores(self, question: str, passages: Sequence[str]) -> FloatArray | None:
        """Return a finite score for each passage, higher is better; None if there are none in time.

        Args:
            question: as asked.
            passages: their titles and texts.
        """


def reranked(
    order: npt.NDArray[np.intp], question: str, passages: Sequence[str], reranker: Reranker
) -> npt.NDArray[np.intp]:
    """Return the candidates with the first ones in the order of the re-ranker's scores, and the rest behind these.

    Equal scores leave the usual order, and so does a re-ranker that gives none: readers get one order or the other,
    never a part of each.

    Args:
        order: places of the candidates from best to worst.
        question: as asked.
        passages: of the first candidates, in their order.
        reranker: scores them.
    """
    scores = reranker.scores(question, passages)
    if scores is None:
        return order
    best = np.argsort(-scores, kind="stable")
    return np.concatenate([order[: len(passages)][best], order[len(passages) :]])
