"""Tells pages, whatever their files are called, and has them read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Draft
from corpus.reading.items import Item
from corpus.reading.readers import Reader


def read_html(item: Item) -> Iterator[Draft]:
    """Yield the article of a page.

    Raises:
        Unreadable: the file is empty, binary, in an unknown encoding, or no words can be found in it.
    """
    from corpus.reading.page.article import read_page  # noqa: PLC0415 - its libraries take a third of a second

    yield read_page(item)


BEGINNING = re.compile(rb"(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!doctype html|<html\b)", re.IGNORECASE)
HTML = Reader("HTML", (".html", ".htm", ".xhtml"), read_html, BEGINNING)
