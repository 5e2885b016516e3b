"""Recoding: texts of the generation before are counted and written as if they had been taken apart and put together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.building import recoding, vocabularies, word_kinds
from index.generations import compiling
from index.generations.arrays import IntArray
from index.generations.kept_code import compiled
from index.generations.sequences import LONG, MIDDLE, SHORT, Sequences
from tests.corpus.making import hostile

CODES = MIDDLE + 300
MARKS = np.random.default_rng(5).permutation(CODES).astype(np.int32)
"""The mark of each code, and in another order what its code is now."""
NOW = np.random.default_rng(6).permutation(CODES).astype(np.int32)
EDGES = (0, 1, SHORT - 1, SHORT, SHORT + 255, SHORT + 256, LONG, MIDDLE - 1, MIDDLE, MIDDLE + 255, CODES - 1)
ROWS = st.lists(st.lists(st.sampled_from(EDGES) | st.integers(0, CODES - 1), max_size=9), max_size=5)
LOOPS = (
    (vocabularies, "put"),
    (vocabularies, "encode"),
    (recoding, "code_at"),
    (recoding, "count"),
    (recoding, "recode"),
)


def encoded(rows: list[list[int]], of_mark: IntArray) -> tuple[bytes, list[int], list[int]]:
    """Return the bytes of rows of marks, where each ends, and how many words it has."""
    values = np.array([mark for row in rows for mark in row], np.int32)
    bounds = np.cumsum([0, *map(len, rows)], dtype=np.int64)
    codes, ends, lengths = (
        np.zeros(5 * values.size, np.uint8),
        np.zeros(len(rows), np.int64),
        np.zeros(len(rows), np.int32),
    )
    size = compiling.run(vocabularies.encode, values, bounds, of_mark, codes, ends, lengths)
    return codes[:size].tobytes(), ends.tolist(), lengths.tolist()


def see_that_it_is_the_same(rows: list[list[int]]) -> None:
    """Count and recode some rows of codes, and do the same by way of their marks."""
    marks = [MARKS[row].tolist() for row in rows]
    before, ends, _ = encoded(marks, np.argsort(MARKS).astype(np.int32))
    codes, bounds = np.frombuffer(before, np.uint8), np.array([0, *ends], np.int64)
    written, places, lengths = (
        np.zeros(5 * codes.size, np.uint8),
        np.zeros(len(rows), np.int64),
        np.zeros(len(rows), np.int32),
    )
    size = compiling.run(recoding.recode, codes, bounds, MARKS, NOW, written, places, lengths)
    assert (written[:size].tobytes(), places.tolist(), lengths.tolist()) == encoded(marks, NOW[np.argsort(MARKS)])
    met, within = np.zeros(CODES, np.int64), np.zeros(CODES, np.int64)
    compiling.run(recoding.count, codes, bounds, MARKS, met, within)
    taken = Sequences(codes, bounds, MARKS).take(np.arange(len(rows)))
    by_mark, behind = np.zeros(CODES, np.int64), np.zeros(CODES, np.int64)
    compiling.run(word_kinds.count_marks, taken.values, taken.bounds, by_mark, behind)
    assert np.array_equal(met, by_mark[MARKS])
    assert np.array_equal(within, behind[MARKS])


@hostile
@given(ROWS)
def test_texts_are_counted_and_recoded_as_if_they_were_taken_apart(rows: list[list[int]]) -> None:
    see_that_it_is_the_same(rows)


def test_the_compiled_loops_do_as_the_plain_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in LOOPS:
        loop = getattr(module, name)  # compiled already where a large archive has been indexed
        monkeypatch.setattr(module, name, compiled(getattr(loop, "py_func", loop)))
    see_that_it_is_the_same([list(EDGES), [], list(range(0, CODES, 7))])
