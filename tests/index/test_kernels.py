"""Finding the best passages: compiled, vectorised, plain and the most obvious computation give the same."""

from __future__ import annotations

import importlib.util
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index import compiled, kernels, vectorised
from index.arrays import Heap, Layout, Postings, Room, Wanted, blocks_of
from tests.corpus.making import hostile

QUARTERS = st.integers(1, 8).map(lambda quarters: quarters / 4)
"""Scores whose sums are exact, so that ties are ties in every way of adding them up."""


def plain(module: ModuleType) -> ModuleType:
    """Return a module's loops as plain Python, also after they have been compiled in this process."""
    assert module.__spec__ is not None
    assert module.__spec__.origin is not None
    spec = importlib.util.spec_from_file_location(f"plain_{module.__name__}", module.__spec__.origin)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


PLAIN = plain(kernels)


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    """Compile the kernels, or load what was compiled before."""
    compiled.install()


def mapped(values: Any, kind: str) -> npt.NDArray[Any]:
    """Return an array that cannot be written, as one that is mapped from a file."""
    array = np.array(values, kind)
    array.setflags(write=False)
    return array


class Case(NamedTuple):
    """Articles of some passages, and the weights of each term in passages and in articles."""

    article_of: list[int]
    terms: list[dict[int, float]]
    article_terms: list[dict[int, float]]
    factors: list[float]
    allowed: list[bool]
    k: int


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case; scores are so few that many are equal, and long lists so that some need not be walked through."""
    total = draw(st.sampled_from([1, 3, 14, 150, 400]))
    article_of = sorted(draw(st.lists(st.integers(0, max(0, total // 3)), min_size=total, max_size=total)))
    article_of = [sorted(set(article_of)).index(article) for article in article_of]
    count = draw(st.integers(0, 4))
    terms: list[dict[int, float]] = []
    for _ in range(count):
        every = draw(st.sampled_from([1, 2, 7, 50]))
        offset = draw(st.integers(0, 6))
        terms.append({one: draw(QUARTERS) for one in range(offset, total, every)})
    terms.sort(key=len)
    articles: list[dict[int, float]] = []
    for term in terms:
        inside = {article_of[one] for one in term}
        articles.append({one: draw(QUARTERS) for one in sorted(inside)})
    factors = draw(st.lists(st.sampled_from([0.25, 1.0, 16.0]), min_size=count, max_size=count))
    allowed = draw(st.just([]) | st.lists(st.booleans(), min_size=total, max_size=total))
    return Case(article_of, terms, articles, factors, allowed, draw(st.integers(1, 6)))


def by_sorting(case: Case) -> list[tuple[float, int]]:
    """Return the best passages and their scores, found by adding up everything and sorting all."""
    scores: dict[int, float] = {}
    articles: dict[int, float] = {}
    for term, inside, factor in zip(case.terms, case.article_terms, case.factors, strict=True):
        for passage, weight in term.items():
            scores[passage] = scores.get(passage, 0) + weight * factor
        for article, weight in inside.items():
            articles[article] = articles.get(article, 0) + weight * factor / 2
    totals = {one: score + articles[case.article_of[one]] for one, score in scores.items()}
    allowed = [one for one in totals if not case.allowed or case.allowed[one]]
    return [(totals[one], one) for one in sorted(allowed, key=lambda one: (-totals[one], one))[: case.k]]


def postings(terms: list[dict[int, float]]) -> Postings:
    """Return lists by term, numbered from 1."""
    starts = np.concatenate([[0, 0], np.cumsum([len(term) for term in terms])]).astype(np.int64)
    documents = [one for term in terms for one in sorted(term)]
    weights = [term[one] for term in terms for one in sorted(term)]
    return Postings(mapped(starts, "int64"), mapped(documents, "int32"), mapped(weights, "float32"))


def arguments(case: Case) -> tuple[Wanted, Postings, Postings, Layout, Room, Heap]:
    """Return a case as the loops take it."""
    articles = max(case.article_of) + 1
    factors = np.array(case.factors, np.float32)
    most = [
        factor * (max(term.values(), default=0) + max(inside.values(), default=0) / 2)
        for term, inside, factor in zip(case.terms, case.article_terms, case.factors, strict=True)
    ]
    rests = np.append(np.cumsum(most[::-1])[::-1], 0).astype(np.float32)
    numbers = np.arange(1, len(case.terms) + 1, dtype=np.int32)
    first = [case.article_of.index(article) for article in range(articles)]
    total = len(case.article_of)
    return (
        Wanted(numbers, factors, factors / np.float32(2), rests),
        postings(case.terms),
        postings(case.article_terms),
        Layout(mapped(case.article_of, "int32"), mapped([*first, total], "int32"), np.array(case.allowed, bool)),
        Room(
            np.zeros(total, np.float32), np.zeros(articles, np.float32),
            np.zeros(blocks_of(total), np.uint8), np.zeros(blocks_of(articles), np.uint8),
        ),
        Heap(np.zeros(case.k, np.float32), np.zeros(case.k, np.int32)),
    )  # fmt: skip


EVERYWHERE = dict.fromkeys(range(400), 0.25)
PRUNED = Case(
    [one // 3 for one in range(400)],
    [dict.fromkeys(range(0, 400, 50), 2.0), EVERYWHERE],
    [{one // 3: 2.0 for one in range(0, 400, 50)}, dict.fromkeys(range(134), 0.25)],
    [16.0, 1.0],
    [],
    3,
)
"""A rare term that decides, and a common one whose list is looked up only."""


@settings(hostile, max_examples=60)
@given(cases())
@example(PRUNED)
@example(PRUNED._replace(allowed=[one % 100 != 50 for one in range(400)], k=2))
@example(Case([0] * 9, [dict.fromkeys(range(9), 1.0)], [{0: 1.0}], [1.0], [], 3))
@example(Case([0], [], [], [], [], 1))
def test_the_best_passages_are_those_of_sorting_all_with_ties_to_the_lower_number(case: Case) -> None:
    for module in (PLAIN, kernels, vectorised):
        wanted, passages, articles, layout, room, heap = arguments(case)
        size = module.find_best(wanted, passages, articles, layout, room, heap)
        found = sorted(
            zip(heap.scores[:size].tolist(), heap.passages[:size].tolist(), strict=True),
            key=lambda one: (-one[0], one[1]),
        )
        assert found == by_sorting(case)
        module.clear(room.scores, room.blocks)
        module.clear(room.article_scores, room.article_blocks)
        assert not any(array.any() for array in room)  # ready for the next question


def test_a_long_list_is_looked_up_when_it_cannot_bring_in_anything_new(monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[int] = []
    add_term = PLAIN.add_term

    def noted(term: int, *rest: object) -> None:
        walked.append(term)
        add_term(term, *rest)

    monkeypatch.setattr(PLAIN, "add_term", noted)
    wanted, passages, articles, layout, room, heap = arguments(PRUNED)
    assert PLAIN.find_best(wanted, passages, articles, layout, room, heap) == 3
    assert walked == [1, 1]  # the rare term in passages and in articles, and nothing else


@hostile
@given(st.lists(st.integers(0, 50), unique=True, max_size=30), st.integers(0, 60), st.integers(0, 5))
def test_the_first_place_from_is_that_of_bisection(documents: list[int], wanted: int, begin: int) -> None:
    array = np.array(sorted(documents), np.int32)
    begin = min(begin, array.size)
    for module in (PLAIN, kernels):
        found = module.first_from(array, begin, array.size, wanted)
        assert found == max(begin, int(np.searchsorted(array, wanted)))


def test_every_loop_is_compiled_after_installing() -> None:
    for module, names in compiled.CALLEES_FIRST:
        assert all(hasattr(getattr(module, name), "py_func") for name in names)
    named = {name for module, names in compiled.CALLEES_FIRST if module is kernels for name in names}
    own = {name for name, value in vars(PLAIN).items() if callable(value) and value.__module__ == PLAIN.__name__}
    assert own == named
