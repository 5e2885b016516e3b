"""Inverting: postings are those of counting words one by one, however many terms are filled in at once."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.building import inverting
from index.building.inverting import Layout, Texts, no_counts, ranges, weighing
from index.building.weighting import Weigher
from index.generations import compiling
from index.generations.arrays import BLOCK, MOST_OFTEN, OFTEN, IntArray, LongArray, Postings, ShortArray
from index.generations.ragged import Ragged
from tests.corpus.making import hostile

TERMS = 4
WORDS = st.lists(st.integers(0, TERMS), max_size=6)
ARTICLES = st.lists(st.tuples(WORDS, st.lists(WORDS | st.just([1] * 20), min_size=1, max_size=3)), max_size=4)
Article = tuple[list[int], list[list[int]]]


def texts(articles: list[Article], passage: int, article: int) -> Texts:
    """Return articles of a title and passages as they are walked through, with capitals here and there."""
    words, bounds = marked([text for _, passages in articles for text in passages])
    titles, title_bounds = marked([title for title, _ in articles])
    sizes = np.array([len(passages) for _, passages in articles], np.int32)
    return Texts(words, bounds, titles, title_bounds, sizes, passage, article)


def marked(texts: list[list[int]]) -> tuple[IntArray, LongArray]:
    """Return the marks of texts and their bounds."""
    marks = [2 * term + (term > 0 and place % 2) for text in texts for place, term in enumerate(text)]
    return np.array(marks, np.int32), Ragged.of(np.zeros(0), [len(text) for text in texts]).bounds


def inverted(walk: list[Texts], room: int) -> list[Postings]:
    """Return the postings of passages and of articles."""
    counts = no_counts(TERMS), no_counts(TERMS)
    for one in walk:
        compiling.run(inverting.count, one, *counts)
    layouts = Layout.of(counts[0]), Layout.of(counts[1])
    parts: list[dict[str, list[ShortArray]]] = [{name: [] for name in one.sizes()} for one in layouts]
    for first, end in ranges(layouts, room):
        fillings = layouts[0].filling(first, end), layouts[1].filling(first, end)
        for one in walk:
            compiling.run(inverting.fill, one, *fillings)
        for found, filling in zip(parts, fillings, strict=True):
            for name, pieces in found.items():
                pieces.append(getattr(filling, name))
    return [
        Postings(
            layout.starts,
            layout.block_starts,
            layout.extra_starts,
            *(np.concatenate(pieces) for pieces in found.values()),
        )
        for layout, found in zip(layouts, parts, strict=True)
    ]


@hostile
@given(ARTICLES, ARTICLES, st.sampled_from([1, 10, 10_000]), st.sampled_from([0, BLOCK - 1]))
@example([([1], [[1] * OFTEN, [1] * (OFTEN - 1)])], [([1] * 5, [[1, 0, 1]])], 10_000, BLOCK - 1)
def test_postings_are_those_of_counting_words(first: list[Article], second: list[Article], room: int, far: int) -> None:
    begin = sum(len(passages) for _, passages in first) + far, len(first) + far
    walk = [texts(first, 0, 0), texts(second, *begin)]
    numbers = [*range(len(first)), *range(begin[1], begin[1] + len(second))]
    places = [*range(begin[0] - far), *range(begin[0], begin[0] + sum(len(passages) for _, passages in second))]
    passages = dict(zip(places, (text for _, some in (*first, *second) for text in some), strict=True))
    articles = {
        number: Counter(word for text in some for word in text)
        + Counter({word: 3 * n for word, n in Counter(title).items()})
        for number, (title, some) in zip(numbers, (*first, *second), strict=True)
    }
    by_passage, by_article = inverted(walk, room)
    for term in range(1, TERMS + 1):
        holding = [(place, text.count(term)) for place, text in passages.items() if term in text]
        assert list(zip(*(one.tolist() for one in by_passage.of_term(term)), strict=True)) == holding
        around = [(number, words[term]) for number, words in articles.items() if words[term]]
        assert list(zip(*(one.tolist() for one in by_article.of_term(term)), strict=True)) == around


def test_more_than_can_be_told_is_taken_for_the_most_that_can() -> None:
    walk = [texts([([], [[1] * (MOST_OFTEN + 9)])], 0, 0)]
    by_passage, _ = inverted(walk, 100)
    assert [one.tolist() for one in by_passage.of_term(1)] == [[0], [MOST_OFTEN]]


@pytest.mark.parametrize("size", [0, 3, (1 << 16) + 5])
def test_weights_are_those_of_the_documents_lengths(size: int) -> None:
    lengths = np.arange(size, dtype=np.int32)[::-1].copy()
    weigher = Weigher()
    weigher.fit_counted(np.array([0, size]), size, float(lengths.sum(dtype=np.int64)))
    found = weighing(weigher, lengths)
    documents = np.arange(0, size, 997)
    often = np.array([1 + place % 40 for place in range(documents.size)], np.int32)
    wanted = weigher.weights(often.astype(np.float32), weigher.norms(lengths[documents]))
    assert found.of(documents, often) == pytest.approx(wanted, rel=1e-3 if size > 1 << 16 else 1e-7)
