"""Turns within one process: in the order in which updates come, and by the numbers on disk none twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.telegram.keeping.in_memory.seen import SeenUpdates


class Turns:
    """Turns of one process alone.

    Args:
        seen: the updates that have been dealt with, also before a restart.
    """

    are_shared = False
    can_be_told = True

    def __init__(self, seen: SeenUpdates) -> None:
        self._seen = seen
        self._over: dict[int, asyncio.Event] = {}
        self._last_of: dict[int, asyncio.Event] = {}
        self._chat_of: dict[int, int] = {}

    async def take(self, number: int, chat: int, sent_at: int | None, noted: Callable[[], None]) -> bool:
        """Wait until those of the chat that came before are over; False if it has been dealt with."""
        noted()
        if self._seen.has(number, sent_at):
            return False
        before = self._last_of.get(chat)
        self._over[number] = self._last_of[chat] = asyncio.Event()
        self._chat_of[number] = chat
        if before is not None:
            await before.wait()
        return True

    async def done(self, number: int) -> None:
        """Note that an update has been dealt with, and let the next of its chat go on."""
        self._seen.add(number)
        await self.leave(number)

    async def leave(self, number: int) -> None:
        """Let the next of its chat go on."""
        over = self._over.pop(number, None)
        if over is None:
            return
        over.set()
        chat = self._chat_of.pop(number)
        if self._last_of.get(chat) is over:
            del self._last_of[chat]

    async def surely_ours(self) -> None:
        """Return at once: there is nobody else."""
