"""When the last run of ``dateline index`` in a home ended, and how: noted there for those who watch over it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, time

from corpus.errors import DatelineError

FILE_NAME = "last-run.json"


@dataclass(frozen=True, slots=True)
class Run:
    """A run that has ended.

    Attributes:
        ended: in seconds since 1970.
        seconds: that it took.
        well: whether it did what it was told.
    """

    ended: float
    seconds: float
    well: bool


@contextmanager
def noted(home: Path) -> Iterator[None]:
    """Note how a run ends; one that another keeps waiting, or somebody breaks off, is none."""
    began = perf_counter()
    try:
        yield
    except (DatelineError, OSError, sqlite3.Error) as error:
        if not _is_kept_out(error):
            _note(home, Run(time(), perf_counter() - began, well=False))
        raise
    _note(home, Run(time(), perf_counter() - began, well=True))


def last_run(home: Path) -> Run | None:
    """Return the last run that is noted; None where none is, or nothing that can be read."""
    try:
        said = json.loads((home / FILE_NAME).read_text("utf-8"))
        return Run(float(said["ended"]), float(said["seconds"]), bool(said["well"]))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _note(home: Path, run: Run) -> None:
    with suppress(OSError):  # a full disk: the run itself has told so
        beside = home / f"{FILE_NAME}.new"
        beside.write_text(json.dumps(asdict(run)), "utf-8")
        beside.replace(home / FILE_NAME)


def _is_kept_out(error: Exception) -> bool:
    cause = error.__cause__
    return isinstance(cause, sqlite3.Error) and getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
