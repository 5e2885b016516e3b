"""Remembers what the last run has changed, for a maintainer who reads of it later."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.store.reading import StoreReader
from corpus.store.writing import StoreWriter

KEY = "last_run"


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


def last_run(store: StoreReader) -> LastRun | None:
    """Return what the last run has changed; None in a store whose last run has not noted it."""
    found = store.rows("SELECT value FROM meta WHERE key = ?", KEY)
    try:
        return LastRun(**json.loads(found[0][0])) if found else None
    except (ValueError, TypeError):
        return None
