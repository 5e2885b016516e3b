"""Waits and tries again: after the time that Telegram tells, or at distances that grow."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.monitoring.happenings import tell

T = TypeVar("T")

ATTEMPTS = 20
"""With the waits below, about eight minutes."""
FIRST_WAIT, LONGEST_WAIT = 0.25, 30.0
CONFLICT_WAIT = 3.0
"""Where another instance fetches at the same time."""
KINDS: dict[type[TelegramError], str] = {
    RetryAfter: "retry_after", TimedOut: "timed_out", BadRequest: "bad_request", NetworkError: "network",
    Conflict: "conflict", Forbidden: "forbidden", ChatMigrated: "migrated",
}  # fmt: skip
"""What errors are counted as, the kinds of a kind before it."""


def kind_of(error: TelegramError) -> str:
    """Return what an error is counted as."""
    return next((kind for one, kind in KINDS.items() if isinstance(error, one)), "other")


class Waits:
    """How long to wait before the next try, in seconds."""

    def __init__(self) -> None:
        self._next = FIRST_WAIT

    def after(self, error: TelegramError) -> float:
        """Return the wait after an error: as Telegram tells, or twice as long as the last time."""
        if isinstance(error, RetryAfter):
            told = error.retry_after
            return told.total_seconds() if isinstance(told, timedelta) else float(told)
        wait, self._next = self._next, min(2 * self._next, LONGEST_WAIT)
        return max(wait, CONFLICT_WAIT) if isinstance(error, Conflict) else wait


async def unless(stopping: asyncio.Event, work: Awaitable[T]) -> T | None:
    """Return what some work gives; None, and the work broken off, if a stop comes first."""
    doing, stop = asyncio.ensure_future(work), asyncio.ensure_future(stopping.wait())
    await asyncio.wait({doing, stop}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if doing.done():
        return doing.result()
    doing.cancel()
    await asyncio.gather(doing, return_exceptions=True)
    return None


async def persist(call: Callable[[], Awaitable[T]]) -> T:
    """Call Telegram until it takes the call.

    Raises:
        BadRequest: Telegram refuses the call itself; Forbidden and ChatMigrated likewise.
        NetworkError: Telegram could not be reached for minutes.
    """
    waits = Waits()
    for attempt in range(ATTEMPTS):
        try:
            return await call()
        except (BadRequest, Forbidden, ChatMigrated) as error:
            tell("telegram_errors", kind_of(error))
            raise
        except (RetryAfter, NetworkError) as error:
            tell("telegram_errors", kind_of(error))
            if attempt == ATTEMPTS - 1:
                raise
            tell("telegram_retries")
            await asyncio.sleep(waits.after(error))
    raise AssertionError("the last attempt returns or raises")
