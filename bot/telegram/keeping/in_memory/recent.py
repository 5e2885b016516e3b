"""Remembers, in memory and for an hour, what was shown last in each chat, so that readers can go on about it.

Nothing of it is written anywhere. What a button needs does not stand here: buttons outlast restarts.
"""

from __future__ import annotations

from collections import OrderedDict
from time import monotonic
from typing import NamedTuple

from bot.telegram.keeping.keeping import Kept, Place

SECONDS = 3600.0
"""After which what was shown is forgotten: who comes back later begins anew."""
MOST = 5_000
"""Replies that are remembered."""


class _Entry(NamedTuple):
    kept: Kept
    place: Place
    at: float


class Recent:
    """The replies that were shown lately."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], _Entry] = OrderedDict()
        self._last: dict[Place, tuple[int, int]] = {}

    async def keep(self, place: Place, kept: Kept) -> None:
        """Remember what one of our messages shows; it is the last one in its place."""
        key = place.chat, kept.message
        self._kept.pop(key, None)
        self._kept[key] = _Entry(kept, place, monotonic())
        self._last[place] = key
        self._forget()

    async def last(self, place: Place) -> Kept | None:
        """Return what was shown last in a place."""
        self._forget()
        key = self._last.get(place)
        return self._kept[key].kept if key is not None else None

    async def of(self, chat: int, message: int) -> Kept | None:
        """Return what one of our messages shows."""
        self._forget()
        entry = self._kept.get((chat, message))
        return entry.kept if entry is not None else None

    def _forget(self) -> None:
        """Forget what is too old, and the oldest of too many."""
        oldest = monotonic() - SECONDS
        while self._kept:
            key, entry = next(iter(self._kept.items()))
            if entry.at >= oldest and len(self._kept) <= MOST:
                return
            del self._kept[key]
            if self._last.get(entry.place) == key:
                del self._last[entry.place]
