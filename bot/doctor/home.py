"""Looks at the folder: whether it is there, who may write it, on what disk it is, and what was left lying there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.doctor.finding import Finding, fail, ok, warn
from corpus.file_system import NETWORK, kind_of
from corpus.store.schema import FILE_NAME, between_homes
from index.building.locking import LOCK
from index.generations import folder as generations

LEAST = 200 << 20
"""Bytes that should be free at least."""
TIMES = 2
"""A generation is built beside the old one, and the store's log may grow as much; so twice of what is there."""


def look(home: Path) -> Iterator[Finding]:
    """Look at a home's folder."""
    if not home.exists():
        yield fail("home", f"{home} is not there", "read an archive: dateline index PATH; or name another with --home")
        return
    if not home.is_dir():
        yield fail("home", f"{home} is a file, not a folder", "name a folder with --home or DATELINE_HOME")
        return
    missing = [
        word for word, right in (("read", os.R_OK | os.X_OK), ("written", os.W_OK)) if not os.access(home, right)
    ]
    if missing:
        yield fail("home", f"{home} cannot be {' or '.join(missing)} by this user", "check its owner and permissions")
    else:
        yield ok("home", f"{home.resolve()}")
    if between_homes(home):
        yield fail(
            "home", "a restore was interrupted at its last step", "run dateline restore once more, which ends it"
        )
    yield from _private(home)
    yield from _disk(home)
    yield from _lock(home)
    yield from _left(home)


def _private(home: Path) -> Iterator[Finding]:
    open_to_all = [
        file.name for file in sorted(home.glob("*.db")) if file.name != FILE_NAME and file.stat().st_mode & stat.S_IROTH
    ]
    if open_to_all and home.stat().st_mode & stat.S_IXOTH:
        cure = f"chmod 700 {home}"
        yield warn("home", f"other users of this machine may read {', '.join(open_to_all)}", cure)


def _disk(home: Path) -> Iterator[Finding]:
    kind = kind_of(home)
    if kind is None:
        yield warn("file system", "its kind cannot be told on this system", "see that it is a local disk")
    elif kind in NETWORK:
        yield fail(
            "file system", f"{kind} is a network's, where SQLite may damage the store", "move the home to a local disk"
        )
    else:
        yield ok("file system", kind)
    free = shutil.disk_usage(home).free
    there = sum(file.stat().st_size for file in home.rglob("*") if file.is_file() and not file.is_symlink())
    said = f"{free >> 20:,} MiB free, the home takes {there >> 20:,} MiB"
    if free < LEAST:
        yield fail("disk", said, "make room on the disk")
    elif free < TIMES * there:
        yield warn("disk", f"{said}; a run of dateline index may need twice that", "make room on the disk")
    else:
        yield ok("disk", said)


def _lock(home: Path) -> Iterator[Finding]:
    if not (home / LOCK).exists():
        return
    try:
        with closing(sqlite3.connect(f"{(home / LOCK).absolute().as_uri()}?mode=rw", uri=True, timeout=0)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            yield ok("lock", "dateline index is at work")
        else:
            yield warn("lock", f"{LOCK} cannot be taken ({error})", "check its permissions")
        return
    yield ok("lock", "free; the system releases it however its holder ends")
    for left in sorted((home / generations.INDEX).glob("*.building")):
        cure = "the next dateline index removes it"
        yield warn("lock", f"{left.name} was left by a run that was interrupted", cure)


def _left(home: Path) -> Iterator[Finding]:
    for left in sorted(home.glob("archive-schema-*.db")):
        cure = "the next dateline index that succeeds removes it"
        yield warn("home", f"{left.name} is a copy of the store before it was brought up to date", cure)
