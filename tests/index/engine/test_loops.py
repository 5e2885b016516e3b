"""Finding the best passages: compiled, by numpy, plain and the most obvious computation give the same."""

from __future__ import annotations

import importlib.util
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.answering import compiling
from index.engine import loops
from index.generations.arrays import Postings
from tests.corpus.making import hostile

QUARTERS = st.integers(1, 8).map(lambda quarters: quarters / 4)
"""Scores whose sums are exact, so that ties are ties in every way of adding them up."""


def plain(module: ModuleType) -> Any:
    """Return a module's loops as plain Python, also after they have been compiled in this process."""
    assert module.__spec__ is not None
    assert module.__spec__.origin is not None
    spec = importlib.util.spec_from_file_location(f"plain_{module.__name__}", module.__spec__.origin)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


PLAIN = plain(loops)


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    """Compile the loops, or load what was compiled before."""
    compiling.install()


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
    k: int


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case; scores are so few that many are equal, and some terms stand in the titles of articles only."""
    total = draw(st.sampled_from([1, 3, 14, 150, 400]))
    article_of = sorted(draw(st.lists(st.integers(0, max(0, total // 3)), min_size=total, max_size=total)))
    article_of = [sorted(set(article_of)).index(article) for article in article_of]
    count = draw(st.integers(0, 4))
    terms: list[dict[int, float]] = []
    articles: list[dict[int, float]] = []
    for _ in range(count):
        every, offset = draw(st.sampled_from([1, 2, 7, 50])), draw(st.integers(0, 6))
        terms.append({one: draw(QUARTERS) for one in range(offset, total, every)})
        inside = {article_of[one] for one in terms[-1]} | draw(st.sets(st.sampled_from(article_of), max_size=2))
        articles.append({one: draw(QUARTERS) for one in sorted(inside)})
    factors = draw(st.lists(st.sampled_from([0.25, 1.0, 16.0]), min_size=count, max_size=count))
    return Case(article_of, terms, articles, factors, draw(st.integers(1, 6)))


def by_sorting(case: Case) -> list[int]:
    """Return the best passages, found by adding up everything and sorting all."""
    scores: dict[int, float] = {}
    articles: dict[int, float] = {}
    for term, inside, factor in zip(case.terms, case.article_terms, case.factors, strict=True):
        for passage, weight in term.items():
            scores[passage] = scores.get(passage, 0) + weight * factor
        for article, weight in inside.items():
            articles[article] = articles.get(article, 0) + weight * factor
    totals = {one: score + articles[case.article_of[one]] for one, score in scores.items()}
    return sorted(totals, key=lambda one: (-totals[one], one))[: case.k]


def postings(terms: list[dict[int, float]]) -> Postings:
    """Return lists by term, numbered from 1."""
    starts = np.concatenate([[0, 0], np.cumsum([len(term) for term in terms])]).astype(np.int64)
    documents = [one for term in terms for one in sorted(term)]
    weights = [term[one] for term in terms for one in sorted(term)]
    return Postings(mapped(starts, "int64"), mapped(documents, "int32"), mapped(weights, "float32"))


@settings(hostile, max_examples=60)
@given(cases())
@example(Case([0] * 9, [dict.fromkeys(range(9), 1.0)], [{0: 1.0}], [1.0], 3))
@example(Case([0], [], [], [], 1))
def test_the_best_passages_are_those_of_sorting_all_with_ties_to_the_lower_number(case: Case) -> None:
    numbers, factors = np.arange(1, len(case.terms) + 1, dtype=np.int32), np.array(case.factors, np.float32)
    article_of = mapped(case.article_of, "int32")
    for add, best in (
        (PLAIN.add, PLAIN.best), (loops.add, loops.best), (loops.add_at_once, loops.best_at_once)
    ):  # fmt: skip
        scores, article_scores = (np.zeros(size, np.float32) for size in (article_of.size, article_of[-1] + 1))
        add(postings(case.terms), numbers, factors, scores)
        add(postings(case.article_terms), numbers, factors, article_scores)
        assert best(scores, article_scores, article_of, case.k).tolist() == by_sorting(case)


def test_every_loop_is_compiled_after_installing() -> None:
    for module, names in compiling.CALLEES_FIRST:
        assert all(hasattr(getattr(module, name), "py_func") for name in names)


def test_loops_are_compiled_also_where_there_is_no_folder_to_keep_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def njit(**options: bool) -> Any:
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return lambda loop: ("compiled", loop)

    monkeypatch.setattr(compiling, "njit", njit)
    assert compiling._compiled(len) == ("compiled", len)  # type: ignore[comparison-overlap]
