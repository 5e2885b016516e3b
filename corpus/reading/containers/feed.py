"""Cuts WordPress exports and feeds into their entries, each a small document of its own, in bounded memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.errors import Unreadable
from corpus.omissions import Omission
from corpus.reading.containers.entries import Entries
from corpus.reading.containers.part import Part
from corpus.reading.items import Item, too_large
from corpus.reading.readers import Reader

TEMPLATE = re.compile(rb"\{\{|\{%|<%|<\?(?:php|=)")
"""What a site generator fills in: the feed is a layout of one."""
END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|RDF|channel)\b", re.IGNORECASE)
BEGINNING = re.compile(
    rb"""(?s)(?:\xef\xbb\xbf)?\s*+
    (?:(?:<\?(?:(?!\?>).)*+\?> | <!--(?:(?!-->).)*+--> | <!DOCTYPE[^\[>]*+(?:\[(?:(?!\]\s*>).)*+\]\s*)?>)\s*+)*+
    (?:<(?:[\w.-]+:)?(?:rss|feed)[\s>]
      | <(?:[\w.-]+:)?RDF\b(?=.*(?:purl\.org/rss|netscape\.com/rdf)))
    | (?:\xef\xbb\xbf)?\s*+<[?!](?=.*<!--[^>]*WordPress[ ]eXtended[ ]RSS)
    | (?:\xff\xfe|\xfe\xff)(?=.{0,900}?<\x00?(?:r\x00s\x00s|f\x00e\x00e\x00d|R\x00D\x00F))""",
    re.VERBOSE,
)


def _entries(part: Part) -> Iterator[Part | Item]:
    """Yield the entries of a feed, one after the other, however long it is.

    Raises:
        Unreadable: its head cannot be read, or it is cut off; the entries before that are good.
    """
    from corpus.reading.containers.feed_head import Head, head_of  # noqa: PLC0415 - its library takes time to start

    found = Entries(part.stream)
    head: Head | None = None
    number = 0
    for number, entry in enumerate(found, 1):
        if head is None:
            if TEMPLATE.search(found.head):
                yield part.left_out(Omission.TEMPLATE)
                return
            head = head_of(bytes(found.head))
        problem = too_large(entry.size) if entry.data is None else None
        data = b"" if entry.data is None else head.around(entry.data)
        yield Item(part.path, part.article_path, number, data, problem, part.origin, format=head.format)
    if not number and not found.cut_off:
        yield part.left_out(Omission.TEMPLATE if TEMPLATE.search(found.head) else Omission.NO_WORDS)
    elif not END.search(found.tail):
        raise Unreadable(f"cut off behind {number} entries, without the tags that close a feed: get the file anew")


FEEDS = Reader("feed", (), _entries, BEGINNING)
