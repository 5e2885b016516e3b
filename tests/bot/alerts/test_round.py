"""A round of many alerts: within Telegram's limits, over kills, none missed."""

from __future__ import annotations

from pathlib import Path

from bot.telegram.alerting import AT_ONCE
from tests.bot.alerts.playing import play


def test_a_round_keeps_to_telegrams_limits_and_goes_on_after_a_kill(tmp_path: Path) -> None:
    found = play(tmp_path, readers=25, each=4, kills=1)
    assert (found.expected, found.missed, found.others) == (100, 0, 0)
    assert found.twice <= AT_ONCE  # on their way when the process was killed
    assert found.refused <= AT_ONCE  # by who does not know how fast the process before it was
