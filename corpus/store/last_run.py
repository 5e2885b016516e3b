"""Remembers what the last run has changed, for a maintainer who reads of it later."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from corpus.errors import StoreUnusable
from corpus.store.reading import StoreReader
from corpus.store.writing import StoreWriter

KEY = "last_run"
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right says less."""
TOLERANCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class LastRun:
    """What a run has changed.

    Attributes:
        at: when it had read everything, in UTC.
        written: articles that were new or changed.
        removed: articles that are no longer in the archive.
        redated: articles that were dated anew without being read.
        unchanged: files and items that were as before.
    """

    at: str
    written: int
    removed: int
    redated: int
    unchanged: int


def note_run(writer: StoreWriter, *, written: int, removed: int, redated: int, unchanged: int) -> None:
    """Note what a run has changed."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    counts = {"written": written, "removed": removed, "redated": redated, "unchanged": unchanged}
    writer.write_note(KEY, json.dumps({"at": at, **counts}))


def see_that_time_goes_on(writer: StoreWriter, *, full: bool, now: datetime | None = None) -> None:
    """See that the clock is not behind the last run: by it is told what is published, and what is still to come.

    Args:
        writer: the open store.
        full: all is read anew, so that what was told by a wrong clock is told again.
        now: the time, if it is not the clock's.

    Raises:
        StoreUnusable: it is.
    """
    now = now or datetime.now(UTC)
    try:
        at = datetime.fromisoformat(json.loads(writer.note(KEY) or "")["at"])
    except (ValueError, KeyError, TypeError):
        at = FIRST
    if full:
        at = FIRST
    if now < at - TOLERANCE:
        raise StoreUnusable(
            f"{writer.file}: the clock says {now:%Y-%m-%d %H:%M} UTC, but the last run was at {at:%Y-%m-%d %H:%M}; set "
            "the clock, or, if it was wrong then and is right now: dateline index PATH --full"
        )


def last_run(store: StoreReader) -> LastRun | None:
    """Return what the last run has changed; None in a store whose last run has not noted it."""
    found = store.rows("SELECT value FROM meta WHERE key = ?", KEY)
    try:
        return LastRun(**json.loads(found[0][0])) if found else None
    except (ValueError, TypeError):
        return None
