"""Reads a package as the kind of document that it is, whatever its file is called."""

from __future__ import annotations

from corpus.errors import Unreadable
from corpus.model import Draft
from corpus.reading.decoding import decode
from corpus.reading.items import Item
from corpus.reading.office import opendocument, word
from corpus.reading.office.draft import draft_of
from corpus.reading.office.package import Package
from corpus.reading.readers import ending_of


def read_package(item: Item, endings: tuple[str, ...]) -> Draft:
    """Return the article of a document.

    Args:
        item: that begins as a zip does.
        endings: of files that are such documents; another that is none is just binary data.

    Raises:
        Unreadable: it is damaged, locked, no document, or has no words.
    """
    try:
        package = Package(item.data)
        if "content.xml" in package.names:
            return draft_of(item, opendocument.written(package), "OpenDocument")
        return draft_of(item, word.written(package), "Word")
    except Unreadable:
        if ending_of(item.path) not in endings:
            decode(item.data)
        raise
