"""Moves the numbers above neighbouring bars apart, so that none stands on another."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean


def apart(places: Sequence[float], gap: float) -> list[float]:
    """Move ascending places as little as can be so that there is a gap between them all."""
    groups: list[list[float]] = []
    for number, place in enumerate(places):
        groups.append([place - number * gap])
        while len(groups) > 1 and mean(groups[-2]) > mean(groups[-1]):
            last = groups.pop()
            groups[-1] += last
    even = [mean(group) for group in groups for _ in group]
    return [place + number * gap for number, place in enumerate(even)]
