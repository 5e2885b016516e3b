"""Puts together what is kept in this process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from bot.telegram.keeping.in_memory.albums import Albums
from bot.telegram.keeping.in_memory.allowances import Allowances
from bot.telegram.keeping.in_memory.recent import Recent
from bot.telegram.keeping.in_memory.seen import SeenUpdates
from bot.telegram.keeping.in_memory.turns import Turns
from bot.telegram.keeping.keeping import Keeping

MOST_REPLIES = 10_000
"""Replies, and notices, that are remembered."""


def in_memory(home: Path, counter: str, settle_seconds: float) -> Keeping:
    """Return what is kept in this process, and in a folder.

    Args:
        home: the folder of archive.db, for the numbers of updates.
        counter: who counts the updates: a server of the Bot API, for one bot.
        settle_seconds: after the latest message of an album; then no more is expected.

    Raises:
        StoreUnusable: the file of numbers cannot be written, or is none of ours.
    """
    seen = SeenUpdates(home, counter)

    async def begin(_lost: Callable[[int], None]) -> None:
        """Return at once: all of it is here."""

    async def close() -> None:
        seen.close()

    albums = Albums(settle_seconds)
    return Keeping(Turns(seen), Allowances(), Replies(), Notices(), Recent(), albums, begin, close)


class Replies:
    """Which reply belongs to which question."""

    def __init__(self) -> None:
        self._replies: OrderedDict[tuple[int, int], int] = OrderedDict()

    async def keep(self, chat: int, question: int, reply: int | None) -> None:
        """Remember the reply to a message; None forgets it."""
        self._replies.pop((chat, question), None)
        if reply is not None:
            self._replies[chat, question] = reply
            if len(self._replies) > MOST_REPLIES:
                self._replies.popitem(last=False)

    async def of(self, chat: int, question: int) -> int | None:
        """Return the number of the reply to a message, if it is remembered."""
        return self._replies.get((chat, question))


class Notices:
    """What chats have been told once."""

    def __init__(self) -> None:
        self._told: OrderedDict[tuple[int, str], int] = OrderedDict()

    async def bears(self, chat: int, notice: str, message: int) -> bool:
        """Tell whether the reply to a message is the one that tells its chat something."""
        if self._told.setdefault((chat, notice), message) != message:
            return False
        if len(self._told) > MOST_REPLIES:
            self._told.popitem(last=False)
        return True
