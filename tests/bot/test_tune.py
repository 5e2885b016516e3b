"""Weights of a home: learned, followed while answering, refused where they cannot be used, and forgotten."""

from __future__ import annotations

import json
import logging
import re
import shutil
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from bot.rendering import pictures
from bot.rendering.evaluation.page import render_evaluation
from corpus.errors import QuestionsInvalid
from index.answering.searcher import Searcher
from index.evaluating.comparing import difference
from index.evaluating.judging import evaluate
from index.evaluating.labelled import Labelled, read_labelled
from index.evaluating.proposing import propose
from index.learning.asked import Asked
from index.learning.logistic import fitted, log_loss
from index.learning.splitting import groups
from index.learning.tuning import tune
from index.ranking.confidence import SIGNS
from index.ranking.learned import VERSION, WEIGHTS, Following, as_toml, parsed, shipped
from tests.conftest import Run
from tests.evaluation.test_floors import QUESTIONS
from tests.index.ranking.test_order import candidates


def stamped() -> str:
    return as_toml(replace(shipped(), stamp={"version": VERSION, "made": "2026-11-28"}))


def test_what_is_written_is_what_is_read() -> None:
    found = parsed(stamped())
    assert np.allclose(found.order.article, shipped().order.article, atol=1e-4)
    assert np.allclose(found.confidence.weights, shipped().confidence.weights, atol=1e-4)
    assert np.allclose(found.confidence.matter, shipped().confidence.matter, atol=1e-4)
    assert found.confidence.matter_intercept == pytest.approx(shipped().confidence.matter_intercept, abs=1e-4)
    assert found.stamp == {"version": VERSION, "made": "2026-11-28"}


def test_weights_that_were_tuned_before_anything_told_of_the_matter_doubt_none() -> None:
    text = stamped()
    before = parsed(text[: text.index("[matter]")] + text[text.index("[verdict]") :])
    seen = np.ones(len(SIGNS))
    right = before.confidence.intercept + before.confidence.weights.sum()
    assert before.confidence.of(seen) == pytest.approx(1 / (1 + np.exp(-right)))


def test_learning_goes_down_the_slope_of_its_loss() -> None:
    random = np.random.default_rng(3)
    rows, holds = random.normal(size=(60, len(SIGNS))), random.random(60) < 0.4
    toward = replace(shipped().confidence, weights=0.1 * random.normal(size=len(SIGNS)), intercept=0.0)
    toward = replace(toward, matter=0.2 * random.normal(size=len(SIGNS)), matter_intercept=0.5)
    found = fitted(rows, holds, 0.01, toward)

    def loss(weights: npt.NDArray[np.float64], intercept: float) -> float:
        by = replace(toward, weights=weights, intercept=intercept)
        away = (weights - toward.weights) * (rows.std(axis=0) + 1e-6)
        return float(log_loss(np.array([by.of(row) for row in rows]), holds).mean() + 0.01 * away @ away)

    least = loss(found.weights, found.intercept)
    assert least < loss(toward.weights, toward.intercept)
    for step in (-0.01, 0.01):
        assert least < loss(found.weights, found.intercept + step)
        for sign in range(5):
            other = found.weights.copy()
            other[sign] += step
            assert least < loss(other, found.intercept)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text[:0], "no stamp"),
        (lambda text: text[: len(text) // 2], "does not name|no TOML"),
        (lambda text: text.replace(f"version = {VERSION}", "version = 99"), "of version 99"),
        (lambda text: text.replace("coverage = ", "covrage = "), "does not name"),
        (lambda text: text.replace("[matter]\nlead = ", "[matter]\nled = "), "does not name"),
        (lambda text: text.replace("second = 0.5000", "second = nan"), "no number"),
        (lambda text: text.replace("second = 0.5000", "second = inf"), "no number"),
        (lambda text: text.replace("second = 0.5000", 'second = "x"'), "no number"),
        (lambda text: text.replace("maybe = 0.", "maybe = 7."), "must have 0"),
        (lambda text: "[" * 5000 + text, "no TOML"),
    ],
)
def test_weights_that_cannot_be_used_are_told_once_and_the_shipped_ones_count(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, change: object, said: str
) -> None:
    assert callable(change)
    following = Following(tmp_path)
    assert following() is shipped()
    (tmp_path / WEIGHTS).write_text(change(stamped()), "utf-8")
    with caplog.at_level(logging.WARNING):
        assert following() is shipped()
        assert following() is shipped()
    (told,) = caplog.messages
    assert "the shipped ones are used" in told
    assert "dateline tune --forget" in told
    with pytest.raises(ValueError, match=said):
        parsed(change(stamped()))


def test_weights_are_followed_as_they_come_change_and_go(tmp_path: Path) -> None:
    following = Following(tmp_path)
    file = tmp_path / WEIGHTS
    file.write_text(stamped(), "utf-8")
    assert following().stamp["made"] == "2026-11-28"
    file.write_text(stamped().replace("2026-11-28", "2026-11-29!"), "utf-8")
    assert following().stamp["made"] == "2026-11-29!"
    file.unlink()
    assert following() is shipped()


