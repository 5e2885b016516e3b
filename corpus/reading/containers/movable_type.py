"""Cuts an export of Movable Type, as TypePad and others write it too, into its entries; comments are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.omissions import Omission
from corpus.reading.containers.part import Part
from corpus.reading.items import ITEM_LIMIT, Item, too_large
from corpus.reading.readers import Reader

MOVABLE_TYPE = "Movable Type"
"""Name of the format that entries are cut for."""
BETWEEN_ENTRIES, BETWEEN_SECTIONS = b"--------", b"-----"
SECTIONS = frozenset({b"BODY:", b"EXTENDED BODY:", b"EXCERPT:", b"KEYWORDS:", b"COMMENT:", b"PING:"})
"""What stands below a line between sections; below any other such line the section goes on."""
BY_OTHERS = frozenset({b"COMMENT:", b"PING:"})


class _Entry:
    """An entry while its lines come in; what others said of it is not kept."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.size = 0
        self._lines: list[bytes] = []
        self._skipped = False
        self._divided = False

    def take(self, line: bytes) -> bool:
        """Take a line; tell whether something that another said begins with it."""
        name = line.strip()
        begins = self._divided and name in SECTIONS
        if begins:
            self._skipped = name in BY_OTHERS
        if name or not self._divided:
            self._divided = name == BETWEEN_SECTIONS
        if not self._skipped:
            self.size += len(line)
            if self.size <= ITEM_LIMIT:
                self._lines.append(line)
        return begins and self._skipped

    def item(self, part: Part) -> Iterator[Item]:
        """Yield it, unless there is nothing in it."""
        data = b"".join(self._lines)
        if self.size > ITEM_LIMIT:
            problem = too_large(self.size)
            yield Item(part.path, part.article_path, self.number, b"", problem, format=MOVABLE_TYPE)
        elif data.strip():
            yield Item(part.path, part.article_path, self.number, data, origin=part.origin, format=MOVABLE_TYPE)


def _entries(part: Part) -> Iterator[Item]:
    """Yield the entries of an export, and what others said of each as comments that are left out."""
    entry = _Entry(1)
    number = 0
    starts = True
    while line := part.stream.readline(ITEM_LIMIT):
        number += starts
        if starts and line.rstrip() == BETWEEN_ENTRIES:
            yield from entry.item(part)
            entry = _Entry(number + 1)
        elif entry.take(line):
            yield Item(part.path, part.article_path, number, b"", left_out=Omission.COMMENT, format=MOVABLE_TYPE)
        starts = line.endswith(b"\n")
    yield from entry.item(part)


_FIELD = (
    rb"(?:AUTHOR|TITLE|BASENAME|STATUS|UNIQUE URL|DATE|ALLOW COMMENTS|CONVERT BREAKS|ALLOW PINGS|PRIMARY CATEGORY|"
    rb"CATEGORY|TAGS|NO ENTRY|IMAGE):"
)
MOVABLE_TYPE_EXPORT = Reader(
    "Movable Type export",
    (),
    _entries,
    re.compile(
        rb"(?s)(?:\xef\xbb\xbf)?\s*+(?=(?:" + _FIELD + rb"[^\n]{0,600}\n){2}(?:" + _FIELD + rb"|-----\r?\nBODY:))"
        rb"(?=.{0,900}?(?<![^\n])(?:STATUS|BASENAME|CONVERT BREAKS|ALLOW COMMENTS):)"  # last: it looks through all
    ),
)
