"""Cuts files of records into their lines, each of which is an item."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress

from corpus.errors import Unreadable
from corpus.reading.containers.dialect import are_names
from corpus.reading.containers.part import Part
from corpus.reading.formats.record import RECORD
from corpus.reading.items import ITEM_LIMIT, Item, too_large
from corpus.reading.readers import Reader

HEAD = 1 << 13
"""Bytes in which the names of columns have to stand, where lines are lists."""


def records_of_lines(part: Part) -> Iterator[Item]:
    """Yield a file's lines, never holding more than ``ITEM_LIMIT`` bytes of one; blank ones count but are none.

    Raises:
        Unreadable: each line is a list, and nothing says what stands where in it.
    """
    number = 0
    names = _names_above(part)
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
        if names and not problem:
            line = _as_object(names, line) if number > 1 else b""
        if problem or line.strip():
            yield Item(
                part.path, part.article_path, number, line, problem, part.origin, fields=fields, format=RECORD.name
            )  # fmt: skip


def _names_above(part: Part) -> list[str]:
    """Return the names in the first line of a file whose lines are lists; none if they are objects, as they should be.

    Raises:
        Unreadable: they are lists, and the first has no names.
    """
    head = part.stream.peek(HEAD)[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(b"["):
        return []
    with suppress(ValueError, RecursionError):
        first = json.loads(head.partition(b"\n")[0])
        if all(isinstance(name, str) for name in first) and are_names(first) and len({*first}) == len(first) > 1:
            return list(first)
    raise Unreadable(
        "each line is a list, and none says what stands where in it: write a list of names above them, or one object "
        "a line"
    )


def _as_object(names: list[str], line: bytes) -> bytes:
    """Return a line that is a list as an object; as it stands if it is none."""
    with suppress(ValueError, RecursionError):
        values = json.loads(line)
        if isinstance(values, list):
            return json.dumps(dict(zip(names, values, strict=False))).encode()
    return line


LINES = Reader("lines", (".jsonl", ".ndjson"), records_of_lines)
