"""Reads sitemaps, and indexes of them, as sitemaps.org has them."""

from __future__ import annotations

from datetime import date
from typing import Any

from lxml import etree

from corpus.fetching.listings import ENTRIES, Listing

PIECE = 1 << 16
OTHERS = ("image", "video", "news", "xhtml")
"""In the names of namespaces whose elements tell of something else."""


def sitemap_of(body: bytes, address: str) -> Listing:
    """Return what a sitemap in XML names; of a damaged one, what stands before the damage.

    Args:
        body: unpacked.
        address: of the sitemap.
    """
    found = Listing("sitemap")
    parser = etree.XMLPullParser(
        events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for start in range(0, len(body), PIECE):
            parser.feed(body[start : start + PIECE])
            for _, element in parser.read_events():
                _take(element, found, address)
            if max(len(found.pages), len(found.more)) >= ENTRIES:
                break
    except etree.LxmlError:
        pass
    return found


def sitemap_of_lines(text: str, address: str) -> Listing:
    """Return what a sitemap of plain lines names."""
    found = Listing("list")
    for line in text.splitlines():
        if line.startswith(("http://", "https://")):
            found.add(line, address)
    return found


def day(text: str) -> date | None:
    """Return the day that a moment in the form of W3C begins with, None if it tells none."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _take(element: Any, found: Listing, address: str) -> None:
    name = _name(element)
    if name not in {"url", "sitemap"}:
        return
    told = {_name(one): (one.text or "").strip() for one in reversed(element)}
    if name == "url" and told.get("loc"):
        found.add(told["loc"], address, day(told.get("lastmod") or ""))
    elif told.get("loc"):
        found.add_listing(told["loc"], address)
    element.clear()
    holder = element.getparent()
    while holder is not None and len(holder) > 1:  # what has been read takes no memory
        del holder[0]


def _name(element: Any) -> str:
    """Return an element's name without its namespace, "" for those of others, such as image:loc."""
    space, _, name = str(element.tag).rpartition("}")
    return "" if any(other in space for other in OTHERS) else name.lower()
