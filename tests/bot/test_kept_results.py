"""Results are kept for a while, and no more of them than there is room for."""

from __future__ import annotations

import asyncio

from bot import pool
from bot.pool import KeptResults, Result


def test_results_are_forgotten_after_a_while_each() -> None:
    async def keep() -> None:
        kept = KeptResults(seconds=0.1)
        kept.keep("one", Result(1, [("questions", "answered")]))
        assert kept.get("one") == Result(1, [("questions", "answered")])
        assert kept.get("two") is None
        kept.keep("two", Result(2))
        await asyncio.sleep(0.2)
        assert len(kept) == 0

    asyncio.run(keep())


def test_what_is_kept_anew_has_its_whole_time_again() -> None:
    async def keep() -> None:
        kept = KeptResults(seconds=0.1)
        kept.keep("one", Result(1))
        kept._seconds = 600
        kept.keep("one", Result(2))
        await asyncio.sleep(0.2)
        assert kept.get("one") == Result(2)

    asyncio.run(keep())


def test_the_oldest_give_way() -> None:
    async def keep() -> None:
        kept = KeptResults()
        for number in range(2 * pool.MOST_KEPT):
            kept.keep(number, Result(number))
        assert len(kept) == pool.MOST_KEPT
        assert kept.get(pool.MOST_KEPT - 1) is None
        assert kept.get(pool.MOST_KEPT) == Result(pool.MOST_KEPT)

    asyncio.run(keep())
