"""Joins the lines of a document into paragraphs, and tells headings and footnotes by their type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from corpus.reading.pdf.columns import CELL_MARK
from corpus.reading.pdf.hyphens import BREAKS, joined, vocabulary
from corpus.reading.pdf.pieces import Line

INDENT = 0.8
"""A line is indented by this many times its size."""
WIDER = 1.3
"""A paragraph's lines are apart by this many times what lines mostly are, if another begins."""
LETTER = 0.5
"""Width of a letter as a share of the size, on average."""
ENDS = re.compile(r"[.!?…:;؟۔。！？][\"'”’»)\]]*$")
ITEM = re.compile(r"(?:[•◦▪‣●○■□–—*\-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s")
NOTE = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3}|[⁰¹²³⁴-⁹]{1,3})[.)]?\s*\S")
LARGE, LARGER, SMALL = 1.12, 1.6, 0.93
"""Type of headings, of the largest ones, and of footnotes, beside that of the text."""
HEADING_LENGTH, BOLD_LENGTH = 250, 120
HEADING_SHARE = 0.4
"""Of the letters of a document; where more would be headings, type says nothing."""


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together.

    Attributes:
        left: the left edge of the column that they are in; ``right`` is the other one.
    """

    lines: list[Line]
    left: float
    right: float

    @property
    def size(self) -> float:
        """The size of its type, in points."""
        return self.lines[0].size


@dataclass(slots=True)
class Body:
    """The text of a document.

    Attributes:
        blocks: (heading level or 0, words) in the order of reading.
        pages: the first page of each block.
        notes: its footnotes.
    """

    blocks: list[tuple[int, str]] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def body_of(pages: list[list[list[Line]]]) -> Body:
    """Return the paragraphs of a document.

    Args:
        pages: the regions of each page in the order of reading, and their lines.
    """
    lines = [line for regions in pages for region in regions for line in region]
    known = vocabulary(line.text for line in lines)
    size = size_of(lines)
    body = Body()
    paragraphs: list[Paragraph] = []
    for regions in pages:
        of_page = [one for region in regions for one in _paragraphs(region)]
        notes, text = _without_notes(of_page, size)
        body.notes += [_text(one, known) for one in notes]
        for one in text:
            if paragraphs and _goes_on(paragraphs[-1], one):
                paragraphs[-1].lines += one.lines
                paragraphs[-1].left, paragraphs[-1].right = one.left, one.right
            else:
                paragraphs.append(one)
    levels = _levels(paragraphs, size)
    for level, one in zip(levels, paragraphs, strict=True):
        body.blocks.append((level, _text(one, known)))
        body.pages.append(one.lines[0].page)
    return body


def size_of(lines: Iterable[Line]) -> float:
    """Return the size that most of a text is set in, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda one: (sizes[one], one), default=0.0) or 1.0


def _text(paragraph: Paragraph, known: frozenset[str]) -> str:
    text = paragraph.lines[0].text
    for line in paragraph.lines[1:]:
        text = joined(text, line.text, known)
    return text.replace("\u00ad", "")


def _paragraphs(region: list[Line]) -> Iterator[Paragraph]:
    """Cut a column into paragraphs."""
    left = min(line.left for line in region)
    right = max(line.right for line in region)
    gaps = [one.base - other.base for one, other in pairwise(region) if 0 < one.base - other.base < 3 * one.size]
    usual = median(gaps) if gaps else region[0].size * 1.2
    current = [region[0]]
    for last, line in pairwise(region):
        if _begins(current, last, line, (left, right), usual):
            yield Paragraph(current, left, right)
            current = []
        current.append(line)
    yield Paragraph(current, left, right)


def _begins(current: list[Line], last: Line, line: Line, edges: tuple[float, float], usual: float) -> bool:
    """Tell whether a line begins a paragraph, below the lines of another."""
    larger = max(last.size, line.size)
    gap = last.base - line.base
    if abs(last.size - line.size) > 0.08 * larger or gap > WIDER * max(usual, 0.9 * larger) or gap < -larger:
        return True
    if CELL_MARK in line.text or CELL_MARK in last.text or ITEM.match(line.text):
        return True
    if last.text.endswith(BREAKS) and line.text[:1].islower():
        return False
    if last.bold != line.bold and ENDS.search(last.text) is None and len(current) * last.size < 4 * line.size:
        return not line.text[:1].islower()
    left, right = edges
    moved = last.right - line.right if line.right_to_left else line.left - last.left
    if moved > INDENT * line.size and not (ITEM.match(current[0].text) and len(current) == 1):
        return True
    slack = last.left - left if last.right_to_left else right - last.right
    first = line.text.split(" ", 1)[0]
    needed = (len(first) + 1) * LETTER * line.size + line.size
    if slack <= needed:
        return False
    ended = ENDS.search(last.text) is not None
    capital = not line.text[:1].islower() and not line.right_to_left
    return ended or (capital and slack > max(needed, 0.25 * (right - left))) or slack > 0.6 * (right - left)


def _goes_on(last: Paragraph, one: Paragraph) -> bool:
    """Tell whether a paragraph goes on at the top of another column or page."""
    end, begin = last.lines[-1], one.lines[0]
    below = end.page == begin.page and end.base > begin.base
    if below or abs(end.size - begin.size) > 0.08 * end.size or end.bold != begin.bold:
        return False
    if CELL_MARK in end.text or CELL_MARK in begin.text or ITEM.match(begin.text) or ENDS.search(end.text):
        return False
    if end.text.endswith(BREAKS) or begin.text[:1].islower():
        return True
    full = end.left - last.left if end.right_to_left else last.right - end.right
    return len(end.text) > 40 and full < 4 * end.size and not (end.right_to_left and begin.right < one.right - end.size)  # noqa: PLR2004


def _without_notes(paragraphs: list[Paragraph], size: float) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return the footnotes of a page, and the rest: small type below the text that begins with a mark."""
    if not any(one.size >= SMALL * size for one in paragraphs):
        return [], paragraphs
    notes: list[Paragraph] = []
    text: list[Paragraph] = []
    lowest = min(one.lines[-1].base for one in paragraphs if one.size >= SMALL * size)
    for one in paragraphs:
        small = one.size < SMALL * size and one.lines[0].base < lowest
        if small and (NOTE.match(one.lines[0].text) or notes):
            notes.append(one)
        else:
            text.append(one)
    return notes, text


def _levels(paragraphs: list[Paragraph], size: float) -> list[int]:
    """Return the level of each paragraph as a heading, 0 for text."""
    lengths = [sum(len(line.text) for line in one.lines) for one in paragraphs]
    bold = sum(length for one, length in zip(paragraphs, lengths, strict=True) if one.lines[0].bold)
    told = bold <= HEADING_SHARE * sum(lengths)
    levels = [_level(one, length, size, told) for one, length in zip(paragraphs, lengths, strict=True)]
    headed = sum(length for level, length in zip(levels, lengths, strict=True) if level)
    return levels if headed <= HEADING_SHARE * sum(lengths) else [0] * len(levels)


def _level(paragraph: Paragraph, length: int, size: float, bold_tells: bool) -> int:
    text = paragraph.lines[0].text
    if length > HEADING_LENGTH or CELL_MARK in text or sum(map(str.isalpha, text)) < 3:  # noqa: PLR2004
        return 0
    if paragraph.size >= LARGE * size:
        return 1 if paragraph.size >= LARGER * size else 2
    bold = bold_tells and all(line.bold for line in paragraph.lines)
    return 3 if bold and length <= BOLD_LENGTH and not text.endswith((".", ",", ";")) else 0
