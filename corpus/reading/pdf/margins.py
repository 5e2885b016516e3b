"""Learns across the pages of a document what stands in their margins: running headers, footers, numbers of pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from corpus.reading.pdf.pieces import Line

EDGE_ROWS = 4
"""Rows at the top and at the bottom of a page that may be its margin's."""
REPEATED = 3
"""Pages on which a line stands that is a header; of two pages, both."""
SHARE = 0.2
"""Of the pages: left and right ones may have different headers, and chapters too."""
NUMBER = re.compile(
    r"[-–—|\[(\s]*(?:(?:page|seite|p\.|pág(?:ina|\.)?|página|страница|صفحة|صفحه)\s*)?"
    r"(?P<number>\d{1,4}|[ivxlc]{1,7}|[٠-٩۰-۹]{1,4})"
    r"(?:\s*(?:of|/|von|de|sur|out of|من|از)\s*\d{1,4})?[-–—|\])\s.]*",
    re.IGNORECASE,
)
"""A page's number, and words that are set beside it."""
SURE = re.compile(
    r"(?:page|seite|página)\s*\d{1,4}(?:\s*(?:of|/|von|de)\s*\d{1,4})?|[-–—]\s*\d{1,4}\s*[-–—]", re.IGNORECASE
)
"""What is a page's number even on a single page."""
MARKED_SHARE = 0.5
"""A file that marks more than this share of its letters as no text marks them without thinking."""


def without_margins(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Return the lines of each page without those of the margins, and these, each kind once."""
    pages, taken = _without_marked(pages)
    edges = [_edges(lines) for lines in pages]
    places: dict[str, set[int]] = defaultdict(set)
    offsets: Counter[int] = Counter()
    for number, lines in enumerate(edges):
        for line in lines:
            places[_pattern(line.text)].add(number)
        offsets.update({offset for line in lines if (offset := _offset(line, number)) is not None})
    least = max(min(REPEATED, len(pages)), 2, SHARE * len(pages) / 2)
    running = {pattern for pattern, where in places.items() if len(where) >= least}
    counted = {offset for offset, count in offsets.items() if count >= min(REPEATED, max(len(pages), 2))}
    kept = []
    for number, (lines, outer) in enumerate(zip(pages, edges, strict=True)):
        margin = {
            id(line) for line in outer
            if _pattern(line.text) in running or _offset(line, number) in counted or SURE.fullmatch(line.text)
        }  # fmt: skip
        margin = _outermost(lines, margin)
        if len(margin) == len(lines) and any(len(line.text) > len(_pattern(line.text)) + 9 for line in lines):
            margin = set()
        taken += [line.text for line in lines if id(line) in margin]
        kept.append([line for line in lines if id(line) not in margin])
    first = {_pattern(text): text for text in reversed(taken)}
    return kept, list(reversed(first.values()))


def _without_marked(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    letters = sum(len(line.text) for lines in pages for line in lines)
    marked = [line for lines in pages for line in lines if line.artifact]
    if sum(len(line.text) for line in marked) > MARKED_SHARE * letters:
        return pages, []
    return [[line for line in lines if not line.artifact] for lines in pages], [line.text for line in marked]


def _edges(lines: list[Line]) -> list[Line]:
    """Return the lines that stand highest and lowest."""
    heights = sorted({round(line.base) for line in lines}, reverse=True)
    outer = {*heights[:EDGE_ROWS], *heights[-EDGE_ROWS:]}
    return [line for line in lines if round(line.base) in outer]


def _outermost(lines: list[Line], margin: set[int]) -> set[int]:
    """Return those lines of the margins between which and the edge of the page there is no text."""
    by_height = sorted(lines, key=lambda line: -line.base)
    found: set[int] = set()
    for ordered in (by_height, by_height[::-1]):
        misses = 0
        for line in ordered:
            if id(line) in margin:
                found.add(id(line))
            else:
                misses += 1
                if misses > 1:  # the name of a chapter may stand beside the name of the paper
                    break
    return found


def _pattern(text: str) -> str:
    return re.sub(r"\d+|\b[ivxlc]{1,6}\b", "#", " ".join(text.casefold().split()))


def _offset(line: Line, number: int) -> int | None:
    """Return by how much a number in the margin differs from the page's, None for what is no number."""
    match = NUMBER.fullmatch(line.text)
    if not match:
        return None
    written = match["number"]
    return int(written) - number if written.isdecimal() else -10_000 - number + _roman(written)


def _roman(written: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[one] for one in written.casefold()]
    return sum(-one if one < max(values[at:], default=0) else one for at, one in enumerate(values))
