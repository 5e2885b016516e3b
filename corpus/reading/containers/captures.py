"""What saved webs have in common: pages are named by their addresses, and of captures that are the same one is read."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import blake2b
from posixpath import splitext
from urllib.parse import unquote_to_bytes

from corpus.data import table
from corpus.omissions import Omission
from corpus.reading.decoding import printable
from corpus.reading.formats.registry import FORMATS
from corpus.reading.items import ITEM_LIMIT, Item, Origin

_DATA = table("corpus.reading.containers", "captures")
ENDINGS: dict[str, str] = {media: ending for ending, all_media in _DATA["pages"].items() for media in all_media}
"""Endings of the files that pages and documents are, by their media types."""
ASSETS: tuple[str, ...] = tuple(_DATA["assets"])
NO_PAGES = re.compile("|".join(_DATA["no_pages"]), re.IGNORECASE)
SAME = {ending: same for same in map(frozenset, _DATA["same_endings"]) for ending in same}
NAME_LIMIT = 180
"""Characters of an address that stand in an id; the rest is told by a hash."""
PORT = re.compile(r":(?:80|443)?$")
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
CODECS = {label: codec for codec, labels in table("corpus.reading.page", "encodings").items() for label in labels}


class Captures:
    """The captures of a saved web, in the order in which they stand there.

    Some 100 bytes are kept of an address, and of each body that it had, so that a capture is known to be the same as
    an earlier one; the million pages of a large crawl take 0.2 GB.

    Args:
        place: where the web lies, below the archive's root.
    """

    def __init__(self, place: str) -> None:
        self._place = place
        self._bodies: dict[int, int] = {}
        self._named: set[int] = set()

    def page(
        self, address: str, saved: datetime | None, content_type: str, body: bytes, *, derived: bool = False
    ) -> Item:
        """Return a capture as an item: a page to be read, or left out for what it is.

        Args:
            address: of the page, http or https.
            saved: the moment of capture.
            content_type: as it was told with the page.
            body: its bytes, decoded of what they were sent in.
            derived: it was made of a page, which goes before it.
        """
        ending = ending_for(content_type)
        if ending is None or not body.strip():
            return self.left_out(address, saved, why_none(content_type, address) or Omission.NO_PAGE)
        day = saved.toordinal() if saved else 0
        key = _hash(address, b"body", body)
        if derived and self.holds(address):
            return self.left_out(address, saved, Omission.COPY)
        if self._bodies.get(key, day + 1) <= day:
            return self.left_out(address, saved, Omission.REPEATED)
        self._bodies[key] = day
        return self._item(address, saved, ending, as_utf8(body, content_type))

    def left_out(self, address: str, saved: datetime | None, reason: str) -> Item:
        """Return a capture that is no article."""
        return self._item(address, saved, "", b"", left_out=reason)

    def refused(self, address: str, saved: datetime | None, problem: str) -> Item:
        """Return a capture that could not be taken out of its file."""
        return self._item(address, saved, "", b"", problem=problem)

    def holds(self, address: str) -> bool:
        """Tell whether a page of an address was to be read."""
        return _hash(address, b"") in self._named

    def _item(
        self, address: str, saved: datetime | None, ending: str, body: bytes, *, problem: str | None = None,
        left_out: str | None = None,
    ) -> Item:  # fmt: skip
        stem, own = splitext(name_of(address))
        if not own or own.lower() not in SAME.get(ending, {ending}):
            stem, own = stem + own, ending
        named = self._again(address, stem, saved, page=bool(ending) or left_out == Omission.REPEATED) + own
        origin = Origin(address, saved.date() if saved else None)
        return Item(f"{self._place}/{named}", named, None, body, problem, origin, left_out)

    def _again(self, address: str, stem: str, saved: datetime | None, *, page: bool) -> str:
        """Return the name for a capture: the page's for the first, with the day for a later one, or the moment."""
        endings = ["", *(f"@{saved:{form}}" for form in ("%Y-%m-%d", "%Y-%m-%dT%H%M%S") if saved)] if page else [""]
        for ending in endings:
            key = _hash(address, ending.encode())
            if not page or key not in self._named:
                break
        if page:
            self._named.add(key)
        return stem + ending


def name_of(address: str) -> str:
    """Return the name of a page by its address: what readers know it by, without what every address has.

    It is a path: ``https://www.example.org/news/?p=1#top`` is ``www.example.org/news?p=1``.
    """
    rest = re.sub(r"^[a-z][a-z0-9+.-]*:/*", "", address.partition("#")[0].strip(), flags=re.IGNORECASE)
    rest, mark, query = rest.partition("?")
    host, *folders = rest.split("/")
    host = PORT.sub("", host.rpartition("@")[2].lower())
    parts = [part for folder in folders if (part := _readable(folder)) not in {"", ".", ".."}]
    name = "/".join([host, *parts]) + (mark + query.replace("/", "%2F") if query else "")
    name = printable(name)
    if len(name) > NAME_LIMIT:
        name = f"{name[:NAME_LIMIT]}~{blake2b(address.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"
    return name


def ending_for(content_type: str) -> str | None:
    """Return the ending of a file of a media type, None if it is of no page and no document."""
    return ENDINGS.get(content_type.partition(";")[0].strip().lower())


def limit_for(ending: str) -> int:
    """Return the bytes that a file of an ending may have."""
    return next((one.limit for one in FORMATS if one.limit and ending in one.endings), ITEM_LIMIT)


def why_none(content_type: str, address: str) -> Omission | None:
    """Say why a capture is no article by its media type and its address; None if it may be one."""
    if content_type.strip().lower().startswith(ASSETS):
        return Omission.ASSET
    if ending_for(content_type) is None or NO_PAGES.search(address.partition("#")[0].partition("?")[0]):
        return Omission.NO_PAGE
    return None


def as_utf8(body: bytes, told: str) -> bytes:
    """Return a text's bytes in UTF-8, if they are in the charset that was told with them; else as they are.

    Args:
        body: of the text.
        told: with it, as a content type.
    """
    match = CHARSET.search(told)
    codec = CODECS.get(match[1].lower()) if match else None
    if codec is None or codec == "utf-8" or body[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return body
    try:
        if codec != "iso2022_jp":
            body.decode("utf-8")
            return body
    except UnicodeDecodeError:
        pass
    try:
        return body.decode(codec).encode("utf-8", "replace")
    except UnicodeDecodeError:  # what was told is not so: the page may know better
        return body


def _readable(part: str) -> str:
    """Return a part of an address with its letters instead of their codes, where they are UTF-8."""
    if "%" not in part:
        return part
    try:
        found = unquote_to_bytes(part).decode("utf-8")
    except UnicodeDecodeError:
        return part
    return part if any(sign in found for sign in "/?#") or not found.isprintable() else found


def _hash(address: str, *pieces: bytes) -> int:
    made = blake2b(address.encode("utf-8", "replace"), digest_size=8)
    for piece in pieces:
        made.update(b"\0" + piece)
    return int.from_bytes(made.digest(), "big")
