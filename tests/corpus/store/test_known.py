"""What is known of a file's items: that each stands for one of those that are the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.store.known import KnownItems

KEYS = st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"))


@given(st.lists(KEYS, max_size=12), st.lists(KEYS, max_size=12))
def test_items_are_taken_in_the_order_of_their_numbers_and_each_once(
    known: list[tuple[str, str]], asked: list[tuple[str, str]]
) -> None:
    items = KnownItems((number, *key) for number, key in enumerate(known))
    left = list(enumerate(known))
    for key in asked:
        first = next((one for one in left if one[1] == key), None)
        assert next(items.take(*key), None) == (first and first[0])
        if first is not None:
            left.remove(first)
