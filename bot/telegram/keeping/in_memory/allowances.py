"""How much one reader may ask: a token bucket each, in memory, and one notice when it is empty."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass

from bot.telegram.keeping.keeping import Verdict

MOST_READERS = 10_000
"""Buckets that are kept, those used last; a forgotten one was full again, or nearly."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    told: bool = False
    occasion: str = ""
    verdict: Verdict = Verdict.ANSWER


class Allowances:
    """Lets a reader ask so often."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[tuple[str, int], _Bucket] = OrderedDict()

    async def take(self, kind: str, reader: int, per_minute: int, occasion: str) -> Verdict:
        """Take a question out of a reader's bucket, or tell that it is empty: the first time with a notice."""
        now, most = time.monotonic(), float(per_minute)
        bucket = self._buckets.pop((kind, reader), None) or _Bucket(most, now)
        self._buckets[kind, reader] = bucket
        if len(self._buckets) > MOST_READERS:
            self._buckets.popitem(last=False)
        if occasion != bucket.occasion:
            bucket.tokens = min(most, bucket.tokens + (now - bucket.at) * most / 60)
            bucket.at, bucket.occasion, bucket.verdict = now, occasion, _verdict(bucket, most)
        return bucket.verdict


def _verdict(bucket: _Bucket, most: float) -> Verdict:
    if bucket.tokens >= 1:
        bucket.tokens -= 1
        bucket.told = bucket.told and bucket.tokens < most / 2  # told again only after a rest
        return Verdict.ANSWER
    if bucket.told:
        return Verdict.SILENCE
    bucket.told = True
    return Verdict.NOTICE
