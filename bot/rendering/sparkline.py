"""Draws how many articles are from each year, on one line."""

from __future__ import annotations

from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"
NONE = "·"
MOST = 60
"""Bars on the line; where there are more years, each stands for several."""


def sparkline(years: Sequence[tuple[int, int]]) -> str:
    """Return a line such as "1998 ▁▃·█ 2001"; "" where articles are from less than two years.

    Args:
        years: (year, articles) of all years in order.
    """
    if len(years) < 2:  # noqa: PLR2004 - one bar tells nothing
        return ""
    width = -(-len(years) // MOST)
    counts = [sum(count for _, count in years[start : start + width]) for start in range(0, len(years), width)]
    largest = max(counts)
    bars = "".join(BARS[-(-count * len(BARS) // largest) - 1] if count else NONE for count in counts)
    each = "" if width == 1 else f" ({width} years a bar)"
    return f"{years[0][0]} {bars} {years[-1][0]}{each}"
