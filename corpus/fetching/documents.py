"""Tells what a response is: a sitemap, a feed, a list of addresses or a page, and what it tells of pages."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib

from corpus.errors import NotFetched
from corpus.fetching.exchange import Exchange
from corpus.fetching.feeds import feed_of, feeds_named, json_feed_of
from corpus.fetching.listings import LARGEST, Listing
from corpus.fetching.sitemaps import sitemap_of, sitemap_of_lines
from corpus.reading.containers.sent import GZIP, as_shown

ROOT = re.compile(
    rb"(?s)\s*(?:<\?(?:(?!\?>).)*\?>\s*|<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^\[>]*>\s*)*<(?:[\w.-]+:)?(\w+)"
)


def listing_of(found: Exchange) -> Listing:
    """Return what a response tells of pages.

    Raises:
        NotFetched: it cannot be unpacked, or is none.
    """
    body = _unpacked(found).removeprefix(codecs.BOM_UTF8)
    head = body[:4096]
    match = ROOT.match(head)
    root = match[1].decode().lower() if match else ""
    if root in {"urlset", "sitemapindex"}:
        return sitemap_of(body, found.address)
    if root in {"rss", "feed", "rdf"}:
        return feed_of(body, found.address)
    if head.lstrip().startswith(b"{"):
        return json_feed_of(body, found.address)
    if head.lstrip().startswith((b"http://", b"https://")):
        return sitemap_of_lines(body.decode("utf-8", "replace"), found.address)
    if root or "html" in found.header("Content-Type").lower():
        return feeds_named(body, found.address)
    raise NotFetched("neither a sitemap nor a feed nor a page")


def _unpacked(found: Exchange) -> bytes:
    body = as_shown(found.body, "", found.header("Content-Encoding"), LARGEST)
    if body.problem is not None:
        raise NotFetched(body.problem, "too large")
    if not body.data.startswith(GZIP):
        return body.data
    try:
        with gzip.open(io.BytesIO(body.data)) as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise NotFetched(f"damaged: {error}") from error
    if len(data) > LARGEST:
        raise NotFetched(f"it unpacks to more than {LARGEST >> 20} MiB", "too large")
    return data
