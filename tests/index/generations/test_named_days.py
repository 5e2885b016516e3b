"""Mentions that overlap some days: the same as by looking at every one."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from index.generations.named_days import by_day, naming
from tests.corpus.making import hostile

DAY = st.integers(1, 2_000) | st.integers(1, 3_652_059)
LENGTH = st.sampled_from([0, 1, 29, 30, 31, 364, 365, 366, 36_524]) | st.integers(0, 800)
MENTION = st.tuples(st.integers(0, 9), DAY, LENGTH).map(lambda one: (one[0], one[1], one[1] + one[2]))
FAR = np.iinfo(np.int32).max - 45


@hostile
@given(st.lists(MENTION, max_size=40), DAY, LENGTH | st.just(FAR - 3_652_059), LENGTH | st.just(4 * FAR))
@example([], 1, 0, 0)
@example([(3, 10, 40), (3, 10, 41), (1, 41, 41), (0, 42, 42)], 41, 0, 30)
def test_it_finds_the_mentions_that_overlap_and_are_short_enough(
    mentions: list[tuple[int, int, int]], first: int, length: int, longest: int
) -> None:
    table = np.array(mentions, np.int32).reshape(-1, 3)
    found = naming(*by_day(table), first, first + length, longest)
    wanted = [
        passage
        for passage, begin, end in mentions
        if begin <= first + length and end >= first and end - begin <= longest
    ]
    assert sorted(found.tolist()) == sorted(wanted)
    assert found.dtype == np.int32


def test_all_days_there_are_can_be_asked_for() -> None:
    table = np.array([(7, 1, 1), (8, 5, 3_652_059)], np.int32)
    assert sorted(naming(*by_day(table), 1, FAR, 4 * FAR).tolist()) == [7, 8]
    assert naming(*by_day(table), 4, 4, 366).tolist() == []


def test_mentions_of_a_class_stand_by_their_first_day() -> None:
    rows, classes = by_day(np.array([(0, 9, 9), (1, 5, 400_000), (2, 5, 5), (3, 1, 40), (4, 8, 20)], np.int32))
    assert rows[0].tolist() == [2, 0, 4, 3, 1]
    assert classes.tolist() == [0, 2, 3, 4, 5]
