"""Which passages fit a question: text analysis, TF-IDF weighting, the inverted file, ranking, answers.

For programs: ``from index import open_archive``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.archive import Archive

__all__ = ["open_archive"]


def open_archive(home: str | Path = "data", *, compiled: bool = False) -> Archive:
    """Open an indexed archive for a program; see ``index.archive.Archive``.

    Args:
        home: the folder that holds archive.db and index/, as ``dateline index`` made it.
        compiled: compile the loops first, for thousands of questions; it takes a second or two, and about 60 MiB.

    Raises:
        StoreUnusable: there is no store, or it cannot be read; like the others it says what to do.
        IndexUnusable: there is no index, or it is damaged.
    """
    from index.archive import Archive  # noqa: PLC0415 - whoever imports a part of the index does not need all of it

    return Archive(Path(home), compiled=compiled)
