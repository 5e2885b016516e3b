"""The passages of a generation that are tried before it answers: each is sought by its own words.

What builds a generation and what brings one into a cluster try the same ones; each says what has to come of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from index.engine.embedded import EmbeddedEngine
from index.engine.engine import Search
from index.generations.arrays import IntArray

SAMPLED = 50
"""Passages that are tried, spread evenly over a generation."""
RAREST = 12
"""Of a passage's terms that it is sought by."""
BEST = 10
EQUAL = 1e-5
"""Scores that differ by less of themselves are equal: they are added up in another order."""


class Tried(NamedTuple):
    """A passage that is tried.

    Attributes:
        passage: its number.
        marks: its words as they stand in the generation.
        search: for its rarest terms, at any time; None if it has none.
    """

    passage: int
    marks: IntArray
    search: Search | None


def sample(built: EmbeddedEngine) -> Iterator[Tried]:
    """Yield passages spread over a generation, with the search that has to find each."""
    passages = built.generation.passages
    for passage in np.linspace(0, passages - 1, min(SAMPLED, passages)).astype(np.int32):
        marks = built.texts.take(passage[None]).values
        terms = np.unique(marks >> 1)
        terms = terms[terms > 0]
        rarest = np.sort(terms[np.argsort(-built.lexicon.idf[terms], kind="stable")][:RAREST]).astype(np.int32)
        search = Search(rarest, built.lexicon.idf[rarest], built.lexicon.article_idf[rarest], None, BEST)
        yield Tried(int(passage), marks, search if rarest.size else None)


def finds_itself(built: EmbeddedEngine, tried: Tried) -> bool:
    """Tell whether a passage is among the best for its own words, or stands behind others that fit no worse."""
    if tried.search is None:
        return True
    found = built.search([tried.search])[0]
    if tried.passage in found.passages:
        return True
    own = built.search([tried.search._replace(among=np.array([tried.passage], np.int32))])[0]
    if not own.passages.size or found.passages.size < BEST:
        return False
    least = float(found.scores[-1] + found.article_scores[-1])
    return float(own.scores[0] + own.article_scores[0]) <= least * (1 + EQUAL)
