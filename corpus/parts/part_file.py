"""The file that holds what came of a part: written by the process that reads it, and looked up when all are merged."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.articles import holds_from
from corpus.dates.spans import iso
from corpus.dating.horizon import Horizon
from corpus.dating.version import DATES_VERSION, MENTIONS_VERSION
from corpus.errors import PartsUnusable
from corpus.model import READER_VERSION
from corpus.parts.packing import pack, unpack
from corpus.parts.share import Share
from corpus.reading.walking import Source
from corpus.store.rows import ItemRows
from corpus.store.schema import VERSION

VERSIONS = f"{READER_VERSION} {DATES_VERSION} {MENTIONS_VERSION} {VERSION}"
"""Of all by which what is in the file may differ."""
INTERRUPTED = "was not read to its end"
ENDED_EARLY = -1
"""Stands for the time of a file that is damaged or was changed while it was read: the next run looks at it again."""
TABLES = """
    BEGIN IMMEDIATE;
    -- What the part is of, and whether it is whole.
    CREATE TABLE IF NOT EXISTS told (key TEXT PRIMARY KEY, value TEXT);
    -- The files that were gone through, by the number of their archive in the order in which these were named.
    CREATE TABLE IF NOT EXISTS sources (
        archive INTEGER, path TEXT, size INTEGER, modified INTEGER, directions TEXT, PRIMARY KEY (archive, path)
    );
    -- What came of items. It holds on every day from `holds_from` on; before, for the horizon that it was read with.
    CREATE TABLE IF NOT EXISTS items (
        id INTEGER PRIMARY KEY, key BLOB UNIQUE, holds_from TEXT, horizon TEXT, found BLOB
    );
    COMMIT;
"""
FOUND = "SELECT found FROM items WHERE key = ? AND (holds_from <= ? OR horizon = ?)"
THERE = "SELECT 1 FROM sources WHERE archive = ? AND path = ? AND size = ? AND directions = ?"
DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
"""What SQLite says when the file itself may be whole."""


@dataclass(frozen=True, slots=True)
class Origins:
    """What parts are read of.

    Attributes:
        names: of the archives' folders or files, in the order in which they were named.
        store: by which store it was told what need not be read; "" for none.
    """

    names: tuple[str, ...]
    store: str

    @classmethod
    def of(cls, roots: Iterable[Path], store: str) -> Origins:
        """Return those of archives at some paths, which other machines may have elsewhere."""
        return cls(tuple(root.resolve().name for root in roots), store)


class PartFile(AbstractContextManager["PartFile"]):
    """What came of one part.

    Args:
        file: where it is.
        share: which part is wanted of it.

    Raises:
        PartsUnusable: it is damaged, or in use; every method, also where it is damaged further down.
    """

    def __init__(self, file: Path, share: Share) -> None:
        self.file = file
        self.share = share
        with self._translated():
            self._connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rwc", uri=True, timeout=0)
            self._connection.isolation_level = None

    def begin(self, origins: Origins) -> None:
        """Make ready for reading, by this process alone; what was read of the same before stays."""
        told = {"share": str(self.share), "versions": VERSIONS, "names": json.dumps(origins.names)}
        with self._translated():
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._connection.executescript(TABLES)
            before = self._told()
            with self._transaction():
                if any(before.get(key) != value for key, value in told.items()):
                    self._connection.execute("DELETE FROM sources")
                    self._connection.execute("DELETE FROM items")
                if before.get("store") != origins.store:  # another store may know less
                    self._connection.execute("DELETE FROM sources")
                told |= {"store": origins.store, "whole": ""}
                self._connection.executemany("INSERT OR REPLACE INTO told VALUES (?, ?)", told.items())

    def finish(self) -> None:
        """Note that the part was read to its end."""
        with self._translated(), self._transaction():
            self._connection.execute("UPDATE told SET value = 'yes' WHERE key = 'whole'")

    def trouble(self) -> str | None:
        """Return why what is in the file cannot be merged, None if it can be."""
        with self._translated():
            told = self._told()
        if told.get("share") != str(self.share):
            return f"holds part {told.get('share', 'of nothing')}, not {self.share}"
        if told["versions"] != VERSIONS:
            return "was read by another version of Dateline"
        return None if told["whole"] else INTERRUPTED

    def origins(self) -> Origins:
        """Return what the part was read of."""
        with self._translated():
            told = self._told()
            return Origins(tuple(json.loads(told["names"])), told["store"])

    def has_source(self, archive: int, source: Source) -> bool:
        """Tell whether a file was gone through, as it is now and to its end."""
        with self._translated():
            asked = (archive, source.path, source.size, source.directions.digest, source.stamp)
            return self._connection.execute(f"{THERE} AND modified = ?", asked).fetchone() is not None

    def looked_at(self, archive: int, source: Source) -> bool:
        """Tell whether a file was gone through, of the same name and size, as far as it can be read."""
        with self._translated():
            asked = archive, source.path, source.size, source.directions.digest
            return self._connection.execute(THERE, asked).fetchone() is not None

    def finish_source(self, archive: int, source: Source, *, early: bool = False) -> None:
        """Note that a file was gone through."""
        modified = ENDED_EARLY if early else source.stamp
        row = archive, source.path, source.size, modified, source.directions.digest
        with self._translated(), self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?)", row)

    def find(self, key: bytes, horizon: Horizon) -> ItemRows | None:
        """Return what came of an item, None if that is not known for a horizon."""
        with self._translated():
            row = self._connection.execute(FOUND, (key, iso(horizon.last), str(horizon))).fetchone()
            return None if row is None else unpack(row[0])

    def has(self, key: bytes, horizon: Horizon) -> bool:
        """Tell whether it is known what came of an item."""
        with self._translated():
            return self._connection.execute(FOUND, (key, iso(horizon.last), str(horizon))).fetchone() is not None

    def write(self, keys: Iterable[bytes], found: Iterable[ItemRows], horizon: Horizon) -> None:
        """Write what came of a batch of items in one transaction."""
        rows = ((key, holds_from(one), str(horizon), pack(one)) for key, one in zip(keys, found, strict=True))
        with self._translated(), self._transaction():
            self._connection.executemany("INSERT OR REPLACE INTO items VALUES (NULL, ?, ?, ?, ?)", rows)

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def _told(self) -> dict[str, str]:
        return dict(self._connection.execute("SELECT key, value FROM told"))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            yield

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, zlib.error, ValueError, TypeError, LookupError) as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code == sqlite3.SQLITE_BUSY:
                raise PartsUnusable(f"{self.file}: part {self.share} is being read; wait until it has ended") from error
            if code in DISK:
                raise PartsUnusable(
                    f"{self.file}: cannot be written or read ({error}); make room on the disk, check it and the "
                    "permissions, and run the same again"
                ) from error
            raise PartsUnusable(
                f"{self.file}: part {self.share} cannot be used ({error}); copy it anew, or remove it and read that "
                f"part again: dateline index --part {self.share} PATH"
            ) from error
