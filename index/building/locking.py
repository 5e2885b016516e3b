"""Lets one process at a time change a home."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreUnusable

LOCK = ".indexing"


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold a lock that the system releases however this process ends.

    Raises:
        StoreUnusable: another process holds it, or the folder cannot be written.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(home / LOCK, timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise StoreUnusable(f"{home}: cannot be written ({error}); choose another folder with --home") from error
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        lock.close()
        raise StoreUnusable(f"{home}: another dateline index is at work there; wait until it has finished") from error
    try:
        yield
    finally:
        lock.close()
