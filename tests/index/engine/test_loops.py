"""Finding the best passages: compiled, by numpy, plain and the most obvious computation give the same."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.answering import compiling as installing
from index.engine import at_once, loops
from index.generations import kept_code
from index.generations.arrays import BLOCK, Postings, Weighing
from index.generations.arrays import OFTEN as MOST
from tests.conftest import SAMPLE, clean_environment
from tests.corpus.making import examples


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
    installing.install()


def mapped(values: Any, kind: str) -> npt.NDArray[Any]:
    """Return an array that cannot be written, as one that is mapped from a file."""
    array = np.array(values, kind)
    array.setflags(write=False)
    return array


class Case(NamedTuple):
    """Articles of some passages, and how often each term stands in passages and in articles."""

    article_of: list[int]
    terms: list[dict[int, int]]
    article_terms: list[dict[int, int]]
    factors: list[float]
    k: int
    wanted: list[bool]


OFTEN = st.sampled_from([1, 1, 1, 2, 15, 16, 17, 400])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case; scores are so few that many are equal, and some terms stand in the titles of articles only."""
    total = draw(st.sampled_from([1, 3, 14, 150, 400, 5_000]))
    article_of = np.sort(np.random.default_rng(draw(st.integers(0, 99))).integers(0, 1 + total // 3, total))
    article_of = np.unique(article_of, return_inverse=True)[1].tolist()
    count = draw(st.integers(0, 4))
    terms: list[dict[int, int]] = []
    articles: list[dict[int, int]] = []
    for _ in range(count):
        every, offset = draw(st.sampled_from([1, 2, 7, 50])), draw(st.integers(0, 6))
        often = draw(st.lists(OFTEN, min_size=1, max_size=5))
        terms.append({one: often[one % len(often)] for one in range(offset, total, every)})
        inside = {article_of[one] for one in terms[-1]} | draw(st.sets(st.sampled_from(article_of[:50]), max_size=2))
        articles.append({one: often[one % len(often)] for one in sorted(inside)})
    factors = draw(st.lists(st.sampled_from([0.25, 1.0, 16.0]), min_size=count, max_size=count))
    wanted = draw(st.sampled_from([[], [number % 3 > 0 for number in range(total)]]))
    return Case(article_of, terms, articles, factors, draw(st.integers(1, 6)), wanted)


def postings(terms: list[dict[int, int]]) -> Postings:
    """Return lists by term, numbered from 1."""
    posts: list[int] = []
    blocks: list[int] = []
    sizes: list[int] = []
    extras: list[int] = []
    starts = [[0, 0] for _ in range(3)]
    for term in terms:
        for document, often in sorted(term.items()):
            if len(blocks) == starts[1][-1] or blocks[-1] != document // BLOCK:
                blocks.append(document // BLOCK)
                sizes.append(0)
            sizes[-1] += 1
            posts.append(document % BLOCK + BLOCK * (min(often, MOST) - 1))
            extras += [often] * (often >= MOST)
        for one, found in zip(starts, (posts, blocks, extras), strict=True):
            one.append(len(found))
    begins = (mapped(one, "int32") for one in starts)
    return Postings(*begins, *(mapped(one, "uint16") for one in (posts, blocks, sizes, extras)))


def weighing(documents: int) -> Weighing:
    """Return weights that are so few that sums are often equal; documents are of three classes."""
    often = np.arange(1, MOST + 1, dtype=np.float32)[:, None]
    table = np.floor(np.minimum(often, 4) * np.array([2, 1, 1], np.float32)) / 4
    table[-1] = [15, 7, 1]
    return Weighing((np.arange(documents) % 3).astype(np.uint16), table.astype(np.float32), np.float32(2))


def by_sorting(case: Case) -> list[int]:
    """Return the best passages, found by adding up everything and sorting all."""
    totals: dict[int, np.float32] = {}
    scores = [np.zeros(len(case.article_of), np.float32), np.zeros(case.article_of[-1] + 1, np.float32)]
    for terms, of_each in zip((case.terms, case.article_terms), scores, strict=True):
        weights = weighing(of_each.size)
        for term, factor in zip(terms, case.factors, strict=True):
            for document, often in term.items():
                weight = weights.table[min(often, MOST) - 1, document % 3]
                if often >= MOST:
                    weight = np.float32(often) * weights.most / (np.float32(often) + weight)
                of_each[document] += weight * np.float32(factor)
    for passage in {passage for term in case.terms for passage in term}:
        if not case.wanted or case.wanted[passage]:
            totals[passage] = scores[0][passage] + scores[1][case.article_of[passage]]
    return sorted(totals, key=lambda one: (-totals[one], one))[: case.k]


@examples(40)
@given(cases())
@example(Case([0] * 9, [dict.fromkeys(range(9), 1)], [{0: 1}], [1.0], 3, []))
@example(Case([0] * 9, [dict.fromkeys(range(9), 1)], [{0: 40}], [1.0], 3, [False] * 8 + [True]))
@example(Case(list(range(5_000)), [dict.fromkeys(range(5_000), 1)], [dict.fromkeys(range(5_000), 1)], [1.0], 4, []))
@example(
    Case(
        list(range(9_000)),
        [{one: 40 if one % 7 else 20 for one in range(9_000)}],
        [dict.fromkeys(range(9_000), 1)],
        [1.0],
        4,
        [False] * 8_300 + [True] * 700,
    )
)
@example(Case([0], [], [], [], 1, []))
def test_the_best_passages_are_those_of_sorting_all_with_ties_to_the_lower_number(case: Case) -> None:
    numbers, factors = np.arange(1, len(case.terms) + 1, dtype=np.int32), np.array(case.factors, np.float32)
    first = np.searchsorted(case.article_of, np.arange(case.article_of[-1] + 2)).astype(np.int32)
    at = np.array([*case.article_of[:: loops.STRETCH], case.article_of[-1]], np.int32)
    passages, articles = weighing(len(case.article_of)), weighing(len(first) - 1)
    for module, add, best in (
        (loops, loops.add, loops.best), (at_once, at_once.add, at_once.best), (PLAIN, PLAIN.add, PLAIN.best)
    ):  # fmt: skip
        if module is PLAIN and len(case.article_of) > 1_000:
            continue  # plain Python takes seconds for so many
        scores = np.zeros(len(first) - 1, np.float32)
        add(postings(case.article_terms), numbers, factors, articles, scores)
        totals, found, own = best(
            postings(case.terms), numbers, factors, passages, scores, loops.Articles(first, at),
            np.array(case.wanted, bool), case.k,
        )  # fmt: skip
        assert found[np.lexsort((found, -totals))].tolist() == by_sorting(case)
        assert np.array_equal(totals, own + scores[np.array(case.article_of)[found]])


def test_every_loop_is_compiled_after_installing() -> None:
    for module, names in installing.CALLEES_FIRST:
        assert all(hasattr(getattr(module, name), "py_func") for name in names)


def doubled(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return twice some numbers."""
    return values * 2


def test_loops_are_compiled_also_where_there_is_no_folder_to_keep_them(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nowhere:
        def __init__(self, loop: object) -> None:
            raise RuntimeError(f"cannot cache function {loop}: no locator available")

    monkeypatch.setattr(kept_code, "Kept", Nowhere)
    loop: Any = kept_code.compiled(doubled)
    assert loop(np.arange(3)).tolist() == [0, 2, 4]
    assert loop.nopython_signatures


def test_what_was_compiled_is_found_again_until_a_value_from_elsewhere_changes(tmp_path: Path) -> None:
    told = "from index.generations.kept_code import compiled\nimport loop\n"
    asked = f"{told}one = compiled(loop.one)\nprint(one(1), sum(one.stats.cache_hits.values()))"
    (tmp_path / "loop.py").write_text("from values import BITS\ndef one(number):\n    return number + BITS\n")
    found = []
    for bits in (1, 1, 2):
        (tmp_path / "values.py").write_text(f"BITS = {bits}\n")
        done = subprocess.run(
            [sys.executable, "-B", "-c", asked], capture_output=True, text=True, check=True, timeout=300,
            env=clean_environment(PYTHONPATH=f"{tmp_path}:{SAMPLE.parents[1]}"), cwd=tmp_path,
        )  # fmt: skip
        found.append(done.stdout.split())
    assert found == [["2", "0"], ["2", "1"], ["3", "0"]]


def test_what_loops_hang_on_is_the_same_to_every_process() -> None:
    told = (
        "from index.answering.compiling import CALLEES_FIRST; from index.generations.kept_code import _basis\n"
        "print([list(_basis(getattr(module, name))) for module, names in CALLEES_FIRST for name in names])"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=300,
            env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1]), PYTHONHASHSEED=seed),
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1
    assert f"RARE {loops.RARE!r}" in found.pop()
