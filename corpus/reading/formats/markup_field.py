"""Makes a draft of the text in a field, which may be HTML as a publishing system keeps it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from corpus.errors import Unreadable
from corpus.model import Draft
from corpus.reading.drafting import draft_of_blocks, draft_of_text, has_words
from corpus.reading.items import Item

BLOCK = re.compile(
    r"</(?:p|div|h[1-6]|[uo]l|li|blockquote|article|section|table|body|html)\s*>|<br\s*/?>", re.IGNORECASE
)
"""What text that is no HTML does not hold; a lone <b> it may."""
ESCAPED = re.compile(r"&lt;/(?:p|div|h[1-6])&gt;|&lt;br\s*/?&gt;", re.IGNORECASE)
ELEMENTS = re.compile(r"\s*\[\s*(<.*>)\s*\]\s*", re.DOTALL)
"""What a program that scrapes pages writes of several elements: a list of them in brackets."""
BETWEEN = re.compile(r"(</\w+>),(\s*<\w)")
PAGE = re.compile(r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!doctype html|<html\b)", re.IGNORECASE)
INLINE = re.compile(r"</?(?:b|i|em|strong|span|a|sup|sub|u|small|font|br)\b[^<>]{0,500}>", re.IGNORECASE)


def draft_of_field(item: Item, text: str, title: str, lang: str | None) -> Draft:
    """Return the draft of a text: its paragraphs if it is HTML, else as text dumps are read. Markdown stays as it is.

    Args:
        item: the record that it is from.
        text: what stands in the field.
        title: of the record, "" if it has none.
        lang: the language that the record tells.

    Raises:
        Unreadable: there are no words in it.
    """
    if "<" not in text and ESCAPED.search(text):
        text = unescape(text)
    if (listed := ELEMENTS.fullmatch(text)) is not None:
        text = BETWEEN.sub(r"\1\2", listed[1])
    if BLOCK.search(text) is None:
        return draft_of_text(item, text, title, lang)
    from corpus.reading.page.article import read_page  # noqa: PLC0415 - its libraries take a third of a second
    from corpus.reading.page.captions import take_captions  # noqa: PLC0415
    from corpus.reading.page.text import visible_paragraphs  # noqa: PLC0415
    from corpus.reading.page.tree import parse_page  # noqa: PLC0415

    if PAGE.match(text):
        page = read_page(replace(item, data=text.encode()))
        return replace(page, title=title or page.title)
    tree = parse_page(text)
    captions = take_captions(tree)
    paragraphs = visible_paragraphs(tree)
    if not has_words(paragraphs):
        raise Unreadable("empty: there is no text in it that a reader would see")
    return draft_of_blocks(item, paragraphs, title, captions)


def without_tags(title: str) -> str:
    """Return a title without the tags of HTML in it: "The <i>Argo</i>"."""
    return " ".join(INLINE.sub("", title).split()) if "<" in title else title
