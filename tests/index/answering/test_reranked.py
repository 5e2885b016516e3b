"""Answers that a re-ranker has put in another order: which passages it gets, and what it leaves as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.answering.searcher import Searcher
from index.generations.arrays import FloatArray
from index.ranking.cross_encoder.opening import open_cross_encoder
from index.ranking.reranking import FIRST
from tests.index.making import FACTS, ask, filler, ids, searching
from tests.index.ranking.cross_encoder import models
from tests.index.ranking.cross_encoder.models import write_folder

ORDER = "What did the council of Ostheim order?"
QUESTIONS = (
    ORDER,
    "Who opened the bridge over the Arle?",
    "When was the bridge opened?",
    "the harbour of Karst",
    "What happened to the school of Talau in 2018?",
    "Who discovered penicillin?",
    "zeppelin council bakery",
    "Wer eröffnete die Brücke über den Arle?",
    "¿Quién abrió el puente de Ostheim?",
    "in May 2019",
    "The Who",
)


class Told:
    """A re-ranker that scores as it is told, and keeps what it was asked."""

    def __init__(self, score: Callable[[int, str], float] | None) -> None:
        self.score = score
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def scores(self, question: str, passages: Sequence[str]) -> FloatArray | None:
        """Return the scores."""
        self.asked.append((question, tuple(passages)))
        if self.score is None:
            return None
        return np.array([self.score(*one) for one in enumerate(passages)], np.float32)


Open = Callable[[Told], Searcher]


@pytest.fixture
def opened(valley: Path) -> Iterator[Open]:
    """Open a searcher with a re-ranker; it is closed at the end."""
    searchers: list[Searcher] = []

    def opening(told: Told) -> Searcher:
        searchers.append(Searcher(valley, compiled=False, reranker=told))
        return searchers[-1]

    yield opening
    for searcher in searchers:
        searcher.close()


@pytest.fixture(scope="module")
def usual(valley: Path) -> Iterator[Searcher]:
    with searching(valley) as searcher:
        yield searcher


def test_it_gets_the_question_as_asked_and_the_first_passages_with_their_titles(usual: Searcher, opened: Open) -> None:
    told = Told(None)
    ask(opened(told), ORDER)
    ((question, passages),) = told.asked
    assert question == ORDER
    matches = ask(usual, ORDER, top=FIRST).matches
    assert len(passages) == FIRST
    assert passages[0] == f"{matches[0].passage.article.title}\n{matches[0].passage.text}".strip()


def test_its_scores_order_the_first_passages_and_the_rest_stays_behind(usual: Searcher, opened: Open) -> None:
    before = ask(usual, ORDER, top=50)
    after = ask(opened(Told(lambda place, _: float(place))), ORDER, top=50)
    assert sorted(ids(after)) == sorted(ids(before))
    assert ids(after) != ids(before)
    assert [match.rank for match in after.matches] == list(range(1, len(after.matches) + 1))
    scores = [match.score for match in after.matches]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == before.matches[0].score


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "score",
    [lambda place, _: float(place), lambda place, _: float(-place), lambda _, text: float(len(text)), None],
    ids=["backwards", "as usual", "longest", "none"],
)
def test_what_is_an_answer_does_not_depend_on_it(
    usual: Searcher, opened: Open, question: str, score: Callable[[int, str], float] | None
) -> None:
    before, after = ask(usual, question, top=100), ask(opened(Told(score)), question, top=100)
    assert (after.answered, after.question, after.widened, after.absent) == (
        before.answered,
        before.question,
        before.widened,
        before.absent,
    )
    for one, other in ((before.matches, after.matches), (before.closest, after.closest)):
        assert bool(one) == bool(other)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("score", [None, lambda *_: 1.0], ids=["none", "equal"])
def test_without_scores_or_with_equal_ones_the_answer_is_the_usual_one(
    usual: Searcher, opened: Open, question: str, score: Callable[[int, str], float] | None
) -> None:
    before, after = ask(usual, question, top=20), ask(opened(Told(score)), question, top=20)
    assert (after.matches, after.closest, after.event_date) == (before.matches, before.closest, before.event_date)


@pytest.mark.parametrize("question", ["Who discovered penicillin?", "in May 2019", "xyzzy plugh", "?"])
def test_it_is_not_asked_where_nothing_is_shown_or_a_time_alone_is_asked_for(opened: Open, question: str) -> None:
    told = Told(lambda place, _: float(place))
    ask(opened(told), question)
    assert told.asked == []


def test_newest_first_is_still_newest_first(opened: Open) -> None:
    answer = ask(opened(Told(lambda place, _: float(place))), ORDER, top=10, newest=True)
    days = [match.passage.article.published.last for match in answer.matches if match.passage.article.published]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("graph", "best"), [(models.LONGEST, max), (models.SHORTEST, min)], ids=["one value", "two values"]
)
def test_a_cross_encoder_orders_as_its_model_says(
    tmp_path: Path, opened: Open, graph: str, best: Callable[[Sequence[int]], int]
) -> None:
    folder = write_folder(tmp_path, graph, (one["text"] for one in (*FACTS, *filler(200))))
    encoder = open_cross_encoder(folder, 30)

    def score(_: int, passage: str) -> float:
        found = encoder.scores(ORDER, [passage])
        assert found is not None
        return float(found[0])

    told = Told(score)
    first = ask(opened(told), ORDER).matches[0].passage
    ((_, passages),) = told.asked
    lengths = {passage: len(passage.replace(".", " .").split()) for passage in passages}
    assert lengths[f"{first.article.title}\n{first.text}".strip()] == best(list(lengths.values()))
    with closing(Searcher(opened(told).index.parent, compiled=False, reranker=encoder)) as searcher:
        assert ask(searcher, ORDER).matches[0].passage == first


def test_a_cross_encoder_that_is_too_slow_leaves_the_usual_order(
    tmp_path: Path, valley: Path, usual: Searcher, caplog: pytest.LogCaptureFixture
) -> None:
    folder = write_folder(tmp_path, models.ENDLESS)
    with closing(Searcher(valley, compiled=False, reranker=open_cross_encoder(folder, 0.1))) as searcher:
        answers = [ask(searcher, question) for question in QUESTIONS[:3]]
    assert [one.matches for one in answers] == [ask(usual, question).matches for question in QUESTIONS[:3]]
    assert len(caplog.records) == 1
    assert all(one.milliseconds < 5000 for one in answers)
