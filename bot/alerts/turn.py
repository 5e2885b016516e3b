"""Whose turn it is to send alerts: one process of those that share a home, as long as it lives."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.alerts.opening import translated

FILE_NAME = "alerts.turn"
CURE = "check the permissions and the disk, or move it away: it holds nothing"


class Turn:
    """A lock that the system releases however its holder ends.

    Args:
        home: the folder of archive.db.

    Raises:
        AlertsUnusable: the file cannot be written.
    """

    def __init__(self, home: Path) -> None:
        self._file = home / FILE_NAME
        with translated(self._file, CURE):
            self._lock = sqlite3.connect(self._file, timeout=0, isolation_level=None)
        self._held = False

    def take(self) -> bool:
        """Take the turn, or keep it; False while another process has it."""
        if not self._held:
            with translated(self._file, CURE):
                try:
                    self._lock.execute("BEGIN EXCLUSIVE")
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                        raise
                    return False
            self._held = True
        return True

    def close(self) -> None:
        """Let others have it."""
        self._lock.close()
