"""Workers: which batches the process does itself, and that results come in order whoever does them."""

from __future__ import annotations

import os

import pytest

from corpus.workers import Workers, batches


def doubled(numbers: list[int]) -> list[tuple[int, int]]:
    """Return who has worked, and what came of it."""
    return [(os.getpid(), 2 * number) for number in numbers]


@pytest.mark.parametrize(("count", "alone"), [(0, True), (1, True), (2, True), (5, False)])
def test_a_few_batches_are_done_without_starting_workers(count: int, alone: bool) -> None:
    with Workers(doubled, 1, alone=2) as pool:
        found = [one for result in pool.results(batches(range(count), 1)) for one in result]
        assert (pool.pool is None) is alone
    assert [number for _, number in found] == [2 * number for number in range(count)]
    assert ({process for process, _ in found} <= {os.getpid()}) is alone


def test_what_is_done_without_workers_counts_over_all_that_is_given() -> None:
    with Workers(doubled, 1, alone=2) as pool:
        assert len(list(pool.results([[1], [2]]))) == 2
        assert pool.pool is None
        assert [result[0][1] for result in pool.results([[4], [5]])] == [8, 10]
        assert pool.pool is not None


def test_what_is_known_is_not_done_and_stands_in_its_place() -> None:
    done: list[int] = []

    def negative(numbers: list[int]) -> list[int]:
        done.extend(numbers)
        return [-number for number in numbers]

    with Workers(negative, 0, known=lambda number: 100 * number if number % 3 else None) as pool:
        found = list(pool.results(batches(range(1, 50), 5)))
    assert [one for result in found for one in result] == [100 * n if n % 3 else -n for n in range(1, 50)]
    assert [len(result) for result in found] == [5] * 9 + [4]
    assert done == list(range(3, 50, 3))


def test_a_single_batch_is_done_without_workers_whatever_was_done_before() -> None:
    with Workers(doubled, 1) as pool:
        for number in range(9):
            assert list(pool.results([[number]])) == [[(os.getpid(), 2 * number)]]
        assert pool.pool is None


def test_nothing_comes_of_empty_batches_and_they_keep_their_places() -> None:
    given: list[list[int]] = [[1], [], [], [2], [], [3], [4], [], [5]]
    with Workers(doubled, 1, alone=2) as pool:
        found = list(pool.results(given))
        assert pool.pool is not None
    assert [[number for _, number in one] for one in found] == [[2 * number for number in one] for one in given]


def test_a_little_work_among_many_empty_batches_starts_no_workers() -> None:
    with Workers(doubled, 1, alone=2) as pool:
        given: list[list[int]] = [[]] * 9 + [[1]] + [[]] * 9
        for number, one in enumerate(pool.results(iter(given))):
            assert one == ([(os.getpid(), 2)] if number == 9 else [])
        assert pool.pool is None
