"""Reads a document of an EPUB: a chapter of a book, or an article of an issue."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from corpus.cleaning.furniture import letters_only
from corpus.dating.claims import claim_from_address, claims_from_field
from corpus.errors import NoArticle, Unreadable
from corpus.model import DateClaim, Draft, Furniture, Kind, Role
from corpus.omissions import Omission
from corpus.reading.decoding import printable
from corpus.reading.drafting import as_title, draft_of_blocks, has_words, language, names, one_line, web_address
from corpus.reading.formats.fields import CREATED_WEIGHT
from corpus.reading.items import Item
from corpus.reading.readers import Reader

FRONT = frozenset("cover titlepage halftitlepage copyright-page colophon imprint imprimatur".split())
LISTS = frozenset("toc loi lot landmarks page-list index".split())
"""What documents call themselves that are no chapter (epub:type)."""
NUMBERED = re.compile(
    r"(?:chapter|kapitel|chapitre|capítulo|part|teil|partie|parte|book|section)?\W*(?:\d+|[ivxlc]+)?\W*", re.IGNORECASE
)
"""A heading that says nothing but which one of a book it is."""
LINKS, LINKED = 2, 0.7
"""Links, and share of the letters in them, of a page that only leads to others."""
ROLES = {"publication": Role.PUBLISHED, "creation": Role.PUBLISHED, "modification": Role.MODIFIED}
TITLE_LIMIT = 300


def read_chapter(item: Item) -> Iterator[Draft]:
    """Yield the article of a document of a book.

    Raises:
        NoArticle: it is a cover, a list of contents, or has no words.
        Unreadable: it is damaged.
    """
    from corpus.reading.page.captions import take_captions  # noqa: PLC0415 - as below
    from corpus.reading.page.tree import SILENT, page_text, parse_page  # noqa: PLC0415
    from corpus.reading.page.visible import paragraphs  # noqa: PLC0415 - its libraries take a third of a second

    head, _, data = item.data.lstrip().partition(b"?>\n")
    told = _told(head)
    try:
        tree = parse_page(page_text(data))
    except Unreadable as error:
        if str(error).startswith("empty"):
            raise NoArticle(Omission.NO_WORDS) from error
        raise
    kinds = {word for one in tree.iter("body", "section") for word in _kinds(one)}
    if kinds & (FRONT | LISTS) and not kinds & {"chapter", "bodymatter"}:
        raise NoArticle(Omission.FRONT_PAGE if kinds & FRONT else Omission.LISTING)
    source = next((one for one in tree.iter("a") if one.get("rel") == "calibre-downloaded-from"), None)
    _without_apparatus(tree)
    captions = [printable(words) for words in take_captions(tree)]
    found = [(level, printable(words)) for level, words in paragraphs(tree, SILENT | {"head", "nav"})]
    if not found:
        raise NoArticle(Omission.NO_WORDS)
    if _leads_on(tree):
        raise NoArticle(Omission.LISTING)
    if not has_words(found):
        raise NoArticle(Omission.FRONT_PAGE)
    title = _title(told, found, one_line(tree.findtext(".//head/title")))
    draft = draft_of_blocks(item, found, title, captions)
    address = None if source is None else web_address(source.get("href"))
    dated = None if address is None else claim_from_address(address, "address")
    book = one_line(told.get("title"))
    yield replace(
        draft,
        url=address,
        lang=language(tree.get("lang")) or language(told.get("language")),
        authors=names(told.get("creators") or [])[:20],
        furniture=(*draft.furniture, *([Furniture("book", book)] if book else [])),
        claims=(*filter(None, [dated]), *_claims(told), *draft.claims),
    )


def _told(head: bytes) -> dict[str, Any]:
    try:
        told = json.loads(head.removeprefix(b"<?book "))
    except (ValueError, RecursionError) as error:
        raise Unreadable("damaged: it begins as a document of a book does, and is none") from error
    return told if isinstance(told, dict) else {}


def _kinds(element: Any) -> list[str]:
    return str(element.get("epub:type") or element.get("type") or "").split()


def _without_apparatus(tree: Any) -> None:
    """Take out the marks of notes, numbers of printed pages, and the bars that programs put above articles."""
    for one in list(tree.iter()):
        if not isinstance(one.tag, str) or one.getparent() is None:
            continue
        kinds = {*_kinds(one), *str(one.get("role") or "").split(), *str(one.get("class") or "").split()}
        if kinds & {"noteref", "doc-noteref", "pagebreak", "doc-pagebreak", "calibre_navbar"}:
            one.drop_tree()


def _leads_on(tree: Any) -> bool:
    body: Any = tree.find(".//body")
    whole = len(letters_only("".join((tree if body is None else body).itertext())))
    links = ["".join(one.itertext()) for one in tree.iter("a") if one.get("href")]
    return len(links) >= LINKS and len(letters_only("".join(links))) > LINKED * whole


def _title(told: dict[str, Any], found: list[tuple[int, str]], named: str) -> str:
    """Return the title of a document: its heading, or what the navigation calls it; the book's before a mere number."""
    book = one_line(told.get("title"))
    heading = next((words for number, (level, words) in enumerate(found) if level and number < 4), "")  # noqa: PLR2004
    titles = (as_title(heading), one_line(told.get("label")), named)
    title = next((one for one in titles if one and letters_only(one) != letters_only(book)), "")
    if NUMBERED.fullmatch(title):
        title = f"{book}: {title}" if title else book
    return title[:TITLE_LIMIT]


def _claims(told: dict[str, Any]) -> list[DateClaim]:
    """Return the days of the book: that of an issue is its articles', that of a book may be a later edition's."""
    dates: Any = told.get("dates")
    claims: list[DateClaim] = []
    by_event: dict[str, Any] = dates if isinstance(dates, dict) else {}
    for event, role in ROLES.items():
        value = one_line(by_event.get(event))
        if value:
            weight = 1.0 if event == "publication" else CREATED_WEIGHT
            claims += claims_from_field(value, Kind.META, f"EPUB field date ({event})", None, role, weight)
    return claims


CHAPTER = Reader("EPUB", (), read_chapter, re.compile(rb"<\?book "))
