"""Lets one process at a time change a home, and says what its disk refuses."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import IndexUnusable, StoreUnusable
from corpus.full_disk import cure_of
from corpus.store.schema import see_that_it_is_a_home
from index.generations import folder as generations

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
        see_that_it_is_a_home(home)
        cure = cure_of(error, home, "choose another folder with --home")
        raise StoreUnusable(f"{home}: cannot be written ({error}); {cure}") from error
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        lock.close()
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:  # a folder or disk that is read only
            cure = cure_of(error, home, "check its permissions and the disk")
            raise StoreUnusable(f"{home}: cannot be written ({error}); {cure}") from error
        raise StoreUnusable(f"{home}: another dateline index is at work there; wait until it has finished") from error
    try:
        yield
    finally:
        lock.close()


@contextmanager
def room_on_disk(index: Path) -> Iterator[None]:
    """Clean up after a build that the disk refuses to write.

    Raises:
        IndexUnusable: the disk is full, or cannot be written; the old index goes on answering.
    """
    try:
        yield
    except OSError as error:
        generations.clean(index)
        cure = cure_of(error, index, "check the disk and the permissions")
        raise IndexUnusable(
            f"{index}: the new index cannot be written ({error.strerror or error}), the old one goes on answering; "
            f"{cure}, and run dateline index again"
        ) from error
