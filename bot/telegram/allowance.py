"""How much one reader may ask: a token bucket each, in memory, and one notice when it is empty."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum

MOST_READERS = 10_000
"""Buckets that are kept, those used last; a forgotten one was full again, or nearly."""


class Verdict(Enum):
    """What to do with what a reader sent."""

    ANSWER = "answer"
    NOTICE = "notice"
    SILENCE = "silence"


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    told: bool = False


class Allowance:
    """Lets a reader ask so often.

    Args:
        per_minute: questions that a bucket holds, and that flow in within a minute.
    """

    def __init__(self, per_minute: int) -> None:
        self._most = float(per_minute)
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()

    def take(self, reader: Hashable) -> Verdict:
        """Take a question out of a reader's bucket, or tell that it is empty: the first time with a notice."""
        now = time.monotonic()
        bucket = self._buckets.pop(reader, None) or _Bucket(self._most, now)
        self._buckets[reader] = bucket
        if len(self._buckets) > MOST_READERS:
            self._buckets.popitem(last=False)
        bucket.tokens = min(self._most, bucket.tokens + (now - bucket.at) * self._most / 60)
        bucket.at = now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            bucket.told = bucket.told and bucket.tokens < self._most / 2  # told again only after a rest
            return Verdict.ANSWER
        if bucket.told:
            return Verdict.SILENCE
        bucket.told = True
        return Verdict.NOTICE
