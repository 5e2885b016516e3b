"""Cuts mailboxes into their messages, each of which is an item, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.errors import Unreadable
from corpus.reading.containers.part import Part
from corpus.reading.items import ITEM_LIMIT, Item
from corpus.reading.readers import Reader

MONTHS = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
FROM_LINE = rb"From [^\n]{0,300}?\b" + MONTHS + rb"\b[^\n]{1,20}?\d\d?:\d\d[^\n]{0,60}\n"
"""The line above a message: a sender and a day with its time. Without those "From here on ..." would be one."""
FIELD = rb">?(?:[!-9;-~]{1,80}:|From )"
"""The first of the header, or one more line of the kind, quoted, which careless programs leave there."""
SEPARATOR = re.compile(rb"\n" + FROM_LINE + b"(?=" + FIELD + b")")
CHUNK, OVERLAP = 1 << 18, 1 << 10
"""Bytes that are read at once, and those of them that are looked at once more with the next: twice what the pattern of
the line between two messages may take."""


class _Message:
    """A message while it comes in.

    Attributes:
        number: 1-based line of its beginning.
        separated: whether it begins with the line that mailboxes put above messages.
    """

    def __init__(self, number: int, *, separated: bool) -> None:
        self.number = number
        self.separated = separated
        self._pieces: list[bytes] = []
        self._left = ITEM_LIMIT

    def add(self, piece: bytes) -> None:
        """Take what follows, unless it is beyond what an article may have: there are only attachments."""
        if self._left > 0:
            self._pieces.append(piece[: self._left])
            self._left -= len(piece)

    def item(self, part: Part) -> Iterator[Item]:
        """Yield it; what stands above the first message of a mailbox is none, and nothing if it is blank."""
        data = b"".join(self._pieces)
        if self.separated:
            yield Item(part.path, part.article_path, self.number, data, origin=part.origin, format="mail")
        elif data.strip():
            problem = 'no message: a mailbox begins with a line such as "From ann@example.org Tue May  7 10:00:00 2019"'
            yield Item(part.path, part.article_path, self.number, b"", problem, format="mail")


def _messages(part: Part) -> Iterator[Item]:
    """Yield a mailbox's messages with the lines above them, none longer than an article may be.

    Raises:
        Unreadable: there is no message in it.
    """
    message = _Message(1, separated=False)
    rest, number, chunk = b"\n", 0, b"\n"  # so that there is an end of line before the first line, too
    while chunk:
        chunk = part.stream.read(CHUNK)
        data = rest + chunk
        place = 0
        for match in SEPARATOR.finditer(data):
            begin = match.start() + 1
            message.add(data[place:begin])
            yield from message.item(part)
            number += data.count(b"\n", place, begin)
            message, place = _Message(number, separated=True), begin
        kept = max(place, len(data) - OVERLAP) if chunk else len(data)
        message.add(data[place:kept])
        number += data.count(b"\n", place, kept)
        rest = data[kept:]
    if not message.separated:
        raise Unreadable('no mailbox: no line such as "From ann@example.org Tue May  7 10:00:00 2019" is in it')
    yield from message.item(part)


MBOX = Reader("mbox", (".mbox", ".mbx"), _messages, re.compile(FROM_LINE + FIELD))
