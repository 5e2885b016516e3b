"""Reads WACZ files: zips of WARC files, and of lists of the pages in them."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import IO, cast

from corpus.errors import Unreadable
from corpus.omissions import Omission
from corpus.reading.containers.captures import Captures, name_of
from corpus.reading.containers.part import Part
from corpus.reading.containers.spool import at_any_place
from corpus.reading.containers.warc import captures_in, moment
from corpus.reading.containers.zip import members_of
from corpus.reading.items import ITEM_LIMIT, Item, Origin, too_large
from corpus.reading.readers import Reader, ending_of

WARCS = (".warc", ".arc", ".gz")
PAGES = re.compile(r"pages/[^/]+\.jsonl$")
DAMAGED = (Unreadable, EOFError, OSError, zlib.error, ValueError)


def _captures(part: Part) -> Iterator[Item]:
    """Yield the captures of all its WARC files, then the pages whose text is told and nowhere captured."""
    captures = Captures(part.place)
    with at_any_place(part) as file:
        for member in members_of(part, file):
            if isinstance(member, Item):
                yield member
            elif ending_of(member.path) in WARCS and "/archive/" in member.path:
                yield from _captures_of(member, captures)
        for member in members_of(part, file):
            if not isinstance(member, Item) and not ("/archive/" in member.path and ending_of(member.path) in WARCS):
                yield from _pages(member, captures)


def _captures_of(member: Part, captures: Captures) -> Iterator[Item]:
    """Yield the captures of one WARC file; a damaged one is told, and the next is read."""
    try:
        if member.stream.peek(2)[:2] == b"\x1f\x8b":
            with gzip.open(member.stream) as unpacked:
                yield from captures_in(member.content(cast("IO[bytes]", unpacked), {".gz": ""}), captures)
        else:
            yield from captures_in(member, captures)
    except DAMAGED as error:
        yield member.refused(str(error))


def _pages(member: Part, captures: Captures) -> Iterator[Item]:
    """Yield the pages of a list whose text it tells, as records; all that is no list is a note of the crawl."""
    if not PAGES.search(member.path):
        yield member.left_out(Omission.SAVING)
        return
    number = 0
    while line := member.stream.readline(ITEM_LIMIT + 1):
        number += 1
        if len(line) > ITEM_LIMIT:
            yield Item(member.path, member.article_path, number, b"", too_large(len(line)))
            return
        yield from _page(member, number, line, captures)


def _page(member: Part, number: int, line: bytes, captures: Captures) -> Iterator[Item]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        told = None
    address, text = (told.get(name) if isinstance(told, dict) else None for name in ("url", "text"))
    if not isinstance(address, str) or not isinstance(text, str) or not text.strip():
        return
    saved: datetime | None = moment(str(told.get("ts") or ""))
    origin = Origin(address, saved.date() if saved else None)
    if captures.holds(address):
        yield Item(member.path, member.article_path, number, line, origin=origin, left_out=Omission.COPY)
        return
    record = {"id": name_of(address), "title": told.get("title"), "text": text, "url": address}
    yield Item(member.path, member.article_path, number, json.dumps(record).encode(), origin=origin)


WACZ = Reader("WACZ", (".wacz",), _captures, re.compile(rb"PK\x03\x04"))
