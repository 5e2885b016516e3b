"""Writes outcomes of reading into the store, and retires what is no longer in the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from corpus.dates.spans import iso
from corpus.dating.horizon import Horizon
from corpus.errors import StoreUnusable
from corpus.full_disk import cure_of
from corpus.model import READER_VERSION, Outcome
from corpus.store import archives, schema
from corpus.store.identities import free_id
from corpus.store.known import ITEMS, KnownItems
from corpus.store.opening import opened
from corpus.store.redated import NewDates, remove_versions, replace_version
from corpus.store.rows import CLAIM_COLUMNS, PASSAGE_COLUMNS, ItemRows, Row, Values, insert, insert_one, item_rows
from corpus.store.settled import Settled
from corpus.store.takedowns import TakenDown

STORE_ID = "store_id"
"""Under this a store notes what tells it from any other."""
OVERTAKEN = """
    SELECT id, source_id FROM items WHERE archive_id = ? AND due IS NOT NULL AND (due <= ? OR ? <> EXISTS (
        SELECT 1 FROM articles WHERE item_id = items.id AND retired_in IS NULL
    ))
"""


class StoreWriter(AbstractContextManager["StoreWriter"]):
    """The writing side of archive.db; one process holds it at a time.

    Args:
        home: the folder of archive.db; made if need be.
        generation: the number of the generation that will be built next. Versions that this run replaces
            are retired in it.

    Raises:
        StoreUnusable: the file is no store of ours, is damaged, or cannot be written.
    """

    def __init__(self, home: Path, generation: int) -> None:
        self.file = home / schema.FILE_NAME
        self.database = opened(self.file)
        self.connection: sqlite3.Connection = self.database.conn
        self.generation = generation
        self.settled = Settled(self.connection)
        self.taken_down = TakenDown(self.connection)
        self.last_referred = int(self.note("referred") or self._last_article())

    def close(self) -> None:
        """Close the store; what was not committed is rolled back."""
        self.connection.close()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Close the store; what SQLite says while it is written is translated here.

        Raises:
            StoreUnusable: it could not be written, or is damaged.
        """
        self.close()
        if isinstance(error, sqlite3.Error):
            cure = cure_of(error, self.file, "check the disk, or move the file away and index again")
            raise StoreUnusable(
                f"{self.file}: cannot be written ({error}); {cure}, and run it again: what was there before stays"
            ) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all that follows or nothing of it; within another, all or nothing of that."""
        if self.connection.in_transaction:
            yield
            return
        with self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            yield

    def state(self) -> str:
        """Return which store this is and a signature of what is live in it, by which a generation knows it again."""
        store_id = self.note(STORE_ID)
        if store_id is None:
            store_id = uuid4().hex
            self.write_note(STORE_ID, store_id)
        return f"{store_id}:{self._signature('retired_in IS NULL')}"

    def state_of(self, archive: int) -> str:
        """Return a signature of what is live of one archive."""
        return self._signature("archive_id = ? AND retired_in IS NULL", archive)

    def note(self, key: str) -> str | None:
        """Return what is noted under a key, None if nothing is."""
        row = self._row("SELECT value FROM meta WHERE key = ?", key)
        return None if row is None else str(row[0])

    def write_note(self, key: str, value: str) -> None:
        """Note a value under a key."""
        self.database.table("meta").upsert({"key": key, "value": value}, pk="key")

    def refer(self) -> None:
        """Note that a generation is about to refer to what is live, so that its rows stay until it is gone."""
        self.write_note("referred", str(self._last_article()))

    def archives(self) -> list[tuple[int, Path]]:
        """Return the number and the path of every archive that has been read."""
        return [(row["id"], Path(row["root"])) for row in self.database.table("archives").rows]

    def archive(self, root: Path, name: str | None = None) -> int:
        """Return the number of the archive at a path, made if it is new, under the name that it is given.

        An archive that another version of the readers has read is forgotten item by item, so that every file
        is read anew while its articles stay until they are replaced.

        Raises:
            ArchiveUnclear: another archive has the name.
        """
        path = root.resolve()
        row = self._row("SELECT id, name, reader_version FROM archives WHERE root = ?", str(path))
        if row is None:
            return archives.make(self.connection, path, name)
        if name is not None and row["name"] != name:
            archives.rename(self.connection, row["id"], name)
        if row["reader_version"] != READER_VERSION:
            self.connection.execute("UPDATE sources SET complete = 0 WHERE archive_id = ?", (row["id"],))
            self.database.table("archives").update(row["id"], {"reader_version": READER_VERSION})
        return int(row["id"])

    def name_of(self, archive: int) -> str:
        """Return an archive's name."""
        return str(self._row("SELECT COALESCE(name, '') FROM archives WHERE id = ?", archive)[0])

    def finish_archive(self, archive: int) -> None:
        """Note when an archive was last read to its end."""
        self.database.table("archives").update(archive, {"indexed_at": datetime.now(UTC).isoformat(timespec="seconds")})

    def number_of(self, root: Path) -> int | None:
        """Return the number of the archive at a path, None if it is new."""
        row = self._row("SELECT id FROM archives WHERE root = ?", str(root.resolve()))
        return None if row is None else int(row["id"])

    def known_sources(self, archive: int) -> dict[str, tuple[int, int, int, bool]]:
        """Return (id, size, modified, complete) of every known file of an archive, by path."""
        return {
            row["path"]: (row["id"], row["size"], row["modified"], bool(row["complete"]))
            for row in self.database.table("sources").rows_where("archive_id = ?", [archive])
        }

    def overtaken(self, archive: int, horizon: Horizon) -> dict[int, int]:
        """Return the items, with their files, that have to be read anew though nothing has changed in them.

        What was held back is due now or asked for, or what was let through is no longer asked for.
        """
        found = self.connection.execute(OVERTAKEN, (archive, iso(horizon.last), horizon.beyond))
        return {row["id"]: row["source_id"] for row in found}

    def begin_source(self, archive: int, path: str) -> int:
        """Return the number of a file's row, marked as not complete."""
        row = self._row("SELECT id FROM sources WHERE archive_id = ? AND path = ?", archive, path)
        if row is None:
            made = {"archive_id": archive, "path": path, "size": 0, "modified": 0, "complete": 0}
            return insert_one(self.connection, "sources", made)
        self.connection.execute("UPDATE sources SET complete = 0 WHERE id = ?", (row["id"],))
        return int(row["id"])

    def finish_source(self, number: int, size: int, modified: int) -> int:
        """Mark a file as read to its end, and drop the items that are not settled: they are no longer in it.

        Returns:
            How many articles were retired.
        """
        done = "UPDATE sources SET size = ?, modified = ?, complete = 1 WHERE id = ?"
        with self.transaction():
            self.connection.execute(done, (size, modified, number))
            return self._drop_items(number, self.settled.end(number))

    def leave_source(self, number: int) -> None:
        """Leave a file that could not be read to its end: what was in it before stays."""
        with self.transaction():
            self.settled.end(number)

    def drop_source(self, number: int) -> int:
        """Forget a file that is gone; return how many articles were retired."""
        with self.transaction():
            self.connection.execute("DELETE FROM sources WHERE id = ?", (number,))
            return self._drop_items(number)

    def known_items(self, source: int, *, failed: bool = True) -> KnownItems:
        """Return a file's items by path and digest; without those whose article another has taken, or that failed.

        While somebody looks through them, those are forgotten whose article another takes.
        """
        some = "" if failed else "AND reason IS NULL"
        known = KnownItems(self.connection.execute(f"{ITEMS} {some} ORDER BY id", (source,)))
        self.settled.know(source, known)
        return known

    def failed_sources(self, archive: int, paths: list[str]) -> set[str]:
        """Return the paths of the files with something in quarantine that is one of some paths, or below one."""
        sql = (
            "SELECT sources.path, items.path FROM items JOIN sources ON sources.id = source_id"
            " WHERE items.archive_id = ? AND reason IS NOT NULL"
        )
        found = self.connection.execute(sql, (archive,)).fetchall()
        return {file for file, item in found if not paths or any(f"{item}/".startswith(f"{one}/") for one in paths)}

    def write(self, archive: int, prefix: str, source: int, found: Iterable[ItemRows]) -> list[ItemRows]:
        """Write what came of a batch of items in one transaction, settle them, and return what was written.

        A new version of an article retires the one that it replaces. What was taken down stays so.

        Args:
            archive: number of the archive.
            prefix: what stands before an item's path when readers are told where an article is from.
            source: number of the file's row.
            found: of the items, in order.
        """
        claims: list[Values] = []
        passages: list[Values] = []
        written = [self.taken_down.without(archive, one) for one in found]
        with self.transaction():
            self.settled.move(source)
            for item, articles in written:
                number = self._insert_item(archive, source, item)
                self.settled.add(source, number)
                for article in articles:
                    source_told = article.row["source"] or prefix + item["path"]
                    whence = {"archive_id": archive, "item_id": number, "source": source_told}
                    free = {"article_id": self._free_id(archive, source, item, article.row["article_id"])}
                    row = insert_one(self.connection, "articles", article.row | whence | free)
                    claims += [(row, *values) for values in article.claims]
                    passages += [(row, *values) for values in article.passages]
            insert(self.connection, "claims", CLAIM_COLUMNS, claims)
            insert(self.connection, "passages", PASSAGE_COLUMNS, passages)
        return written

    def redate(self, found: Iterable[NewDates]) -> int:
        """Write what re-dating has found of some articles in one transaction; return how many have changed."""
        with self.transaction():
            return sum(replace_version(self.connection, one, self.generation, self.last_referred) for one in found)

    def quarantine(self, archive: int, source: int, path: str, reason: str) -> None:
        """Note a whole file that could not be read to its end, instead of what was noted before."""
        self.connection.execute("DELETE FROM items WHERE source_id = ? AND path = ? AND digest = ''", (source, path))
        self._insert_item(archive, source, item_rows(Outcome(path, None, "", reason=reason)).row)

    def purge(self, oldest_kept: int) -> None:
        """Remove versions that no generation from ``oldest_kept`` on refers to, and what was kept till then."""
        with self.transaction():
            remove_versions(self.connection, "retired_in <= ?", oldest_kept)
        schema.forget_copies(self.file)

    def _insert_item(self, archive: int, source: int, item: Row) -> int:
        return insert_one(self.connection, "items", {"archive_id": archive, "source_id": source} | item)

    def _free_id(self, archive: int, source: int, item: Row, wanted: str) -> str:
        """Return the id for an article; the version that it replaces is retired."""
        found = free_id(self.connection, archive, item, wanted, self.settled.of(source), self.taken_down)
        if found.replaces is not None:
            retired = (self.generation, found.replaces.article)
            self.connection.execute("UPDATE articles SET retired_in = ? WHERE id = ?", retired)
            self.connection.execute("UPDATE items SET digest = NULL WHERE id = ?", (found.replaces.item,))
            self.settled.taken(found.replaces.source, found.replaces.item)
        return found.article_id

    def _drop_items(self, source: int, kept: AbstractSet[int] = frozenset()) -> int:
        """Remove the items of a file but some, and retire their articles; return how many there were."""
        items = self.connection.execute("SELECT id FROM items WHERE source_id = ? ORDER BY id", (source,))
        gone = [item for (item,) in items if item not in kept]
        retire = "UPDATE articles SET retired_in = ? WHERE item_id = ? AND retired_in IS NULL"
        retired = self.connection.executemany(retire, [(self.generation, item) for item in gone]).rowcount
        self.connection.executemany("DELETE FROM items WHERE id = ?", [(item,) for item in gone])
        return max(0, retired)

    def _signature(self, condition: str, *values: object) -> str:
        row = self._row(f"SELECT COUNT(*), MAX(id), SUM(id) FROM articles WHERE {condition}", *values)
        return "-".join(str(value or 0) for value in row)

    def _last_article(self) -> int:
        return int(self._row("SELECT COALESCE(MAX(id), 0) FROM articles")[0])

    def _row(self, sql: str, *values: object) -> Any:
        return self.connection.execute(sql, values).fetchone()
