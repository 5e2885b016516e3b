"""Cuts a page into its blocks: the runs of inline elements that readers see as paragraphs, headings, rows of tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from corpus.model import PASSAGE_LIMIT
from corpus.reading.page.tree import INLINE

INLINE_TAGS = INLINE | frozenset("hi ref del ins label acronym tt var kbd samp code dfn".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 head".split())
LINKS = frozenset({"a", "ref"})
EMPTY_LINE = re.compile(r"\n[ \t\xa0]*\n")
BREAKS = frozenset("br lb hr".split())
ROWS, CELLS, ROW_GROUPS = (
    frozenset({"tr", "row"}),
    frozenset({"td", "th", "cell"}),
    frozenset({"tbody", "thead", "tfoot"}),
)
ROW_ELEMENTS, CELL_LIMIT = 200, 300
"""Elements in a row and characters in a cell, of which more are the layout of a page."""
CELL_MARK = " | "
"""Between the cells of a row, so that what stands side by side is not read as one: "12 March | 2019"."""
SENTENCE = re.compile(r"\w{2}[^\s\w]{0,3}[.…。।؛۔][\"”“’»)\]]{0,2}$")
LONGEST_HEADING = 110
"""Characters of a heading, of which what has more and ends as a sentence is a paragraph that is only set as large."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or table of a page.

    Attributes:
        level: of a heading, 0 for what is none.
        words: with blanks folded; lines that are set apart stay lines.
        holder: the block element that it begins in.
        linked: the share of its characters that stand in links, 0 to 1.
    """

    level: int
    words: str
    holder: etree._Element
    linked: float


@dataclass(slots=True)
class _Run:
    """The pieces of text between two block elements."""

    parts: list[str] = field(default_factory=list)
    holder: etree._Element | None = None
    linked: int = 0

    def take(self, text: str, holder: etree._Element, *, linked: bool) -> None:
        """Add a piece of text."""
        self.parts.append(text)
        if not text.isspace():
            self.holder = holder if self.holder is None else self.holder
            self.linked += len(text) if linked else 0

    def blocks(self, level: int) -> Iterator[Block]:
        """Yield the paragraphs that the pieces are."""
        share = min(1.0, self.linked / max(1, sum(map(len, self.parts)))) if self.linked else 0.0
        if self.holder is not None:
            for words in pieces(self.parts):
                sentence = level and len(words) > LONGEST_HEADING and SENTENCE.search(words) is not None
                yield Block(0 if sentence else level, words, self.holder, share)


def paragraphs(root: etree._Element, silent: frozenset[str] = frozenset()) -> Iterator[tuple[int, str]]:
    """Yield (heading level or 0, words) of each block, in order."""
    return ((block.level, block.words) for block in blocks(root, silent))


def blocks(root: etree._Element, silent: frozenset[str] = frozenset()) -> Iterator[Block]:
    """Yield each run of inline elements, in order; in linear time.

    Args:
        root: of a page, or of what trafilatura made of one.
        silent: elements to leave out with all that they hold.
    """
    run = _Run()
    muted, level, links = 0, 0, 0
    row: etree._Element | None = None
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = str(element.tag)
        if row is not None:
            row = None if element is row and event == "end" else row
            continue
        if tag in ROWS and event == "start" and not muted and (words := _row(element, silent)):
            run.take(f"{words}\n", element, linked=False)
            row = element
            continue
        step = 1 if event == "start" else -1
        if tag in silent:
            muted += step
            if step > 0:
                walk.skip_subtree()
        links += (tag in LINKS) * step
        if tag in BREAKS:
            run.parts.append("\n" if event == "start" else "")
        elif tag not in INLINE_TAGS and tag not in ROW_GROUPS:
            if run.parts:
                yield from run.blocks(level)
                run = _Run()
            level = _level(element) if event == "start" else 0
        text = element.text if event == "start" else element.tail
        if text and not muted and (event == "start" or element is not root):
            holder = element if event == "start" else element.getparent()
            run.take(text.replace("\n", " "), root if holder is None else holder, linked=links > 0)
    yield from run.blocks(0)


def _row(element: etree._Element, silent: frozenset[str]) -> str:
    """Return the cells of a table's row, set apart; nothing for rows that lay out a page, with tables or long text."""
    inside = list(islice(element.iterdescendants(), ROW_ELEMENTS + 1))
    if len(inside) > ROW_ELEMENTS or any(str(one.tag) == "table" for one in inside):
        return ""
    cells: list[list[str]] = []
    muted = 0
    for event, one in etree.iterwalk(element, events=("start", "end")):
        tag = str(one.tag)
        muted += (tag in silent) * (1 if event == "start" else -1)
        if tag in CELLS and event == "start":
            cells.append([])
        text = one.text if event == "start" else one.tail
        if cells and not muted and one is not element:
            cells[-1].append(f"{'' if tag in INLINE_TAGS else ' '}{text or ''}")
    words = [said for cell in cells if (said := " ".join("".join(cell).split()))]
    short = len(words) > 1 and all(len(said) <= CELL_LIMIT for said in words)
    return CELL_MARK.join(words) if short else ""


def _level(element: etree._Element) -> int:
    tag = str(element.tag)
    if tag not in HEADINGS:
        return 0
    name = str(element.get("rend") or "h2") if tag == "head" else tag
    return int(name[1]) if name[1:2].isdigit() else 2


def pieces(parts: list[str]) -> Iterator[str]:
    """Cut a run into paragraphs: at empty lines, and at every line where it is longer than a passage.

    Letters with marks are one character where there is one, whichever way a page writes them (Unicode's NFC).
    """
    for piece in EMPTY_LINE.split(unicodedata.normalize("NFC", "".join(parts))):
        lines = [words for line in piece.split("\n") if (words := " ".join(line.split()))]
        if sum(map(len, lines)) > PASSAGE_LIMIT:
            yield from lines
        elif lines:
            yield "\n".join(lines)
