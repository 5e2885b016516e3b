"""Merging: what stays and what is new, put together, is what inverting all of it gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.building import inverting, merging
from index.building.inverting import Layout, no_counts
from index.building.merging import Side, room_for
from index.generations import compiling
from index.generations.arrays import BLOCK, MOST_OFTEN, OFTEN, Postings
from index.generations.kept_code import compiled
from tests.corpus.making import hostile

TERMS = 3
PLACES = [0, 1, 2, BLOCK - 2, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 3 * BLOCK + 1]
"""Documents, some of them far from each other."""
Words = dict[int, int]
HOLDING = st.dictionaries(
    st.sampled_from(PLACES),
    st.dictionaries(st.integers(1, TERMS), st.sampled_from([1, 2, OFTEN - 1, OFTEN, 300, MOST_OFTEN])),
)


def inverted(documents: dict[int, Words]) -> Postings:
    """Return the postings of some documents."""
    holding = [(term, place, often) for place, words in sorted(documents.items()) for term, often in words.items()]
    counts = no_counts(TERMS)
    for one in holding:
        inverting.meet(counts, *one)
    layout = Layout.of(counts)
    filling = layout.filling(1, TERMS + 1)
    for one in holding:
        inverting.post(filling, *one)
    return layout.postings(filling)


def merged(kept: Side, added: Side) -> Postings:
    """Return the postings of both, all terms at once."""
    rooms = room_for(4 * BLOCK), room_for(4 * BLOCK)
    places, counts = np.arange(1, TERMS + 1), no_counts(TERMS)
    compiling.run(merging.count, kept, places, added, 1, *rooms, counts)
    layout = Layout.of(counts)
    filling = layout.filling(1, TERMS + 1)
    compiling.run(merging.fill, kept, places, added, *rooms, filling)
    return layout.postings(filling)


@hostile
@given(HOLDING, HOLDING, st.sets(st.sampled_from(PLACES)))
@example({0: {1: OFTEN}, BLOCK: {1: 1}}, {1: {1: 1}, BLOCK - 1: {1: 300}}, {BLOCK})
def test_what_stays_and_what_is_new_are_put_together(
    before: dict[int, Words], new: dict[int, Words], gone: set[int]
) -> None:
    numbers = np.full(4 * BLOCK, -1, np.int32)
    stays = [place for place in sorted(before) if place not in gone]
    free = [place for place in range(4 * BLOCK) if place not in new]
    for at, place in enumerate(stays):
        numbers[place] = free[at] if place % 2 else free[-len(stays) + at]
    numbers[stays] = np.sort(numbers[stays])
    wanted = inverted(new | {int(numbers[place]): before[place] for place in stays})
    same = np.arange(4 * BLOCK, dtype=np.int32)
    found = merged(Side(inverted(before), numbers), Side(inverted(new), same))
    for name in Postings._fields:
        assert getattr(found, name).tolist() == getattr(wanted, name).tolist(), name


def test_the_compiled_loops_do_as_the_plain_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {place: {1 + place % TERMS: 1 + place % 20, TERMS: 2} for place in range(0, 2 * BLOCK, 3)}
    new = {place: {1 + place % TERMS: 1 + place % 17} for place in range(1, 2 * BLOCK, 300)}
    numbers = np.arange(4 * BLOCK, dtype=np.int32)
    numbers[::5] = -1
    sides = Side(inverted(before), numbers), Side(inverted(new), np.arange(4 * BLOCK, dtype=np.int32))
    loops = [(inverting, name) for name in ("meet", "post")]
    loops += [(merging, name) for name in ("unpack", "combine", "count", "fill")]
    found = []
    for way in (lambda loop: loop, compiled):
        for module, name in loops:
            loop = getattr(module, name)  # compiled already where a large archive has been indexed
            monkeypatch.setattr(module, name, way(getattr(loop, "py_func", loop)))
        found.append(merged(*sides))
    for one, other in zip(*found, strict=True):
        assert one.tobytes() == other.tobytes()
