"""Puts the lines of a page in the order of reading: column by column, what spans columns between; tables by rows."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from corpus.reading.pdf.lines import SAME_LINE
from corpus.reading.pdf.pieces import Line

COLUMN_LINES = 5
"""Lines on either side of what is taken for the space between columns."""
COLUMN_WIDTH = 9.0
"""Half of a column's lines are this many times the size wide; those of a table's column are shorter."""
SPANNING = 0.34
"""Share of lines, of the side that has fewer, that may cross the space between columns."""
NESTED = 4
"""Cuts in each other: five columns."""
CELL_GAP = 2.5
"""A gap of this many times the size sets cells apart; a narrower one is a wide space."""
CELL_MARK = " | "
MOST, EDGES = 1200, 400
"""Lines of a page that has columns, and left edges that are tried."""


def regions(lines: list[Line]) -> list[list[Line]]:
    """Return runs of lines that stand one below the other, in the order of reading.

    Args:
        lines: of a page, from top to bottom.
    """
    letters = sum(len(line.text) for line in lines)
    rtl = sum(len(line.text) for line in lines if line.right_to_left) * 2 > letters
    return [_rows(region, rtl) for region in _cut(lines, rtl, NESTED) if region]


def _cut(lines: list[Line], rtl: bool, depth: int) -> list[list[Line]]:
    edge = _gutter(lines) if depth and len(lines) <= MOST else None
    if edge is None:
        return [lines]
    found: list[list[Line]] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    spanning: list[Line] = []
    for line in [*lines, None]:
        crosses = line is not None and _crosses(line, edge)
        if (crosses or line is None) and any(sides):
            for side in reversed(sides) if rtl else sides:
                found += _cut(side, rtl, depth - 1)
            sides = ([], [])
        if spanning and not crosses:
            found.append(spanning)
            spanning = []
        if line is not None:
            (spanning if crosses else sides[line.left >= edge - 1]).append(line)
    return found


def _crosses(line: Line, edge: float) -> bool:
    return line.left < edge - 1 and line.right > edge + 1


def _gutter(lines: list[Line]) -> float | None:
    """Return where the right one of two columns begins, None if there is one column only."""
    best: tuple[float, float] | None = None
    for edge in sorted({round(line.left, 1) for line in lines})[1:EDGES]:
        left = [line for line in lines if line.right <= edge + 1 and line.left < edge - 1]
        right = [line for line in lines if line.left >= edge - 1]
        fewer = min(len(left), len(right))
        if fewer < COLUMN_LINES:
            continue
        crossing = len(lines) - len(left) - len(right)
        begun = sum(line.left < edge + 1 for line in right)
        if crossing > SPANNING * fewer or begun < COLUMN_LINES or not (_wide(left) and _wide(right)):
            continue
        if best is None or fewer - 2 * crossing > best[0]:
            best = fewer - 2 * crossing, edge
    return None if best is None else best[1]


def _wide(lines: list[Line]) -> bool:
    return median((line.right - line.left) / line.size for line in lines) >= COLUMN_WIDTH


def _rows(lines: list[Line], rtl: bool) -> list[Line]:
    """Join what stands side by side, cells set apart."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][0].base - line.base) < SAME_LINE * max(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined(sorted(row, key=lambda line: line.left, reverse=rtl)) for row in rows]


def _joined(row: list[Line]) -> Line:
    whole = row[0]
    for line in row[1:]:
        gap = max(line.left - whole.right, whole.left - line.right)
        marker = not any(map(str.isalpha, whole.text)) and len(whole.text) <= 4  # noqa: PLR2004 - "•", "12.", "(3)"
        mark = CELL_MARK if gap > CELL_GAP * min(whole.size, line.size) and not marker else " "
        whole = replace(
            whole, text=f"{whole.text}{mark}{line.text}", left=min(whole.left, line.left),
            right=max(whole.right, line.right), size=max(whole.size, line.size), bold=whole.bold and line.bold,
        )  # fmt: skip
    return whole
