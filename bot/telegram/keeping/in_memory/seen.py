"""Which updates have been dealt with, so that none is answered twice: their numbers, and nothing of readers.

Telegram counts each bot's updates by themselves, and chooses numbers anew after a week without any. So a known number
that comes with a message younger than anything that was dealt with is a new update, and older numbers mean nothing.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from corpus.errors import StoreUnusable
from corpus.full_disk import cure_of

FILE_NAME = "updates.db"
MOST = 20_000
"""Numbers that are kept for a bot; Telegram keeps an update for a day, but delivers only the latest twice."""
PRUNE_EVERY = 1000
KEPT = 2 * 24 * 3600
"""Seconds after which Telegram delivers nothing again."""


class SeenUpdates:
    """The numbers of updates that have been dealt with, on disk before anybody could ask for them again.

    Args:
        home: the folder of archive.db.
        counter: who counts the updates: a server of the Bot API, for one bot.

    Raises:
        StoreUnusable: the file cannot be written, or is none of ours.
    """

    def __init__(self, home: Path, counter: str) -> None:
        self._counter = counter
        file = home / FILE_NAME
        try:
            self._database = sqlite3.connect(file, isolation_level=None, timeout=30)
            self._prepare()
        except sqlite3.Error as error:
            cure = cure_of(error, file, "check the permissions, or move it away: it holds nothing that is needed")
            raise StoreUnusable(f"{file}: cannot be written ({error}); {cure}") from error
        self._added = self._second = 0

    def _prepare(self) -> None:
        query = self._database.execute
        query("PRAGMA journal_mode = WAL")
        query("PRAGMA synchronous = NORMAL")  # a killed process loses nothing by it
        query("CREATE TABLE IF NOT EXISTS updates (counter TEXT, number INTEGER, PRIMARY KEY (counter, number))")
        query("CREATE TABLE IF NOT EXISTS latest (counter TEXT PRIMARY KEY, second INTEGER)")
        old = "SELECT counter FROM latest WHERE second < ?"
        query(f"DELETE FROM updates WHERE counter IN ({old})", (time.time() - KEPT,))  # noqa: S608 - no values

    def has(self, number: int, sent_at: int | None) -> bool:
        """Tell whether an update has been dealt with.

        Args:
            number: of the update.
            sent_at: when its message was written or edited, in seconds since 1970, if it has one.
        """
        query, counter = self._database.execute, self._counter
        if query("SELECT 1 FROM updates WHERE counter = ? AND number = ?", (counter, number)).fetchone() is None:
            return False
        (latest,) = query("SELECT MAX(second) FROM latest WHERE counter = ?", (counter,)).fetchone()
        if sent_at is None or latest is None or sent_at <= latest:
            return True
        query("DELETE FROM updates WHERE counter = ?", (counter,))
        return False

    def add(self, number: int) -> None:
        """Remember a number."""
        query, counter = self._database.execute, self._counter
        second = int(time.time()) + 1  # never earlier than any message dealt with
        if second != self._second:
            query("INSERT OR REPLACE INTO latest VALUES (?, ?)", (counter, second))
            self._second = second
        query("INSERT OR IGNORE INTO updates VALUES (?, ?)", (counter, number))
        if self._added % PRUNE_EVERY == 0:
            kept = "SELECT number FROM updates WHERE counter = ? ORDER BY number DESC LIMIT 1 OFFSET ?"
            query(f"DELETE FROM updates WHERE counter = ? AND number < ({kept})", (counter, counter, MOST))  # noqa: S608 - no values
        self._added += 1

    def close(self) -> None:
        """Close the file."""
        self._database.close()
