"""The words for a rollback that holds, wherever one is told."""

from __future__ import annotations

from index.generations.keeping import RolledBack


def holding(held: RolledBack) -> str:
    """Return the words for a rollback that holds."""
    return (
        f"generation {held.answers} answers instead of {held.instead_of} since the rollback of {held.since}, until "
        "something changes in the archive"
    )
