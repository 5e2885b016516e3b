"""Takes updates once each, those of one chat in their order, and no more at a time than can be dealt with.

An update counts as finished, and Telegram is told so, only after its reply has been sent: what a killed process had
begun is delivered again. When many wait behind one that Telegram puts off, that one is let go, and a kill can lose it.
Whose turn it is, and what has been dealt with, is known where things are kept (``keeping``).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.logs import came_from, new_number
from bot.telegram.albums import member_of
from bot.telegram.keeping.keeping import Albums, Turns

log = logging.getLogger(__name__)

AT_ONCE = 100
"""Updates that are dealt with at the same time: as many as Telegram hands out in one go."""
MOST = 10 * AT_ONCE
"""With those that had to be let go."""
HOLD_SECONDS = 20.0
Raw = dict[str, Any]
Handle = Callable[[Raw], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Taken:
    """An update that is being dealt with.

    Attributes:
        task: ends when it has been dealt with.
        noted: it is known that it waits here.
    """

    task: asyncio.Task[None]
    noted: asyncio.Event


class Intake:
    """Between what brings updates, fetched or pushed, and what deals with them.

    Args:
        handle: deals with one update; errors are its own to catch.
        turns: tell when an update is to be dealt with, and whether it has been, also before a restart.
        albums: told of each message of an album as soon as it is there, before its turn comes.
    """

    def __init__(self, handle: Handle, turns: Turns, albums: Albums) -> None:
        self._handle = handle
        self._turns = turns
        self._albums = albums
        self._taken: dict[int, Taken] = {}
        self._held: dict[int, float] = {}
        self._progress = asyncio.Event()

    @property
    def is_full(self) -> bool:
        """Whether no further update should be taken now."""
        return len(self._held) >= AT_ONCE or len(self._taken) >= MOST or not self._turns.can_be_told

    @property
    def is_shared(self) -> bool:
        """Whether what is not acknowledged may come to another worker, which knows what has become of it."""
        return self._turns.are_shared

    @property
    def has_room(self) -> bool:
        """Whether so many updates can be taken that it is worth to fetch some."""
        return len(self._held) <= AT_ONCE // 2 and not self.is_full

    @property
    def oldest_held(self) -> int | None:
        """The lowest number of an update that is not finished and not let go."""
        return min(self._held, default=None)

    def take(self, update: Raw) -> Taken:
        """Begin to deal with an update, if that is not so already."""
        number = int(update["update_id"])
        if number in self._taken:
            return self._taken[number]
        noted = asyncio.Event()
        taken = Taken(asyncio.create_task(self._run(number, update, noted)), noted)
        self._taken[number] = taken
        self._held[number] = time.monotonic()
        taken.task.add_done_callback(lambda done: self._finished(number, done))
        return taken

    def drop(self, number: int) -> None:
        """Break off what another worker has taken over."""
        if number in self._taken:
            self._taken[number].task.cancel()

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
        if self._taken:
            await asyncio.wait([one.task for one in self._taken.values()], timeout=seconds)
        unfinished = [one.task for one in self._taken.values()]
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        return not unfinished

    async def _run(self, number: int, update: Raw, noted: asyncio.Event) -> None:
        try:
            member = member_of(update)
            if member is not None:
                await self._albums.arrived(member, edited="edited_message" in update)
            if await self._turns.take(number, place_of(update), sent_at(update), noted.set):
                await self._handle(update)
                await self._turns.done(number)
        finally:
            await self._turns.leave(number)

    def _finished(self, number: int, task: asyncio.Task[None]) -> None:
        del self._taken[number]
        self._held.pop(number, None)
        self._progress.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            told = type(error).__name__, new_number(), came_from(error)
            log.error("An update could not be handled: %s (%s), at %s.", *told)


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
