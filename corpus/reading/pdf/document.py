"""Reads a PDF as an article: opens it, has its pages drawn and put in order, and says what of it was not read."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace

from pypdf import PdfReader

from corpus.cleaning.pages import take_apart
from corpus.errors import Unreadable
from corpus.language.detecting import language_of
from corpus.model import DateClaim, Draft, Furniture
from corpus.reading.decoding import printable
from corpus.reading.drafting import as_title, draft_of_paragraphs, has_words
from corpus.reading.items import Item
from corpus.reading.pdf.about import TITLE_LIMIT, authors_of, claims_of, fields, shown_in, title_of
from corpus.reading.pdf.columns import regions
from corpus.reading.pdf.deadline import Overdue, deadline
from corpus.reading.pdf.drawing import pieces_of
from corpus.reading.pdf.lines import lines_of
from corpus.reading.pdf.margins import without_margins
from corpus.reading.pdf.opening import DAMAGE, DAMAGED, open_pdf
from corpus.reading.pdf.paragraphs import LARGE, Body, body_of, size_of
from corpus.reading.pdf.pieces import Line
from corpus.reading.pdf.typefaces import Typeface

SECONDS, HARD_SECONDS = 7.0, 9.0
"""Time of the processor for the pages of a file, after which none is begun, and after which one is given up. A page
takes .01 to .05 s, so that a report of 200 pages is read whole."""
UNREADABLE_SHARE = 0.4
"""Of the letters; where the file does not tell more of them, what is left is no text."""
LEAST = 12
"""Letters on a page that has a text layer: a scanner's stamp or a page's number is none."""
LEADERS = re.compile(r"(?:[.·…_] ?){6,}\s*\d")
"""What leads from a heading to the number of its page in a list of contents."""
TOP, TOP_LENGTH = 25, 5000
"""Paragraphs, and characters, among which a dateline is looked for."""


@dataclass(slots=True)
class Pages:
    """The pages of a file as they were read.

    Attributes:
        lines: of each page.
        silent: numbers of pages without text.
        unread: numbers of pages that could not be read, or not in time.
    """

    count: int = 0
    lines: list[list[Line]] = field(default_factory=list)
    silent: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)
    glyphs: int = 0
    unknown: int = 0


def read_document(item: Item) -> Draft:
    """Return the article of a PDF.

    Raises:
        Unreadable: it is locked, damaged, or has no text layer that can be read.
    """
    pages = Pages()
    told: dict[str, str] = {}
    with suppress(Overdue), deadline(HARD_SECONDS):
        reader = open_pdf(item.data)
        told = fields(reader)
        _read(reader, pages)
    return _draft(item, pages, told)


def _read(reader: PdfReader, pages: Pages) -> None:
    """Read page after page until the time is up."""
    faces: dict[int, Typeface | None] = {}
    try:
        pages.count = len(reader.pages)
    except DAMAGE as error:
        raise Unreadable(DAMAGED) from error
    pages.unread = list(range(1, pages.count + 1))
    begun = time.thread_time()
    for number in range(1, pages.count + 1):
        if time.thread_time() - begun > SECONDS:
            return
        try:
            pen = pieces_of(reader.pages[number - 1], faces)
        except DAMAGE:
            continue
        lines, turned = lines_of(pen.pieces, number)
        pages.lines.append(lines)
        pages.turned += turned
        pages.glyphs += pen.glyphs
        pages.unknown += pen.unknown
        pages.unread.remove(number)
        if sum(len(line.text) for line in lines) < LEAST:
            pages.silent.append(number)


def _draft(item: Item, pages: Pages, told: dict[str, str]) -> Draft:
    _check(pages)
    kept, margins = without_margins(pages.lines)
    body = body_of([regions(lines) for lines in kept])
    contents = [words for _, words in body.blocks if LEADERS.search(words)]
    paragraphs = [(level, printable(words)) for level, words in body.blocks if not LEADERS.search(words)]
    title = title_of(told)
    size = size_of(line for lines in kept for line in lines)
    largest = _largest(kept[0], size) if kept else ""
    if not title or (largest and not shown_in(title, " ".join(words for _, words in paragraphs[:TOP]))):
        title = largest or title
    paragraphs += [(0, printable(words)) for words in body.notes]
    if not has_words(paragraphs):
        paragraphs = [(0, words) for _, words in paragraphs]
    if not paragraphs:
        raise Unreadable(_no_layer(pages))
    draft = draft_of_paragraphs(item, paragraphs, title)
    draft = replace(draft, title=draft.title[:TITLE_LIMIT])
    return replace(
        draft,
        authors=authors_of(told),
        furniture=(
            *draft.furniture,
            *_furniture(pages, margins, body),
            *(Furniture("navigation", printable(words[:500])) for words in contents[:50]),
        ),
        claims=(*claims_of(told), *_top_claims(paragraphs, title), *draft.claims),
    )


def _check(pages: Pages) -> None:
    if pages.count and len(pages.unread) == pages.count:
        raise Unreadable(f"damaged, or too large: none of its {pages.count} pages could be read in {SECONDS:.0f} s")
    if not pages.count:
        raise Unreadable(DAMAGED)
    letters = sum(len(line.text) for lines in pages.lines for line in lines)
    if pages.unknown > UNREADABLE_SHARE * max(pages.glyphs, pages.unknown, 1):
        raise Unreadable(
            "its text layer does not tell which letters it draws: run OCR over it, "
            "e.g. ocrmypdf --force-ocr in.pdf out.pdf"
        )
    if len(pages.silent) == len(pages.lines) or letters < LEAST:
        raise Unreadable(_no_layer(pages))


def _no_layer(pages: Pages) -> str:
    return f"no text layer on its {pages.count} pages: run OCR over it, e.g. ocrmypdf in.pdf out.pdf"


def _largest(lines: list[Line], size: float) -> str:
    """Return what is set in the largest type on the first page."""
    large = [line for line in lines if line.size >= LARGE * size and sum(map(str.isalpha, line.text)) > 2]  # noqa: PLR2004
    if not large:
        return ""
    largest = max(line.size for line in large)
    words: list[str] = []
    last: Line | None = None
    for line in (one for one in large if one.size > 0.95 * largest):
        if last is not None and not 0 <= last.base - line.base < 2.5 * largest:
            break
        words.append(line.text)
        last = line
    title = as_title(" ".join(words))
    return title if len(title) <= TITLE_LIMIT else ""


def _top_claims(paragraphs: list[tuple[int, str]], title: str) -> list[DateClaim]:
    """Return the days in the first lines that say when the text appeared."""
    top = "\n\n".join(words for _, words in paragraphs[:TOP])[:TOP_LENGTH]
    return take_apart(top, title, language_of(top)).claims if top.strip() else []


def _furniture(pages: Pages, margins: list[str], body: Body) -> list[Furniture]:
    found = [Furniture("running header", printable(words)) for words in (*margins[:50], *pages.turned[:10])]
    if pages.silent:
        silent = f"no text layer on {_listed(pages.silent)} of {pages.count}: run OCR over it"
        found.append(Furniture("left out", silent))
    if pages.unread:
        why = f"not read: damaged, or more than is read in {SECONDS:.0f} s; split the file"
        found.append(Furniture("left out", f"{_listed(pages.unread)} of {pages.count} {why}"))
    places = [
        f"{words[:40]!r} page {page}" for (level, words), page in zip(body.blocks, body.pages, strict=True) if level
    ]
    return [*found, Furniture("pages", "; ".join(places[:200]))] if places and pages.count > 1 else found


def _listed(numbers: list[int]) -> str:
    """Return the numbers of pages as they are said: "pages 3 to 5, 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs[:20]]
    return f"page{'s' * (len(numbers) > 1)} {', '.join(said)}{' and others' * (len(runs) > 20)}"  # noqa: PLR2004
