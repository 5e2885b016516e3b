"""Cuts a text dump into its lines: real ones, soft-wrapped ones joined, and those of one-line dumps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

GAP = re.compile(r"[ \t\xa0]{8,}|[ \t\xa0]*\r[ \t\xa0]*")
"""A run of eight blanks is where a block of the page's layout ended (in the Senate archive's garbled
sentences, runs of five were seen)."""
MARKS_OF_GAPS = ("\r", "\t", "\xa0", " " * 8)
"""Most lines have none of these, and so no gap."""
LINE = re.compile(r"[^\n\v\f\u2028\u2029]+")
WRAP_WIDTH = range(40, 110)
"""Widths, in characters, at which mail programs and terminals wrap lines."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One line of a page: where it stands in the text, and whether a blank line stands before it."""

    start: int
    end: int
    apart: bool

    def of(self, text: str) -> str:
        """Return the segment's characters."""
        return text[self.start : self.end]


def segments(text: str) -> list[Segment]:
    """Return the lines of a text without their surrounding whitespace, in order.

    Args:
        text: a whole text dump, in any of its shapes.
    """
    lines: list[Segment] = []
    last_end, line_ends = 0, 0
    for match in LINE.finditer(text):
        line_ends += text.count("\n", last_end, match.start())
        last_end = match.end()
        pieces = _pieces(match[0])
        for number, (start, end) in enumerate(pieces):
            lines.append(Segment(match.start() + start, match.start() + end, number > 0 or line_ends > 1))
        if pieces:  # the end of a line of blanks counts for the next
            line_ends = 0
    return _unwrapped(text, lines)


def _pieces(line: str) -> list[tuple[int, int]]:
    """Return where the pieces between the gaps of a line stand, without blanks around them."""
    found = GAP.finditer(line) if any(mark in line for mark in MARKS_OF_GAPS) else ()
    gaps = [(0, 0), *(gap.span() for gap in found), (len(line), len(line))]
    pieces = []
    for (_, first), (last, _) in pairwise(gaps):
        words = line[first:last].rstrip()
        if begun := words.lstrip():
            pieces.append((first + len(words) - len(begun), first + len(words)))
    return pieces


def _unwrapped(text: str, lines: list[Segment]) -> list[Segment]:
    """Join lines that were wrapped at a fixed width; other lines stay as they are."""
    groups: list[list[Segment]] = []
    for line in lines:
        if line.apart or not groups:
            groups.append([])
        groups[-1].append(line)
    joined: list[Segment] = []
    for group in groups:
        wrapped = Segment(group[0].start, group[-1].end, group[0].apart)
        joined.extend([wrapped] if _is_wrapped(text, group) else group)
    return joined


def _is_wrapped(text: str, group: list[Segment]) -> bool:
    if len(group) < 3:  # noqa: PLR2004 - two lines tell nothing about a width
        return False
    body = group[:-1]
    widths = [line.end - line.start for line in body]
    open_ends = sum(text[line.end - 1] not in '.!?:;"”' for line in body)
    return all(width in WRAP_WIDTH for width in widths) and 3 * open_ends >= 2 * len(body)
