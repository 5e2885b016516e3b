"""The loops of a question: compiled, vectorised, plain and the most obvious computation give the same."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index import compiled, kernels, vectorised
from index.kernels import EVIDENCE, NEAR
from tests.corpus.making import hostile

QUARTERS = st.integers(1, 8).map(lambda quarters: quarters / 4)
"""Scores whose sums are exact, so that ties are ties in every way of adding them up."""


def plain_kernels() -> ModuleType:
    """Return the kernels as plain Python, also after they have been compiled in this process."""
    assert kernels.__spec__ is not None
    assert kernels.__spec__.origin is not None
    spec = importlib.util.spec_from_file_location("plain_kernels", kernels.__spec__.origin)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PLAIN = plain_kernels()


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    """Compile the kernels, or load what was compiled before."""
    compiled.install()


def ways(name: str) -> list[Callable[..., Any]]:
    """Return every form of a kernel."""
    return [getattr(module, name) for module in (PLAIN, kernels, vectorised)]


def mapped(values: Sequence[float], kind: str) -> npt.NDArray[Any]:
    """Return an array that cannot be written, as one that is mapped from a file."""
    array = np.array(values, kind)
    array.setflags(write=False)
    return array


class Case(NamedTuple):
    """A few passages of a few articles, with scores added up so far."""

    passages: dict[int, float]
    article_of: list[int]
    article_scores: list[float]
    allowed: list[bool]
    k: int


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case; scores are so few that many are equal."""
    total = draw(st.integers(1, 14))
    article_of = sorted(draw(st.lists(st.integers(0, 3), min_size=total, max_size=total)))
    touched = draw(st.lists(st.integers(0, total - 1), unique=True))
    allowed = draw(st.just([]) | st.lists(st.booleans(), min_size=total, max_size=total))
    scores = {passage: draw(QUARTERS) for passage in touched}
    return Case(scores, article_of, draw(st.lists(QUARTERS, min_size=4, max_size=4)), allowed, draw(st.integers(1, 6)))


def by_sorting(case: Case) -> list[tuple[float, int]]:
    """Return the best passages and their scores, found by sorting all."""
    totals = {
        passage: score + 0.5 * case.article_scores[case.article_of[passage]] for passage, score in case.passages.items()
    }
    inside = [passage for passage in totals if not case.allowed or case.allowed[passage]]
    return [(totals[passage], passage) for passage in sorted(inside, key=lambda one: (-totals[one], one))[: case.k]]


@hostile
@given(cases())
@example(Case(dict.fromkeys(range(9), 1.0), [0] * 9, [1.0] * 4, [], 3))
@example(Case(dict.fromkeys(reversed(range(9)), 1.0), [0] * 9, [1.0] * 4, [True, False] * 4 + [True], 3))
@example(Case({}, [0], [1.0] * 4, [], 1))
def test_the_best_passages_are_those_of_sorting_all_with_ties_to_the_lower_number(case: Case) -> None:
    for best_passages in ways("best_passages"):
        scores = np.zeros(len(case.article_of), np.float32)
        for passage, score in case.passages.items():
            scores[passage] = score
        heap_scores, heap = np.zeros(case.k, np.float32), np.zeros(case.k, np.int32)
        size = best_passages(
            scores, np.array(list(case.passages), np.int32), np.array(case.article_scores, np.float32),
            mapped(case.article_of, "int32"), np.float32(0.5), np.array(case.allowed, bool), heap_scores, heap,
        )  # fmt: skip
        found = sorted(
            zip(heap_scores[:size].tolist(), heap[:size].tolist(), strict=True), key=lambda one: (-one[0], one[1])
        )
        assert found == by_sorting(case)
        assert not scores.any()  # ready for the next question


POSTINGS = st.lists(st.tuples(QUARTERS, st.dictionaries(st.integers(0, 9), QUARTERS)), max_size=5)


@hostile
@given(POSTINGS)
def test_adding_up_postings_touches_every_document_once_and_sums_its_weights(
    postings: list[tuple[float, dict[int, float]]],
) -> None:
    expected: dict[int, float] = {}
    for factor, term in postings:
        for document, weight in term.items():
            expected[document] = expected.get(document, 0) + weight * factor
    for add_postings in ways("add_postings"):
        scores, touched, count = np.zeros(10, np.float32), np.zeros(10, np.int32), 0
        for factor, term in postings:
            documents = mapped(sorted(term), "int32")
            weights = mapped([term[document] for document in sorted(term)], "float32")
            count = add_postings(documents, weights, np.float32(factor), scores, touched, count)
        assert sorted(touched[:count].tolist()) == sorted(expected)
        assert {document: scores[document] for document in expected} == expected
        assert not scores[[document for document in range(10) if document not in expected]].any()


