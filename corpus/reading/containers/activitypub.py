"""Cuts an outbox of ActivityPub, as Mastodon exports one, into its activities, each of which is an item."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from corpus.reading.containers.json_values import values_of_array
from corpus.reading.containers.part import Part
from corpus.reading.items import ITEM_LIMIT, Item, too_large
from corpus.reading.readers import Reader

ACTIVITYPUB = "ActivityPub"
"""Name of the format that activities are cut for."""


def _activities(part: Part) -> Iterator[Item]:
    """Yield the activities of an outbox, in order.

    Raises:
        Unreadable: the file is damaged; what stands before that has been told.
    """
    for number, built in enumerate(values_of_array(part.stream, "orderedItems"), 1):
        problem = too_large(built.size) if built.size > ITEM_LIMIT else None
        data = b"" if problem else json.dumps(built.value, ensure_ascii=False).encode("utf-8", "surrogatepass")
        yield Item(part.path, part.article_path, number, data, problem, part.origin, format=ACTIVITYPUB)


OUTBOX = Reader(
    "ActivityPub outbox",
    (),
    _activities,
    re.compile(
        rb"(?s)(?:\xef\xbb\xbf)?\s*+\{(?=.{0,900}?activitystreams)"
        rb"(?=.{0,980}?(?:\"type\"\s*:\s*\"OrderedCollection(?:Page)?\"|\"orderedItems\"\s*:\s*\[))"
    ),
)
