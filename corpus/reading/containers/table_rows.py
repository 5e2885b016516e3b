"""Takes the lines of a table in a text file apart into rows, each with its line; what breaks one spoils no other."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, cast

from corpus.errors import Unreadable
from corpus.reading.containers.dialect import Dialect, dialect_of, encoding_of
from corpus.reading.items import ITEM_LIMIT, too_large

HEAD = 1 << 18
"""Bytes by which it is told how a table is written."""
AGAIN = 20
"""Rows of a file behind which reading starts again because they never end: each costs up to ``ITEM_LIMIT``."""
UNCLOSED = "a quotation mark in it is never closed: close it, or write it twice; the lines below are read as rows again"
Row = tuple[int, list[str] | str]
"""The line on which a row begins, and its fields, or why it cannot be read."""


@contextmanager
def rows_of(stream: IO[bytes], ending: str) -> Iterator[tuple[Dialect, Rows]]:
    """Give how a table is written and its rows, holding no more than one of them; the stream stays open.

    What is no UTF-8 in a file of UTF-8 comes as lone surrogates.

    Args:
        stream: of bytes, at its beginning.
        ending: of the file's name.

    Raises:
        Unreadable: it is no table, or in no encoding that can be told.
    """
    buffered = io.BufferedReader(cast("Any", stream), HEAD)
    head = buffered.peek(HEAD)
    if not head.strip():
        buffered.detach()
        raise Unreadable("empty: there is no text in it")
    try:
        encoding = encoding_of(head)
        text = io.TextIOWrapper(buffered, encoding, "surrogateescape" if encoding == "utf-8" else "replace", newline="")
    except BaseException:
        buffered.detach()
        raise
    try:
        dialect = dialect_of(head.decode(encoding, "ignore"), whole=len(head) < HEAD, ending=ending)
        yield dialect, Rows(text, dialect)
    finally:
        text.detach().detach()  # else the file would be closed with them


def names_of(row: Sequence[str]) -> list[str]:
    """Return the names of columns: each once, also where several are called the same, or nothing."""
    names: dict[str, None] = {}
    for number, cell in enumerate(row, 1):
        name = " ".join(cell.split()) or f"column {number}"
        while name in names:
            name = f"{name} ({number})"
        names[name] = None
    return list(names)


class Rows:
    """The rows of a table with the lines on which they begin; what breaks one leaves the lines below it to be read."""

    def __init__(self, text: io.TextIOWrapper, dialect: Dialect) -> None:
        self.lines = Lines(text)
        self.dialect = dialect
        self.again = AGAIN
        self.rows = dialect.rows(self.lines)
        if dialect.said:
            next(self.lines, None)
            self.lines.begin()

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        while True:
            line = self.lines.begin()
            try:
                fields = next(self.rows)
            except (_TooLongError, csv.Error):
                return line, self._refused(too_large(self.lines.size))
            if len(self.lines.kept) > 1 and self.lines.ended and self.dialect.quote and self._unclosed():
                return line, self._refused(UNCLOSED)
            if any(map(str.strip, fields)):
                return line, fields

    def _unclosed(self) -> bool:
        text = "".join(self.lines.kept)
        if self.dialect.escaped:
            text = text.replace("\\" + self.dialect.quote, "")
        return text.count(self.dialect.quote) % 2 == 1

    def _refused(self, reason: str) -> str:
        """Go on behind the first line of a row that cannot be read; return the reason."""
        self.again -= 1
        if not self.again:
            raise Unreadable(f"more than {AGAIN} rows that never end, the last one because of this: {reason}")
        self.lines.put_back()
        self.rows = self.dialect.rows(self.lines)
        return reason


class _TooLongError(Exception):
    """A row is longer than an article may be."""


class Lines:
    """Lines of a text, at most ``ITEM_LIMIT`` characters at once; those of the row at hand are kept.

    Attributes:
        kept: lines of the row that is read now.
        size: their characters.
        ended: whether the text has come to its end.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.kept: list[str] = []
        self.waiting: deque[str] = deque()
        self.size = 0
        self.number = 1
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.waiting.popleft() if self.waiting else self.text.readline(ITEM_LIMIT)
        if not line:
            self.ended = True
            raise StopIteration
        self.kept.append(line)
        self.size += len(line)
        if self.size >= ITEM_LIMIT:
            raise _TooLongError
        return line.replace("\x00", "") if "\x00" in line else line

    def begin(self) -> int:
        """Begin another row; return the number of its first line."""
        self.number += len(self.kept)
        self.kept = []
        self.size = 0
        return self.number

    def put_back(self) -> None:
        """Let all lines of the row but its first one be read again; of that one the rest is passed over."""
        first, *others = self.kept
        while not first.endswith(("\n", "\r")) and not others and (first := self.text.readline(ITEM_LIMIT)):
            pass
        self.waiting.extendleft(reversed(others))
        self.kept = self.kept[:1]
        self.ended = False
