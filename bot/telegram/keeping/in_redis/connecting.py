"""Speaks with Redis, and goes on trying while it cannot be reached."""

from __future__ import annotations

import asyncio
import logging
import math
import random
import time
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any, TypeVar

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, RedisError

from bot.monitoring.happenings import tell
from corpus.errors import SettingsInvalid

log = logging.getLogger(__name__)
T = TypeVar("T")
Values = list[Any] | Callable[[], list[Any]]
Script = Callable[[list[str], Values], Awaitable[Any]]

CONNECTIONS = 32
SECONDS = 2.0
"""That Redis may take to be connected to, and for each answer; it takes milliseconds."""
FIRST_WAIT, LONGEST_WAIT = 0.05, 1.0
PATIENCE_SECONDS = 1.0
"""After which Redis counts as away: one broken connection is no outage."""


class Connection:
    """The way to one Redis.

    The library would itself try each call ten times within some seconds, so what has failed is tried again here alone:
    every call may be repeated, as each says the same to Redis if it says it twice.

    Args:
        url: redis://, rediss:// or unix://, with user, password and number of the database if there are any.

    Raises:
        SettingsInvalid: the address cannot be read.
    """

    def __init__(self, url: str) -> None:
        try:
            pool = BlockingConnectionPool.from_url(
                url,
                max_connections=CONNECTIONS,
                timeout=SECONDS,
                socket_timeout=SECONDS,
                socket_connect_timeout=SECONDS,
                socket_keepalive=True,
                retry=Retry(NoBackoff(), 0),
                health_check_interval=0,
                protocol=2,  # the newer one begins each connection with questions that older servers refuse
            )
        except (ValueError, TypeError):
            raise SettingsInvalid(
                "REDIS_URL: cannot be read; it must be like redis://HOST:6379/0 or rediss://USER:PASSWORD@HOST:6379/0"
            ) from None  # the error itself holds the password
        self._redis: Redis = Redis(connection_pool=pool)
        self._away_since: float | None = None
        self._back_at = -math.inf
        self._told = False
        self.interruptions = 0
        """How often it could not be reached: it may have lost something each time."""

    @property
    def is_there(self) -> bool:
        """Whether Redis answers, as far as is known."""
        return self._away_since is None or time.monotonic() - self._away_since < PATIENCE_SECONDS

    def was_there(self, seconds: float) -> bool:
        """Tell whether Redis has not been away within the last seconds."""
        return self.is_there and time.monotonic() - self._back_at >= seconds

    async def begin(self) -> None:
        """Wait until Redis answers.

        Raises:
            SettingsInvalid: it refuses the user or the password.
        """
        try:
            await self.persist(self._redis.ping, refused=AuthenticationError)
        except AuthenticationError:
            raise SettingsInvalid("REDIS_URL: Redis refuses the user or the password; correct them") from None

    async def persist(self, call: Callable[[], Awaitable[T]], *, refused: type[Exception] | None = None) -> T:
        """Call Redis until it answers, however long that takes.

        Args:
            call: gives the same however often it is done.
            refused: an error that is raised instead.
        """
        wait = FIRST_WAIT
        while True:
            try:
                answer = await call()
            except (RedisError, OSError) as error:
                self._fails(error)
                if refused is not None and isinstance(error, refused):
                    raise
                await asyncio.sleep(wait * random.uniform(0.5, 1.0))  # noqa: S311 - so that not all come at once
                wait = min(2 * wait, LONGEST_WAIT)
            else:
                self._answers()
                return answer

    def script(self, name: str) -> Script:
        """Return what runs a script of the folder ``scripts`` in Redis, until it answers.

        It takes keys, and values or what gives them anew for each try.
        """
        folder = files(__package__) / "scripts"
        text = "\n".join((folder / f"{one}.lua").read_text("utf-8") for one in ("time", name))
        registered = self._redis.register_script(text)

        async def run(keys: list[str], values: Values) -> Any:
            return await self.persist(lambda: registered(keys=keys, args=values() if callable(values) else values))

        return run

    async def set(self, values: dict[str, bytes | int | str], seconds: int) -> None:
        """Remember values for some time, all or none."""

        async def call() -> None:
            async with self._redis.pipeline(transaction=True) as pipeline:
                for key, value in values.items():
                    pipeline.set(key, value, ex=seconds)
                await pipeline.execute()

        await self.persist(call)

    async def set_first(self, key: str, value: str, seconds: int) -> bool:
        """Remember a value where there is none, or the same; tell whether it stands there now."""
        if await self.persist(lambda: self._redis.set(key, value, nx=True, ex=seconds)):
            return True
        return await self.get(key) == value.encode()

    async def get(self, key: str) -> bytes | None:
        """Return a value."""

        async def call() -> bytes | None:
            found = await self._redis.get(key)
            return found.encode() if isinstance(found, str) else found

        return await self.persist(call)

    async def get_renewed(self, key: str, seconds: int) -> bytes | None:
        """Return a value, and remember it for some time from now on."""

        async def call() -> bytes | None:
            async with self._redis.pipeline(transaction=True) as pipeline:
                pipeline.get(key)
                pipeline.expire(key, seconds)
                found, _ = await pipeline.execute()
            return found.encode() if isinstance(found, str) else found

        return await self.persist(call)

    async def delete(self, key: str) -> None:
        """Forget a value."""
        await self.persist(lambda: self._redis.delete(key))

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()
        await self._redis.connection_pool.disconnect()

    def _fails(self, error: Exception) -> None:
        self.interruptions += 1
        tell("redis_errors")
        if self._away_since is None:
            self._away_since = time.monotonic()
        if not self._told and not self.is_there:
            log.error("Redis cannot be reached: %s; updates wait with Telegram until it can.", type(error).__name__)
            self._told = True

    def _answers(self) -> None:
        if not self.is_there:
            self._back_at = time.monotonic()
        if self._told:
            log.warning("Redis can be reached again.")
        self._away_since, self._told = None, False