def test_answers_go_by_the_weights_of_their_home_from_the_next_question_on(
    dateline: Run, sample_home: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    asked, today = "On what day did Kipchoge finish a marathon in Vienna?", date(2026, 1, 1)
    with closing(Searcher(home, compiled=False)) as searcher:
        assert searcher.answer(asked, today).verdict == "answer"
        strict = replace(shipped().confidence, answer=1.0, maybe=1.0)
        (home / WEIGHTS).write_text(as_toml(replace(shipped(), confidence=strict, stamp={"version": VERSION})), "utf-8")
        assert searcher.answer(asked, today).verdict != "answer"
        assert _ranked_by(dateline, home) == "learned"
        (home / WEIGHTS).write_text("no weights", "utf-8")
        assert _ranked_by(dateline, home) == "unusable"
        assert "removed" in dateline("--home", home, "tune", "--forget").stdout
        assert searcher.answer(asked, today).verdict == "answer"
        with pytest.raises(QuestionsInvalid, match="too few questions"):
            tune(searcher, read_labelled(QUESTIONS)[:30], today, 0.5)


def _ranked_by(dateline: Run, home: Path) -> str:
    return str(json.loads(dateline("--home", home, "status", "--json").stdout)["weights"])


def test_too_few_questions_are_refused_by_the_command_and_nothing_is_written(
    dateline: Run, sample_home: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    (tmp_path / "few.jsonl").write_text("".join(QUESTIONS.read_text("utf-8").splitlines(keepends=True)[:4]), "utf-8")
    done = dateline("--home", home, "tune", "few.jsonl", "--anyway")
    assert (done.returncode, done.stderr.count("dateline: too few questions")) == (1, 1)
    assert not (home / WEIGHTS).exists()


@pytest.mark.long
def test_tuning_tells_what_it_gained_where_nothing_was_learned_and_what_is_used_can_be_compared(
    dateline: Run, sample_home: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    labels = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    more = [label | {"question": label["question"] + word} for label in labels for word in ("", " <b>")]
    (tmp_path / "more.jsonl").write_text("\n".join(map(json.dumps, more)), "utf-8")
    done = dateline("--home", home, "tune", "more.jsonl", "--json", "--anyway")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["used"]
    assert told["gained"] == (told["gain"]["low"] > 0)
    assert told["learned_from"] + told["judged_by"] == len(more)
    written = (home / WEIGHTS).read_text("utf-8")
    assert parsed(written).stamp["learned_from"] == told["learned_from"]
    assert not any(label["question"] in written for label in labels)
    done = dateline("--home", home, "evaluate", "more.jsonl", "--beside", "shipped", "--html", "page.html")
    assert "difference" in done.stdout
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.count("<svg") == 4
    assert "<script" not in page
    assert "&lt;b&gt;" in page
    assert " <b>" not in page
    names = re.findall(r' id="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert "prefers-color-scheme: dark" in page
    assert "currentColor" in page[page.index("<svg") : page.index("</svg>")], "words and axes are of the page's ink"
    assert set(re.findall(r"(?<!xmlns:xlink=\")(?<!xmlns=\")https?://[^\s\"<]+", page)) == set()


def test_without_matplotlib_the_page_is_whole_but_for_its_plots(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    pictures._tell.cache_clear()
    with closing(Searcher(sample_home, compiled=False)) as searcher:
        judged = list(evaluate(searcher, read_labelled(QUESTIONS)[:4], date(2024, 1, 1)))
    page = render_evaluation({"here": judged}, {}, judged[:1], datetime(2024, 1, 1, tzinfo=UTC))
    assert "<svg" not in page
    assert "Without plots" in page
    assert "answer@1" in page
    assert [one.message.count("there are no pictures") for one in caplog.records] == [1]


def test_what_is_proposed_is_found_in_its_own_archive_and_can_be_evaluated_as_it_is(sample_home: Path) -> None:
    with closing(Searcher(sample_home, compiled=False)) as searcher:
        found = list(propose(searcher, 8))
        assert found == list(propose(searcher, 8))
        assert all(one["proposed"] for one in found)
        told = [one for one in found if one["kind"] != "unanswerable"]
        assert told
        for one in told:
            shown = searcher.answer(one["question"], date(2026, 1, 1)).shown
            assert any(match.passage.article.article_id in one["article_ids"] for match in shown)


def test_questions_that_share_an_article_are_never_in_two_parts() -> None:
    labels = [Labelled(str(n), f"q{n}", "fact", "", frozenset(ids), None, None) for n, ids in enumerate(SHARING)]
    none = np.zeros(0, np.int8)
    found = groups(labels, [Asked(candidates([]), none, answerable=True) for _ in labels])
    assert found[0] == found[1] == found[2] == found[5]
    assert len(set(found)) == 3


SHARING = (["a"], ["a", "b"], ["b", "c"], ["d"], ["e"], ["c"])


def test_a_difference_tells_what_was_won_and_lost_and_how_surely() -> None:
    found = difference([True, False, None, True], [True, True, True, False])
    assert found is not None
    assert (found.mean, found.won, found.lost, found.p, found.questions) == (0.0, 1, 1, 1.0, 3)
    sure = difference([0.0] * 20, [1.0] * 15 + [0.0] * 5)
    assert sure is not None
    assert sure.low > 0.5
    assert sure.p == pytest.approx(2 * 0.5**15, abs=1e-4)
    assert difference([None], [1.0]) is None
