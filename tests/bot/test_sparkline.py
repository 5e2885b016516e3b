"""The line that shows how many articles are from each year."""

from __future__ import annotations

from bot.rendering.sparkline import MOST, sparkline


def test_each_year_has_a_bar_between_the_first_and_the_last() -> None:
    assert sparkline([(1998, 1), (1999, 80), (2000, 0), (2001, 40)]) == "1998 ▁█·▄ 2001"
    assert sparkline([(2019, 3)]) == ""  # one bar tells nothing
    assert sparkline([]) == ""


def test_many_years_share_bars() -> None:
    line = sparkline([(1800 + number, 1) for number in range(224)])
    assert line.startswith("1800 █")
    assert line.endswith(" 2023 (4 years a bar)")
    assert len(line.split()[1]) <= MOST
