"""Texts in few bytes: what is read is what was written, whatever its codes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.building import vocabularies
from index.building.vocabularies import Codes, Met, joined
from index.generations import compiling
from index.generations.sequences import MIDDLE, SHORT, Sequences
from index.generations.vocabulary import Vocabulary
from tests.corpus.making import hostile

EDGES = [0, 1, SHORT - 1, SHORT, SHORT + 255, SHORT + 256, MIDDLE - 1, MIDDLE, MIDDLE + 70_000]
MARKS = st.lists(st.lists(st.sampled_from(EDGES) | st.integers(0, MIDDLE + 300), max_size=5), max_size=6)


@hostile
@given(MARKS, st.data())
@example([], None)
@example([EDGES, [], EDGES], None)
def test_what_is_read_is_what_was_written(rows: list[list[int]], data: st.DataObject | None) -> None:
    every = np.arange(MIDDLE + 70_001, dtype=np.int32)[::-1].copy()
    values = np.array([one for row in rows for one in row], np.int32)
    bounds = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    codes, ends = np.empty(5 * values.size, np.uint8), np.empty(len(rows), np.int64)
    lengths = np.empty(len(rows), np.int32)
    size = compiling.run(vocabularies.encode, values, bounds, every, codes, ends, lengths)
    assert lengths.tolist() == [sum(mark > 1 for mark in row) for row in rows]
    assert ends[-1:].tolist() == [size][: len(rows)]
    found = Sequences(codes[:size], np.append(0, ends), np.argsort(every).astype(np.int32))
    asked = data.draw(st.lists(st.integers(0, len(rows) - 1))) if data is not None and rows else range(len(rows))
    read = found.take(np.array(list(asked), np.int64))
    cut = [read.values[begin:end].tolist() for begin, end in zip(read.bounds, read.bounds[1:], strict=False)]
    assert cut == [rows[row] for row in asked]


def test_what_is_met_more_often_has_a_shorter_code() -> None:
    met = np.zeros(2 * 20_000 + 2, np.int64)
    met[2:] = np.arange(met.size - 2)
    codes = Codes.of(joined([Vocabulary.of(sorted(map(str, range(20_000))))], [Met(met, met * 0, met * 0)]))
    assert codes.marks[0] == met.argmax()
    assert codes.of_mark[codes.marks].tolist() == list(range(len(codes.marks)))
    values = np.repeat(np.arange(met.size)[-50:], 2).astype(np.int32)
    room, ends, lengths = np.empty(500, np.uint8), np.empty(1, np.int64), np.empty(1, np.int32)
    assert compiling.run(vocabularies.encode, values, np.array([0, 100]), codes.of_mark, room, ends, lengths) == 100
    assert (ends.tolist(), lengths.tolist()) == ([100], [100])
    assert codes.size(np.where(np.arange(met.size) >= met.size - 50, 2, 0)) == 100


@pytest.mark.parametrize("parts", [[], [[]], [["a", "c"], ["b", "c", "é"], []]])
def test_vocabularies_are_joined_in_their_order(parts: list[list[str]]) -> None:
    met = [np.array([3, 0, *[1, 0] * len(terms)], np.int64) for terms in parts]
    found = joined([Vocabulary.of(terms) for terms in parts], [Met(one, one * 0, one * 0) for one in met])
    every = sorted({term for terms in parts for term in terms})
    assert [found.vocabulary.term(number) for number in range(1, len(found.vocabulary) + 1)] == every
    for terms, of_part in zip(parts, found.of_part, strict=True):
        assert of_part.tolist() == [0, 0, *(2 * every.index(term) + 2 + cap for term in terms for cap in (0, 1))]
    assert found.met.sum() == sum(one.sum() for one in met)


def test_terms_that_are_not_met_are_left_out() -> None:
    met = [np.array([0, 0, 0, 0, 2, 1], np.int64), np.array([0, 0, 0, 0], np.int64)]
    titled = [np.zeros(6, np.int64), np.array([0, 0, 0, 4], np.int64)]
    counts = [Met(*pair, pair[0]) for pair in zip(met, titled, strict=True)]
    found = joined([Vocabulary.of(["a", "b"]), Vocabulary.of(["c"])], counts)
    assert [found.vocabulary.term(number) for number in (1, 2)] == ["b", "c"]
    assert (found.met.tolist(), found.titled.tolist()) == ([0, 0, 2, 1, 0, 0], [0, 0, 0, 0, 0, 4])
