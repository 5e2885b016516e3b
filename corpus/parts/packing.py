"""What came of an item as bytes: JSON, as a file from another machine may do nothing but tell; with a checksum."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from hashlib import blake2b
from typing import Any
from zlib import compress, decompress

from corpus.reading.items import Item
from corpus.store.rows import ArticleRows, ItemRows, Row

LEVEL = 1
"""Of compression: harder work saves a tenth of the room and takes four times as long."""


def key_of(item: Item) -> bytes:
    """Return what tells an item from any other of which something else may come."""
    place = item.path, item.article_path, item.line
    return blake2b(f"{item.digest} {place!r}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def pack(found: ItemRows) -> bytes:
    """Write what came of an item."""
    articles = [(*_without_bytes(one.row), one.claims, one.passages) for one in found.articles]
    return compress(json.dumps((found.row, articles), separators=(",", ":")).encode(), LEVEL)


def unpack(packed: bytes) -> ItemRows:
    """Read what came of an item.

    Raises:
        zlib.error: the bytes are not those that were written.
        ValueError: as above.
        TypeError: as above.
    """
    row, articles = json.loads(decompress(packed))
    return ItemRows(row, [_article(*one) for one in articles])


def _without_bytes(row: Row) -> tuple[Row, dict[str, str]]:
    blobs = {name: value for name, value in row.items() if isinstance(value, bytes)}
    return row | dict.fromkeys(blobs), {name: b64encode(value).decode() for name, value in blobs.items()}


def _article(row: Row, blobs: dict[str, str], claims: list[Any], passages: list[Any]) -> ArticleRows:
    return ArticleRows(row | {name: b64decode(value) for name, value in blobs.items()}, claims, passages)
