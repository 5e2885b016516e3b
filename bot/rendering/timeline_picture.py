"""Draws a timeline as a picture that reads on a phone, in a dark chat as in a light one.

It brings its own background, dark enough not to glare at night. Peaks carry numbers; what they were is told below the
picture in words, which a screen reader reads.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence

from bot.conversation.replies import Bar

WIDTH, HEIGHT, DOTS = 6.4, 4.0, 150
"""Inches and dots an inch: 960 by 600 pixels."""
BACKGROUND, INK, SOFT, BAR, PEAK = "#17212b", "#f2f5f7", "#9fb0bf", "#5b9bd5", "#ffb454"
MOST_LABELS = 6
_drawing = threading.Lock()


def draw(bars: Sequence[Bar], title: str, lang: str) -> bytes:
    """Return a PNG of a timeline.

    Args:
        bars: without gaps, in order of time.
        title: above it.
        lang: whose script is written from right to left reads the title so.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - a second, and few ask for a timeline
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - as above

    with _drawing:  # the library's fonts are not made for several threads
        figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS, facecolor=BACKGROUND, layout="constrained")
        canvas = FigureCanvasAgg(figure)
        axes = figure.add_subplot(facecolor=BACKGROUND)
        places = range(len(bars))
        axes.bar(places, [bar.count for bar in bars], width=0.8, color=[PEAK if bar.peak else BAR for bar in bars])
        for place, bar in enumerate(bars):
            if bar.peak:
                axes.annotate(
                    f"{bar.peak}", (place, bar.count), xytext=(0, 5), textcoords="offset points",
                    ha="center", color=PEAK, fontsize=15, fontweight="bold",
                )  # fmt: skip
        step = max(1, -(-len(bars) // MOST_LABELS))
        axes.set_xticks(places[::step], [bar.label for bar in bars[::step]], color=INK, fontsize=12)
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        axes.tick_params(axis="y", colors=INK, labelsize=12, length=0)
        axes.tick_params(axis="x", color=SOFT)
        axes.grid(axis="y", color=SOFT, alpha=0.25)
        axes.set_axisbelow(True)
        axes.margins(y=0.18)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(SOFT)
        axes.set_title(
            title, color=INK, fontsize=16, loc="right" if lang in {"ar", "fa"} else "left", pad=12, wrap=True
        )
        drawn = io.BytesIO()
        canvas.print_figure(drawn, format="png", dpi=DOTS, facecolor=BACKGROUND)
    return drawn.getvalue()
