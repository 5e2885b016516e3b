"""Cuts tables in text files, comma-separated and their kin, into rows, each of which is an item: a record."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, cast

from corpus.errors import Unreadable
from corpus.omissions import Omission
from corpus.reading.containers.dialect import Dialect, dialect_of, encoding_of
from corpus.reading.containers.part import Part
from corpus.reading.formats.columns import SAMPLE, Columns, columns_of
from corpus.reading.formats.record import RECORD
from corpus.reading.items import ITEM_LIMIT, Item, too_large
from corpus.reading.readers import Reader, ending_of

HEAD = 1 << 18
"""Bytes by which it is told how a table is written."""
SAMPLE_SIZE = 8 << 20
"""Characters of its first rows by which it is told what its columns hold."""
AGAIN = 20
"""Rows of a file behind which reading starts again because they never end: each costs up to ``ITEM_LIMIT``."""
UNCLOSED = "a quotation mark in it is never closed: close it, or write it twice; the lines below are read as rows again"
AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
Row = tuple[int, list[str] | str]
"""The line on which a row begins, and its fields, or why it cannot be read."""


def _table(part: Part) -> Iterator[Item]:
    """Yield a table's rows as records, holding no more than one of them and the first few in memory.

    Raises:
        Unreadable: it is no table, or in no encoding that can be told.
    """
    stream = io.BufferedReader(cast("Any", part.stream), HEAD)
    head = stream.peek(HEAD)
    if not head.strip():
        stream.detach()
        raise Unreadable("empty: there is no text in it")
    try:
        encoding = encoding_of(head)
        text = io.TextIOWrapper(stream, encoding, "surrogateescape" if encoding == "utf-8" else "replace", newline="")
    except BaseException:
        stream.detach()
        raise
    try:
        known = head.decode(encoding, "ignore")
        dialect = dialect_of(known, whole=len(head) < HEAD, ending=ending_of(part.path))
        yield from _items(part, dialect, _Rows(text, dialect))
    finally:
        text.detach().detach()  # else the file would be closed with them


def _items(part: Part, dialect: Dialect, rows: Iterator[Row]) -> Iterator[Item]:
    first: list[Row] = []
    size = 0
    for row in islice(rows, SAMPLE + 1):
        first.append(row)
        size += sum(map(len, row[1]))
        if size > SAMPLE_SIZE:
            break
    sound = [fields for _, fields in first if not isinstance(fields, str)]
    named = dialect.named and bool(first) and not isinstance(first[0][1], str)
    usual = Counter(map(len, sound)).most_common(1)
    names = _names(sound[0] if named else [""] * (usual[0][0] if usual else 0))
    below = sound[1:] if named else sound
    columns = columns_of([_record(names, fields, dialect) for fields in below], part.fields)
    if columns.text is None or (columns.text not in names and "text" in columns.told):
        part.notes.append(_left_out(part, columns, names))
        yield part.left_out(Omission.NO_PROSE)
        return
    part.notes.append(f"{part.path}: {columns.shown()}")
    known = columns.fields
    for line, fields in chain(first[1:] if named else first, rows):
        if isinstance(fields, str):
            yield Item(part.path, part.article_path, line, b"", fields)
        else:
            yield record_item(part, line, _record(names, fields, dialect), known)


def record_item(part: Part, line: int, record: dict[str, Any], fields: tuple[tuple[str, str], ...]) -> Item:
    """Return a row as an item which the format of records reads, with what is known of its fields."""
    # What is no UTF-8 in the file is none in the record either, which is refused or read as its bytes tell.
    try:
        data = AS_JSON(record).encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, which JSON may escape, and no UTF-8 has
        data = json.dumps(record).encode()
    problem = too_large(len(data)) if len(data) > ITEM_LIMIT else None
    return Item(
        part.path, part.article_path, line, b"" if problem else data, problem, part.origin,
        fields=fields, format=RECORD.name,
    )  # fmt: skip


def _names(row: Sequence[str]) -> list[str]:
    """Return the names of columns: each once, also where several are called the same, or nothing."""
    names: dict[str, None] = {}
    for number, cell in enumerate(row, 1):
        name = " ".join(cell.split()) or f"column {number}"
        while name in names:
            name = f"{name} ({number})"
        names[name] = None
    return list(names)


def _record(names: list[str], fields: list[str], dialect: Dialect) -> dict[str, Any]:
    """Return a row by the names of its columns; what it has too much was cut by marks in its last field."""
    if len(fields) > len(names) and names:
        last = len(names) - 1
        fields = [*fields[:last], dialect.delimiter.join(fields[last:])]
    return {name: value for name, value in zip(names, fields, strict=False) if value}


def _left_out(part: Part, columns: Columns, names: list[str]) -> str:
    if columns.told:
        return f'{part.path}: it has no column "{columns.text}", which is told to be its text; left out'
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")  # noqa: PLR2004
    return f"{part.path}: no column holds prose ({shown}); left out"


class _Rows:
    """The rows of a table with the lines on which they begin; what breaks one leaves the lines below it to be read."""

    def __init__(self, text: io.TextIOWrapper, dialect: Dialect) -> None:
        self.lines = _Lines(text)
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


class _Lines:
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


TABLE = Reader("table", (".csv", ".tsv", ".tab"), _table)
