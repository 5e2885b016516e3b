"""Remembers, in memory, which messages of an album have come, and which one is answered."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass

from bot.telegram.keeping.keeping import Member

MOST_ALBUMS = 1000
"""Albums that are remembered, those used last; Telegram brings each within a moment."""


@dataclass(slots=True)
class _Album:
    latest: float = 0.0
    speaks: bool = False
    answered: int | None = None
    hinted: int | None = None


class Albums:
    """The albums that came lately.

    Args:
        settle_seconds: after the latest message of an album; then no more is expected.
    """

    def __init__(self, settle_seconds: float) -> None:
        self._settle_seconds = settle_seconds
        self._albums: OrderedDict[tuple[int, str], _Album] = OrderedDict()

    async def arrived(self, member: Member, *, edited: bool) -> None:
        """Note a message of an album as soon as it is there."""
        album = self._album(member.album)
        album.latest = time.monotonic()
        if member.speaks:
            album.speaks = True
        elif edited and album.answered == member.number:  # the caption has moved, or is gone
            album.answered = None

    async def seconds_left(self, album: tuple[int, str]) -> float:
        """Return how long a caption may still come."""
        found = self._album(album)
        return 0.0 if found.speaks else max(0.0, found.latest + self._settle_seconds - time.monotonic())

    async def is_answered(self, member: Member) -> bool:
        """Tell whether a message is the one of its album that is answered."""
        album = self._album(member.album)
        if member.speaks:
            album.answered = album.answered or member.number
            return album.answered == member.number
        if album.speaks:
            return False
        album.hinted = album.hinted or member.number
        return album.hinted == member.number

    def _album(self, key: tuple[int, str]) -> _Album:
        album = self._albums.setdefault(key, _Album())
        self._albums.move_to_end(key)
        if len(self._albums) > MOST_ALBUMS:
            self._albums.popitem(last=False)
        return album
