"""Reads PDFs that have a text layer: paragraphs in the order of reading, without what stands in the margins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Draft
from corpus.reading.items import Item
from corpus.reading.readers import Reader


def read_pdf(item: Item) -> Iterator[Draft]:
    """Yield the article of a PDF.

    Raises:
        Unreadable: it is locked, damaged, has no text layer, or one of which it does not tell the letters.
    """
    from corpus.reading.pdf.document import read_document  # noqa: PLC0415 - its library takes a fifth of a second

    yield read_document(item)


PDF = Reader("PDF", (".pdf",), read_pdf, re.compile(rb"%PDF-"), 128 << 20)
