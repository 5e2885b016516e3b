"""Reads text dumps: pages saved as text, one article a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.cleaning.pages import take_apart
from corpus.dating.claims import claim_from_path
from corpus.errors import Unreadable
from corpus.model import Draft
from corpus.reading.decoding import decode
from corpus.reading.items import Item

PAGE = re.compile(r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!doctype html|<html\b)", re.IGNORECASE)
MARKUP = re.compile(r"\s*(?:<\?xml|<rss|<feed)", re.IGNORECASE)


def read_dump(item: Item) -> Iterator[Draft]:
    """Yield the one article of a text dump; a page that was saved under the name of one is read as a page.

    Raises:
        Unreadable: the file is empty, binary, in an unknown encoding, or no text dump at all.
    """
    text = decode(item.checked().data)
    if PAGE.match(text):
        from corpus.reading.formats.html import read_html  # noqa: PLC0415 - its libraries take a third of a second

        yield from read_html(item)
        return
    if MARKUP.match(text):
        raise Unreadable("markup, not a text dump: save it as a page or text, or as a record of a .jsonl file")
    page = take_apart(text)
    claim = claim_from_path(item.article_path)
    yield Draft(
        article_id=without_suffix(item.article_path),
        title=page.title,
        text=text,
        blocks=tuple(page.blocks),
        furniture=tuple(page.furniture),
        claims=(*page.claims, *([claim] if claim else [])),
    )


def without_suffix(path: str) -> str:
    """Return a path without the ending of its file name: the article's id."""
    folder, slash, name = path.rpartition("/")
    stem, dot, _ = name.rpartition(".")
    return f"{folder}{slash}{stem}" if dot and stem else path
