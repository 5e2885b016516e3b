"""Reads .odt: paragraphs, headings, lists, tables as rows, footnotes; without what is deleted or commented."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Draft
from corpus.reading.items import Item
from corpus.reading.readers import Reader

ENDINGS = (".odt", ".ott")
LIMIT = 64 << 20
"""Pictures are most of a large one."""


def read_odt(item: Item) -> Iterator[Draft]:
    """Yield the article of an OpenDocument text.

    Raises:
        Unreadable: it is damaged, locked, or has no words.
    """
    from corpus.reading.office.reading import read_package  # noqa: PLC0415 - where it is not needed it costs time

    yield read_package(item, ENDINGS)


ODT = Reader("OpenDocument", ENDINGS, read_odt, re.compile(rb"PK\x03\x04"), LIMIT)
