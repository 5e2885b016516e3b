"""How much the store holds that is live, and what could not be read, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LIVE = "FROM articles WHERE retired_in IS NULL"
COUNTS = f"""
    SELECT (SELECT COUNT(*) FROM passages WHERE article IN (SELECT id {LIVE}))
            - (SELECT COUNT(*) FROM passages WHERE article IN (SELECT id {LIVE}) AND role = 'furniture'),
        (SELECT COUNT(*) FROM items WHERE reason IS NOT NULL), MIN(published_from), MAX(published_to) {LIVE}
"""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An item that could not be read: where it is, why, and the name of its archive."""

    path: str
    line: int | None
    reason: str
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the store holds that is live."""

    archives: tuple[tuple[str, str | None], ...]
    articles: int
    passages: int
    quarantined: int
    statuses: dict[str, int]
    first: date | None
    last: date | None
