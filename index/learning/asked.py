"""Asks labelled questions for their candidates, each with the label of what it is, for learning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from index.answering.choosing import CANDIDATES
from index.answering.searcher import Searcher
from index.evaluating.labelled import Labelled
from index.ranking.candidates import Candidates, candidates

OTHER, ARTICLE, ANSWER = 0, 1, 2
"""What a candidate is: of another article, of a right one, or a passage of it that holds the answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's candidates with the label of each, and whether the archive answers it.

    Attributes:
        articles: the ids of the right articles among the candidates.
        worded: words of a passage are expected, and not an article alone.
    """

    candidates: Candidates
    labels: npt.NDArray[np.int8]
    answerable: bool
    articles: frozenset[str] = frozenset()
    worded: bool = True

    @property
    def found(self) -> bool:
        """Whether a right candidate is there to be put first."""
        return bool(self.labels.any())


def ask(
    searcher: Searcher, labelled: Sequence[Labelled], asked_on: date, done: Callable[[int, int], None] | None = None
) -> list[Asked]:
    """Return the candidates of labelled questions.

    Args:
        searcher: of the archive.
        labelled: the questions.
        asked_on: the day on which they are asked.
        done: is told how many have been asked, and of how many.
    """
    asked = []
    for number, one in enumerate(labelled, start=1):
        read = searcher.read(one.question, asked_on)
        question = searcher.follow(one.question, one.follows, asked_on) if one.follows else read
        found = candidates(searcher.engine, question, question.scope, CANDIDATES)
        labels, articles = _labels(searcher, one, found)
        asked.append(Asked(found, labels, one.answerable, articles, bool(one.answer)))
        if done is not None:
            done(number, len(labelled))
    return asked


def _labels(searcher: Searcher, labelled: Labelled, found: Candidates) -> tuple[npt.NDArray[np.int8], frozenset[str]]:
    labels = np.zeros(found.passages.size, np.int8)
    if not labelled.answerable:
        return labels, frozenset()
    stored = searcher.store.passages(found.rows.tolist())
    holding = [one is not None and labelled.holds(one.text) for one in stored]
    of_words = {one.article.row for one, holds in zip(stored, holding, strict=True) if one is not None and holds}
    articles = set()
    for place, (passage, holds) in enumerate(zip(stored, holding, strict=True)):
        if passage is None:
            continue
        article = passage.article
        if article.row in of_words if labelled.by_words else labelled.names(article):
            articles.add(article.article_id)
            labels[place] = ANSWER if holds or not labelled.answer else ARTICLE
    return labels, frozenset(articles)
