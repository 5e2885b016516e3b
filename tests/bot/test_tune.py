"""Weights of a home: learned, followed while answering, refused where they cannot be used, and forgotten."""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.ranking.learned import VERSION, WEIGHTS, Following, as_toml, parsed, shipped
from tests.conftest import Run
from tests.evaluation.test_floors import QUESTIONS


def stamped() -> str:
    return as_toml(replace(shipped(), stamp={"version": VERSION, "made": "2026-11-28"}))


def test_what_is_written_is_what_is_read() -> None:
    found = parsed(stamped())
    assert np.allclose(found.order.article, shipped().order.article, atol=1e-4)
    assert np.allclose(found.confidence.weights, shipped().confidence.weights, atol=1e-4)
    assert found.stamp == {"version": VERSION, "made": "2026-11-28"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text[:0], "no stamp"),
        (lambda text: text[: len(text) // 2], "does not name|no TOML"),
        (lambda text: text.replace(f"version = {VERSION}", "version = 99"), "of version 99"),
        (lambda text: text.replace("coverage = ", "covrage = "), "does not name"),
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


def test_answers_go_by_the_weights_of_their_home(dateline: Run, sample_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    asking = ("--home", home, "ask", "On what day did Kipchoge finish a marathon in Vienna?", "--json")
    assert json.loads(dateline(*asking).stdout)["verdict"] == "answer"
    strict = replace(shipped().confidence, answer=1.0, maybe=1.0)
    (home / WEIGHTS).write_text(as_toml(replace(shipped(), confidence=strict, stamp={"version": VERSION})), "utf-8")
    assert json.loads(dateline(*asking).stdout)["verdict"] != "answer"
    done = dateline("--home", home, "tune", "--forget")
    assert "removed" in done.stdout
    assert json.loads(dateline(*asking).stdout)["verdict"] == "answer"
    assert "there is none" in dateline("--home", home, "tune", "--forget").stdout
    assert dateline("--home", home, "tune").returncode == 2


def test_tuning_tells_what_it_gained_where_nothing_was_learned_and_keeps_what_gains_nothing(
    dateline: Run, sample_home: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    few = dateline("--home", home, "tune", QUESTIONS)
    assert few.returncode == 1
    assert "too few questions" in few.stderr
    lines = QUESTIONS.read_text("utf-8").splitlines()
    more = [
        json.dumps(json.loads(line) | {"question": json.loads(line)["question"] + word})
        for line in lines
        for word in ("", " please")
    ]
    (tmp_path / "more.jsonl").write_text("\n".join(more))
    done = dateline("--home", home, "tune", "more.jsonl", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["learned_from"] + told["judged_by"] == len(more)
    assert told["used"] == told["gained"] == (home / WEIGHTS).exists()
    used = dateline("--home", home, "tune", "more.jsonl", "--anyway")
    assert "written" in used.stdout
    assert parsed((home / WEIGHTS).read_text("utf-8")).stamp["learned_from"] == told["learned_from"]
    for text in lines:
        if json.loads(text)["question"]:
            assert json.loads(text)["question"] not in (home / WEIGHTS).read_text("utf-8")
    beside = dateline("--home", home, "evaluate", QUESTIONS, "--beside", "shipped")
    assert "difference" in beside.stdout
    assert dateline("--home", home, "evaluate", QUESTIONS, "--beside", "previous").returncode == 1
