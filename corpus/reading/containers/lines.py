"""Cuts files of records into their lines, each of which is an item."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.reading.containers.part import Part
from corpus.reading.formats.record import RECORD
from corpus.reading.items import ITEM_LIMIT, Item, too_large
from corpus.reading.readers import Reader


def records_of_lines(part: Part) -> Iterator[Item]:
    """Yield a file's lines, never holding more than ``ITEM_LIMIT`` bytes of one; blank ones count but are none."""
    number = 0
    fields = tuple(part.fields.items())
    while line := part.stream.readline(ITEM_LIMIT + 1):
        number += 1
        problem = None
        if len(line) > ITEM_LIMIT and not line.endswith(b"\n"):
            size = len(line)
            while line and not line.endswith(b"\n"):
                line = part.stream.readline(ITEM_LIMIT)
                size += len(line)
            line, problem = b"", too_large(size)
        if problem or line.strip():
            yield Item(
                part.path, part.article_path, number, line, problem, part.origin, fields=fields, format=RECORD.name
            )  # fmt: skip


LINES = Reader("lines", (".jsonl", ".ndjson"), records_of_lines)
