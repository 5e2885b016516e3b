"""Answers getUpdates: waits for updates, and ends a wait when another taker of updates appears."""

import asyncio
from threading import Condition
from typing import Final

from tests.botapi import limits
from tests.botapi.fields import JsonObject
from tests.botapi.refusals import bad_request, conflict
from tests.botapi.updates import UpdateQueue

_OTHER_POLL: Final = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_ACTIVE: Final = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


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

    async def get_updates(self, params: JsonObject, *, webhook_is_set: bool) -> list[JsonObject]:
        """Gives updates, waiting up to the timeout of the call for the first one.

        The call that waits already is ended: Telegram serves the newcomer.

        Raises:
            RefusedError: A webhook takes the updates, or another call began while this one waited.
        """
        if webhook_is_set:
            raise conflict(_WEBHOOK_ACTIVE)
        limit = params.get("limit", limits.UPDATES)
        if not 1 <= limit <= limits.UPDATES:
            raise bad_request(f"limit must be between 1 and {limits.UPDATES}")
        if params.get("timeout", 0) < 0:
            raise bad_request("timeout must not be negative")
        self.end(_OTHER_POLL)
        with self._lock:
            check_allowed_updates(params)
            if "allowed_updates" in params:
                self._updates.allow(params["allowed_updates"])
        loop = asyncio.get_running_loop()
        deadline = loop.time() + min(params.get("timeout", 0), limits.LONG_POLLING_SECONDS)
        while True:
            with self._lock:
                taken = self._updates.take(params.get("offset"), limit)
                self._lock.notify_all()
            if taken or loop.time() >= deadline:
                return taken
            await self._wait(deadline - loop.time())

    async def _wait(self, seconds: float) -> None:
        waiting = asyncio.get_running_loop().create_future()
        self._waiting = waiting
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            pass
        finally:
            if self._waiting is waiting:
                self._waiting = None


def check_allowed_updates(params: JsonObject) -> None:
    """Refuses names of updates that do not exist; Telegram passes over them."""
    unknown = sorted(set(params.get("allowed_updates", [])) - limits.UPDATE_TYPES)
    if unknown:
        raise bad_request(f"unknown update types in allowed_updates: {', '.join(unknown)}")
