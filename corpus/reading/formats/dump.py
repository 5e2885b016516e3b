"""Reads text dumps: pages saved as text, one article a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.errors import NoArticle, Unreadable
from corpus.model import Draft
from corpus.omissions import Omission
from corpus.reading.decoding import decode
from corpus.reading.drafting import draft_of_text
from corpus.reading.items import Item
from corpus.reading.readers import Reader

MARKUP = re.compile(r"\s*(?:<\?xml|<rss|<feed)", re.IGNORECASE)

LARGE, LETTERED = 20_000, 0.05
"""Characters of a text in which fewer than that share are letters: tables of measurements, the edges of a graph."""


def read_dump(item: Item) -> Iterator[Draft]:
    """Yield the one article of a text dump.

    Raises:
        NoArticle: it is a large file of hardly anything but numbers.
        Unreadable: the file is empty, binary, in an unknown encoding, or no text dump at all.
    """
    text = decode(item.data)
    if MARKUP.match(text):
        raise Unreadable("markup, not a text dump: save it as a page or text, or as a record of a .jsonl file")
    if len(text) > LARGE and sum(map(str.isalpha, text)) < LETTERED * len(text):
        raise NoArticle(Omission.NO_PROSE)
    yield draft_of_text(item, text)


DUMP = Reader("text", (".txt", ".text", ""), read_dump)
