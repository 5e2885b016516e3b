"""Counts by day what readers get and whether it helps: numbers only, never who or what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bot.alerts.opening import opened, translated
from bot.alerts.subscriber import today

FILE_NAME = "counts.db"
CURE = "check the permissions and the disk, or move it away: then days are counted from today on"
TABLES = """
    CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS counts (day TEXT, name TEXT, count INTEGER NOT NULL, PRIMARY KEY (day, name));
"""
TAKE = "UPDATE counts SET count = count - 1 WHERE day = ? AND name = ? AND count > 0"
ADD = "INSERT INTO counts VALUES (?, ?, 1) ON CONFLICT (day, name) DO UPDATE SET count = count + 1"
HELPED, HELPED_NOT = "helped", "helped not"
TOOK = "took "
"""Before the milliseconds, a power of two, that a reply took at most."""


class Counts:
    """The file; for one thread.

    Args:
        home: the folder of archive.db.

    Raises:
        AlertsUnusable: it cannot be written, or is none of ours; every method too.
    """

    def __init__(self, home: Path) -> None:
        self._file = home / FILE_NAME
        self._database: sqlite3.Connection = opened(self._file, TABLES, CURE)

    def add(self, *names: str) -> None:
        """Count one more of each of some things today."""
        day = today().isoformat()
        with translated(self._file, CURE), self._database:
            self._database.executemany(ADD, [(day, name) for name in names])

    def take(self, name: str) -> None:
        """Count one less of something today, if it was counted today."""
        with translated(self._file, CURE), self._database:
            self._database.execute(TAKE, (today().isoformat(), name))

    def since(self, day: date) -> dict[date, dict[str, int]]:
        """Return the counts of each day from one on, by name."""
        sql = "SELECT day, name, count FROM counts WHERE day >= ? ORDER BY day"
        found: dict[date, dict[str, int]] = {}
        with translated(self._file, CURE):
            for one, name, count in self._database.execute(sql, (day.isoformat(),)):
                found.setdefault(date.fromisoformat(one), {})[name] = count
        return found

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def took(seconds: float) -> str:
    """Return under what name it is counted how long a reply took."""
    return f"{TOOK}{1 << max(0, round(1000 * seconds)).bit_length()}"


def median(days: Iterable[dict[str, int]]) -> int | None:
    """Return the milliseconds, a power of two, within which half of the replies of some days came; None without any."""
    times: dict[int, int] = {}
    for counts in days:
        for name, count in counts.items():
            if name.startswith(TOOK):
                most = int(name.removeprefix(TOOK))
                times[most] = times.get(most, 0) + count
    left = (sum(times.values()) + 1) // 2
    for most in sorted(times):
        left -= times[most]
        if left <= 0:
            return most
    return None
