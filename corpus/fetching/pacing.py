"""How fast a host is asked: one request at a time, and a pause between two."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict


class Pace:
    """Lets a request go when its host has had its pause.

    Args:
        delay: seconds between the end of a response and the next request, unless the host asks for more.
    """

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self._delays: dict[str, float] = defaultdict(lambda: delay)
        self._next: dict[str, float] = {}

    def slow(self, host: str, delay: float) -> None:
        """Keep to a longer pause, which a host asks for."""
        self._delays[host] = max(self._delays[host], delay)

    async def turn(self, host: str) -> None:
        """Wait until a host may be asked."""
        pause = self._next.get(host, 0.0) - time.monotonic()
        if pause > 0:
            await asyncio.sleep(pause)

    def done(self, host: str, wait: float = 0.0) -> None:
        """Take note that a host has answered, or has not; it is asked again after its pause, or after ``wait``."""
        self._next[host] = time.monotonic() + max(self._delays[host], wait)
