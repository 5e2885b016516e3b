"""Says what an XML file is that is neither a feed nor a page: a sitemap, a list of feeds, or what is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.errors import NoArticle, Unreadable
from corpus.model import Draft
from corpus.omissions import Omission
from corpus.reading.decoding import decode
from corpus.reading.items import Item
from corpus.reading.readers import Reader

ROOT = re.compile(r"<(?![?!])(?:[\w.-]{1,60}:)?([A-Za-z_][\w.-]{0,60})")
COMMENT = re.compile(r"<!--(?:(?!-->).)*+-->", re.DOTALL)
TEMPLATE = re.compile(r"\{\{|\{%|<%|<\?(?:php|=)|\A\s*---\s*$", re.MULTILINE)
OF_BLOGGER = "http://www.google.com/2005/gml/b"
"""The namespace of what only the layout of a blog has."""
CONFIGURATION = frozenset(
    "opml urlset sitemapindex browserconfig opensearchdescription rsd manifest methodresponse methodcall service "
    "crossdomain cross-domain-policy project configuration web-app svg stylesheet transform schema ruleset phpunit "
    "widget plist resources package".split()
)
"""Names of roots, in lower case, of what programs read: lists of feeds and pages, settings, style sheets."""
LOOKED_AT = 20_000


def read_xml(item: Item) -> Iterator[Draft]:
    """Raise what becomes of an XML file that no other format knows.

    Raises:
        NoArticle: it is for programs, or a layout of a site generator.
        Unreadable: it is XML of another kind, or none.
    """
    text = COMMENT.sub("", decode(item.data)[:LOOKED_AT])
    if TEMPLATE.search(text) or OF_BLOGGER in text:
        raise NoArticle(Omission.TEMPLATE)
    root = ROOT.search(text)
    if root is None:
        raise Unreadable("no XML, whatever its ending says: save it as a page or text")
    if root[1].lower() in CONFIGURATION:
        raise NoArticle(Omission.CONFIGURATION)
    raise Unreadable(
        f"XML of a kind that is not read, <{root[1]}>: only feeds (RSS, Atom), WordPress exports and pages are; "
        "save it as a page or text, or as records of a .jsonl file"
    )
    yield  # a reader is a generator


XML = Reader("XML", (".xml", ".rss", ".atom", ".rdf", ".wxr", ".opml"), read_xml)
