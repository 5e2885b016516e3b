"""Answers getUpdates: waits for updates, and ends a wait when another taker of updates appears."""

import asyncio
from threading import Condition
from typing import Final

from telegram.constants import PollingLimit

from tests.botapi.fields import JsonObject
from tests.botapi.refusals import OTHER_POLL, bad_request, conflict
from tests.botapi.updates import UpdateQueue

_LONGEST_WAIT: Final = 50
"""Seconds that Telegram lets a call wait at most."""


class Polling:
    """The one getUpdates call that may wait at a time. Lives in the event loop of the server."""

    def __init__(self, updates: UpdateQueue, lock: Condition) -> None:
        self._updates = updates
        self._lock = lock
        self._waiting: asyncio.Future[None] | None = None

    def wake(self) -> None:
        """Lets the waiting call look for updates again."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def end(self, reason: str) -> None:
        """Ends the waiting call with a conflict."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(conflict(reason))

    async def get_updates(self, params: JsonObject) -> list[JsonObject]:
        """Gives updates, waiting up to the timeout of the call for the first one.

        The call that waits already is ended: Telegram serves the newcomer.

        Raises:
            RefusedError: A number is not allowed, or another call began while this one waited.
        """
        limit = params.get("limit", PollingLimit.MAX_LIMIT.value)
        if not PollingLimit.MIN_LIMIT <= limit <= PollingLimit.MAX_LIMIT:
            raise bad_request(f"limit must be between 1 and {PollingLimit.MAX_LIMIT}")
        if params.get("timeout", 0) < 0:
            raise bad_request("timeout must not be negative")
        self.end(OTHER_POLL)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + min(params.get("timeout", 0), _LONGEST_WAIT)
        with self._lock:
            if "allowed_updates" in params:
                self._updates.allow(params["allowed_updates"])
        while True:
            with self._lock:
                taken = self._updates.take(params.get("offset", 0), limit)
                self._lock.notify_all()
            if taken or loop.time() >= deadline:
                return taken
            waiting = self._waiting = loop.create_future()
            try:
                await asyncio.wait({waiting}, timeout=deadline - loop.time())
            finally:
                self._waiting = None if self._waiting is waiting else self._waiting
            if waiting.done():
                waiting.result()
