"""A connection that is closed when its thread ends: a reader cannot close those of threads that are not its own."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from corpus.store.schema import BUSY_SECONDS


class ThreadConnection:
    """A connection for reading, held by nothing but what is local to a thread.

    Args:
        file: the database.

    Attributes:
        connection: to it.

    Raises:
        sqlite3.Error: it cannot be opened.
    """

    __slots__ = ("connection",)

    def __init__(self, file: Path) -> None:
        self.connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=ro",
            uri=True,
            timeout=BUSY_SECONDS,
            check_same_thread=False,  # used by one, but closed by whichever lets go of it
        )

    def __del__(self) -> None:
        if hasattr(self, "connection"):  # it could be opened
            self.connection.close()
