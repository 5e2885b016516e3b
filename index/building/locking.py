"""Lets one process at a time change a home, and says what its disk refuses."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from socket import gethostname
from time import sleep

from corpus.errors import IndexUnusable, StoreUnusable
from corpus.full_disk import cure_of
from corpus.store.schema import see_that_it_is_a_home
from index.generations import folder as generations

LOCK, HOLDER = ".indexing", ".indexing.by"
"""The lock, and who holds it, which means nothing while nobody does: whoever is killed leaves it behind."""
LOOK_SECONDS = 0.5


@contextmanager
def alone(home: Path, doing: str, waiting: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold a lock that the system releases however this process ends.

    Args:
        home: the folder that is changed.
        doing: what is done meanwhile, for who comes next.
        waiting: told who holds it, once, if another does, which is waited for; without it this is refused.

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
    with closing(lock):
        _take(lock, home, waiting)
        holder = home / HOLDER
        since = datetime.now(UTC).isoformat(timespec="seconds")
        with suppress(OSError):  # a full disk: the lock holds without it
            holder.write_text(json.dumps([os.getpid(), gethostname(), since, doing]), "utf-8")
        try:
            yield
        finally:
            with suppress(OSError):
                holder.unlink()


def _take(lock: sqlite3.Connection, home: Path, waiting: Callable[[str], None] | None) -> None:
    """Take the lock, as soon as nobody has it."""
    told = False
    while True:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:  # a folder or disk that is read only
                cure = cure_of(error, home, "check its permissions and the disk")
                raise StoreUnusable(f"{home}: cannot be written ({error}); {cure}") from error
            at_work = f"{home}: another dateline index is at work there{_holder(home)}"
            if waiting is None:
                raise StoreUnusable(f"{at_work}; wait until it has finished, as --wait does") from error
            if not told:
                waiting(f"{at_work}; waiting until it has finished")
                told = True
            sleep(LOOK_SECONDS)
        else:
            return


def _holder(home: Path) -> str:
    """Return who holds the lock, "" if that is not known."""
    try:
        number, host, since, doing = json.loads((home / HOLDER).read_text("utf-8"))
        begun = datetime.fromisoformat(since).astimezone(UTC)
    except (OSError, ValueError, TypeError):
        return ""
    return f": process {number} on {host}, {doing} since {begun:%Y-%m-%d %H:%M:%S} UTC"


@contextmanager
def room_on_disk(index: Path, what: str = "the new index") -> Iterator[None]:
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
            f"{index}: {what} cannot be written ({error.strerror or error}), the old one goes on answering; "
            f"{cure}, and run it again"
        ) from error
