"""Chooses the format of an item, by its first bytes where they tell it, else by its ending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.cleaning.mojibake import repaired
from corpus.dating.claims import claim_from_address, claim_of_capture
from corpus.errors import NoArticle, Unreadable
from corpus.model import Draft, Kind, Omission
from corpus.reading.decoding import decode
from corpus.reading.drafting import web_address
from corpus.reading.formats.dump import DUMP
from corpus.reading.formats.fields import in_drafts
from corpus.reading.formats.html import HTML
from corpus.reading.formats.markdown import MARKDOWN
from corpus.reading.formats.org import ORG
from corpus.reading.formats.record import RECORD
from corpus.reading.formats.restructured import RESTRUCTURED
from corpus.reading.items import Item, Origin
from corpus.reading.readers import HEAD, Reader, ending_of, reader_for

FORMATS: tuple[Reader[Item, Draft], ...] = (DUMP, MARKDOWN, HTML, RESTRUCTURED, ORG, RECORD)
"""A new format is one module, and its name here."""
READ = ", ".join(filter(None, (ending for one in FORMATS for ending in one.endings)))
BLANK = b" \t\r\n\f\v\x00\xef\xbb\xbf\xff\xfe"
"""What may stand before the first character: white space and byte order marks."""


def read(item: Item) -> Iterator[Draft]:
    """Yield the articles of an item.

    Raises:
        NoArticle: it is left out for what it is, such as one among drafts.
        Unreadable: it could not be fetched, no reader knows the format, or the item is not in it.
    """
    if item.left_out is not None:
        raise NoArticle(item.left_out)
    if in_drafts(item.path):
        raise NoArticle(Omission.DRAFT)
    if item.problem is not None:
        raise Unreadable(item.problem)
    head = item.data.lstrip(BLANK)[:HEAD].replace(b"\x00", b"") if item.line is None else b""  # NUL: of UTF-16
    reader = reader_for(FORMATS, item.path, head)
    if reader is None:
        decode(item.data)  # binary, empty and garbled files have a better reason than their ending
        raise Unreadable(f"no reader for {ending_of(item.path)} files; Dateline reads {READ}")
    for draft in reader.read(item):
        yield _told(replace(repaired(draft), format=reader.name), item.origin)


def _told(draft: Draft, origin: Origin | None) -> Draft:
    """Return a draft with what its container knows of it and its format does not tell."""
    if origin is None:
        return draft
    address = web_address(origin.address)
    claims = [] if origin.captured is None else [claim_of_capture(origin.captured)]
    if address and not any(one.kind is Kind.URL_PATH for one in draft.claims):
        claims += filter(None, [claim_from_address(address, "address")])
    return replace(draft, url=draft.url or address, claims=(*draft.claims, *claims))
