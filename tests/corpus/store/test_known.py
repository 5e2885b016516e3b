"""What is known of a file's items: that each stands for one of those that are the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.store.known import KnownItem, KnownItems
from tests.corpus.making import hostile

KEYS = st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"))
LINES = st.sampled_from([None, 1, 2, 1 << 40])
NUMBERS = st.integers(min_value=0, max_value=12)


@hostile
@given(st.lists(st.tuples(KEYS, LINES), max_size=12), st.lists(KEYS | NUMBERS, max_size=12))
def test_items_are_taken_in_the_order_of_their_numbers_and_each_once_unless_they_are_forgotten(
    known: list[tuple[tuple[str, str], int | None]], asked: list[tuple[str, str] | int]
) -> None:
    items = KnownItems((number, *key, line) for number, (key, line) in enumerate(known))
    left = dict(enumerate(known))
    for one in asked:
        if isinstance(one, int):
            items.forget(one)
            left.pop(one, None)
            continue
        first = next((number for number, (key, _) in left.items() if key == one), None)
        assert next(items.take(*one), None) == (None if first is None else KnownItem(first, known[first][1]))
        if first is not None:
            del left[first]


def test_what_is_asked_for_as_a_whole_file_is_no_record_and_records_stay_to_be_taken() -> None:
    items = KnownItems([(1, "a", "x", 7), (2, "a", "x", None), (3, "b", "x", None), (4, "b", "x", None)])
    assert list(items.take("a", "x", whole=True)) == []
    assert list(items.take("a", "x")) == [KnownItem(1, 7), KnownItem(2, None)]
    assert list(items.take("b", "x", whole=True)) == [KnownItem(3, None)]
    assert list(items.take("b", "x", whole=True)) == []
    assert list(items.take("b", "x")) == [KnownItem(4, None)]
    items = KnownItems([(1, "a", "x", None)])
    items.forget(1)
    assert list(items.take("a", "x", whole=True)) == []


def test_a_path_that_is_no_utf_8_is_known_again() -> None:
    items = KnownItems([(7, "caf\udce9.txt", "0" * 32, None)])
    assert list(items.take("caf\udce9.txt", "0" * 32)) == [KnownItem(7, None)]
