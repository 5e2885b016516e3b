"""Cuts tables in text files, comma-separated and their kin, into rows, each of which is an item: a record."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from corpus.omissions import Omission
from corpus.reading.containers.dialect import Dialect
from corpus.reading.containers.part import Part
from corpus.reading.containers.table_rows import Row, names_of, rows_of
from corpus.reading.formats.columns import SAMPLE, Columns, columns_of
from corpus.reading.formats.record import RECORD
from corpus.reading.items import ITEM_LIMIT, Item, too_large
from corpus.reading.readers import Reader, ending_of

SAMPLE_SIZE = 8 << 20
"""Characters of its first rows by which it is told what its columns hold."""
AS_JSON = json.JSONEncoder(ensure_ascii=False).encode


def _table(part: Part) -> Iterator[Item]:
    """Yield a table's rows as records, holding no more than one of them and the first few in memory.

    Raises:
        Unreadable: it is no table, or in no encoding that can be told.
    """
    with rows_of(part.stream, ending_of(part.path)) as (dialect, rows):
        yield from _items(part, dialect, rows)


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
    names = names_of(sound[0] if named else [""] * (usual[0][0] if usual else 0))
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


TABLE = Reader("table", (".csv", ".tsv", ".tab"), _table)
