"""Misspelt words: what one typing error turns into a word of the archive."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import term
from index.generations.lexicon import Lexicon
from index.generations.vocabulary import Vocabulary
from index.ranking.respelling import respelled
from tests.corpus.making import hostile

WORDS = (
    "hospital", "governor", "دانشگاه", "مجلس", "goverment", "commission", "december", "documentary", "iranian",
    "senate", "moss",
)  # fmt: skip


def lexicon(*words: str, language: str = "en") -> Lexicon:
    """Return a lexicon of some words, the last ones the rarest, of an archive where a word has an idf of 10 at most."""
    terms = list(dict.fromkeys(term(word, language) for word in words))
    names = sorted(terms, key=str.encode)
    idf = np.zeros(len(names) + 1, np.float32)
    for place, name in enumerate(names, start=1):
        idf[place] = 2 + 7 * terms.index(name) / len(terms)
    return cast("Lexicon", SimpleNamespace(vocabulary=Vocabulary.of(names), idf=idf, unseen_idf=10.0))


def meant(word: str, *words: str, language: str = "en", named: bool = False) -> str:
    """Return the term that a word is taken for in an archive of some words, "" for none."""
    known = lexicon(*words, language=language)
    number = respelled(word, known, (language,), named=named)
    return known.vocabulary.term(number) if number else ""


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("hosptial", "hospital"),  # two letters changed places, where the stem of the word cannot show it
        ("decmber", "december"),
        ("govenor", "governor"),
        ("documentry", "documentary"),
        ("comission", "commission"),
        ("iranain", "iranian"),
        ("senaate", "senate"),
        ("govarnor", "governor"),
    ],
)
def test_one_error_is_put_right(word: str, right: str) -> None:
    assert meant(word, *WORDS) == term(right)


@pytest.mark.parametrize(("word", "right"), [("دانشکاه", "دانشگاه"), ("مجسل", "")])
def test_errors_in_arabic_letters_are_put_right_from_five_letters_on(word: str, right: str) -> None:
    assert meant(word, *WORDS, language="fa") == (term(right, "fa") if right else "")


@pytest.mark.parametrize("word", ["mess", "most", "boss", "x", "", "m0ssy", "mos7s", "moss-"])
def test_short_words_and_what_is_no_word_stay(word: str) -> None:
    assert meant(word, *WORDS) == ""


def test_a_name_is_put_right_only_where_letters_changed_places() -> None:
    assert meant("hosptial", *WORDS, named=True) == term("hospital")
    assert meant("govenor", *WORDS, named=True) == ""


def test_the_most_common_of_several_words_is_meant_and_none_that_is_rare_itself() -> None:
    assert meant("stamdard", "standard", "stampard") == term("standard")
    assert meant("stamdard", "stampard", "standard") == term("stampard")
    common = [f"filler{place}" for place in range(9)]
    assert meant("stamdard", *common, "standard") == ""


@hostile
@given(st.text(max_size=30))
def test_any_word_is_looked_up_without_an_error(word: str) -> None:
    assert respelled(word, lexicon(*WORDS), ("en", "fa"), named=False) >= 0
