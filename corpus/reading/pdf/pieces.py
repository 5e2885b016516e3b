"""What is found on a page of a PDF on the way from marks to paragraphs: pieces of text, and lines of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Piece:
    """Characters drawn side by side; grows while they are drawn.

    Attributes:
        text: what they say, one character at least.
        left: where they begin, in points from the left edge of the page as it is read.
        right: where they end.
        base: their baseline, in points upwards.
        size: of the type, in points.
        bold: whether the type says that it is.
        artifact: the file marks them as a header, a footer or a page number.
        turn: how they lie, in quarters of a turn.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    artifact: bool = False
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column, or a cell of a table; its attributes are those of pieces.

    Attributes:
        page: its number, from 1.
        right_to_left: most of its letters are of a script that is written so.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    bold: bool = False
    artifact: bool = False
    right_to_left: bool = False
