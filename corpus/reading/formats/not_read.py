"""Knows forms of files that are not read, and says what to do with them."""

from __future__ import annotations

from corpus.data import table
from corpus.reading.readers import ending_of

CURES: dict[str, str] = table("corpus.reading.formats", "not_read")["endings"]


def refusal_of(path: str) -> str | None:
    """Return why a file is not read, by its ending; None if it may be."""
    return CURES.get(ending_of(path))
