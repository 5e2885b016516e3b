"""The paragraphs that every engine indexes: those that Dateline has split and stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.store.reading import StoreReader

ROWS = "rows.npy"


class Paragraphs:
    """The text of every live passage of a home, streamed in the order of Dateline's index, with its row in the store.

    Attributes:
        rows: of the paragraphs read so far; for engines that know documents only by their place.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.rows: list[int] = []

    def __iter__(self) -> Iterator[str]:
        store = StoreReader(self.home)
        for passage in store.live_passages():
            self.rows.append(passage.number)
            yield passage.text
        store.close()

    def save_rows(self, folder: Path) -> int:
        """Write the rows beside an index; return how many there are."""
        np.save(folder / ROWS, np.asarray(self.rows, np.int64))
        return len(self.rows)


def load_rows(folder: Path) -> npt.NDArray[np.int64]:
    """Return the row of each place."""
    rows: npt.NDArray[np.int64] = np.load(folder / ROWS)
    return rows
