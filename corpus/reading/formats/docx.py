"""Reads .docx: paragraphs, headings, lists, tables as rows, footnotes; without what is deleted, hidden or commented."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Draft
from corpus.reading.items import Item
from corpus.reading.readers import Reader

ENDINGS = (".docx", ".docm", ".dotx")
LIMIT = 64 << 20
"""Pictures are most of a large one."""


def read_docx(item: Item) -> Iterator[Draft]:
    """Yield the article of a document of Word.

    Raises:
        Unreadable: it is damaged, locked, or has no words.
    """
    from corpus.reading.office.reading import read_package  # noqa: PLC0415 - where it is not needed it costs time

    yield read_package(item, ENDINGS)


DOCX = Reader("Word", ENDINGS, read_docx, re.compile(rb"PK\x03\x04"), LIMIT)
