"""Reads the tables of a SQLite database that hold prose, row by row, and trusts nothing in it."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from os import fsdecode
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from corpus.errors import Unreadable
from corpus.omissions import Omission
from corpus.reading.containers.delimited import record_item
from corpus.reading.containers.part import Part, storable
from corpus.reading.containers.spool import SPOOLED
from corpus.reading.formats.columns import COMMENTS, SAMPLE, Columns, columns_of
from corpus.reading.items import ITEM_LIMIT, Item
from corpus.reading.readers import Reader

OURS = frozenset({"archives", "sources", "items", "articles", "claims", "passages", "meta"})
"""Tables of a store of our own."""
SHADOWS = ("data", "idx", "content", "docsize", "config", "segments", "segdir", "stat", "node", "parent", "rowid")
"""What follows the name of a virtual table in those in which it keeps its index."""
VIRTUAL = re.compile(r"\s*CREATE\s+VIRTUAL\b", re.IGNORECASE)
ROWIDS = ("rowid", "_rowid_", "oid")
"""A column of the table may have one of the names, not usually all."""
LEAST_ROW = 4
"""Bytes that each row takes at least: more rows than the file has room for are pages that lead in circles."""
ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA})
SAFE = ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "temp_store = MEMORY", "mmap_size = 0")


@dataclass(frozen=True, slots=True)
class _Table:
    """A table and what is read of it.

    Attributes:
        rowid: the name of its rows' numbers, None if it has none.
        key: the column that is another name of those numbers, which tells no article from one of another table.
    """

    name: str
    names: tuple[str, ...]
    rowid: str | None
    key: str | None

    def select(self, limit: int) -> str:
        """Return the statement that reads its rows; -1 for all."""
        columns = ", ".join([self.rowid or "NULL", *map(_quoted, self.names)])
        return f"SELECT {columns} FROM {_quoted(self.name)} LIMIT {limit}"  # noqa: S608 - no values, and quoted names


def _database(part: Part) -> Iterator[Item]:
    """Yield the rows of every table that holds prose as records.

    Raises:
        Unreadable: it is damaged, or a store of our own.
    """
    with _file(part) as file, closing(_opened(file)) as connection:
        try:
            tables = list(_tables(connection))
            if OURS.issubset(one.name for one in tables):
                raise Unreadable(
                    "a store of Dateline itself: give dateline index the archive that it was made of, or what "
                    "dateline export writes of it"
                )
            room = file.stat().st_size // LEAST_ROW
            found = [(table, columns) for table in tables if (columns := _columns(connection, table, part)).text]
        except sqlite3.Error as error:
            raise Unreadable(f"a damaged database: {error}; restore it with the sqlite3 command .recover") from error
        if not found:
            yield part.left_out(Omission.NO_PROSE)
        for table, columns in found:
            paths = (f"{path}/{storable(table.name)}" for path in (part.path, part.article_path))
            inside = replace(part, path=next(paths), article_path=next(paths))
            if table.name.casefold() in COMMENTS:
                yield inside.left_out(Omission.COMMENT)
                continue
            part.notes.append(f"{inside.path}: {columns.shown()}")
            yield from _rows(connection, table, columns, inside, room)


def _rows(connection: sqlite3.Connection, table: _Table, columns: Columns, part: Part, room: int) -> Iterator[Item]:
    size = 0
    try:
        for number, (rowid, *values) in enumerate(connection.execute(table.select(-1)), 1):
            size += sum(len(value) for value in values if isinstance(value, str | bytes))
            if number > room or size > 2 * LEAST_ROW * room + ITEM_LIMIT:
                yield part.refused("a damaged database: it has more rows than there is room for in the file")
                return
            record = _record(table, values)
            yield record_item(part, number if rowid is None else int(rowid), record, columns.fields)
    except (sqlite3.Error, OverflowError) as error:
        yield part.refused(f"a damaged table: {error}; restore it with the sqlite3 command .recover")


def _tables(connection: sqlite3.Connection) -> Iterator[_Table]:
    """Yield the tables, but for those of SQLite itself and those in which an index for searching is kept."""
    made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall()
    virtual = [str(name) for name, sql in made if VIRTUAL.match(str(sql))]
    hidden = {f"{name}_{shadow}" for name in virtual for shadow in SHADOWS} | set(virtual)
    for name, _ in made:
        if name not in hidden and not str(name).startswith("sqlite_"):
            yield _table(connection, str(name))


def _table(connection: sqlite3.Connection, name: str) -> _Table:
    """Return a table without generated columns, which would be calculated."""
    info = connection.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
    names = tuple(str(row[1]) for row in info)
    lower = {one.casefold() for one in names}
    rowid = next((one for one in ROWIDS if one not in lower), None)
    try:
        connection.execute(f"SELECT {rowid} FROM {_quoted(name)} LIMIT 0")  # noqa: S608
    except sqlite3.OperationalError:  # a table WITHOUT ROWID
        rowid = None
    keys = [str(row[1]) for row in info if row[5] and str(row[2]).upper() == "INTEGER"]
    return _Table(name, names, rowid, keys[0] if rowid and len(keys) == 1 else None)


def _columns(connection: sqlite3.Connection, table: _Table, part: Part) -> Columns:
    rows = connection.execute(table.select(SAMPLE)).fetchall() if table.names else []
    head = [_record(table, row[1:]) for row in rows]
    told = dict(part.fields)
    if table.key and "id" not in told and dict(columns_of(head).chosen).get("id") == table.key:
        told["id"] = ""  # the article is told by table and number
    return columns_of(head, told)


def _record(table: _Table, values: Sequence[Any]) -> dict[str, Any]:
    """Return a row by the names of its columns, without what is no text and no number."""
    named = zip(table.names, values, strict=True)
    return {name: value for name, value in named if isinstance(value, str | int | float)}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _opened(file: Path) -> sqlite3.Connection:
    """Open a database so that it can be read and nothing else, whatever is in it."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    for setting in SAFE:
        connection.execute(f"PRAGMA {setting}")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * ITEM_LIMIT)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.text_factory = _text
    connection.set_authorizer(_authorized)
    return connection


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _authorized(action: int, *about: Any) -> int:
    allowed = action in ALLOWED and (action != sqlite3.SQLITE_PRAGMA or about[0] == "table_info")
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


@contextmanager
def _file(part: Part) -> Iterator[Path]:
    """Give a database as a file on disk: as it lies there, or copied out of its container."""
    raw = part.stream.raw
    if isinstance(raw, io.FileIO) and isinstance(raw.name, str | bytes | Path):
        file = Path(fsdecode(raw.name))
        log = file.with_name(f"{file.name}-wal")
        if log.exists() and log.stat().st_size:
            part.notes.append(
                f"{part.path}: what {log.name} beside it holds is not read; write it into the database first: "
                f"sqlite3 {file.name} 'PRAGMA wal_checkpoint(TRUNCATE)'"
            )
        yield file
        return
    with NamedTemporaryFile(suffix=".db") as spool:
        while data := part.stream.read(1 << 20):
            if spool.tell() + len(data) > SPOOLED:
                raise Unreadable(f"a database of more than {SPOOLED >> 30} GiB in a container: take it out of that")
            spool.write(data)
        spool.flush()
        yield Path(spool.name)


SQLITE = Reader(
    "SQLite", (".db", ".sqlite", ".sqlite3", ".db3", ".s3db", ".sl3"), _database, re.compile(rb"SQLite format 3\x00")
)
