"""Which items of the files under way are known to be in them still, and the lines at which they stand now."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from weakref import WeakValueDictionary

from corpus.store.known import KnownItem, KnownItems


class Settled:
    """What a run knows of the items of files that it has not come to the end of; several are under way at once.

    Args:
        connection: of the writing side.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: WeakValueDictionary[int, KnownItems] = WeakValueDictionary()
        self._items: defaultdict[int, set[int]] = defaultdict(set)
        self._moved: defaultdict[int, list[tuple[int | None, int]]] = defaultdict(list)

    def know(self, source: int, known: KnownItems) -> None:
        """Remember what is known of a file that is under way, for as long as somebody looks through it."""
        self._known[source] = known

    def taken(self, source: int, item: int) -> None:
        """Note that an item's article has been taken for the older version of another: it has to be read anew."""
        if (known := self._known.get(source)) is not None:
            known.forget(item)

    def keep(self, source: int, known: KnownItem, line: int | None) -> None:
        """Settle an item that is the same as before, at the line where it stands now."""
        if known.line != line:
            self._moved[source].append((line, known.number))  # a line more moves all that are below it
        self._items[source].add(known.number)

    def add(self, source: int, item: int) -> None:
        """Settle an item that has just been written."""
        self._items[source].add(item)

    def of(self, source: int) -> set[int]:
        """Return the items of a file that are settled."""
        return self._items[source]

    def move(self, source: int) -> None:
        """Write where those items of a file stand now that were kept."""
        self._connection.executemany("UPDATE items SET line = ? WHERE id = ?", self._moved.pop(source, ()))

    def end(self, source: int) -> set[int]:
        """Write where items of a file stand, forget it, and return the items that were settled."""
        self.move(source)
        return self._items.pop(source, set())
