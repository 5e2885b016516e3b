"""The sentence of a passage that a reader should see first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.answers import best_sentence
from tests.corpus.making import hostile

TEXT = "The ferry was late. The mayors opened the bridge. A bridge was opened by U.S. Sen. Jane Doe. It rained."


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ({"ferri": 1.0}, "The ferry was late."),
        ({"mayor": 1.0, "bridg": 1.0}, "The mayors opened the bridge."),
        ({"bridg": 1.0}, "The mayors opened the bridge."),
        ({"bridg": 1.0, "jane": 0.1}, "A bridge was opened by U.S. Sen. Jane Doe."),
        ({"ferri": 0.5, "rain": 0.9}, "It rained."),
        ({"zzz": 1.0}, "The ferry was late."),
        ({}, "The ferry was late."),
    ],
)
def test_it_is_the_sentence_that_holds_most_of_the_question_and_the_first_of_equals(
    weights: dict[str, float], sentence: str
) -> None:
    start, end = best_sentence(TEXT, weights)
    assert TEXT[start:end] == sentence


def test_a_term_counts_once_in_a_sentence() -> None:
    text = "Ferry, ferry, ferry. The ferry to the bridge."
    start, end = best_sentence(text, {"ferri": 1.0, "bridg": 0.5})
    assert text[start:end] == "The ferry to the bridge."


@hostile
@given(st.text(), st.dictionaries(st.sampled_from(["a", "b", "1"]), st.floats(0, 9)))
def test_the_excerpt_of_any_passage_lies_within_it(text: str, weights: dict[str, float]) -> None:
    start, end = best_sentence(text, weights)
    assert 0 <= start <= end <= len(text)
    assert text[start:end] or not text


@given(
    st.permutations([f"word{number}" for number in range(12)]), st.lists(st.floats(0.1, 9), min_size=12, max_size=12)
)
def test_of_sentences_of_the_same_words_the_first_is_best_in_whatever_order_they_stand(
    words: list[str], weights: list[float]
) -> None:
    others = [" ".join(words[place:] + words[:place]) for place in range(12)]
    text = " ".join(f"{one.capitalize()}." for one in others)
    counted = dict(zip((f"word{number}" for number in range(12)), weights, strict=True))
    assert best_sentence(text, counted)[0] == 0
