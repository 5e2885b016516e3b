"""Counts what came of everything that archives hold: what was read, what is left out and why, what is in quarantine."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from corpus.store.little_text import ORDER, PAGES, LittleText, little_text

SEEN = """
    FROM items WHERE archive_id IN (SELECT id FROM archives WHERE root = ?)
    AND (digest IS NOT NULL OR EXISTS (SELECT 1 FROM articles WHERE item_id = items.id AND retired_in IS NULL))
"""
"""Without those whose article another item has taken over."""
OF_ARCHIVE = "archive_id IN (SELECT id FROM archives WHERE root = ?)"
COUNTED = f"SELECT COUNT(*), reason IS NOT NULL, left_out {SEEN} GROUP BY reason IS NOT NULL, left_out"


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of the items of some archives, in this run or an earlier one; each counts once.

    Attributes:
        read: that became articles.
        left_out: that are none, by the reason.
        quarantined: that could not be read.
        little: pages that were read of which little text was found.
    """

    read: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    quarantined: int = 0
    little: tuple[LittleText, ...] = ()

    @property
    def seen(self) -> int:
        """All of them."""
        return self.read + sum(self.left_out.values()) + self.quarantined


def outcomes(connection: sqlite3.Connection, roots: Iterable[Path]) -> Outcomes:
    """Count what came of the items of some archives."""
    read = quarantined = 0
    left_out: Counter[str] = Counter()
    little: list[LittleText] = []
    for root in dict.fromkeys(str(root.resolve()) for root in roots):
        for number, failed, reason in connection.execute(COUNTED, (root,)):
            if failed:
                quarantined += number
            elif reason is not None:
                left_out[reason] += number
            else:
                read += number
        little += map(little_text, connection.execute(f"{PAGES} AND {OF_ARCHIVE} {ORDER}", (root,)))
    return Outcomes(read, dict(sorted(left_out.items())), quarantined, tuple(little))


def live_articles(connection: sqlite3.Connection, roots: Iterable[Path]) -> int:
    """Return how many articles of some archives are live."""
    live = (
        "SELECT COUNT(*) FROM articles WHERE archive_id = (SELECT id FROM archives WHERE root = ?)"
        " AND retired_in IS NULL"
    )
    return sum(connection.execute(live, (key,)).fetchone()[0] for key in {str(root.resolve()) for root in roots})
