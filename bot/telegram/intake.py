"""Takes updates once each, those of one chat in their order, and no more at a time than can be dealt with.

An update counts as finished, and Telegram is told so, only after its reply has been sent: what a killed process had
begun is delivered again. When many wait behind one that Telegram puts off, that one is let go, and a kill can lose it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.telegram.seen import SeenUpdates

log = logging.getLogger(__name__)

AT_ONCE = 100
"""Updates that are dealt with at the same time: as many as Telegram hands out in one go."""
MOST = 10 * AT_ONCE
"""With those that had to be let go."""
HOLD_SECONDS = 20.0
Raw = dict[str, Any]
Handle = Callable[[Raw], Awaitable[None]]


class Intake:
    """Between what brings updates, fetched or pushed, and what deals with them.

    Args:
        handle: deals with one update; errors are its own to catch.
        seen: the updates that have been dealt with, also before a restart.
        arrived: told of each update as soon as it is there, before its turn comes.
    """

    def __init__(self, handle: Handle, seen: SeenUpdates, arrived: Callable[[Raw], None]) -> None:
        self._handle = handle
        self._seen = seen
        self._arrived = arrived
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._held: dict[int, float] = {}
        self._last_of: dict[int, asyncio.Task[None]] = {}
        self._progress = asyncio.Event()

    @property
    def is_full(self) -> bool:
        """Whether no further update should be taken now."""
        return len(self._held) >= AT_ONCE or len(self._tasks) >= MOST

    @property
    def has_room(self) -> bool:
        """Whether so many updates can be taken that it is worth to fetch some."""
        return len(self._held) <= AT_ONCE // 2 and not self.is_full

    @property
    def oldest_held(self) -> int | None:
        """The lowest number of an update that is not finished and not let go."""
        return min(self._held, default=None)

    def take(self, update: Raw) -> asyncio.Task[None] | None:
        """Begin to deal with an update; None for one that has been dealt with."""
        number = int(update["update_id"])
        if number in self._tasks:
            return self._tasks[number]
        self._arrived(update)
        if self._seen.has(number, sent_at(update)):
            return None
        key = place_of(update)
        task = asyncio.create_task(self._run(number, update, self._last_of.get(key)))
        self._tasks[number] = self._last_of[key] = task
        self._held[number] = time.monotonic()
        task.add_done_callback(lambda done: self._finished(number, key, done))
        return task

    def let_go(self) -> None:
        """Let those go that have been waiting for long, because others wait behind them."""
        late = time.monotonic() - HOLD_SECONDS
        for number in [number for number, begun in self._held.items() if begun < late]:
            del self._held[number]

    async def progress(self, seconds: float) -> None:
        """Wait until an update is finished or let go, or for some seconds."""
        self._progress.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._progress.wait(), seconds)

    async def finish(self, seconds: float) -> bool:
        """Wait until all that has been begun is finished, at most some seconds; False if the rest is broken off."""
        if self._tasks:
            await asyncio.wait(list(self._tasks.values()), timeout=seconds)
        unfinished = list(self._tasks.values())
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        return not unfinished

    async def _run(self, number: int, update: Raw, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        await self._handle(update)
        self._seen.add(number)

    def _finished(self, number: int, key: int, task: asyncio.Task[None]) -> None:
        del self._tasks[number]
        if self._last_of.get(key) is task:
            del self._last_of[key]
        self._held.pop(number, None)
        self._progress.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("An update could not be handled: %s.", type(error).__name__)


def place_of(update: Raw) -> int:
    """Return the chat, or the person where there is none, whose updates are dealt with in order."""
    for content in update.values():
        if isinstance(content, dict):
            message = content.get("message", content)
            for holder in (message.get("chat") if isinstance(message, dict) else None, content.get("from")):
                if isinstance(holder, dict) and isinstance(holder.get("id"), int):
                    return int(holder["id"])
    return 0


def sent_at(update: Raw) -> int | None:
    """Return when an update's message was written or edited, in seconds since 1970; a press tells no time."""
    message = update.get("message") or update.get("edited_message")
    if not isinstance(message, dict):
        return None
    second = message.get("edit_date", message.get("date"))
    return second if isinstance(second, int) else None
