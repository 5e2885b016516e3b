"""Batches are filled across files: in order, none too large, and each piece known by its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.filling import Batch, File, filled, weight
from corpus.reading.items import Item
from corpus.reading.walking import Source

SMALL = 10_000
"""Bytes of a batch that holds one item of the least weight, and not two."""


def made(sizes: list[list[int]]) -> list[tuple[File, list[Item]]]:
    """Return files, and their items by size."""
    found = []
    for number, items in enumerate(sizes):
        source = Source(Path(f"{number}"), f"{number}", sum(items), 0, consumed=sum(items))
        of_file = [Item(f"{number}", f"{number}", line, b"x" * size) for line, size in enumerate(items)]
        found.append((File(source, 0, sum(map(sum, sizes[:number]))), of_file))
    return found


def batches_of(sizes: list[list[int]], most: int) -> list[Batch]:
    """Return the batches of files whose items have some sizes."""
    files = made(sizes)
    items = {id(file): of_file for file, of_file in files}
    return list(filled((file for file, _ in files), lambda file: items[id(file)], most))


def shape(found: list[Batch]) -> list[list[tuple[str, int, bool]]]:
    """Return what is in each batch: of which file, how much, and whether the file ends there."""
    return [[(one.file.source.path, one.items, one.ends) for one in batch.pieces] for batch in found]


def test_small_files_share_a_batch() -> None:
    assert shape(batches_of([[5], [5], [5]], 2 * SMALL)) == [[("0", 1, True), ("1", 1, True), ("2", 1, True)]]


def test_a_large_file_is_cut_as_if_it_stood_alone() -> None:
    alone = shape(batches_of([[6000] * 5], 2 * SMALL))
    assert alone == [[("0", 4, False)], [("0", 1, True)]]
    assert shape(batches_of([[5], [6000] * 5, [5]], 2 * SMALL)) == [
        [("0", 1, True)], [("1", 4, False)], [("1", 1, True), ("2", 1, True)],
    ]  # fmt: skip


@pytest.mark.parametrize(("items", "ends"), [([], True), ([1], False)])
def test_files_of_which_nothing_is_read_do_not_keep_a_batch_open(items: list[int], ends: bool) -> None:
    found = batches_of([items, [], [], [], []], SMALL)
    assert all(len(batch.pieces) <= 2 for batch in found)
    assert found[0].pieces[0].ends is True or not ends


@given(st.lists(st.lists(st.integers(0, 30_000), max_size=6), max_size=20), st.sampled_from([1, SMALL, 50_000]))
def test_every_item_is_in_one_batch_in_order_and_none_is_larger_than_one_item_more(
    sizes: list[list[int]], most: int
) -> None:
    found = batches_of(sizes, most)
    told = [one for batch in found for one in batch.pieces]
    assert [item for batch in found for item in batch.items] == [one for _, of_file in made(sizes) for one in of_file]
    assert all(sum(one.items for one in batch.pieces) == len(batch.items) for batch in found)
    assert [one.file.source.path for one in told if one.ends] == [str(number) for number in range(len(sizes))]
    for batch in found:
        assert sum(weight(one) for one in batch.items[:-1]) < most
        paths = [one.file.source.path for one in batch.pieces for _ in range(one.items)]
        assert paths == [one.path for one in batch.items]
    reached = [batch.reached for batch in found]
    assert reached == sorted(reached)
    assert not found or reached[-1] == sum(map(sum, sizes))
