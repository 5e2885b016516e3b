"""What the programs that learn take as an argument."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from benchmarks.sources import SOURCE


def test_a_home_and_its_questions_are_told_apart_at_the_last_colon(tmp_path: Path) -> None:
    home, questions = tmp_path / "a:b", tmp_path / "q.jsonl"
    home.mkdir()
    (home / "archive.db").touch()
    questions.touch()
    assert SOURCE.convert(f"{home}:{questions}", None, None) == (home, questions)
    assert SOURCE.convert((home, questions), None, None) == (home, questions)


@pytest.mark.parametrize("value", ["", ":", "home", "home:q.jsonl", "q.jsonl:"])
def test_what_is_not_there_is_refused_with_the_form(value: str) -> None:
    with pytest.raises(click.BadParameter, match="an indexed home, a colon, and a file"):
        SOURCE.convert(value, None, None)
