"""Keeps what was worked out for half a minute: when a link is passed on, many follow it at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

SECONDS = 30.0
"""After which a result is forgotten."""
MOST = 256
"""Results that are kept at once; a page with an answer has 5 KB."""


class Result(NamedTuple):
    """What came of some work.

    Attributes:
        value: that it gave.
        happened: in it, as names and kinds.
    """

    value: Any
    happened: Sequence[tuple[str, str]] = ()


class KeptResults:
    """Results in the memory of this process alone; belongs to one event loop.

    Args:
        seconds: for which each is kept.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._results: dict[Hashable, Result] = {}

    def __len__(self) -> int:
        return len(self._results)

    def get(self, work: Hashable) -> Result | None:
        """Return what some work gave, if that is still known."""
        return self._results.get(work)

    def keep(self, work: Hashable, result: Result) -> None:
        """Keep a result for a while, in the place of the oldest if there are too many."""
        if len(self._results) >= MOST:
            del self._results[next(iter(self._results))]
        self._results[work] = result
        asyncio.get_running_loop().call_later(self._seconds, self._forget, work, result)

    def _forget(self, work: Hashable, result: Result) -> None:
        if self._results.get(work) is result:
            del self._results[work]
