"""Reads what feeds name: RSS, Atom and JSON Feed, and the pages that say where their feeds are."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

from lxml import etree, html

from corpus.errors import NotFetched
from corpus.fetching.addresses import canonical
from corpus.fetching.listings import Listing
from corpus.fetching.sitemaps import day

OLDER = frozenset({"next", "prev-archive"})
"""Relations of the feed that holds what is older (RFC 5005)."""
TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
FEEDS = 5
"""Feeds of one page that are looked at: pages of news name one for each of their sections."""
LARGEST = 16 << 20


def feed_of(body: bytes, address: str) -> Listing:
    """Return what a feed in XML names.

    Raises:
        NotFetched: it is no feed that can be read.
    """
    import feedparser  # noqa: PLC0415 - takes a tenth of a second

    if len(body) > LARGEST:
        raise NotFetched(f"a feed of more than {LARGEST >> 20} MiB", "too large")
    told = {"content-type": "application/xml", "content-location": address}
    try:
        # As a stream: what is given as text is taken for the name of a file, or for an address to ask for.
        parsed = feedparser.parse(
            io.BytesIO(body), response_headers=told, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:
        raise NotFetched(f"a feed that cannot be read ({type(error).__name__})") from error
    found = Listing("feed")
    for entry in map(dict, parsed.entries):
        moment = entry.get("updated_parsed") or entry.get("published_parsed")
        if isinstance(entry.get("link"), str):
            found.add(entry["link"], address, date(*moment[:3]) if moment else None)
    for link in parsed.feed.get("links", ()):
        if link.get("rel") in OLDER:
            found.add_listing(str(link.get("href") or ""), address)
    return found


def json_feed_of(body: bytes, address: str) -> Listing:
    """Return what a JSON Feed names.

    Raises:
        NotFetched: it is none.
    """
    try:
        feed: Any = json.loads(body) if len(body) <= LARGEST else None
    except (ValueError, RecursionError):
        feed = None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise NotFetched("JSON, and no JSON Feed")
    found = Listing("feed")
    for entry in feed["items"]:
        if isinstance(entry, dict) and isinstance(entry.get("url"), str):
            moment = entry.get("date_modified") or entry.get("date_published") or ""
            found.add(entry["url"], address, day(str(moment)))
    if isinstance(feed.get("next_url"), str):
        found.add_listing(feed["next_url"], address)
    return found


def feeds_named(body: bytes, address: str) -> Listing:
    """Return the feeds that a page of HTML names; those of comments tell of no articles."""
    found = Listing("page")
    try:
        page = html.document_fromstring(body[:LARGEST], parser=html.HTMLParser(no_network=True))
    except (etree.LxmlError, ValueError):
        return found
    base = next((canonical(one.get("href", ""), address) for one in page.iter("base")), None) or address
    for link in page.iter("link"):
        relations, media = link.get("rel", "").lower().split(), link.get("type", "").partition(";")[0].strip().lower()
        target = link.get("href", "")
        if "alternate" in relations and media in TYPES and "comments" not in target and len(found.more) < FEEDS:
            found.add_listing(target, base)
    return found
