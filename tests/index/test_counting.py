"""Counting: every word is counted once, and the order of words is kept."""

from __future__ import annotations

from collections import Counter as Tally
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import ABBREVIATED, term, tokens
from index.counting import Counter, Counts, count
from tests.corpus.making import hostile

WORDS = st.sampled_from(
    "run runs running ran house Houses Sen. Mr. a J. U.S. 1,500 1500 don't end. Why? No! … ä 東 کتاب".split()
)
TEXT = st.lists(WORDS, max_size=15).map(lambda words: " ".join(["Begin", *words]))
TEXTS = st.lists(TEXT | st.just("") | st.text(max_size=20).map(lambda text: "x " + text), max_size=8)


def rows(counts: Counts) -> list[dict[str, float]]:
    """Return the counts of every text by term, and check that none is stored twice."""
    found = []
    matrix = counts.matrix
    for start, end in pairwise(matrix.indptr):
        columns = matrix.indices[start:end]
        assert len(set(columns)) == len(columns)
        assert all(column > 0 for column in columns)
        names = [counts.terms[column - 1] for column in columns]
        found.append(dict(zip(names, matrix.data[start:end], strict=True)))
    return found


def sequences(counts: Counts) -> list[list[str]]:
    """Return the terms of every text as they stand, "" for a sentence end."""
    names = ["", *counts.terms]
    bounds = counts.bounds
    return [[names[number] for number in counts.sequence[start:end]] for start, end in pairwise(bounds)]


def as_they_stand(text: str) -> list[str]:
    """Return the terms of a text by walking through its words one by one."""
    words = tokens(text)
    kept = [words[0]] if words else []
    for before, word in pairwise(words):
        if word != "." or not (before in ABBREVIATED or len(before) == 1):
            kept.append(word)
    return [term(word) for word in kept]


@hostile
@given(TEXTS, st.integers(1, 9))
@example(["running runs run", "", "runs house", "x"], 2)
@example(["", ""], 1)
def test_counts_and_order_are_those_of_walking_through_the_words(texts: list[str], chunk: int) -> None:
    counts = count(texts, chunk)
    assert rows(counts) == [dict(Tally(filter(None, map(term, tokens(text))))) for text in texts]
    assert sequences(counts) == [as_they_stand(text) for text in texts]
    assert counts.terms == sorted({term(word) for text in texts for word in tokens(text)} - {""})
    assert counts.matrix.shape == (len(texts), len(counts.terms) + 1)


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["..."], ["?!", ""]])
def test_texts_without_words_have_empty_counts(texts: list[str]) -> None:
    counts = count(texts)
    assert counts.terms == []
    assert counts.matrix.shape == (len(texts), 1)
    assert counts.matrix.nnz == 0
    assert counts.bounds[0] == 0
    assert len(counts.bounds) == len(texts) + 1


def test_different_words_of_one_term_are_added_up() -> None:
    assert rows(count(["run running RUNS", "the runs of runs"])) == [{"run": 3}, {"the": 1, "run": 2, "of": 1}]


def test_the_arrays_have_the_types_that_the_kernels_expect() -> None:
    counts = count(["One sentence. And another.", "Third."])
    assert [str(one.dtype) for one in (counts.matrix, counts.sequence, counts.bounds)] == ["float32", "int32", "int64"]


@hostile
@given(TEXTS, st.integers(1, 5))
def test_it_makes_no_difference_in_what_chunks_texts_come(texts: list[str], chunk: int) -> None:
    whole, parts = count(texts), count(texts, chunk)
    assert whole.terms == parts.terms
    assert (rows(whole), sequences(whole)) == (rows(parts), sequences(parts))


def test_the_last_word_of_one_text_says_nothing_of_the_first_stop_of_the_next() -> None:
    assert sequences(count(["Report of the Sen", ". Next"])) == sequences(
        count(["Report of the Sen", ". Next"], chunk=1)
    )


def test_a_counter_takes_chunks_of_any_size() -> None:
    counter = Counter()
    for chunk in (["one two"], [], ["", "two"], ["three"] * 3):
        counter.add(chunk)
    assert rows(counter.finish()) == [{"one": 1, "two": 1}, {}, {"two": 1}, {"three": 1}, {"three": 1}, {"three": 1}]


def test_each_text_is_counted_in_its_own_language() -> None:
    texts = ["universities. The", "les universities. Le", "1.500 Häuser", "houses"]
    languages = ["en", "fr", "de", "en"]
    counter = Counter()
    counter.add(texts[:2], languages[:2])
    counter.add(texts[2:], languages[2:])
    counts = counter.finish()
    wanted = [[term(word, code) for word in tokens(text, code)] for text, code in zip(texts, languages, strict=True)]
    assert sequences(counts) == wanted
    assert rows(counts) == [dict(Tally(filter(None, one))) for one in wanted]
    assert wanted[0][0] != wanted[1][1]


def test_every_text_needs_a_language_if_languages_are_given() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Counter().add(["one", "two"], ["en"])
