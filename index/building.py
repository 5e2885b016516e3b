"""Builds a generation from the store: numbers passages in date order, counts, weighs, inverts, and switches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from corpus.errors import IndexUnusable
from corpus.store.reading import LivePassage, StoreReader
from index import generations
from index.analysis import language_of
from index.counting import Counter, Counts
from index.generations import Arrays, Manifest
from index.vocabulary import Vocabulary
from index.weighting import SaturatedTfidf, inverted

CHUNK = 20_000
PASSAGE_K, PASSAGE_B = 0.9, 0.4
"""Best of those tried on 2,067 SQuAD passages when Dateline was designed."""
ARTICLE_K, ARTICLE_B = 1.2, 0.5
TITLE_WEIGHT = 3.0
"""A word of the title counts as this many in the article."""

SETTINGS = {
    "passage_k": PASSAGE_K,
    "passage_b": PASSAGE_B,
    "article_k": ARTICLE_K,
    "article_b": ARTICLE_B,
    "title_weight": TITLE_WEIGHT,
}


@dataclass(slots=True)
class Columns:
    """What is known of each passage and article besides its words, in index order."""

    passage_rows: list[int]
    article_of: list[int]
    first_day: list[int]
    last_day: list[int]
    first_passage: list[int]
    titles: list[str]
    languages: list[str]
    mentions: list[tuple[int, int, int]]


def next_number(index: Path) -> int:
    """Return the number of the generation that will be built next."""
    try:
        current = generations.current_number(index) or 0
    except IndexUnusable:  # a damaged pointer is replaced by this build
        current = 0
    return max([*generations.numbers(index), current]) + 1


def build(store: StoreReader, index: Path, number: int, store_state: str, report: Callable[[int], None]) -> int:
    """Build, check and switch to a new generation.

    Args:
        store: where the passages are.
        index: the folder of generations.
        number: of the new generation.
        store_state: signature of what is live in the store.
        report: called with the number of passages counted so far.

    Returns:
        The oldest generation that is kept, for the store to know which retired articles may go.
    """
    columns, counts = _count(store, report)
    arrays = _arrays(columns, counts)
    built_at = datetime.now(UTC).isoformat(timespec="seconds")
    sizes = (len(columns.passage_rows), len(columns.titles), len(counts.terms))
    generations.write(index, Manifest(number, built_at, *sizes, SETTINGS, store_state), arrays)
    generations.load(index, number, whole=True)
    generations.point_to(index, number)
    return generations.keep_two(index, number)


def up_to_date(index: Path, store_state: str) -> bool:
    """Tell whether the current generation was built from what is live in the store, in today's format."""
    try:
        number = generations.current_number(index)
        return number is not None and generations.load(index, number)[0].store_state == store_state
    except IndexUnusable:
        return False


def _count(store: StoreReader, report: Callable[[int], None]) -> tuple[Columns, Counts]:
    """Count all passages, and behind them all titles, so that both share one vocabulary."""
    columns = Columns([], [], [], [], [], [], [], [])
    counter = Counter()
    texts: list[str] = []
    languages: list[str] = []
    last_article = -1
    for passage in store.live_passages():
        if passage.article != last_article:
            last_article = passage.article
            columns.first_passage.append(len(columns.passage_rows))
            columns.titles.append(passage.title)
            columns.languages.append(language_of(f"{passage.title}\n{passage.text}", passage.lang))
        _add(columns, passage)
        texts.append(f"{passage.heading}.\n{passage.text}" if passage.heading else passage.text)
        languages.append(columns.languages[-1])
        if len(texts) >= CHUNK:
            counter.add(texts, languages)
            texts, languages = [], []
            report(len(columns.passage_rows))
    counter.add(texts, languages)
    for start in range(0, len(columns.titles), CHUNK):
        end = start + CHUNK
        counter.add(columns.titles[start:end], columns.languages[start:end])
    report(len(columns.passage_rows))
    return columns, counter.finish()


def _add(columns: Columns, passage: LivePassage) -> None:
    place = len(columns.passage_rows)
    columns.mentions.extend((place, span.first.toordinal(), span.last.toordinal()) for span in passage.mentioned)
    columns.passage_rows.append(passage.number)
    columns.article_of.append(len(columns.titles) - 1)
    columns.first_day.append(_ordinal(passage.published_from))
    columns.last_day.append(_ordinal(passage.published_to))


def _ordinal(day: date | None) -> int:
    """Return a day's proleptic Gregorian ordinal, 0 for none."""
    return 0 if day is None else day.toordinal()


def _arrays(columns: Columns, counts: Counts) -> Arrays:
    passages = len(columns.passage_rows)
    article_of = np.asarray(columns.article_of, np.int32)
    by_passage, by_title = (
        _rows(counts.matrix, 0, passages),
        _rows(counts.matrix, passages, counts.matrix.shape[0]),
    )
    vocabulary = Vocabulary.of(counts.terms)
    arrays: Arrays = {
        "letters": vocabulary.letters,
        "letter_starts": vocabulary.starts,
        "passage_rows": np.asarray(columns.passage_rows, np.int64),
        "article_of": article_of,
        "first_passage": np.asarray(columns.first_passage, np.int32),
        "first_day": np.asarray(columns.first_day, np.int32),
        "last_day": np.asarray(columns.last_day, np.int32),
        "mentions": np.asarray(columns.mentions, np.int32).reshape(-1, 3),
        "sequence": counts.sequence[: counts.bounds[passages]],
        "bounds": counts.bounds[: passages + 1],
        "titles": counts.sequence[counts.bounds[passages] :],
        "title_bounds": counts.bounds[passages:] - counts.bounds[passages],
    }
    by_article = _summed(by_passage, article_of, len(columns.titles)) + by_title * np.float32(TITLE_WEIGHT)
    arrays |= _inverted("article", by_article, ARTICLE_K, ARTICLE_B)
    del by_article
    return arrays | _inverted("passage", by_passage, PASSAGE_K, PASSAGE_B)


def _rows(matrix: sp.csr_matrix, start: int, end: int) -> sp.csr_matrix:
    """Return some rows of a matrix without copying its entries."""
    first, last = matrix.indptr[start], matrix.indptr[end]
    bounds = matrix.indptr[start : end + 1] - first
    return sp.csr_matrix((matrix.data[first:last], matrix.indices[first:last], bounds), (end - start, matrix.shape[1]))


def _summed(counts: sp.csr_matrix, group: npt.NDArray[np.int32], groups: int) -> sp.csr_matrix:
    """Add up rows that belong to one group."""
    ones = np.ones(len(group), np.float32)
    return sp.csr_matrix((ones, (group, np.arange(len(group)))), shape=(groups, counts.shape[0])) @ counts


def _inverted(name: str, counts: sp.csr_matrix, k: float, b: float) -> Arrays:
    weigher = SaturatedTfidf(k, b, with_idf=False)
    found = inverted(weigher.fit_transform(counts), weigher.idf_)
    return {
        f"{name}_starts": found.starts,
        f"{name}_documents": found.documents,
        f"{name}_weights": found.weights,
        f"{name}_idf": found.idf,
    }
