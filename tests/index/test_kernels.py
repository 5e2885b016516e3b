"""Finding the best passages: compiled, vectorised, plain and the most obvious computation give the same."""

from __future__ import annotations

import importlib.util
from itertools import pairwise
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.engine import compiling as compiled
from index.engine import loops as kernels
from index.engine import once as vectorised
from index.generations.arrays import EVERYTHING, NOTHING, SOME, Heap, Layout, Nested, Postings, Room, Wanted
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


PLAIN: Any = plain(kernels)
EAGER: Any = plain(kernels)
"""Takes every list for a long one, and looking up for cheap."""
EAGER.LONG, EAGER.DEAR = 0, 1


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
    """Draw a case; scores are so few that many are equal, and some terms stand in the titles of articles only."""
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
        inside = {article_of[one] for one in term} | draw(st.sets(st.sampled_from(article_of), max_size=2))
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


def nested(case: Case) -> Nested:
    """Return the lists of articles as they lead to those of passages, found one by one."""
    inside, reach, before = [], [], 0
    for term, titled in zip(case.terms, case.article_terms, strict=True):
        for article in sorted(titled):
            run = [weight for one, weight in term.items() if case.article_of[one] == article]
            inside.append(before)
            reach.append(max(run, default=0.0) + titled[article] / 2)
            before += len(run)
    lists = postings(case.article_terms)
    return Nested(*lists, mapped([*inside, before], "uint32"), mapped(reach, "float32"))


def layout(case: Case) -> Layout:
    """Return which passages make up each article; one with all passages in scope is told so, sometimes."""
    articles = range(max(case.article_of) + 1)
    first = [case.article_of.index(article) for article in articles]
    whole = Layout.whole(mapped(case.article_of, "int32"), mapped([*first, len(case.article_of)], "int32"))
    if not case.allowed:
        return whole
    flags = [case.allowed[begin:end] for begin, end in pairwise(whole.first_passage.tolist())]
    scope = [EVERYTHING if all(some) and len(some) > 1 else SOME if any(some) else NOTHING for some in flags]
    named = [flag and scope[article] == SOME for flag, article in zip(case.allowed, case.article_of, strict=True)]
    return whole._replace(scope=mapped(scope, "uint8"), named=mapped(named, "bool"))


def arguments(case: Case) -> tuple[Wanted, Postings, Nested, Layout, Room, Heap]:
    """Return a case as the loops take it; a factor is all trust, as if every idf were 1."""
    articles = max(case.article_of) + 1
    factors = np.array(case.factors, np.float32)
    lists = nested(case)
    most = [
        factor * max(lists.reach[lists.starts[term] : lists.starts[term + 1]], default=0)
        for term, factor in enumerate(case.factors, start=1)
    ]
    rests = np.append(np.cumsum(most[::-1])[::-1], 0).astype(np.float32)
    numbers = np.arange(1, len(case.terms) + 1, dtype=np.int32)
    return (
        Wanted(numbers, factors, factors, factors / np.float32(2), rests),
        postings(case.terms),
        lists,
        layout(case),
        Room.of(len(case.article_of), articles),
        Heap(np.zeros(case.k, np.float32), np.zeros(case.k, np.int32)),
    )


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
    for module in (PLAIN, EAGER, kernels, vectorised):
        wanted, passages, articles, within, room, heap = arguments(case)
        size = module.find_best(wanted, passages, articles, within, room, heap)
        found = sorted(
            zip(heap.scores[:size].tolist(), heap.passages[:size].tolist(), strict=True),
            key=lambda one: (-one[0], one[1]),
        )
        assert found == by_sorting(case)
        module.clear(within, room)
        assert not any(array.any() for array in room)  # ready for the next question


def test_a_long_list_is_left_out_when_it_cannot_bring_in_anything_new(monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[int] = []
    add_bounds = EAGER.add_bounds

    def noted(articles: Nested, term: int, *rest: object) -> None:
        walked.append(term)
        add_bounds(articles, term, *rest)

    monkeypatch.setattr(EAGER, "add_bounds", noted)
    wanted, passages, articles, within, room, heap = arguments(PRUNED)
    assert EAGER.find_best(wanted, passages, articles, within, room, heap) == 3
    assert walked == [1]  # the rare term, and nothing else


def test_few_articles_are_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_into: list[int] = []
    look_into = PLAIN.look_into

    def noted(some: npt.NDArray[np.int32], *rest: object) -> int:
        looked_into.extend(some.tolist())
        return int(look_into(some, *rest))

    monkeypatch.setattr(PLAIN, "look_into", noted)
    wanted, passages, articles, within, room, heap = arguments(PRUNED)
    assert PLAIN.find_best(wanted, passages, articles, within, room, heap) == 3
    assert sorted(looked_into) == sorted({one // 3 for one in range(0, 400, 50)})  # each once, and no other


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
