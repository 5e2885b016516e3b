"""Counting: every word is counted once, and the order of words is kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import ABBREVIATIONS, term, tokens
from index.building.counting import Counter, Cutter
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
