"""Lays out a timeline as a picture of lines and boxes (SVG), which the page colours as the reader's device is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.replies import Bar
from bot.rendering.spacing import apart
from bot.wording import format_number, in_digits

WIDTH, HEIGHT = 400, 210
"""Of the picture; a phone shows about a pixel for each."""
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 22, 24
"""Room for the numbers beside the bars, for those of the peaks above and for the periods below."""
FEWEST_PLACES = 8
"""Fewer bars than this stay as narrow as if there were so many."""
MOST_LINES = 4
NUMBER_WIDTH = 13.0
ROUND = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Box:
    """A bar as it is drawn; ``number`` is that of the peak that it is, "" for none."""

    x: float
    y: float
    width: float
    height: float
    number: str
    number_at: float
    told: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A word beside or below the bars, and its place."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline laid out: its boxes, the heights that are named on the left, and the periods named below."""

    boxes: tuple[Box, ...]
    heights: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = HEIGHT - BOTTOM


def laid_out(bars: Sequence[Bar], lang: str) -> Drawing:
    """Return where everything of a timeline stands.

    Args:
        bars: without gaps, in order of time; at least one holds something.
        lang: of the numbers.
    """
    step = (WIDTH - LEFT - RIGHT) / max(len(bars), FEWEST_PLACES)
    begin = LEFT + (WIDTH - LEFT - RIGHT - step * len(bars)) / 2
    most = max(bar.count for bar in bars)
    scale = (HEIGHT - TOP - BOTTOM) / most
    floor = HEIGHT - BOTTOM
    middles = [begin + step * (place + 0.5) for place in range(len(bars))]
    peaks = [place for place, bar in enumerate(bars) if bar.peak]
    numbers = dict(zip(peaks, apart([middles[place] for place in peaks], NUMBER_WIDTH), strict=True))
    boxes = [
        Box(
            round(middles[place] - step * 0.4, 2),
            round(floor - bar.count * scale, 2),
            round(step * 0.8, 2),
            round(bar.count * scale, 2),
            in_digits(str(bar.peak), lang) if bar.peak else "",
            round(numbers.get(place, 0.0), 2),
            f"{bar.label}: {format_number(bar.count, lang)}",
        )
        for place, bar in enumerate(bars)
        if bar.count
    ]
    heights = [Mark(round(floor - value * scale, 2), format_number(value, lang)) for value in _heights(most)]
    ticks = [Mark(round(middles[place], 2), bar.tick) for place, bar in enumerate(bars) if bar.tick]
    return Drawing(tuple(boxes), tuple(heights), tuple(ticks))


def _heights(most: int) -> range:
    """Return the round numbers that are named, up to the highest."""
    step = next(
        number * 10**power for power in range(20) for number in ROUND if most // (number * 10**power) <= MOST_LINES
    )
    return range(step, most + 1, step)
