"""Draws a timeline as a picture that reads on a phone, in a dark chat as in a light one.

It brings its own background, dark enough not to glare at night. Peaks carry numbers, told in words below the bars; a
screen reader reads the same words below the picture.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from typing import Any

from bot.conversation.entries import shortened
from bot.conversation.replies import Bar
from bot.rendering.spacing import apart
from bot.wording import format_number, in_digits
from corpus.language.known import RIGHT_TO_LEFT

WIDTH, HEIGHT, LINE, DOTS = 6.4, 4.0, 0.3, 150
"""Inches, and dots an inch: 960 pixels wide; each peak adds a line."""
BACKGROUND, INK, SOFT, BAR, PEAK = "#17212b", "#f2f5f7", "#9fb0bf", "#5b9bd5", "#ffb454"
DIGIT = 0.03
"""Of the picture's width, that the number of a peak takes."""
FEWEST_PLACES = 8
"""Fewer bars than this stay as narrow as if there were so many."""
TITLE, HEADLINE = 42, 50
drawing = threading.Lock()
"""Held by who draws."""


def draw(bars: Sequence[Bar], title: str, lang: str) -> bytes:
    """Return a PNG of a timeline.

    Args:
        bars: without gaps, in order of time.
        title: above them.
        lang: of its words; those written from right to left stand on the right.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - a second, and few ask for a timeline
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    peaks = [bar for bar in bars if bar.peak]
    height = HEIGHT + LINE * len(peaks)
    side = "right" if lang in RIGHT_TO_LEFT else "left"
    place = 0.96 if side == "right" else 0.04
    with drawing:  # the library's fonts are not made for several threads
        figure = Figure(figsize=(WIDTH, height), dpi=DOTS, facecolor=BACKGROUND)
        figure.text(
            place, 1 - 0.42 / height, shortened(title, TITLE), color=INK, fontsize=16, ha=side, parse_math=False
        )
        below = 0.55 + LINE * len(peaks)
        axes = figure.add_axes((0.11, below / height, 0.85, (height - below - 0.75) / height), facecolor=BACKGROUND)
        _bars(axes, bars, lang)
        canvas: Any = FigureCanvasAgg(figure)
        for line, bar in enumerate(peaks):
            y = (LINE * (len(peaks) - line) - 0.12) / height
            shown = figure.text(place, y, "", color=PEAK, fontsize=11.5, ha=side, parse_math=False)
            for most in range(HEADLINE, 0, -HEADLINE // 10):  # capitals are half as wide again
                shown.set_text(_told(bar, most, lang))
                if shown.get_window_extent(canvas.get_renderer()).width <= WIDTH * DOTS * 0.92:
                    break
        drawn = io.BytesIO()
        canvas.print_figure(drawn, format="png", dpi=DOTS, facecolor=BACKGROUND)
    return drawn.getvalue()


def _told(bar: Bar, most: int, lang: str) -> str:
    """Return a peak in words, its headline cut to so many characters; a number alone would begin from the left."""
    forwards = "\u200f" if lang in RIGHT_TO_LEFT else ""
    return f"{forwards}{in_digits(str(bar.peak), lang)}. {bar.short}: {shortened(bar.headline, most)}".removesuffix(
        ": "
    )


def _bars(axes: Any, bars: Sequence[Bar], lang: str) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - as above

    places = range(len(bars))
    axes.bar(places, [bar.count for bar in bars], width=0.8, color=[PEAK if bar.peak else BAR for bar in bars])
    room = max(len(bars), FEWEST_PLACES) / 2
    peaks = [place for place, bar in enumerate(bars) if bar.peak]
    for place, where in zip(peaks, apart(peaks, DIGIT * 2 * room), strict=True):
        axes.annotate(
            in_digits(str(bars[place].peak), lang), (where, bars[place].count), xytext=(0, 5),
            textcoords="offset points", ha="center", color=PEAK, fontsize=15, fontweight="bold",
        )  # fmt: skip
    middle = (len(bars) - 1) / 2
    axes.set_xlim(middle - room, middle + room)
    ticks = [(place, bar.tick) for place, bar in enumerate(bars) if bar.tick]
    axes.set_xticks([place for place, _ in ticks], [tick for _, tick in ticks], color=INK, fontsize=12)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: format_number(round(value), lang))
    axes.tick_params(axis="y", colors=INK, labelsize=12, length=0)
    axes.tick_params(axis="x", color=SOFT)
    axes.grid(axis="y", color=SOFT, alpha=0.25)
    axes.set_axisbelow(True)
    axes.margins(y=0.18)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(SOFT)
