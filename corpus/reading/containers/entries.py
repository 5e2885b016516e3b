"""Finds the entries of a feed in its bytes: where each begins and ends, whether or not it is sound XML itself."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.reading.items import ITEM_LIMIT

CHUNK = 1 << 16
TOKEN = re.compile(rb"<!\[CDATA\[|<!--|<\?|<(/?)((?:[\w.-]{1,40}:)?(?:item|entry))(?=[\s/>])")
"""Where an entry may begin or end, and where a text begins in which none does."""
CLOSED_BY = {b"<![CDATA[": b"]]>", b"<!--": b"-->", b"<?": b"?>"}
LONGEST_TOKEN = 64
TAIL = 500


class Entry(NamedTuple):
    """An entry: its bytes, or None if there are more than an item may have, and how many there are."""

    data: bytes | None
    size: int


class _Token(NamedTuple):
    """A run of bytes; where it is the beginning of an entry's tag, the name of that, and whether it closes one."""

    data: bytes
    name: bytes = b""
    closes: bool = False


class Entries:
    """The entries of a stream, of which never more than one is held.

    Attributes:
        head: the bytes before the first entry, as far as they are within the limit of an item.
        tail: the last bytes behind the last entry.
        cut_off: whether the stream ends within an entry.
    """

    def __init__(self, stream: io.BufferedReader) -> None:
        self.head = bytearray()
        self.tail = b""
        self.cut_off = False
        self._tokens = _tokens(stream)

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries in order. One that is not closed ends where the next begins."""
        name = b""
        entry: bytearray | None = None
        size = 0
        for token in self._tokens:
            is_mark = token.name != b"" and token.name == (name or token.name)
            opens = is_mark and not token.closes
            if opens and entry is not None:
                yield _entry(entry, size)
            if opens:
                name, entry, size = token.name, bytearray(), 0
            if entry is None:
                self._beside(token.data, first=not name)
                continue
            size += len(token.data)
            if size <= ITEM_LIMIT:
                entry += token.data
            else:
                entry.clear()
            if is_mark and token.closes:
                yield _entry(entry, size)
                entry, self.tail = None, b""
        self.cut_off = entry is not None

    def _beside(self, data: bytes, *, first: bool) -> None:
        if not first:
            self.tail = (self.tail + data)[-TAIL:]
        elif len(self.head) <= ITEM_LIMIT:
            self.head += data


def _entry(data: bytearray, size: int) -> Entry:
    return Entry(bytes(data) if size <= ITEM_LIMIT else None, size)


def _tokens(stream: io.BufferedReader) -> Iterator[_Token]:
    """Yield a stream's bytes, all of them, with the beginnings of entries' tags apart.

    Bytes in CDATA, comments and instructions neither begin nor end an entry: posts tell of feeds.
    """
    kept, closed_by = b"", b""
    for chunk in _chunks(stream):
        data, at = kept + chunk, 0
        while True:
            if closed_by:
                end = data.find(closed_by, at)
                last = max(at, len(data) - len(closed_by) + 1) if end < 0 else end + len(closed_by)
                yield _Token(data[at:last])
                at = last
                if end < 0:
                    break
                closed_by = b""
            token = TOKEN.search(data, at)
            if token is None:
                last = max(at, len(data) - LONGEST_TOKEN)
                yield _Token(data[at:last])
                at = last
                break
            yield _Token(data[at : token.start()])
            at = token.end()
            closed_by = CLOSED_BY.get(token[0], b"")
            if closed_by:
                yield _Token(token[0])
            elif token[1]:
                yield _Token(token[0] + b">", token[2], closes=True)
                at += data[at : at + 1] == b">"
            else:
                yield _Token(token[0], token[2])
        kept = data[at:]
    yield _Token(kept)


def _chunks(stream: io.BufferedReader) -> Iterator[bytes]:
    """Yield a stream in pieces whose markup is in ASCII: UTF-16 becomes UTF-8, other encodings stay."""
    wide = stream.peek(2)[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    decoder = codecs.getincrementaldecoder("utf-16")("replace") if wide else None
    while chunk := stream.read1(CHUNK):
        yield chunk if decoder is None else decoder.decode(chunk).encode("utf-8", "replace")
