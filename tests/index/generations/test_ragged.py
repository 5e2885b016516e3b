"""Rows of different lengths: taking and joining them is what it is with lists."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from index.generations.ragged import Ragged
from tests.corpus.making import hostile

ROWS = st.lists(st.lists(st.integers(-9, 9), max_size=5), max_size=9)


def made(rows: list[list[int]]) -> Ragged:
    """Return lists as rows."""
    return Ragged.of(np.array([one for row in rows for one in row], np.int32), [len(row) for row in rows])


def listed(found: Ragged) -> list[list[int]]:
    """Return rows as lists."""
    return [found.values[found.bounds[row] : found.bounds[row + 1]].tolist() for row in range(len(found))]


@hostile
@given(ROWS, st.data())
@example([], None)
def test_rows_are_taken_in_any_order(rows: list[list[int]], data: st.DataObject | None) -> None:
    places = st.lists(st.integers(0, len(rows) - 1), max_size=20)
    order = data.draw(places) if rows and data else []
    taken = made(rows).take(np.array(order, np.int64))
    assert listed(taken) == [rows[place] for place in order]
    assert [str(one.dtype) for one in (taken.values, taken.bounds)] == ["int32", "int64"]


@hostile
@given(st.lists(ROWS, min_size=1, max_size=4))
def test_joined_rows_stand_one_behind_the_other(parts: list[list[list[int]]]) -> None:
    assert listed(Ragged.joined([made(part) for part in parts])) == [row for part in parts for row in part]


def test_a_row_may_hold_rows() -> None:
    table = Ragged.of(np.arange(8).reshape(4, 2), [1, 0, 3]).take(np.array([2, 0]))
    assert table.values.tolist() == [[2, 3], [4, 5], [6, 7], [0, 1]]
    assert table.lengths.tolist() == [3, 1]
