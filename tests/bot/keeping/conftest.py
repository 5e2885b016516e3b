"""What is kept between messages, in memory and in a real Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from bot.secrets import Secret
from bot.telegram.keeping.in_memory.memory import in_memory
from bot.telegram.keeping.keeping import Keeping
from tests.bot.redis_server import RedisServer, is_installed, running_redis

LEASE = 0.6
"""Seconds, much shorter than a real one."""
SETTLE = 0.3
TOKEN = "1:token-of-the-tests"

Lost = list[int]
Session = Callable[[Callable[[Keeping], Awaitable[None]]], None]


@pytest.fixture(scope="session")
def server() -> Iterator[RedisServer]:
    """A Redis for all tests; one that kills it starts it again."""
    if not is_installed():
        pytest.skip("there is no redis-server on this machine (apt-get install redis-server)")
    with running_redis() as running:
        yield running


@pytest.fixture
def counter(request: pytest.FixtureRequest) -> str:
    """A name that sets a test's keys apart from those of others."""
    return str(request.node.nodeid)


@asynccontextmanager
async def worker(server: RedisServer, counter: str, lost: Lost | None = None) -> AsyncIterator[Keeping]:
    """One of several workers that share a Redis."""
    from bot.telegram.keeping.in_redis.shared import in_redis  # noqa: PLC0415 - not all have its library

    keeping = in_redis(server.url, TOKEN, counter, SETTLE, LEASE)
    await keeping.begin((lost if lost is not None else []).append)
    try:
        yield keeping
    finally:
        await keeping.close()


@pytest.fixture(params=["memory", "redis"])
def session(request: pytest.FixtureRequest, tmp_path: Path, counter: str) -> Session:
    """Run something with a fresh keeping of either kind."""

    async def in_it(work: Callable[[Keeping], Awaitable[None]]) -> None:
        async with AsyncExitStack() as stack:
            if request.param == "redis":
                keeping = await stack.enter_async_context(worker(request.getfixturevalue("server"), counter))
            else:
                keeping = in_memory(tmp_path, Secret(TOKEN), counter, SETTLE)
                stack.push_async_callback(keeping.close)
                await keeping.begin(lambda _number: None)
            await work(keeping)

    def run(work: Callable[[Keeping], Awaitable[None]]) -> None:
        asyncio.run(asyncio.wait_for(in_it(work), 120))

    if request.param == "redis":
        request.getfixturevalue("server")
    return run
