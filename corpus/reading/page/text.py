"""Cuts the paragraphs out of a page: by trafilatura where it finds the article, else all that readers see."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import islice

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from corpus.cleaning.pages import Page, take_apart
from corpus.model import PASSAGE_LIMIT
from corpus.reading.decoding import printable
from corpus.reading.drafting import has_words
from corpus.reading.page.json_ld import article_body
from corpus.reading.page.tree import INLINE, OUTSIDE, SILENT, ld_scripts, meta_values

INLINE_TAGS = INLINE | frozenset("hi ref del ins label acronym tt var kbd samp code dfn".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 head".split())
EMPTY_LINE = re.compile(r"\n[ \t\xa0]*\n")
TOP_LINES = 300
"""Lines of a page among which its headline and dateline are looked for."""
SUMMARIES = ("og:description", "description")
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
LIBRARY_TAGS = 20_000
"""Pages with more tags than this are read without trafilatura and htmldate, whose time is not linear in the size
of a page. The largest of 250 news pages has 13,000."""
LIBRARY_CHARACTERS = 4_000_000

for _name in ("trafilatura", "htmldate", "courlan", "justext", "readability", "dateparser"):
    # what these libraries log quotes pages; the logs are not the place for that
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


def small_enough(text: str) -> bool:
    """Tell whether a page is small enough for libraries that take more than linear time."""
    return len(text) <= LIBRARY_CHARACTERS and text.count("<") <= LIBRARY_TAGS


def article_paragraphs(tree: HtmlElement) -> list[tuple[int, str]]:
    """Return (heading level or 0, words) of each block of the article; empty if trafilatura finds none.

    Precision mode, tables a row a line, no comments, nothing compared with other pages.
    """
    try:
        document = trafilatura.bare_extraction(
            tree, favor_precision=True, include_comments=False, include_tables=True, deduplicate=False
        )
    except Exception:  # noqa: BLE001 - hostile pages make it fail in many ways; the page is then read plainly
        return []
    body = getattr(document, "body", None)
    found = [] if body is None else list(paragraphs(body))
    return found if has_words(found) else []


def visible_paragraphs(tree: HtmlElement) -> list[tuple[int, str]]:
    """Return (heading level or 0, words) of every block that readers see, navigation left out."""
    return list(paragraphs(tree, SILENT | OUTSIDE | {"head"}))


def described(tree: HtmlElement) -> list[tuple[int, str]]:
    """Return what a page that shows nothing without scripts says of itself: its article in JSON-LD, or a summary."""
    bodies = (printable(body) for script in ld_scripts(tree) if (body := article_body(script)))
    told = next(bodies, None) or next(meta_values(tree, SUMMARIES), "")
    return [(0, words) for words in _pieces([told])]


def take_page_apart(tree: HtmlElement) -> Page:
    """Return the top of the page taken apart as if it had been saved as text, line by line."""
    lines = [words for _, words in islice(paragraphs(tree, SILENT | {"head"}), TOP_LINES)]
    return take_apart("\n\n".join(lines)) if lines else Page()


def paragraphs(root: etree._Element, silent: frozenset[str] = frozenset()) -> Iterator[tuple[int, str]]:
    """Yield (heading level or 0, words) of each run of inline elements, in order; in linear time.

    Args:
        root: of a page, or of what trafilatura made of one.
        silent: elements to leave out with all that they hold.
    """
    parts: list[str] = []
    muted, level = 0, 0
    row: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag)
        if row is not None:
            row = None if element is row and event == "end" else row
            continue
        if tag in ROWS and event == "start" and not muted and (words := _row(element, silent)):
            parts.append(f"{words}\n")
            row = element
            continue
        muted += (tag in silent) * (1 if event == "start" else -1)
        if tag in BREAKS:
            parts.append("\n" if event == "start" else "")
        elif tag not in INLINE_TAGS and tag not in ROW_GROUPS:
            yield from ((level, words) for words in _pieces(parts))
            parts = []
            level = _level(element) if event == "start" else 0
        text = element.text if event == "start" else element.tail
        if text and not muted and (event == "start" or element is not root):
            parts.append(text.replace("\n", " "))
    yield from ((0, words) for words in _pieces(parts))


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


def _pieces(parts: list[str]) -> Iterator[str]:
    """Cut a run into paragraphs: at empty lines, and at every line where it is longer than a passage."""
    for piece in EMPTY_LINE.split("".join(parts)):
        lines = [words for line in piece.split("\n") if (words := " ".join(line.split()))]
        if sum(map(len, lines)) > PASSAGE_LIMIT:
            yield from lines
        elif lines:
            yield "\n".join(lines)
