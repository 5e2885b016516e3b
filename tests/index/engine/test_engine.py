"""The door: whatever stands behind it, questions are answered the same; and if it fails, that is an error of ours."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import EngineUnreachable
from index.answering.answers import Answer
from index.answering.question import parse_question
from index.answering.searcher import Searcher
from index.answering.timeline import timeline, topic_of
from index.engine.embedded import EmbeddedEngine
from index.engine.engine import LATE_DAYS, WIDER, Engine, Facts, Found, Search
from index.generations.arrays import IntArray, LongArray
from index.generations.folder import Manifest
from index.generations.lexicon import Lexicon
from index.generations.ragged import Ragged
from tests.index.making import ASKED_ON, ask

QUESTIONS = (
    "When was the bridge over the Arle opened?",
    "What did the flood reach in February 2020?",
    "Who was elected mayor of Ostheim since 2021?",
    "What was repaired in Wendelin before June 2016?",
    "brigde of Arel",
    "mayor in May 2019 or June 2021",
    "What happened on May 4, 2019?",
    "What happened in June 2020?",
    "zzz",
    "flood -bridge",
    '"the bridge" OR mayor year:2016-2021',
    "-year:2019 -flood mayor",
    '-"the mayor" mayor in 2021',
    "year:2020",
)


class FarEngine:
    """Another engine: plain dictionaries, filled through the door of the embedded one and asked without it.

    Args:
        index: the folder of generations.
    """

    def __init__(self, index: Path) -> None:
        near = EmbeddedEngine(index, compiled=False)
        self.generation: Manifest = near.generation
        self.lexicon: Lexicon = near.lexicon
        self.closed = False
        every = np.arange(near.generation.passages, dtype=np.int32)
        facts, words, named = near.facts(every), near.words(every), near.named_days(every)
        self._facts = [tuple(column[one] for column in facts) for one in every]
        self._words = [self._row(words, row) for row in range(len(words))]
        self._days: list[Any] = [self._row(named, row) for row in range(len(named))]
        self._weights = [
            {
                term: dict(zip(documents.tolist(), weighing.of(documents, often).tolist(), strict=True))
                for term in range(1, len(near.lexicon.vocabulary) + 1)
                for documents, often in [file.of_term(term)]
            }
            for file, weighing in ((near.by_passage, near.passage_weighing), (near.by_article, near.article_weighing))
        ]

    @staticmethod
    def _row(rows: Ragged, row: int) -> list[Any]:
        found: list[Any] = rows.values[rows.bounds[row] : rows.bounds[row + 1]].tolist()
        return found

    def is_current(self) -> bool:
        """Never change."""
        return True

    def search(self, searches: Sequence[Search]) -> list[Found]:
        """Score every passage one by one."""
        return [self._search(one) for one in searches]

    def _search(self, search: Search) -> Found:
        factors = list(zip(search.terms.tolist(), search.factors, search.article_factors, strict=True))
        best = []
        for passage, facts in enumerate(self._facts):
            own = sum(factor * self._weights[0][term].get(passage, 0) for term, factor, _ in factors)
            around = sum(factor * self._weights[1][term].get(int(facts[1]), 0) for term, _, factor in factors)
            if (search.among is not None and passage not in search.among) or (
                search.without is not None and passage in search.without
            ):
                continue
            if own and (search.scope is None or any(self._is_about(passage, *time) for time in search.scope)):
                best.append((-own - around, passage, own, around))
        found = list(zip(*sorted(best)[: search.k], strict=True)) or [()] * 4
        return Found(np.array(found[1], np.int32), np.array(found[2], np.float32), np.array(found[3], np.float32))

    def _is_about(self, passage: int, first: int, last: int) -> bool:
        begin, end = self._facts[passage][4:]
        if begin and begin <= last + LATE_DAYS and end >= first:
            return True
        longest = WIDER * (last - first + 1)
        return any(b <= last and e >= first and e - b <= longest for b, e in self._days[passage])

    def words(self, passages: IntArray) -> Ragged:
        """Return words as the door says."""
        size = len(self._facts)
        rows = [self._words[kind * size + one] for kind in range(4) for one in passages.tolist()]
        return Ragged.of(np.array([word for row in rows for word in row], np.int32), [len(row) for row in rows])

    def facts(self, passages: IntArray) -> Facts:
        """Return facts as the door says."""
        kinds = (np.int64, *[np.int32] * 5)
        columns = zip(*(self._facts[one] for one in passages.tolist()), strict=True)
        return Facts(*map(np.array, list(columns) or [()] * 6, kinds))

    def named_days(self, passages: IntArray) -> Ragged:
        """Return days as the door says."""
        rows = [self._days[one] for one in passages.tolist()]
        return Ragged.of(
            np.array([days for row in rows for days in row], np.int32).reshape(-1, 2), [len(row) for row in rows]
        )

    def of_time(self, first: int, last: int) -> tuple[IntArray, IntArray]:
        """Return passages as the door says."""
        appeared = [
            passage
            for passage, (_, _, place, _, begin, end) in enumerate(self._facts)
            if place == 0 and begin >= first and end <= last
        ]
        told = [
            passage
            for passage, days in enumerate(self._days)
            if any(b <= last and e >= first and e - b <= last - first for b, e in days)
        ]
        return np.array(appeared, np.int32), np.array(told, np.int32)

    def newest(self, k: int) -> IntArray:
        """Return passages as the door says."""
        leads = [one for one, (_, _, place, _, begin, _) in enumerate(self._facts) if place == 0 and begin > 0]
        return np.array(sorted(leads, key=lambda one: self._facts[one][4], reverse=True)[:k], np.int32)

    def holding(self, terms: Sequence[int], *, titled: bool = False) -> IntArray:
        """Return passages as the door says."""
        size = len(self._facts)
        held = [
            one
            for one in range(size)
            if all(one in self._weights[0][term] or (titled and term in self._words[3 * size + one]) for term in terms)
        ]
        return np.array(held, np.int32)

    def numbered(self, rows: LongArray) -> IntArray:
        """Return passages as the door says."""
        wanted = set(rows.tolist())
        return np.array([one for one, facts in enumerate(self._facts) if facts[0] in wanted], np.int32)

    def rest(self) -> None:
        """Do nothing: it has no more than it needs."""

    def close(self) -> None:
        """Note that it is closed."""
        self.closed = True


@pytest.fixture(scope="module")
def far(valley: Path) -> FarEngine:
    """Another engine for the valley."""
    return FarEngine(valley / "index")


Opened = Callable[[Callable[[], Engine] | None], Searcher]


@pytest.fixture
def opened(valley: Path) -> Iterator[Opened]:
    """Opens searchers of the valley, and closes them at the end."""
    searchers: list[Searcher] = []

    def open_one(opening: Callable[[], Engine] | None) -> Searcher:
        searchers.append(Searcher(valley, compiled=False, opened=opening))
        return searchers[-1]

    yield open_one
    for searcher in searchers:
        searcher.close()


def told(answer: Answer) -> Answer:
    """Return an answer without what differs in the last digits and by the clock."""
    matches, closest = (
        tuple(replace(one, score=round(one.score, 3)) for one in some) for some in (answer.matches, answer.closest)
    )
    return replace(answer, milliseconds=0, matches=matches, closest=closest)


@pytest.mark.parametrize("words", QUESTIONS)
def test_questions_are_answered_the_same_by_another_engine(far: FarEngine, opened: Opened, words: str) -> None:
    one, other = (ask(opened(opening), words, top=8) for opening in (None, lambda: far))
    assert told(one) == told(other)


def test_the_timeline_is_the_same_by_another_engine(far: FarEngine, opened: Opened) -> None:
    near = opened(None).engine
    topic = topic_of(parse_question("council order", ASKED_ON))
    assert timeline(near, topic) == timeline(far, topic)
    assert timeline(near, topic).periods


def test_searches_that_come_together_are_answered_as_one_by_one(valley: Path, far: FarEngine) -> None:
    numbers = far.lexicon.vocabulary.numbers(["mayor", "council", "mill"]).values()
    days = ((ASKED_ON.toordinal() - 2000, ASKED_ON.toordinal()),)
    one = np.ones(1, np.float32)
    searches = [
        Search(np.array([number], np.int32), one, one, scope, k)
        for number, scope, k in zip(numbers, (None, days, None), (3, 50, 1), strict=True)
    ]
    for engine in (far, EmbeddedEngine(valley / "index", compiled=False)):
        together = engine.search(searches)
        assert all(found.passages.size for found in together)
        for search, found in zip(searches, together, strict=True):
            assert all(map(np.array_equal, engine.search([search])[0], found))


def resident(folder: Path) -> int:
    """Return how many KiB of the files of a folder this process has mapped and read."""
    found, counts = 0, False
    for line in Path("/proc/self/smaps").read_text("utf-8").splitlines():
        if line.startswith("Rss:"):
            found += int(line.split()[1]) * counts
        elif not line.split()[0].endswith(":"):
            counts = str(folder) in line
    return found


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux tells what of a file is read")
def test_an_engine_that_rests_has_nothing_of_its_files_and_finds_the_same_again(valley: Path, tmp_path: Path) -> None:
    shutil.copytree(valley / "index", tmp_path / "index")
    engine = EmbeddedEngine(tmp_path / "index", compiled=False)
    numbers = np.array(list(engine.lexicon.vocabulary.numbers(["mayor"]).values()), np.int32)
    search = Search(numbers, np.ones(1, np.float32), np.ones(1, np.float32), None, 9)
    (before,) = engine.search([search])
    assert resident(tmp_path) > 0
    engine.rest()
    assert resident(tmp_path) == 0
    assert all(map(np.array_equal, engine.search([search])[0], before))


def test_an_engine_that_does_not_answer_is_an_error_and_no_refusal(
    valley: Path, far: FarEngine, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ConnectionRefusedError("port 9200")

    searcher = opened(lambda: far)
    for method in ("search", "words", "is_current"):
        with monkeypatch.context() as broken:
            broken.setattr(far, method, refuse)
            with pytest.raises(EngineUnreachable, match=f"{valley}.*port 9200"):
                ask(searcher, QUESTIONS[0])
    with pytest.raises(EngineUnreachable):
        opened(refuse)  # type: ignore[arg-type]


def test_a_searcher_that_is_closed_closes_its_engine(valley: Path) -> None:
    far = FarEngine(valley / "index")
    Searcher(valley, compiled=False, opened=lambda: far).close()
    assert far.closed
