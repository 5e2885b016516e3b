"""How much may be asked from one address: a token bucket each, in memory alone."""

from __future__ import annotations

import time
from collections import OrderedDict

MOST_ADDRESSES = 10_000
"""Buckets that are kept, those used last; a forgotten one was full again, or nearly."""


class Allowance:
    """Lets an address ask so often.

    Args:
        per_minute: requests that a bucket holds, and that flow in within a minute.
    """

    def __init__(self, per_minute: int) -> None:
        self._most = float(per_minute)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> bool:
        """Take a request out of an address's bucket; False if it is empty."""
        now = time.monotonic()
        held, at = self._buckets.pop(address, (self._most, now))
        held = min(self._most, held + (now - at) * self._most / 60)
        self._buckets[address] = (held - 1 if held >= 1 else held), now
        if len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        return held >= 1
