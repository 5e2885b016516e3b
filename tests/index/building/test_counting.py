"""Counting: every word is counted once, and the order of words is kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from index.analysis import ABBREVIATIONS, term, tokens
from index.building.counting import Counter, Cutter, counts_by_term, summed
from index.generations.ragged import Ragged
from tests.corpus.making import hostile

WORDS = st.sampled_from(
    "run runs running ran house Houses Sen. Mr. a J. U.S. 1,500 1500 don't end. Why? No! … ä 東 کتاب".split()
)
TEXT = st.lists(WORDS, max_size=15).map(lambda words: " ".join(["Begin", *words]))
TEXTS = st.lists(TEXT | st.just("") | st.text(max_size=20).map(lambda text: "x " + text), max_size=8)


def counted(texts: Sequence[str], languages: Sequence[str], batch: int = 100) -> tuple[list[str], Ragged]:
    """Return the terms, and the marked words of each text, cut in batches."""
    counter = Counter(1)
    for start in range(0, max(1, len(texts)), batch):
        cutter = Cutter()
        cut = cutter.cut(texts[start : start + batch], languages[start : start + batch])
        counter.add(cutter.words, cut)
    terms, (words,) = counter.finish()
    return terms, words


def sequences(terms: list[str], words: Ragged) -> list[list[str]]:
    """Return the terms of every text as they stand, "" for a sentence end."""
    names = ["", *terms]
    return [[names[number >> 1] for number in words.values[start:end]] for start, end in pairwise(words.bounds)]


def as_they_stand(text: str, language: str = "en") -> list[str]:
    """Return the terms of a text by walking through its words one by one."""
    words = tokens(text, language)
    kept = [words[0]] if words else []
    for before, word in pairwise(words):
        if word != "." or not (before.rstrip(".") in ABBREVIATIONS or len(before) == 1):
            kept.append(word)
    return [term(word, language) for word in kept]


@hostile
@given(TEXTS, st.integers(1, 9))
@example(["running runs run", "", "runs house", "x"], 2)
@example(["Report of the Sen", ". Next"], 1)
@example(["Report of the Sen", ". Next"], 2)
@example(["", ""], 1)
def test_counts_and_order_are_those_of_walking_through_the_words(texts: list[str], batch: int) -> None:
    terms, words = counted(texts, ["en"] * len(texts), batch)
    assert terms == sorted({term(word) for text in texts for word in tokens(text)} - {""})
    assert sequences(terms, words) == [as_they_stand(text) for text in texts]


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["..."], ["?!", ""]])
def test_texts_without_words_have_no_terms(texts: list[str]) -> None:
    terms, words = counted(texts, ["en"] * len(texts))
    assert not terms
    assert len(words) == len(texts)
    assert not words.values.any()


def test_the_counts_are_those_of_scikit_learn() -> None:
    texts = ["run running RUNS", "the runs of runs. Why? No!", "", "J. don't end"]
    names, words = counted(texts, ["en"] * len(texts))
    theirs = CountVectorizer(analyzer=lambda text: list(filter(None, map(term, tokens(text)))))
    expected = theirs.fit_transform(texts).toarray()
    assert names == list(theirs.get_feature_names_out())
    found = counts_by_term(Ragged(words.values >> 1, words.bounds), len(names))
    assert np.array_equal(found.toarray()[:, 1:], expected)


def test_the_arrays_have_the_types_that_the_kernels_expect() -> None:
    terms, words = counted(["One sentence. And another.", "Third."], ["en", "en"])
    matrix = counts_by_term(Ragged(words.values >> 1, words.bounds), len(terms))
    assert [str(one.dtype) for one in (matrix, words.values, words.bounds)] == ["float32", "int32", "int64"]


def test_a_word_with_a_capital_is_the_same_term_and_marked() -> None:
    terms, words = counted(["The Bridge, the bridge", "Die Brücke"], ["en", "de"])
    assert sequences(terms, words)[0] == ["the", "bridg", "the", "bridg"]
    assert (words.values & 1).tolist() == [1, 1, 0, 0, 1, 1]


def test_each_text_is_counted_in_its_own_language() -> None:
    texts = ["universities. The", "les universities. Le", "1.500 Häuser", "houses"]
    languages = ["en", "fr", "de", "en"]
    terms, words = counted(texts, languages, 2)
    wanted = [as_they_stand(text, code) for text, code in zip(texts, languages, strict=True)]
    assert sequences(terms, words) == wanted
    assert wanted[0][0] != wanted[1][1]


def test_every_text_needs_a_language() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Cutter().cut(["one", "two"], ["en"])


@hostile
@given(st.lists(st.lists(st.integers(0, 4), max_size=6), max_size=6))
@example([])
@example([[0, 0], []])
@example([[2, 2, 0, 1], [0], [2]])
def test_a_count_is_how_often_a_number_but_0_stands_in_a_row(table: list[list[int]]) -> None:
    values = np.array([number for row in table for number in row], np.int32)
    found = counts_by_term(Ragged.of(values, [len(row) for row in table]), 4)
    assert found.shape == (len(table), 5)
    assert found.has_canonical_format
    assert found.toarray().tolist() == [[0.0, *(float(row.count(one)) for one in range(1, 5))] for row in table]


@hostile
@given(st.lists(st.tuples(st.integers(0, 3), st.lists(st.integers(0, 3), max_size=5)), max_size=6))
@example([])
@example([(1, [1, 1, 2]), (1, [2, 3]), (3, [])])
def test_the_counts_of_a_group_are_those_of_its_rows_together(rows: list[tuple[int, list[int]]]) -> None:
    rows.sort()
    values = np.array([one for _, row in rows for one in row], np.int32)
    by_row = counts_by_term(Ragged.of(values, [len(row) for _, row in rows]), 3)
    before = by_row.toarray()
    found = summed(by_row, np.array([group for group, _ in rows], np.int32), 4)
    together = [[one for group, row in rows if group == number for one in row] for number in range(4)]
    assert found.toarray().tolist() == [[0.0, *(float(row.count(one)) for one in (1, 2, 3))] for row in together]
    assert found.has_canonical_format
    assert np.array_equal(by_row.toarray(), before)
