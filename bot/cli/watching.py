"""Follows archives: looks at their files again and again, and has them read when they have changed.

A look asks the system for sizes and times only, which needs no notification that a network file system would not send,
and next to no time beside a run.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

import click

from bot.cli.stopping import end_on_sigterm
from corpus.dating.corrections import FILE_NAME as CORRECTIONS
from corpus.errors import DatelineError
from corpus.reading.directions import FILE_NAME as DIRECTIONS

SETTLING = 2.0
"""Seconds for which nothing may change before it is read: who copies files has not finished with the first."""
LONGEST = 30
"""Looks after which it is read all the same: some files never come to rest."""
TROUBLE = (DatelineError, click.ClickException, OSError, sqlite3.Error, MemoryError)
"""What is told and tried again; anything else is a fault of ours."""


class Again(Protocol):
    """A run."""

    def __call__(self, *, changed: bool) -> bool:
        """Run, and return whether nothing was left for another run; ``changed``: what is to be read has changed."""
        ...


def watch(every: float, look: Callable[[], str], run: Again) -> None:
    """Run whenever something has changed, until Ctrl-C or SIGTERM; what fails is told once, and tried again.

    Runs never overlap; a stop takes effect at once, also in a run, as whatever interrupts one loses nothing.

    Args:
        every: seconds between looks.
        look: returns the state of what is to be read.
        run: one run.
    """
    end_on_sigterm()
    told, before, again = "", "", True
    with suppress(KeyboardInterrupt):
        while True:
            try:
                now = look()
                changed = now != before
                if changed or again:
                    if changed and before:
                        now = _settled(now, look, min(every, SETTLING))
                    before, again = now, True
                    again = not run(changed=changed)
                told = ""
            except TROUBLE as error:
                again = True
                if str(error) != told:
                    click.echo(f"dateline: {_said(error)}; trying again", err=True)
                told = str(error)
            threading.Event().wait(every)
    click.echo("Stopped watching; the index keeps answering.", err=True)


def _settled(now: str, look: Callable[[], str], pause: float) -> str:
    """Wait until nothing changes any more, and return the state then."""
    for _ in range(LONGEST):
        threading.Event().wait(pause)
        before, now = now, look()
        if now == before:
            break
    return now


def _said(error: BaseException) -> str:
    """Return an error in words; one of the system's is told with its kind."""
    if isinstance(error, click.ClickException):
        return error.format_message()
    return str(error) if isinstance(error, DatelineError) else f"{type(error).__name__}: {error}"


def state_of(home: Path, roots: Sequence[Path]) -> str:
    """Return what changes whenever a run would read something, or let something in that was due on a later day.

    Args:
        home: in which there may be corrections for all archives.
        roots: the paths of the archives.
    """
    seen = blake2b(str(date.today()).encode(), digest_size=16)  # noqa: DTZ011 - the maintainer's own day
    beside = [f"{root}.{name}" for root in roots for name in (CORRECTIONS, DIRECTIONS)]
    for path in (str(home / CORRECTIONS), *beside):
        seen.update(_seen(path))
    for root in roots:
        seen.update(_seen(root))
        for path in _below(root, home):
            seen.update(_seen(path))
    return seen.hexdigest()


def _below(root: Path, home: Path) -> Iterator[str]:
    """Yield the files below a folder in a fixed order, but hidden folders, which are not read, and the home."""
    own = home.resolve()
    for folder, inside, files in os.walk(root.resolve()):
        if Path(folder) == own:
            inside.clear()
            continue
        inside[:] = sorted(one for one in inside if not one.startswith("."))
        yield from (os.path.join(folder, name) for name in sorted(files))  # noqa: PTH118 - a Path for each is slow


def _seen(path: str | Path) -> bytes:
    """Return a file's name, size and times; the last is changed by a change of permissions too."""
    try:
        found = os.stat(path)  # noqa: PTH116 - as above
    except OSError as error:
        return f"{path}\0{error.errno}\n".encode(errors="surrogateescape")
    if stat.S_ISDIR(found.st_mode):
        return f"{path}\0{found.st_mode}\n".encode(errors="surrogateescape")
    told = (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return f"{path}\0{told}\n".encode(errors="surrogateescape")
