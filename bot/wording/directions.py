"""Keeps words of others in their own direction where they stand in a line of ours, such as Latin in Persian."""

from __future__ import annotations

import re

from corpus.language.known import RIGHT_TO_LEFT

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
FROM_THE_RIGHT, FROM_THE_LEFT = "\u200f", "\u200e"
"""Marks that begin a line as a letter from right to left does, or from left to right: apps look for the first one."""
CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Of hostile words they could turn round what stands beside them, so that only ours are shown."""
ISOLATES = re.compile(f"({FIRST_STRONG_ISOLATE}[^\u2066-\u2069\n]*{POP_ISOLATE})")
TURNING = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u061c\u200e\u200f]")
"""Letters from right to left, and marks: they could turn round what stands beside them."""
MARKS = re.compile(f"[{FIRST_STRONG_ISOLATE}{POP_ISOLATE}{FROM_THE_RIGHT}{FROM_THE_LEFT}]")


def isolated(text: str, lang: str) -> str:
    """Return words of others as they stand in a line of a language, their direction kept inside them.

    Where the line runs from the right, Latin words need it too: the question mark behind them would stand before them.
    """
    text = CONTROLS.sub("", text)
    turned = lang in RIGHT_TO_LEFT or TURNING.search(text)
    return enclose(text) if turned and text else text


def enclose(text: str) -> str:
    """Return a text that turns round nothing beside it, and that nothing turns round."""
    return "\n".join(f"{FIRST_STRONG_ISOLATE}{line}{POP_ISOLATE}" if line else "" for line in text.split("\n"))


def only_whole(line: str) -> str:
    """Return a line without controls of direction but those of whole isolates, which turn nothing round them."""
    return "".join(piece if place % 2 else CONTROLS.sub("", piece) for place, piece in enumerate(ISOLATES.split(line)))


def turns(line: str) -> bool:
    """Tell whether a line has letters or marks outside of isolates that could turn round what stands beside it."""
    return TURNING.search(ISOLATES.sub("", line)) is not None


def unmarked(text: str) -> str:
    """Return a text that we have shown without the marks that we put into it."""
    return MARKS.sub("", text)
