"""Draws what was counted by day as a picture that reads on a phone, as timelines are drawn."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.rendering.timeline_picture import BACKGROUND, BAR, DOTS, INK, PEAK, SOFT, WIDTH, drawing

HEIGHT = 5.2
HELPED, HELPED_NOT = "#7bc47f", "#e07a6e"
EVERY = 7
"""Days from one that is named below the bars to the next."""


def draw_counts(days: Sequence[date], counts: Mapping[date, Mapping[str, int]]) -> bytes:
    """Return a PNG of two rows of bars: what was asked and answered on each day, and what helped.

    Args:
        days: in order, at least one.
        counts: of each day, by name (bot/telegram/counting.py); those without any may be missing.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - a second, and few ask for it
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    with drawing:
        figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS, facecolor=BACKGROUND)
        upper = figure.add_axes((0.11, 0.56, 0.85, 0.34), facecolor=BACKGROUND)
        lower = figure.add_axes((0.11, 0.10, 0.85, 0.30), facecolor=BACKGROUND)
        rows: tuple[tuple[Any, str, tuple[tuple[str, str, str], ...]], ...] = (
            (upper, "Questions", (("asked", BAR, "asked"), ("answer", PEAK, "answered"))),
            (lower, "Feedback", (("helped", HELPED, "helped"), ("helped not", HELPED_NOT, "did not"))),
        )
        for axes, title, series in rows:
            for place, (name, colour, label) in enumerate(series):
                heights = [counts.get(day, {}).get(name, 0) for day in days]
                places = [one + (place - 0.5) * 0.4 for one in range(len(days))]
                axes.bar(places, heights, width=0.4, color=colour, label=label)
            _dress(axes, title, days)
        canvas: Any = FigureCanvasAgg(figure)
        drawn = io.BytesIO()
        canvas.print_figure(drawn, format="png", dpi=DOTS, facecolor=BACKGROUND)
    return drawn.getvalue()


def _dress(axes: Any, title: str, days: Sequence[date]) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - as above

    axes.set_title(title, color=INK, fontsize=14, loc="left")
    axes.legend(loc="upper right", bbox_to_anchor=(1, 1.25), ncols=2, frameon=False, labelcolor=INK, fontsize=11)
    named = range((len(days) - 1) % EVERY, len(days), EVERY)
    axes.set_xticks(list(named), [f"{days[place].day} {days[place]:%b}" for place in named], color=INK, fontsize=11)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.set_ylim(bottom=0, top=max(1, axes.get_ylim()[1]))
    axes.tick_params(axis="y", colors=INK, labelsize=11, length=0)
    axes.tick_params(axis="x", color=SOFT)
    axes.grid(axis="y", color=SOFT, alpha=0.25)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(SOFT)
