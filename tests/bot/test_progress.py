"""What a long run says of itself where nobody sees a bar: in a log."""

from __future__ import annotations

import pytest

from bot.cli.progress import Bars


def test_a_long_run_says_now_and_then_how_far_it_is_where_stderr_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.cli.progress.LOG_SECONDS", -1.0)
    with Bars() as bars:
        bars.building(1, 4)
        bars.asking(1, 0)
    found = capsys.readouterr()
    assert found.err == "Indexing: 25 %, 1 passage\nAsking: 1 question\n"
    assert found.out == ""


def test_a_short_run_says_nothing_of_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with Bars() as bars:
        bars.building(1, 4)
    assert not capsys.readouterr().err