class Archive(NamedTuple):
    """Articles with titles and passages, as term numbers; 0 ends a sentence."""

    titles: list[list[int]]
    passages: list[list[list[int]]]
    terms: list[int]
    weights: list[float]


WORDS = st.lists(st.integers(0, 7), max_size=30)
ARCHIVES = st.integers(1, 3).flatmap(
    lambda articles: st.builds(
        Archive,
        st.lists(WORDS.map(lambda words: [word for word in words if word]), min_size=articles, max_size=articles),
        st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=articles, max_size=articles),
        st.permutations([1, 2, 3, 4]).flatmap(lambda order: st.integers(1, 4).map(lambda count: order[:count])),
        st.lists(st.sampled_from([0.125, 0.25, 0.5]), min_size=4, max_size=4),
    )
)


def gathered(gather_evidence: Callable[..., None], archive: Archive) -> npt.NDArray[np.float32]:
    """Return the evidence for every passage of an archive."""
    passages = [(article, words) for article, all_words in enumerate(archive.passages) for words in all_words]
    article_of = [article for article, _ in passages]
    evidence = np.zeros((len(passages), len(EVIDENCE)), np.float32)
    gather_evidence(
        np.array(archive.terms, np.int32),
        np.array(archive.weights[: len(archive.terms)], np.float32),
        np.arange(len(passages), dtype=np.int32),
        mapped([word for _, words in passages for word in words], "int32"),
        mapped([0, *np.cumsum([len(words) for _, words in passages])], "int64"),
        mapped([word for title in archive.titles for word in title], "int32"),
        mapped([0, *np.cumsum([len(title) for title in archive.titles])], "int64"),
        mapped(article_of, "int32"),
        mapped([article_of.index(article) for article in range(len(archive.titles))], "int32"),
        evidence,
    )
    return evidence


def measured(archive: Archive, title: list[int], words: list[int], *, first: bool) -> dict[str, float]:
    """Return the evidence of one passage in the most obvious way."""
    weight = dict(zip(archive.terms, archive.weights, strict=False))
    places = {term: [place for place, word in enumerate(words) if word == term] for term in archive.terms}
    sentences: list[set[int]] = [set()]
    for word in words:
        if word:
            sentences[-1].add(word)
        else:
            sentences.append(set())
    pairs = 0.0
    for before, term in zip(archive.terms, archive.terms[1:], strict=False):
        gaps = [b - a for a in places[before] for b in places[term] if 0 < b - a <= NEAR]
        pairs += (weight[before] + weight[term]) / (2 * min(gaps)) if gaps else 0
    ends = [place for found in places.values() for place in found]
    windows = [
        sum(weight[term] for term, found in places.items() if any(0 <= end - place <= 2 * NEAR for place in found))
        for end in ends
    ]
    return {
        "coverage": sum(weight[term] for term in archive.terms if places[term]),
        "title": sum(weight[term] for term in archive.terms if term in title),
        "sentence": max(sum(weight[term] for term in archive.terms if term in sentence) for sentence in sentences),
        "pairs": pairs,
        "window": max(windows, default=0.0),
        "lead": float(first),
        "length": min(1.0, len(words) / 150),
    }


@settings(hostile, max_examples=40)
@given(ARCHIVES)
@example(Archive([[1, 1, 2]], [[[1, 2, 0, 2, 1, 1], [], [0, 0]]], [1, 2], [0.5, 0.25, 0.125, 0.125]))
@example(Archive([[]], [[[1, *[5] * NEAR, 2], [1, *[5] * (NEAR - 1), 2]]], [1, 2], [0.5, 0.25, 0.125, 0.125]))
def test_the_evidence_is_that_of_looking_at_every_pair_and_window(archive: Archive) -> None:
    expected = [
        measured(archive, title, words, first=number == 0)
        for title, passages in zip(archive.titles, archive.passages, strict=True)
        for number, words in enumerate(passages)
    ]
    for gather_evidence in ways("gather_evidence"):
        evidence = gathered(gather_evidence, archive)
        for name in expected[0]:
            column = evidence[:, EVIDENCE.index(name)]
            assert column.tolist() == pytest.approx([passage[name] for passage in expected], abs=1e-6), name


def test_every_kernel_is_compiled_after_installing() -> None:
    assert all(hasattr(getattr(kernels, name), "py_func") for name in compiled.CALLEES_FIRST)
    functions = {name for name, value in vars(PLAIN).items() if callable(value) and value.__module__ == "plain_kernels"}
    assert functions == set(compiled.CALLEES_FIRST)
