"""Words and weights as a cluster keeps them: what goes in comes out, and no weight is kept as more than it is."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.opensearch.features import CUT, counted, objects
from index.engine.opensearch.layout import SHORT_OF, number_of, place_words
from index.engine.opensearch.packs import Kept, packed, unpacked

MARKS = np.arange(100, 300, dtype=np.int32)
CODES = st.binary(max_size=6).map(lambda data: bytes(byte % 192 for byte in data))
ARTICLES = st.lists(st.tuples(st.lists(CODES, min_size=1, max_size=4), CODES), min_size=1, max_size=5)


@settings(deadline=None)
@given(ARTICLES)
def test_the_words_of_articles_come_out_as_they_went_in(articles: list[tuple[list[bytes], bytes]]) -> None:
    sizes = np.array([len(passages) for passages, _ in articles])
    found = unpacked(np.arange(len(articles), dtype=np.int32), sizes, [packed(*one) for one in articles], MARKS)
    rows = [row for passages, _ in articles for row in passages] + [title for _, title in articles]
    assert found.rows == sizes.sum()
    assert [
        found.marks.values[a:b].tolist() for a, b in zip(found.marks.bounds[:-1], found.marks.bounds[1:], strict=True)
    ] == [[100 + code for code in row] for row in rows]


@settings(deadline=None)
@given(ARTICLES, st.data())
def test_a_damaged_pack_is_refused(articles: list[tuple[list[bytes], bytes]], data: st.DataObject) -> None:
    passages, title = articles[0]
    whole = packed(passages, title)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    with pytest.raises(ValueError, match=r"buffer|damaged"):
        unpacked(np.zeros(1, np.int32), np.array([len(passages)]), [cut], MARKS)


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(st.integers(1, 2**31 - 1), st.floats(2**-20, 2**20, width=32), max_size=5),
        min_size=1,
        max_size=5,
    )
)
def test_a_weight_is_kept_as_no_more_and_hardly_less_than_it_is(rows: list[dict[int, float]]) -> None:
    bounds = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    terms = np.array([term for row in rows for term in row], np.int32)
    weights = np.array([weight for row in rows for weight in row.values()], np.float32)
    for row, text in zip(rows, objects(bounds, terms, weights), strict=True):
        kept = json.loads(b"{%b}" % text)
        assert list(kept) == [str(term) for term in row]
        for term, weight in row.items():
            feature = float((np.array([kept[str(term)]], np.float32).view(np.int32) >> CUT << CUT).view(np.float32)[0])
            assert weight * (1 - SHORT_OF) <= feature <= weight


def test_words_are_counted_by_row_and_term() -> None:
    rows, terms, often = counted(np.array([1, 0, 1, 1, 0]), np.array([7, 3, 7, 2, 0], np.int32), 8)
    assert (rows.tolist(), terms.tolist(), often.tolist()) == ([0, 1, 1], [3, 2, 7], [1, 1, 2])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.binary(max_size=9)), max_size=40))
def test_what_is_kept_stays_in_its_bounds_and_is_what_was_put_last(values: list[tuple[int, bytes]]) -> None:
    kept, last = Kept(20), dict[int, bytes]()
    for key, value in values:
        kept.put({key: value})
        last[key] = value
        found = kept.get(range(10))
        assert sum(map(len, found.values())) <= 20
        assert all(last[one] == held for one, held in found.items())
        assert key in found


@pytest.mark.parametrize(
    ("name", "number"),
    [("a-articles-000012", 12), ("a-arrays-000012", None), ("b-a-articles-000012", None), ("a-articles-12", None)],
)
def test_a_generation_is_known_by_the_name_of_its_articles(name: str, number: int | None) -> None:
    assert number_of("a", name) == number


def test_a_path_is_cut_at_its_marks_so_that_a_phrase_finds_whole_parts() -> None:
    assert place_words("/news.tar.xz/may") == "/ news . tar . xz / may"
    assert place_words(".example.org.") == ". example . org ."
