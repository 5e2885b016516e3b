"""Which updates have been dealt with, so that none is answered twice: their numbers, and nothing of readers.

Telegram chooses numbers anew after a week without any update. So a known number that comes with a message younger than
anything that was dealt with is a new update, and the numbers before it mean nothing any more.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

FILE_NAME = "updates.db"
MOST = 20_000
"""Numbers that are kept; Telegram keeps an update for a day, but delivers only the latest twice."""
PRUNE_EVERY = 1000


class SeenUpdates:
    """The numbers of updates that have been dealt with, on disk before anybody could ask for them again.

    Args:
        home: the folder of archive.db.
    """

    def __init__(self, home: Path) -> None:
        self._database = sqlite3.connect(home / FILE_NAME, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")  # a killed process loses nothing by it
        self._database.execute("CREATE TABLE IF NOT EXISTS updates (number INTEGER PRIMARY KEY)")
        self._database.execute("CREATE TABLE IF NOT EXISTS latest (row INTEGER PRIMARY KEY, second REAL)")
        self._added = 0

    def has(self, number: int, sent_at: int | None) -> bool:
        """Tell whether an update has been dealt with.

        Args:
            number: of the update.
            sent_at: when its message was written or edited, in seconds since 1970, if it has one.
        """
        query = self._database.execute
        if query("SELECT 1 FROM updates WHERE number = ?", (number,)).fetchone() is None:
            return False
        (latest,) = query("SELECT MAX(second) FROM latest").fetchone()
        if sent_at is None or latest is None or sent_at <= latest:
            return True
        query("DELETE FROM updates")
        return False

    def add(self, number: int) -> None:
        """Remember a number."""
        query = self._database.execute
        query("BEGIN")
        query("INSERT OR IGNORE INTO updates VALUES (?)", (number,))
        query("INSERT OR REPLACE INTO latest VALUES (1, ?)", (time.time(),))
        query("COMMIT")
        self._added += 1
        if self._added % PRUNE_EVERY == 1:
            query(
                "DELETE FROM updates WHERE number < (SELECT number FROM updates ORDER BY number DESC LIMIT 1 OFFSET ?)",
                (MOST,),
            )

    def close(self) -> None:
        """Close the file."""
        self._database.close()
