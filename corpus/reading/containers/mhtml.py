"""Reads pages that a browser saved with all their parts in one file: MHTML, as mail has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime

from corpus.errors import Unreadable
from corpus.reading.containers.captures import as_utf8
from corpus.reading.containers.part import Part
from corpus.reading.drafting import web_address
from corpus.reading.items import ITEM_LIMIT, Item, Origin, too_large
from corpus.reading.readers import Reader

LIMIT = 128 << 20
"""Bytes of a file, most of which are pictures."""
PARTS = 10_000
ADDRESSES = ("Snapshot-Content-Location", "X-Snapshot-Content-Location", "Content-Location")


def _page(part: Part) -> Iterator[Item]:
    data = part.stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        yield part.refused(too_large(len(data), LIMIT))
        return
    message = message_from_bytes(data, policy=policy.compat32)
    page = _first_page(message)
    body = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(body, bytes):
        raise Unreadable("there is no page in it: save it anew, as HTML")
    if len(body) > ITEM_LIMIT:
        yield part.refused(too_large(len(body)))
        return
    told = [web_address(str(one.get(name) or "")) for name in ADDRESSES for one in (message, page)]
    origin = Origin(next(filter(None, told), None), _day(message))
    body = as_utf8(body, str(page.get("Content-Type")))
    yield Item(f"{part.path}/page.html", part.article_path, None, body, origin=origin)


def _first_page(message: Message) -> Message | None:
    """Return the first part that is a page: what the others are shown in."""
    for number, one in enumerate(message.walk()):
        if number > PARTS:
            return None
        if one.get_content_type() in {"text/html", "application/xhtml+xml"}:
            return one
    return None


def _day(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message.get("Date") or "")).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


BEGINNING = re.compile(rb"From: (?:<Saved by|\"?Saved by|[^\r\n]{0,80}\r?\nSnapshot-Content-Location:)", re.IGNORECASE)
MHTML = Reader("MHTML", (".mht", ".mhtml"), _page, BEGINNING)
