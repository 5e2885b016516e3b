"""Draws how labelled questions went, as SVG to stand in a page."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.rendering.timeline_picture import drawing
from index.evaluating.judging import Fate

COLOURS = ("#1f6fb4", "#c25a1a")
FATE_COLOURS: dict[Fate, str] = {
    "rightly answered": "#2f8f5b", "may be, right": "#9ccfae", "rightly refused": "#4d7fb3",
    "may be, none there": "#b9cbe0", "may be, wrong": "#f0c987", "wrongly refused": "#d99a3c",
    "wrongly answered": "#b5442e",
}  # fmt: skip
INK = "#1c1e21"
"""Of words and axes while drawing; the page's own ink takes its place, which is light where the page is dark."""
GROUP = re.compile(r'<g id="[\w.]+">')
"""Names of groups, the same in all pictures; nothing refers to them."""
NAMED = re.compile(r'(?<= id=")|(?<=href="#)|(?<=url\(#)')
"""Where a picture names a piece of itself or refers to it; a page has each name once."""
Shares = Mapping[str, tuple[float, float, float]]
"""A measure's share and its interval, by name."""


def draw_measures(ways: Mapping[str, Shares]) -> str:
    """Return measures as points with their intervals, a colour a way."""
    names = [name for name in next(iter(ways.values())) if all(name in one for one in ways.values())]
    figure, axes = _figure(0.9 + 0.36 * len(names))
    for place, (way, shares) in enumerate(ways.items()):
        at = [row + 0.18 * (place - (len(ways) - 1) / 2) for row in range(len(names))]
        values = [shares[name] for name in names]
        spread = [
            [max(0.0, share - low) for share, low, _ in values],
            [max(0.0, high - share) for share, _, high in values],
        ]
        axes.errorbar(
            [one[0] for one in values],
            at,
            xerr=spread,
            fmt="o",
            color=COLOURS[place],
            label=way,
            capsize=3,
            clip_on=False,
        )
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    return _svg(figure, axes, "measures", legend=len(ways) > 1)


def draw_fates(fates: Mapping[str, Mapping[Fate, int]], name: str) -> str:
    """Return what became of each kind of question as bars."""
    kinds = sorted(fates)
    figure, axes = _figure(1.3 + 0.4 * len(kinds))
    left = [0.0] * len(kinds)
    for fate, colour in FATE_COLOURS.items():
        widths = [fates[kind].get(fate, 0) / sum(fates[kind].values()) for kind in kinds]
        if any(widths):
            axes.barh(kinds, widths, left=left, color=colour, label=fate)
            left = [one + width for one, width in zip(left, widths, strict=True)]
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xlabel("share of questions")
    return _svg(figure, axes, name)


def draw_ranks(ways: Mapping[str, Sequence[float]]) -> str:
    """Return the share of questions whose article is among the first k, for each k from 1."""
    figure, axes = _figure(3)
    for place, (way, shares) in enumerate(ways.items()):
        axes.plot(range(1, len(shares) + 1), shares, marker="o", color=COLOURS[place], label=way)
    axes.set_xlabel("among the first articles")
    axes.set_ylabel("share of questions")
    axes.set_ylim(0, 1.02)
    return _svg(figure, axes, "ranks", legend=len(ways) > 1)


def _figure(height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure  # noqa: PLC0415 - a second, and few ask for it

    figure = Figure(figsize=(8, height), layout="constrained", facecolor="none")
    axes = figure.add_subplot(facecolor="none")
    axes.grid(axis="x", alpha=0.3, color=INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(INK)
    axes.tick_params(colors=INK)
    return figure, axes


def _svg(figure: Any, axes: Any, name: str, *, legend: bool = True) -> str:
    """Return a picture without what belongs to a file of its own; names in it differ between pictures."""
    from matplotlib import rc_context  # noqa: PLC0415 - as above

    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set_color(INK)
    if legend:
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=4, frameon=False, labelcolor=INK)
    drawn = io.StringIO()
    with drawing, rc_context({"svg.hashsalt": name, "text.parse_math": False}):
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = drawn.getvalue().replace(INK, "currentColor")
    return NAMED.sub(f"{name}-", GROUP.sub("<g>", text[text.index("<svg") :]))
