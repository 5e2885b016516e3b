"""Chooses the reader for an item by its ending."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corpus.errors import Unreadable
from corpus.model import Draft
from corpus.reading.decoding import decode
from corpus.reading.formats.dump import read_dump
from corpus.reading.formats.markdown import read_markdown
from corpus.reading.formats.record import read_record
from corpus.reading.items import Item


def _read_html(item: Item) -> Iterator[Draft]:
    """Read a page; its libraries take a third of a second to import, so archives without pages do not pay."""
    from corpus.reading.formats.html import read_html  # noqa: PLC0415 - see above

    yield from read_html(item)


READERS: dict[str, Callable[[Item], Iterator[Draft]]] = {
    ".txt": read_dump,
    ".text": read_dump,
    "": read_dump,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".xhtml": _read_html,
    ".jsonl": read_record,
    ".ndjson": read_record,
}
"""One reader per format; a new format is one function and its endings here."""


def read(item: Item) -> Iterator[Draft]:
    """Yield the articles of an item.

    Raises:
        Unreadable: no reader knows the format, or the item is not in it.
    """
    reader = READERS.get(item.suffix)
    if reader is None:
        decode(item.checked().data)  # binary, empty and garbled files have a better reason than their ending
        raise Unreadable(f"no reader for {item.suffix} files; Dateline reads .txt, .md, .html and .jsonl")
    yield from reader(item)
