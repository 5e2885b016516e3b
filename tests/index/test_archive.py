"""An archive opened by a program: the same answers as the command's, typed values, clear errors."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.rendering.as_json import answer_json
from corpus.errors import IndexUnusable, StoreUnusable
from index import open_archive
from index.archive import Archive
from tests.conftest import Run

QUESTION = "On what day did Kipchoge finish a marathon in Vienna?"
DAY = date(2023, 5, 1)


@pytest.fixture(scope="module")
def archive(sample_home: Path) -> Iterator[Archive]:
    with open_archive(sample_home) as opened:
        yield opened


def test_a_program_gets_what_the_command_says(archive: Archive, dateline: Run, sample_home: Path) -> None:
    told = json.loads(dateline("--home", sample_home, "ask", QUESTION, "--json").stdout)
    own = json.loads(answer_json(archive.answer(QUESTION)))
    assert own | {"milliseconds": 0} == told | {"milliseconds": 0}


def test_an_answer_holds_the_passage_word_for_word_and_its_days(archive: Archive) -> None:
    answer = archive.answer(QUESTION, asked_on=DAY)
    assert answer.verdict == "answer"
    assert answer.event_date is not None
    assert answer.event_date.span.first == date(2019, 10, 12)
    assert "in the Prater park on Saturday morning" in answer.matches[0].passage.text
    (whole,) = archive.articles(answer.matches[0].passage.article.article_id)
    assert answer.matches[0].passage.text in whole.passages


def test_days_of_the_scope_count_as_those_of_the_command_do(archive: Archive) -> None:
    answer = archive.answer("marathon", first=date(2020, 1, 1), last=date(2020, 12, 31), asked_on=DAY)
    assert not answer.answered or answer.widened


def test_no_answer_is_told_as_nothing(archive: Archive) -> None:
    assert archive.answer("Who discovered penicillin?", asked_on=DAY).verdict == "nothing"


def test_what_there_is_can_be_listed(archive: Archive) -> None:
    every, counts = archive.every_article(), archive.counts()
    assert len(every) == counts.articles
    assert sum(passages for _, passages in every) == counts.passages
    days = [one.article.published.last for one in archive.newest(5) if one.article.published]
    assert days == sorted(days, reverse=True)
    timeline = archive.timeline("Kipchoge marathon", asked_on=DAY)
    assert sum(one.count for one in timeline.periods) + timeline.elsewhere + timeline.vague > 0


def test_a_follow_up_goes_on_about_the_question_before(archive: Archive) -> None:
    answer = archive.answer("and where?", follows=QUESTION, asked_on=DAY)
    assert "Kipchoge" in answer.matches[0].passage.text


@pytest.mark.parametrize("top", [0, -1, 1001])
def test_a_number_of_passages_that_cannot_be_is_refused(archive: Archive, top: int) -> None:
    with pytest.raises(ValueError, match=r"is not from 1 to 1,000"):
        archive.answer(QUESTION, top=top)


def test_days_the_wrong_way_round_are_refused(archive: Archive) -> None:
    with pytest.raises(ValueError, match="before first"):
        archive.answer(QUESTION, first=date(2020, 1, 2), last=date(2020, 1, 1))


def test_a_home_without_a_store_or_an_index_says_what_to_do(tmp_path: Path, sample_home: Path) -> None:
    with pytest.raises(StoreUnusable, match="dateline index"):
        open_archive(tmp_path)
    (tmp_path / "archive.db").write_bytes((sample_home / "archive.db").read_bytes())
    with pytest.raises(IndexUnusable, match="dateline index"):
        open_archive(str(tmp_path))


def test_importing_the_door_imports_nothing_else() -> None:
    code = "import sys, index; print(sorted(n for n in sys.modules if n.split('.')[0] in ('numpy', 'corpus', 'bot')))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
