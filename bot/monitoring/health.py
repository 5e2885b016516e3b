"""Whether this process can do its work: each thing that it needs is looked at when somebody asks, and not too often."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic

FRESH_SECONDS = 2.0
"""For which a look is not repeated, however often somebody asks."""
LOOK_SECONDS = 3.0
"""That a look may take."""
FAILING_SECONDS = 60.0
"""From which calls that fail mean that Telegram cannot be reached: its own restarts take less."""
SLOW, LATER = "no answer in time", "not yet reached"

Check = Callable[[], Awaitable[str]]
"""Gives "" if all is well, else what is not, in words of ours."""


class Contact:
    """Whether somebody far away answers, told by those who talk to it."""

    def __init__(self) -> None:
        self._reached = False
        self._failing_since: float | None = None

    def answered(self) -> None:
        """Note an answer."""
        self._reached, self._failing_since = True, None

    def failed(self) -> None:
        """Note a call that found nobody."""
        if self._failing_since is None:
            self._failing_since = monotonic()

    async def check(self) -> str:
        """Tell what is not well."""
        if not self._reached:
            return LATER
        if self._failing_since is not None and monotonic() - self._failing_since >= FAILING_SECONDS:
            return "not reached for a minute"
        return ""


class Readiness:
    """Looks whether everything is well.

    Args:
        checks: by the names of what is looked at.
    """

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self._looked_at = -FRESH_SECONDS
        self._found: dict[str, str] = {}
        self._looking: asyncio.Task[dict[str, str]] | None = None

    async def look(self) -> dict[str, str]:
        """Return for each thing what is not well with it, "" if it is."""
        if monotonic() - self._looked_at < FRESH_SECONDS:
            return self._found
        if self._looking is None or self._looking.done():  # those who ask at the same time wait for one look
            self._looking = asyncio.create_task(self._look())
        return await asyncio.shield(self._looking)

    async def _look(self) -> dict[str, str]:
        found = await asyncio.gather(*(_within(check) for check in self._checks.values()))
        self._found, self._looked_at = dict(zip(self._checks, found, strict=True)), monotonic()
        return self._found

    async def is_ready(self) -> bool:
        """Tell whether everything is well."""
        return not any((await self.look()).values())


async def _within(check: Check) -> str:
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            return await check()
    except TimeoutError:
        return SLOW
    except Exception as error:  # noqa: BLE001 - whatever it is, something is not well; its words stay out
        return type(error).__name__
