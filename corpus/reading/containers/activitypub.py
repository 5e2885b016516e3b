"""Cuts an outbox of ActivityPub, as Mastodon exports one, into its activities, each of which is an item."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from corpus.reading.containers.json_file import JSON_FILE
from corpus.reading.containers.json_values import item_of, values_of_array
from corpus.reading.containers.part import Part
from corpus.reading.items import Item
from corpus.reading.readers import Reader

ACTIVITYPUB = "ActivityPub"
"""Name of the format that activities are cut for."""


HEAD = 1 << 16
"""Bytes in which an outbox tells that it is one: the names that a server gives its fields may stand before that."""
LISTING = re.compile(rb"\"type\"\s*:\s*\"OrderedCollection(?:Page)?\"|\"orderedItems\"\s*:\s*\[")


def _activities(part: Part) -> Iterator[Part | Item]:
    """Yield the activities of an outbox, in order; what is none, such as a profile, is read as any JSON.

    Raises:
        Unreadable: the file is damaged; what stands before that has been told.
    """
    stream = io.BufferedReader(cast("Any", part.stream), HEAD)
    try:
        part = replace(part, stream=stream)
        if LISTING.search(stream.peek(HEAD)) is None:
            yield from JSON_FILE.read(part)
            return
        for number, built in enumerate(values_of_array(stream, "orderedItems"), 1):
            yield item_of(part, number, built, ACTIVITYPUB)
    finally:
        stream.detach()  # else the file would be closed with it


OUTBOX = Reader(
    "ActivityPub outbox",
    (),
    _activities,
    re.compile(
        rb"(?s)(?:\xef\xbb\xbf)?\s*+\{(?=.{0,900}?activitystreams)(?=\s*+\"(?:@context|id|type|totalItems|orderedItems)\")"
    ),
)
