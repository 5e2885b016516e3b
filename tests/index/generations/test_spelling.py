"""Terms that are spelled alike: as many as comparing every pair finds, and none for numbers and the very short."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.generations.spelling import ALIKE, MOST, PIECES, SHORTEST, Spelling, _distinct
from index.generations.vocabulary import Vocabulary
from tests.corpus.making import hostile

TERMS = sorted(
    "nkurunziza egypt egyptian elect elector election bridg burundi 2019 20195 une über übers کتابها كتاب".split(),
    key=str.encode,
)


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    """The pieces of a few terms."""
    return Spelling.of(Vocabulary.of(TERMS))


def alike(spelling: Spelling, term: str) -> dict[str, float]:
    """Return the terms that are alike to one, and how much."""
    own = TERMS.index(term) + 1 if term in TERMS else 0
    (found,) = spelling.alike([term], [own])
    assert [one.terms.tolist() for one in spelling.alike(["elect", term, "", term], [0, own, 0, own])[1:]] == [
        found.terms.tolist(),
        [],
        found.terms.tolist(),
    ]
    return {TERMS[number - 1]: like for number, like in zip(found.terms.tolist(), found.likeness.tolist(), strict=True)}


def dice(one: str, other: str) -> float:
    """Return the likeness of two terms, from their pieces of three letters."""
    a, b = ({f"^{term}$"[at : at + 3] for at in range(len(term))} for term in (one, other))
    return 2 * len(a & b) / (len(a) + len(b))


def test_families_and_typing_errors_are_alike(spelling: Spelling) -> None:
    assert alike(spelling, "egypt") == {"egyptian": pytest.approx(dice("egypt", "egyptian"))}
    assert list(alike(spelling, "nkuruziza")) == ["nkurunziza"]
    assert list(alike(spelling, "elect")) == ["elector", "election"]
    assert list(alike(spelling, "über")) == ["übers"]


def test_numbers_and_short_words_are_like_nothing(spelling: Spelling) -> None:
    assert alike(spelling, "2019") == alike(spelling, "une") == alike(spelling, "") == {}
    assert "une" not in alike(spelling, "uner")


@hostile
@given(st.lists(st.text("abcdé", min_size=1, max_size=9), unique=True, max_size=12), st.text("abcdé", max_size=9))
def test_the_likest_are_those_of_comparing_every_pair(terms: list[str], wanted: str) -> None:
    terms.sort(key=str.encode)
    (found,) = Spelling.of(Vocabulary.of(terms)).alike([wanted], [0])
    long = [term for term in terms if len(term) >= SHORTEST and len(wanted) >= SHORTEST]
    expected = {term for term in long if dice(term, wanted) >= ALIKE + 1e-6}
    assert expected <= {terms[number - 1] for number in found.terms.tolist()}  # a hash may only bring in more
    assert found.likeness.tolist() == sorted(found.likeness.tolist(), reverse=True)
    assert found.terms.size <= MOST


def test_an_empty_vocabulary_has_no_pieces() -> None:
    empty = Spelling.of(Vocabulary.of([]))
    assert (empty.starts.tolist(), empty.terms.size) == ([0] * (PIECES + 1), 0)
    assert empty.alike(["anything"], [0])[0].terms.size == 0


@given(st.lists(st.integers(0, 9)))
def test_distinct_numbers_are_those_of_numpy(numbers: list[int]) -> None:
    found = np.array(numbers, np.int64)
    assert _distinct(found).tolist() == np.unique(found).tolist()
