"""Reads a post of Medium's export, whose microformats tell what is what: h-entry, p-name, e-content, dt-published."""

from __future__ import annotations

import re
from dataclasses import replace
from posixpath import basename
from typing import TYPE_CHECKING

from corpus.cleaning.furniture import letters_only
from corpus.dating.claims import claims_from_field
from corpus.errors import NoArticle
from corpus.model import Draft, Furniture, Kind
from corpus.omissions import Omission
from corpus.reading.decoding import printable
from corpus.reading.drafting import as_title, draft_of_blocks, has_words, names, one_line, web_address
from corpus.reading.items import Item

if TYPE_CHECKING:  # its libraries take time
    from lxml.html import HtmlElement

NAME = "Medium post"
BODY = b'data-field="body"'
EXPORTED = re.compile(rb"Exported from\s{1,9}<a\b[^<>]{0,200}>\s{0,9}Medium\s{0,9}</a>")
TITLES = ("graf--title", "graf--subtitle")
"""Classes of what repeats the title and the subtitle within the body."""
CARDS = frozenset({"graf--mixtapeEmbed", "js-mixtapeImage"})
"""Classes of cards that lead to other pages."""
AUTHORS = 20


def is_medium(data: bytes) -> bool:
    """Tell whether a page is a post of Medium's export."""
    return b"h-entry" in data and BODY in data and EXPORTED.search(data) is not None


def read_medium(item: Item) -> Draft:
    """Return the article of a post.

    Raises:
        NoArticle: it is a draft, which has no moment of publication, or without words.
        Unreadable: the page cannot be read.
    """
    from corpus.reading.page.fragment import tree_paragraphs  # noqa: PLC0415 - its libraries take time
    from corpus.reading.page.tree import page_text, parse_page  # noqa: PLC0415 - as above

    tree = parse_page(page_text(item.data))
    moments = [one_line(one.get("datetime")) for one in _of_class(tree, "dt-published")]
    if not moments or basename(item.path).startswith("draft_"):
        raise NoArticle(Omission.DRAFT)
    title, subtitle = (_first(tree, name) for name in ("p-name", "p-summary"))
    body = next(iter(_of_class(tree, "e-content")), None)
    captions: list[str] = []
    asides: list[str] = []
    if body is not None:
        _take_repetitions(body, title, subtitle)
    found = [] if body is None else tree_paragraphs(body, captions=captions, beside=CARDS, asides=asides)
    if not has_words(found):
        raise NoArticle(Omission.NO_WORDS)
    said = letters_only(subtitle)
    if said and not subtitle.endswith("…") and not any(letters_only(words).startswith(said) for _, words in found[:3]):
        found.insert(0, (0, subtitle))  # where an author gives none Medium takes the beginning, and cuts it off
    draft = draft_of_blocks(item, found, title, captions)
    # the day in the file's name is the same once more, and no second witness
    claims = claims_from_field(moments[0], Kind.MICRODATA, "microformat dt-published")
    addresses = (web_address(one.get("href")) for one in _of_class(tree, "p-canonical"))
    return replace(
        draft,
        url=next(filter(None, addresses), None),
        authors=names([_words(one) for one in _of_class(tree, "p-author")[:AUTHORS]]),
        furniture=(*draft.furniture, *(Furniture("navigation", words) for words in asides)),
        claims=tuple(claims) or draft.claims,
        format=NAME,
    )


def _take_repetitions(body: HtmlElement, title: str, subtitle: str) -> None:
    """Take the title and the subtitle out of a body, where they stand again."""
    for name, said in zip(TITLES, (title, subtitle), strict=True):
        for one in _of_class(body, name):
            if letters_only(_words(one)) == letters_only(said):
                one.drop_tree()


def _of_class(tree: HtmlElement, name: str) -> list[HtmlElement]:
    """Return the elements of a class, in order."""
    return [one for one in tree.iter() if name in (one.get("class") or "").split()]


def _first(tree: HtmlElement, name: str) -> str:
    return next(filter(None, map(_words, _of_class(tree, name))), "")


def _words(element: HtmlElement) -> str:
    return as_title(printable(" ".join("".join(element.itertext()).split())))
