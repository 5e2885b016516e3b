"""The vocabulary: terms by number and numbers by term, from two arrays."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from index.generations.vocabulary import Vocabulary
from tests.corpus.making import hostile

TERM = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@hostile
@given(st.sets(TERM), st.sets(TERM))
@example(set(), {"a"})
@example({"a", "ab", "abc"}, {"", "abcd", "b", "aa"})
@example({"international", "internationally", "internal", "a\0"}, {"internat", "internationale", "a"})
@example({"0", "0\0"}, {"0\0\0"})
@example({"\uffff", "\U00010000", "é", "z"}, {"e", "\U00010001"})
def test_every_term_is_found_under_its_number_and_no_other_is(known: set[str], others: set[str]) -> None:
    terms = sorted(known)
    vocabulary = Vocabulary.of(terms)
    assert len(vocabulary) == len(terms)
    assert vocabulary.numbers([*terms, *sorted(others)]) == {term: place for place, term in enumerate(terms, start=1)}
    assert [vocabulary.term(number) for number in range(1, len(terms) + 1)] == terms
