"""Cuts an outbox of ActivityPub, as Mastodon exports one, into its activities, each of which is an item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.reading.containers.json_values import item_of, values_of_array
from corpus.reading.containers.part import Part
from corpus.reading.items import Item
from corpus.reading.readers import Reader

ACTIVITYPUB = "ActivityPub"
"""Name of the format that activities are cut for."""


def _activities(part: Part) -> Iterator[Item]:
    """Yield the activities of an outbox, in order.

    Raises:
        Unreadable: the file is damaged; what stands before that has been told.
    """
    for number, built in enumerate(values_of_array(part.stream, "orderedItems"), 1):
        yield item_of(part, number, built, ACTIVITYPUB)


OUTBOX = Reader(
    "ActivityPub outbox",
    (),
    _activities,
    re.compile(
        rb"(?s)(?:\xef\xbb\xbf)?\s*+\{(?=.{0,900}?activitystreams)"
        rb"(?=.{0,980}?(?:\"type\"\s*:\s*\"OrderedCollection(?:Page)?\"|\"orderedItems\"\s*:\s*\[))"
    ),
)
