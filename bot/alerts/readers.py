"""The file of the alerts: a row for each reader, which only the key finds and opens."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from bot.alerts.keys import Keys
from bot.alerts.opening import opened, translated
from bot.alerts.subscriber import Subscriber, dump, load
from corpus.errors import AlertsUnusable

log = logging.getLogger(__name__)

FILE_NAME = "alerts.db"
CURE = "check the permissions and the disk, or put it back from a copy; without it no alert is sent"
OTHER_KEY = "was written with another key; set that one, or move the file away: its alerts are lost without it"
TABLES = """
    CREATE TABLE IF NOT EXISTS readers (number INTEGER PRIMARY KEY, finder BLOB UNIQUE NOT NULL, sealed BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value BLOB NOT NULL);
"""
WRITE = """
    INSERT INTO readers (finder, sealed) VALUES (?, ?) ON CONFLICT (finder) DO UPDATE SET sealed = excluded.sealed
"""
PAGE = 100
"""Rows that are read at once when all are gone through."""

Change = Callable[[Subscriber | None], Subscriber | None]
"""Makes of what is stored of a reader what is to be; None for nothing."""


class Readers:
    """Who has set alerts; for one thread. Other processes may use the file at the same time.

    Args:
        home: the folder of archive.db.
        keys: of the settings.

    Raises:
        AlertsUnusable: the file cannot be used, or not with this key; every method too.
    """

    def __init__(self, home: Path, keys: Keys) -> None:
        self._file = home / FILE_NAME
        self._keys = keys
        self._damaged: set[int] = set()
        self._database = opened(self._file, TABLES, CURE)
        try:
            with translated(self._file, CURE), self._database:
                self._database.execute("INSERT OR IGNORE INTO meta VALUES ('key', ?)", (keys.mark,))
                self._database.execute("INSERT OR IGNORE INTO meta VALUES ('id', hex(randomblob(16)))")
                self._check()
        except AlertsUnusable:
            self._database.close()
            raise

    @property
    def identity(self) -> str:
        """What tells the file from those of other homes, and nothing else."""
        with translated(self._file, CURE):
            return str(self._database.execute("SELECT value FROM meta WHERE key = 'id'").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def get(self, chat: int) -> Subscriber | None:
        """Return what is stored of a chat, None if nothing is."""
        with translated(self._file, CURE):
            self._check()
            return self._read(self._keys.row_of(chat))

    def change(self, chat: int, change: Change) -> Subscriber | None:
        """Change what is stored of a chat, in one step; return what is stored then.

        A chat without alerts is not kept.
        """
        row = self._keys.row_of(chat)
        gone = False
        with translated(self._file, CURE), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._check()
            before = self._read(row)
            after = change(before)
            if after is not None and after.alerts:
                if after != before:
                    self._write(row, after)
            else:
                after, gone = None, before is not None
                self._database.execute("DELETE FROM readers WHERE finder = ?", (row,))
        if gone:
            self._leave_nothing()
        return after

    def forget(self, chat: int) -> bool:
        """Delete all that is stored of a chat, also what cannot be opened; return whether anything was."""
        with translated(self._file, CURE), self._database:
            self._check()
            row = (self._keys.row_of(chat),)
            found = self._database.execute("DELETE FROM readers WHERE finder = ?", row).rowcount > 0
        if found:
            self._leave_nothing()
        return found

    def move(self, chat: int, to: int) -> None:
        """Move what is stored of a group to its new number; what is stored there already stays beside it."""
        moved: list[Subscriber] = []

        def join(there: Subscriber | None) -> Subscriber | None:
            if there is None:
                return replace(moved[0], chat=to)
            for alert in moved[0].alerts:
                there = there if there.on(alert.topic.text, alert.thread) else there.adding(alert)
            return there

        before = self.get(chat)
        if before is not None:
            moved.append(before)
            self.change(to, join)
            self.forget(chat)

    def all(self) -> Iterator[Subscriber]:
        """Yield what is stored of every chat, but for what cannot be opened; rows may be changed meanwhile."""
        last = 0
        while True:
            sql = "SELECT number, finder, sealed FROM readers WHERE number > ? ORDER BY number LIMIT ?"
            with translated(self._file, CURE):
                self._check()
                rows = self._database.execute(sql, (last, PAGE)).fetchall()
            for last, finder, sealed in rows:
                try:
                    yield self._opened(finder, sealed)
                except AlertsUnusable as error:
                    if last not in self._damaged:
                        self._damaged.add(last)
                        log.error("%s: row %d: %s.", self._file, last, error)  # noqa: TRY400 - the message says it all
            if not rows:
                return

    def count(self) -> int:
        """Return how many chats have set alerts."""
        with translated(self._file, CURE):
            return int(self._database.execute("SELECT COUNT(*) FROM readers").fetchone()[0])

    def rotate(self, keys: Keys) -> int:
        """Seal all rows with another key, all of them or none; return how many there are.

        Whoever has the file open with the key before is told that it does not fit any more.
        """
        with translated(self._file, CURE), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._check()
            numbers = [number for (number,) in self._database.execute("SELECT number FROM readers ORDER BY number")]
            for number in numbers:
                finder, sealed = self._database.execute(
                    "SELECT finder, sealed FROM readers WHERE number = ?", (number,)
                ).fetchone()
                subscriber = self._opened(finder, sealed)
                row = keys.row_of(subscriber.chat)
                self._database.execute(
                    "UPDATE readers SET finder = ?, sealed = ? WHERE number = ?",
                    (row, keys.seal(row, dump(subscriber)), number),
                )
            self._database.execute("UPDATE meta SET value = ? WHERE key = 'key'", (keys.mark,))
        self._keys = keys
        self._leave_nothing()
        return len(numbers)

    def _check(self) -> None:
        (mark,) = self._database.execute("SELECT value FROM meta WHERE key = 'key'").fetchone() or (b"",)
        if mark != self._keys.mark:
            raise AlertsUnusable(f"{self._file}: {OTHER_KEY}")

    def _read(self, row: bytes) -> Subscriber | None:
        found = self._database.execute("SELECT sealed FROM readers WHERE finder = ?", (row,)).fetchone()
        return None if found is None else self._opened(row, found[0])

    def _opened(self, row: bytes, sealed: bytes) -> Subscriber:
        content = self._keys.open(row, sealed)
        try:
            return load(content)
        except (ValueError, TypeError, LookupError) as error:  # sealed by another Dateline
            raise AlertsUnusable(
                "a row of the alerts is of another form; it was written by another Dateline"
            ) from error

    def _write(self, row: bytes, subscriber: Subscriber) -> None:
        self._database.execute(WRITE, (row, self._keys.seal(row, dump(subscriber))))

    def _leave_nothing(self) -> None:
        """Empty the log beside the file, in which pages stand as they were before."""
        with translated(self._file, CURE):
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
