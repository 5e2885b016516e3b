"""Cuts a JSON Feed into its entries, each a feed of one entry, in bounded memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from corpus.errors import Unreadable
from corpus.reading.containers.json_values import shallow
from corpus.reading.containers.part import Part
from corpus.reading.items import ITEM_LIMIT, Item, too_large
from corpus.reading.readers import Reader

KEPT = ("version", "title", "home_page_url", "language", "author", "authors")
"""Of the feed's own fields, what an entry needs; those that stand before the entries count."""
SCALARS = frozenset({"string", "number", "boolean", "null"})
JSON_FEED = "JSON Feed"
"""Name of the format that entries are cut for."""


class _Counted:
    """A stream that stops where more is read of it for one entry than an entry may have."""

    def __init__(self, part: Part) -> None:
        self.stream = part.stream
        self.since = 0

    def read(self, size: int) -> bytes:
        data = self.stream.read(size)
        self.since += len(data)
        if self.since > 2 * ITEM_LIMIT:
            raise Unreadable(too_large(self.since))
        return data


def _entries(part: Part) -> Iterator[Item]:
    """Yield the entries of a feed.

    Raises:
        Unreadable: it is no JSON, or is cut off; the entries before that are good.
    """
    import ijson  # noqa: PLC0415 - takes time to start

    stream = _Counted(part)
    number = 0
    try:
        events = shallow(ijson.basic_parse(stream, use_float=True, buf_size=1 << 16))
        for feed, entry in _built(ijson.parse(events), ijson.ObjectBuilder):
            number += 1
            stream.since = 0
            data = json.dumps({**feed, "items": [entry]}, ensure_ascii=False).encode("utf-8", "replace")
            problem = too_large(len(data)) if len(data) > ITEM_LIMIT else None
            yield Item(
                part.path, part.article_path, number, b"" if problem else data, problem, part.origin, format=JSON_FEED
            )
    except ijson.JSONError as error:
        reason = " ".join(str(error).split())[:200]
        raise Unreadable(f"no JSON behind {number} entries: {reason}; get the file anew") from error
    except RecursionError as error:
        raise Unreadable(f"nested too deeply behind {number} entries") from error


def _built(events: Any, builder_of: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield each entry with what is known of its feed so far."""
    feed: dict[str, Any] = {}
    builder, inside = None, ""
    for prefix, event, value in events:
        if builder is None:
            kept = prefix in KEPT and event != "map_key"
            if not kept and (prefix != "items.item" or event == "end_array"):
                continue
            builder, inside = builder_of(), prefix
        builder.event(event, value)
        if prefix == inside and event in {*SCALARS, "end_map", "end_array"}:
            if inside == "items.item":
                yield feed, builder.value
            else:
                feed[inside] = builder.value
            builder = None


JSON_FEEDS = Reader(
    "JSON Feed",
    (),
    _entries,
    re.compile(
        rb"(?s)(?:\xef\xbb\xbf)?\s*+\{.{0,900}?\"version\"\s*:\s*\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/"
    ),
)
