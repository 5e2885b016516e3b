"""Tells pages, whatever their files are called, and has them read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.errors import NoArticle
from corpus.model import Draft
from corpus.omissions import Omission
from corpus.reading.decoding import decode
from corpus.reading.drafting import draft_of_blocks, has_words
from corpus.reading.formats.fields import held_back
from corpus.reading.formats.fragments import CAPTION, captions_of
from corpus.reading.formats.front_matter import split_front_matter
from corpus.reading.formats.headed import title_of, with_fields, without_words
from corpus.reading.formats.list_page import is_list_page, read_list_page
from corpus.reading.formats.medium import is_medium, read_medium
from corpus.reading.formats.shortcodes import strip_shortcodes
from corpus.reading.items import Item
from corpus.reading.readers import Reader


def read_html(item: Item) -> Iterator[Draft]:
    """Yield the article of a page.

    Raises:
        NoArticle: it has front matter that says that it is a draft, is an export's, or is the layout of a blog.
        Unreadable: the file is empty, binary, in an unknown encoding, or no words can be found in it.
    """
    from corpus.reading.page.article import read_page  # noqa: PLC0415 - its libraries take a third of a second

    if HEADED.match(item.data):
        meta, body = split_front_matter(decode(item.data))
        if meta:
            yield _headed(item, meta, strip_shortcodes(body))
            return
    if LAYOUT.search(item.data, 0, LAID_OUT_WITHIN):
        raise NoArticle(Omission.TEMPLATE)
    if is_medium(item.data):
        yield read_medium(item)
        return
    if is_list_page(item.data):
        from corpus.reading.page.tree import page_text  # noqa: PLC0415 - as above

        message = None
        for message in read_list_page(item, page_text(item.data)):
            yield message
        if message is not None:
            return
    yield read_page(item)


def _headed(item: Item, meta: Mapping[str, Any], body: str) -> Draft:
    """Return the draft of a text in HTML below front matter: all of it is the article."""
    from corpus.reading.page.text import visible_paragraphs  # noqa: PLC0415 - as above
    from corpus.reading.page.tree import parse_page  # noqa: PLC0415 - as above

    if (why := held_back(meta)) is not None:
        raise NoArticle(why)
    tree = parse_page(CAPTION.sub("", body)) if body.strip() else None
    paragraphs = [] if tree is None else visible_paragraphs(tree)
    if not has_words(paragraphs):
        raise without_words(body)
    draft = draft_of_blocks(item, paragraphs, title_of(item, meta, paragraphs), captions_of(body))
    return with_fields(draft, meta, item.directions)


LAYOUT = re.compile(rb"<html\b[^<>]{0,1000}\s(?:b:version|expr:[a-z]+)\s*=|<b:(?:skin|include|section|template-skin)\b")
"""What stands in the layout of a blog at Blogger, and in no page that was made with it."""
LAID_OUT_WITHIN = 20_000
HEADED = re.compile(rb"\s{0,20}(?:\xef\xbb\xbf)?(?:---|\+\+\+|\{[ \t]*\r?\n|\.\. |<!--[ \t]*\r?\n\.\. )")
"""How front matter begins."""
BEGINNING = re.compile(rb"(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!doctype html|<html\b)", re.IGNORECASE)
HTML = Reader("HTML", (".html", ".htm", ".xhtml"), read_html, BEGINNING)
