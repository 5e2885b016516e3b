"""Cutting many texts at once: the walk through bytes finds what the expression finds, compiled or not."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.building import bulk
from index.building.counting import Cutter
from index.building.forms import CASED, forms
from index.engine import compiling as compiled
from tests.corpus.making import hostile
from tests.index.test_kernels import plain

PLAIN: Any = plain(bulk)
PIECES = (
    "U.S. u.s. D.C A.b e.g. a.m.x a.b.c_ J. 5km 5KM 5kmh 5_km 7lb 7lbs 7lbsx 1,500 1,500x 1.2.3km 3.3MB 12ABC "
    "X1990s 1990s' O'Brien d'O'x don't x'_ _A_ end. end.) end!\" why?no a.. ...b 0 I i' '' \x1c \x1f \x00 \x7f"
).split(" ")
ASCII = st.text(st.characters(max_codepoint=127), max_size=12) | st.lists(
    st.sampled_from(PIECES) | st.text("aAzZ09.,'_ !?)\"kmlbs", max_size=8), max_size=10
).map(" ".join)


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    """Compile the loops, or load what was compiled before."""
    compiled.install_cutting()


@hostile
@given(st.lists(ASCII, max_size=5))
@example(PIECES)
@example(["".join(PIECES)])
@example([])
@example(["", "a", ""])
def test_bulk_finds_what_the_expression_finds(texts: list[str]) -> None:
    for module in (bulk, PLAIN):
        cut, words = module.cut_ascii(texts)
        assert len(words) == len(set(words))
        found = [[words[number] for number in cut.values[start:end]] for start, end in pairwise(cut.bounds)]
        assert found == [CASED.findall(text) for text in texts]


def test_more_distinct_words_than_the_table_has_at_first_are_told_apart() -> None:
    texts = [
        " ".join(f"word{number} x{number * 7}" for number in range(start, start + 500)) for start in range(0, 9000, 400)
    ]
    cut, words = bulk.cut_ascii(texts)
    assert len(words) > bulk.SMALLEST
    assert [words[number] for number in cut.values] == " ".join(texts).split()


def test_words_that_meet_in_one_place_of_the_table_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.randbits", lambda _bits: 0)  # a factor of 1: words of the same letters have one hash
    texts = ["listen silent enlist tinsel inlets listen silent"]
    cut, words = bulk.cut_ascii(texts)
    assert words == texts[0].split()[:5]
    assert cut.values.tolist() == [0, 1, 2, 3, 4, 0, 1]


@hostile
@given(
    st.lists(st.tuples(ASCII | st.text(max_size=8), st.sampled_from(["en", "fr", "de", "fa"])), max_size=6),
    st.lists(st.tuples(ASCII, st.sampled_from(["en", "fr"])), max_size=3),
)
def test_a_cutter_numbers_the_same_words_in_bulk_as_one_by_one(
    texts: list[tuple[str, str]], titles: list[tuple[str, str]]
) -> None:
    cutter = Cutter(in_bulk=True)
    for some in (texts, titles):
        cut = cutter.cut([text for text, _ in some], [language for _, language in some])
        found = [[cutter.words[number] for number in cut.values[start:end]] for start, end in pairwise(cut.bounds)]
        assert found == [[(language, form) for form in forms(text, language)] for text, language in some]
    assert len(cutter.words) == len(set(cutter.words))
    assert cut.values.dtype == np.int32


def test_loops_are_compiled_also_where_there_is_no_folder_to_keep_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def njit(**options: bool) -> Any:
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return lambda loop: ("compiled", loop)

    monkeypatch.setattr(compiled, "njit", njit)
    module: Any = SimpleNamespace(loop=len)
    compiled._compile(module, ("loop",))
    assert module.loop == ("compiled", len)
