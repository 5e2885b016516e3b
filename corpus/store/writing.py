"""Writes outcomes of reading into the store, and retires what is no longer in the archive."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from corpus.errors import StoreUnusable
from corpus.model import READER_VERSION, Outcome
from corpus.store.schema import open_for_writing
from corpus.store.version import FILE_NAME
from corpus.store.versions import NewDates, insert_article, replace_versions


class StoreWriter:
    """The writing side of archive.db; one process holds it at a time.

    Args:
        home: the folder of archive.db; made if need be.
        generation: the number of the generation that will be built next. Versions that this run replaces
            are retired in it.
    """

    def __init__(self, home: Path, generation: int) -> None:
        self.file = home / FILE_NAME
        self.database = open_for_writing(home)
        self.connection: sqlite3.Connection = self.database.conn
        self.generation = generation
        self.settled: set[int] = set()
        noted = self.note("referred") or (self._row("SELECT COALESCE(MAX(id), 0) FROM articles") or (0,))[0]
        self.last_referred = int(noted)

    def close(self) -> None:
        """Close the store; what was not committed is rolled back."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store; what SQLite says while it is written is translated here.

        Raises:
            StoreUnusable: it could not be written, or is damaged.
        """
        self.close()
        if isinstance(error, sqlite3.Error):
            raise StoreUnusable(
                f"{self.file}: cannot be written ({error}); make room on the disk and run it again, or move the file "
                "away and index again"
            ) from error

    def state(self) -> str:
        """Return which store this is and a signature of what is live in it, by which a generation knows it again."""
        row = self._row("SELECT value FROM meta WHERE key = 'store_id'")
        if row is None:
            row = (uuid4().hex,)
            self.connection.execute("INSERT INTO meta (key, value) VALUES ('store_id', ?)", row)
        live = self._row("SELECT COUNT(*), MAX(id), SUM(id) FROM articles WHERE retired_in IS NULL")
        return f"{row[0]}:" + "-".join(str(value or 0) for value in live or ())

    def live_articles(self, roots: Iterable[Path]) -> int:
        """Return how many articles of some archives are live."""
        keys = [str(root.resolve()) for root in roots]
        marks = ",".join("?" * len(keys))
        row = self._row(
            "SELECT COUNT(*) FROM articles JOIN archives ON archives.id = archive_id"
            f" WHERE retired_in IS NULL AND root IN ({marks})",
            *keys,
        )
        return int(row[0]) if row else 0

    def state_of(self, archive: int) -> str:
        """Return a signature of what is live of one archive."""
        row = self._row(
            "SELECT COUNT(*), MAX(id), SUM(id) FROM articles WHERE archive_id = ? AND retired_in IS NULL", archive
        )
        return "-".join(str(value or 0) for value in row or ())

    def note(self, key: str) -> str | None:
        """Return what is noted under a key, None if nothing is."""
        row = self._row("SELECT value FROM meta WHERE key = ?", key)
        return None if row is None else str(row[0])

    def write_note(self, key: str, value: str) -> None:
        """Note a value under a key."""
        self.connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    def refer(self) -> None:
        """Note that a generation is about to refer to what is live, so that its rows stay until it is gone."""
        self.write_note("referred", str((self._row("SELECT COALESCE(MAX(id), 0) FROM articles") or (0,))[0]))

    # --- archives and sources

    def archives(self) -> list[tuple[int, Path]]:
        """Return the number and the path of every archive that has been read."""
        return [(number, Path(root)) for number, root in self.connection.execute("SELECT id, root FROM archives")]

    def archive(self, root: Path) -> int:
        """Return the number of the archive at a path, made if it is new.

        An archive that another version of the readers has read is forgotten item by item, so that every file
        is read anew while its articles stay until they are replaced.
        """
        key = str(root.resolve())
        row = self._row("SELECT id, reader_version FROM archives WHERE root = ?", key)
        if row is None:
            values = (key, root.resolve().name, READER_VERSION)
            return self._insert("INSERT INTO archives (root, name, reader_version) VALUES (?, ?, ?)", values)
        if row[1] != READER_VERSION:
            self.connection.execute("UPDATE sources SET complete = 0 WHERE archive_id = ?", (row[0],))
            self.connection.execute("UPDATE archives SET reader_version = ? WHERE id = ?", (READER_VERSION, row[0]))
        return int(row[0])

    def finish_archive(self, archive: int) -> None:
        """Note when an archive was last read to its end."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self.connection.execute("UPDATE archives SET indexed_at = ? WHERE id = ?", (now, archive))

    def known_sources(self, archive: int) -> dict[str, tuple[int, int, int, bool]]:
        """Return (id, size, modified, complete) of every known file of an archive, by path."""
        rows = self.connection.execute(
            "SELECT path, id, size, modified, complete FROM sources WHERE archive_id = ?", (archive,)
        )
        return {path: (number, size, modified, bool(complete)) for path, number, size, modified, complete in rows}

    def begin_source(self, archive: int, path: str) -> int:
        """Return the number of a file's row, marked as not complete; no item of it is settled yet."""
        self.settled = set()
        row = self._row("SELECT id FROM sources WHERE archive_id = ? AND path = ?", archive, path)
        if row is not None:
            self.connection.execute("UPDATE sources SET complete = 0 WHERE id = ?", (row[0],))
            return int(row[0])
        return self._insert(
            "INSERT INTO sources (archive_id, path, size, modified, complete) VALUES (?, ?, 0, 0, 0)",
            (archive, path),
        )

    def finish_source(self, number: int, size: int, modified: int) -> int:
        """Mark a file as read to its end, and drop the items that are not settled: they are no longer in it.

        Returns:
            How many articles were retired.
        """
        rows = self.connection.execute("SELECT id FROM items WHERE source_id = ?", (number,)).fetchall()
        gone = [item for (item,) in rows if item not in self.settled]
        self.connection.execute("BEGIN IMMEDIATE")
        retired = sum(self._drop_item(item) for item in gone)
        self.connection.execute(
            "UPDATE sources SET size = ?, modified = ?, complete = 1 WHERE id = ?",
            (size, modified, number),
        )
        self.connection.execute("COMMIT")
        return retired

    def drop_source(self, number: int) -> int:
        """Forget a file that is gone; return how many articles were retired."""
        rows = self.connection.execute("SELECT id FROM items WHERE source_id = ?", (number,)).fetchall()
        self.connection.execute("BEGIN IMMEDIATE")
        retired = sum(self._drop_item(item) for (item,) in rows)
        self.connection.execute("DELETE FROM sources WHERE id = ?", (number,))
        self.connection.execute("COMMIT")
        return retired

    # --- items and articles

    def known_items(self, source: int) -> dict[tuple[str, str], deque[int]]:
        """Return the numbers of a file's items by (path, digest); without those whose article another has taken."""
        known: dict[tuple[str, str], deque[int]] = {}
        for number, path, digest in self.connection.execute(
            "SELECT id, path, digest FROM items WHERE source_id = ? AND digest IS NOT NULL ORDER BY id", (source,)
        ):
            known.setdefault((path, digest), deque()).append(number)
        return known

    def keep(self, item: int, line: int | None) -> bool:
        """Settle an item that is the same as before, at the line where it stands now.

        Returns:
            False if its article has meanwhile been taken for the older version of another: it has to be read anew.
        """
        row = self._row("SELECT line FROM items WHERE id = ? AND digest IS NOT NULL", item)
        if row is None:
            return False
        if row[0] != line:
            self.connection.execute(
                "UPDATE items SET problem_line = problem_line + ? - line, line = ? WHERE id = ?", (line, line, item)
            )
        self.settled.add(item)
        return True

    def ingest(self, archive: int, prefix: str, source: int, outcomes: Iterable[Outcome]) -> None:
        """Write what came of a batch of items in one transaction, and settle them.

        A new version of an article retires the one that it replaces.

        Args:
            archive: number of the archive.
            prefix: what stands before an item's path when readers are told where an article is from.
            source: number of the file's row.
            outcomes: of the items, in order.
        """
        self.connection.execute("BEGIN IMMEDIATE")
        for outcome in outcomes:
            item = self._insert(
                "INSERT INTO items (archive_id, source_id, path, line, digest, reason, problem_line)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    archive,
                    source,
                    outcome.path,
                    outcome.line,
                    outcome.digest,
                    outcome.reason,
                    outcome.problem_line,
                ),
            )
            self.settled.add(item)
            for article in outcome.articles:
                article_id = self._free_id(archive, outcome, article.article_id)
                insert_article(self.connection, archive, item, article_id, prefix + outcome.path, article)
        self.connection.execute("COMMIT")

    def redate(self, found: Iterable[NewDates]) -> int:
        """Write what re-dating has found of some articles in one transaction; return how many have changed."""
        return replace_versions(self.connection, found, self.generation, self.last_referred)

    def quarantine(self, archive: int, source: int, path: str, reason: str) -> None:
        """Note a whole file that could not be read to its end, instead of what was noted before."""
        self.connection.execute("DELETE FROM items WHERE source_id = ? AND path = ? AND digest = ''", (source, path))
        self._insert(
            "INSERT INTO items (archive_id, source_id, path, digest, reason) VALUES (?, ?, ?, '', ?)",
            (archive, source, path, reason),
        )

    def purge(self, oldest_kept: int) -> None:
        """Remove versions that no generation from ``oldest_kept`` on refers to."""
        self.connection.execute("BEGIN IMMEDIATE")
        gone = "(SELECT id FROM articles WHERE retired_in <= ?)"
        self.connection.execute(f"DELETE FROM passages WHERE article IN {gone}", (oldest_kept,))
        self.connection.execute(f"DELETE FROM claims WHERE article IN {gone}", (oldest_kept,))
        self.connection.execute("DELETE FROM articles WHERE retired_in <= ?", (oldest_kept,))
        self.connection.execute("COMMIT")

    def _free_id(self, archive: int, outcome: Outcome, wanted: str) -> str:
        """Return the id for an article: a new version takes over, another article's id gets a number."""
        candidate, number = wanted, 1
        while True:
            row = self._row(
                "SELECT articles.id, items.id, items.path FROM articles JOIN items ON items.id = articles.item_id"
                " WHERE articles.archive_id = ? AND article_id = ? AND retired_in IS NULL",
                archive, candidate,
            )  # fmt: skip
            if row is None:
                return candidate
            if row[2] == outcome.path and row[1] not in self.settled:
                self.connection.execute("UPDATE articles SET retired_in = ? WHERE id = ?", (self.generation, row[0]))
                self.connection.execute("UPDATE items SET digest = NULL WHERE id = ?", (row[1],))
                return candidate
            number += 1
            candidate = f"{wanted}~{number}"

    def _drop_item(self, item: int) -> int:
        cursor = self.connection.execute(
            "UPDATE articles SET retired_in = ? WHERE item_id = ? AND retired_in IS NULL",
            (self.generation, item),
        )
        self.connection.execute("DELETE FROM items WHERE id = ?", (item,))
        return cursor.rowcount

    def _row(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        row = self.connection.execute(sql, values).fetchone()
        return None if row is None else tuple(row)

    def _insert(self, sql: str, values: tuple[object, ...]) -> int:
        return int(self.connection.execute(sql, values).lastrowid or 0)
