"""What sitemaps, feeds and pages tell of pages, and hostile ones among them."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import NotFetched
from corpus.fetching import documents, listings
from corpus.fetching.documents import listing_of
from corpus.fetching.exchange import Exchange
from corpus.fetching.listings import Listing
from tests.corpus.making import examples

HERE = "https://example.org/lists/one.xml"
SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?><!-- made by hand -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://example.org/a?x=1&amp;y=2 </loc><lastmod>2024-05-01T10:00:00+02:00</lastmod>
<image:image><image:loc>https://example.org/a.jpg</image:loc></image:image></url>
<url><loc>/b</loc><lastmod>soon</lastmod></url><url><lastmod>2024-05-01</lastmod></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.org/2.xml.gz</loc>
</sitemap></sitemapindex>"""
RSS = b"""<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title>
<atom:link rel="next" href="/feed?page=2"/><link>https://example.org/</link>
<item><title>One</title><link>https://example.org/one</link><pubDate>Wed, 10 Jul 2019 08:00:00 GMT</pubDate></item>
<item><title>None</title></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><link rel="next" href="atom2"/><entry>
<link rel="self" href="/atom/1"/><link href="/one"/><updated>2019-07-10T08:00:00Z</updated></entry></feed>"""
JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "next_url": "/more.json", "items": [3, {"url": "/one",
"date_published": "2019-07-10T08:00:00Z"}, {"id": "2"}]}"""
PAGE = b"""<!DOCTYPE html><html><head><base href="/news/"><link rel="alternate" type="application/rss+xml" href="feed">
<link rel="alternate" type="application/rss+xml" href="/comments/feed"><link rel="alternate" hreflang="de" href="/de">
<link rel="alternate" type="application/feed+json; charset=utf-8" href="/feed.json"></head><body>Hello</body></html>"""


def listing(body: bytes, **headers: str) -> Listing:
    told = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return listing_of(Exchange(HERE, (), 200, "OK", "1.1", told, body, datetime(2026, 1, 1, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("body", "pages", "more"),
    [
        (SITEMAP, {"https://example.org/a?x=1&y=2": date(2024, 5, 1), "https://example.org/b": None}, []),
        (INDEX, {}, ["https://example.org/2.xml.gz"]),
        (RSS, {"https://example.org/one": date(2019, 7, 10)}, ["https://example.org/feed?page=2"]),
        (ATOM, {"https://example.org/one": date(2019, 7, 10)}, ["https://example.org/lists/atom2"]),
        (JSON_FEED, {"https://example.org/one": date(2019, 7, 10)}, ["https://example.org/more.json"]),
        (b"https://example.org/a\nnonsense\nhttps://example.org/b\n",
         {"https://example.org/a": None, "https://example.org/b": None}, []),
        (PAGE, {}, ["https://example.org/news/feed", "https://example.org/feed.json"]),
    ],
    ids=["sitemap", "index", "RSS", "Atom", "JSON Feed", "lines", "page"],
)  # fmt: skip
def test_listings_of_all_kinds_are_read_packed_or_not(
    body: bytes, pages: dict[str, date | None], more: list[str]
) -> None:
    for found in (
        listing(body), listing(b"\xef\xbb\xbf" + body), listing(gzip.compress(body)),
        listing(gzip.compress(body), Content_Encoding="gzip"),
    ):  # fmt: skip
        assert (found.pages, found.more) == (pages, more)


def test_entities_of_a_hostile_sitemap_are_not_resolved() -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
    body = (
        f'<!DOCTYPE urlset [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
        "<urlset><url><loc>https://example.org/&l12;&f;</loc></url><url><loc>https://example.org/b</loc></url></urlset>"
    )
    started = time.perf_counter()
    try:
        pages = listing(body.encode(), Content_Type="application/xml").pages
    except NotFetched:
        pages = {}
    assert set(pages) <= {"https://example.org/", "https://example.org/b"}
    assert time.perf_counter() - started < 2


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LARGEST", 1 << 20)
    bomb = gzip.compress(bytes(2 << 20))
    for headers in ({}, {"Content_Encoding": "gzip"}):
        with pytest.raises(NotFetched):
            listing(bomb, **headers)


def test_a_listing_without_an_end_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "ENTRIES", 1000)
    many = b"<urlset>" + b"".join(b"<url><loc>/%d</loc></url>" % number for number in range(2000))
    assert len(listing(many).pages) == 1000
    deep = b"<urlset>" + b"<url>" * 100_000
    assert listing(deep).pages == {}


@pytest.mark.parametrize("body", [b"", b"\0\1\2", b"{", b'{"items": 3}', b"[" * 100_000, b"\x1f\x8bnothing", b"Words."])
def test_what_is_no_listing_is_told(body: bytes) -> None:
    with pytest.raises(NotFetched):
        listing(body)


@examples(60)
@given(st.sampled_from([SITEMAP, INDEX, RSS, ATOM, JSON_FEED, PAGE]), st.data())
def test_damaged_listings_never_do_more_than_tell_less(body: bytes, data: st.DataObject) -> None:
    cut = bytearray(body[: data.draw(st.integers(0, len(body)))])
    for place in data.draw(st.lists(st.integers(0, max(0, len(cut) - 1)), max_size=6)):
        if cut:
            cut[place] = data.draw(st.integers(0, 255))
    try:
        found = listing(bytes(cut))
    except NotFetched:
        return
    assert all(page.startswith("http") for page in [*found.pages, *found.more])
