"""Turns of several workers: who deals with an update is written down in Redis, for a while that has to be renewed.

What is guaranteed, while Redis keeps what it is told, or the workers live that told it:

- An update is acknowledged only after it has been dealt with, so that one whose worker dies comes again, and whoever it
  comes to takes it when the dead one's claim has run out (``LEASE_SECONDS``).
- Nobody else deals with an update while its worker lives and can reach Redis. A worker whose claims have run out,
  because it stood still or was cut off, asks before it sends anything, and drops what is another's meanwhile.
- Updates of one chat are dealt with one after the other, the lowest number of those that have come first. The next ones
  wait for one whose worker has died for twice ``LEASE_SECONDS``, in which Telegram brings it again.

- A Redis that was away, or has lost its memory, gives no turns for ``LEASE_SECONDS``: whoever lives tells it first what
  it is at, and what it has dealt with.

So a reply can come twice only if its worker dies, stands still, or is cut off from Redis while others are not, after
Telegram has taken the reply and before Redis has been told which it is; a later one of the same update edits it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from weakref import WeakValueDictionary

from bot.telegram.keeping.in_redis.connecting import SECONDS, Connection
from bot.telegram.keeping.in_redis.names import Names

log = logging.getLogger(__name__)

LEASE_SECONDS = 6.0
"""For which a claim is sure."""
KEPT_SECONDS = 2 * 24 * 3600
"""After which Telegram delivers nothing again: it keeps an update for a day."""
REMEMBERED = 5_000
"""Numbers of updates dealt with that a worker remembers, to tell a Redis that has lost its memory."""
FIRST_LOOK, LAST_LOOK = 0.05, 0.5
"""Seconds between one look whether it is an update's turn and the next, at first and later."""
AT_ONCE = 500


@dataclass(slots=True)
class _Claim:
    line: str
    working: bool = False
    is_done: bool = False


class Turns:
    """Turns that all workers behind a webhook take together.

    Args:
        connection: to Redis.
        names: of this bot.
        lease: seconds for which a claim is sure.
    """

    are_shared = True

    def __init__(self, connection: Connection, names: Names, lease: float = LEASE_SECONDS) -> None:
        self._connection, self._names, self._lease = connection, names, lease
        self._worker = secrets.token_urlsafe(9)
        self._claims: dict[int, _Claim] = {}
        self._dealt_with: deque[int] = deque(maxlen=REMEMBERED)
        self._moved: WeakValueDictionary[str, asyncio.Event] = WeakValueDictionary()  # forgotten when nobody waits
        self._sure_until = 0.0
        self._clock = 0, 0.0
        self._renewing = asyncio.Lock()
        self._memory, self._interruptions = b"", 0
        self._lost: Callable[[int], None] = lambda _number: None
        self._beating: asyncio.Task[None] | None = None
        self._times = [round(1000 * lease), 1000 * KEPT_SECONDS]
        self._claim, self._renew = connection.script("claim"), connection.script("renew")
        self._done, self._leave = connection.script("done"), connection.script("leave")

    @property
    def can_be_told(self) -> bool:
        """Whether Redis answers, as far as is known."""
        return self._connection.is_there

    async def begin(self, lost: Callable[[int], None]) -> None:
        """Renew all claims from now on; what is another's is told, by its number."""
        self._lost = lost
        await self._renew_all()
        self._beating = asyncio.create_task(self._beat())

    async def close(self) -> None:
        """Renew nothing any more."""
        while self._beating is not None and not self._beating.done():
            self._beating.cancel()  # again if the library lost it, as when its own time for a call ran out just then
            await asyncio.wait({self._beating}, timeout=1)

    async def take(self, number: int, chat: int, _sent_at: int | None, noted: Callable[[], None]) -> bool:
        """Wait for an update's turn; False if it has been dealt with."""
        line = self._names.of("line", chat)
        keys = [self._names.prefix + "since", self._names.update(number), line]
        wait = FIRST_LOOK
        while True:
            told = await self._claim(keys, partial(self._claiming, number))
            if told in {b"turn", b"waiting"}:
                self._claims[number] = _Claim(line, working=told == b"turn")
            else:
                self._claims.pop(number, None)
            if told != b"young":
                noted()
            if told in {b"turn", b"done"}:
                return bool(told == b"turn")
            await self._wait(line, wait)
            wait = min(1.5 * wait, LAST_LOOK)

    async def done(self, number: int) -> None:
        """Note that an update has been dealt with, and let the next of its chat go on."""
        claim = self._claims.get(number)
        self._dealt_with.append(number)
        if claim is None:  # lost meanwhile, and dealt with all the same
            claim = _Claim(self._names.of("line"))
        claim.is_done = True
        await self._done([claim.line], [self._names.updates, self._times[1], number])
        self._claims.pop(number, None)
        self._move(claim.line)

    async def leave(self, number: int) -> None:
        """Let go of an update; if Redis is away, its claim runs out by itself."""
        claim = self._claims.pop(number, None)
        if claim is None or claim.is_done:
            return
        self._move(claim.line)
        with contextlib.suppress(TimeoutError):
            keys = [self._names.update(number), claim.line]
            await asyncio.wait_for(self._leave(keys, [number, self._worker, self._times[0]]), 1.0)

    async def surely_ours(self) -> None:
        """Wait until it is sure that nobody else deals with what was taken here; what is another's is told before."""
        while time.monotonic() >= self._sure_until:
            if await self._renew_all():
                await asyncio.sleep(0.01)  # so that what has been told breaks off what is under way

    def _claiming(self, number: int) -> list[str | int]:
        """Return the values of a claim, with the millisecond of Redis's clock after which it takes nothing any more.

        A Redis that stood still deals with what was sent to it before, and by then nobody waits for that.
        """
        now, at = self._clock
        until = now + round(1000 * (time.monotonic() - at + SECONDS))
        fresh = self._connection.was_there(self._lease)
        return [self._names.updates, number, self._worker, *self._times, until if fresh else 0]

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self._lease / 4)
            try:
                await self._renew_all()
            except Exception as error:  # noqa: BLE001 - claims that are not renewed would be answered twice
                log.error("Claims could not be renewed: %s.", type(error).__name__)  # noqa: TRY400 - values stay out

    async def _renew_all(self) -> bool:
        """Renew all claims; tell whether any was lost."""
        async with self._renewing:
            began = time.monotonic()
            values: list[str | int] = [self._names.updates, self._worker, *self._times]
            for number, claim in self._claims.items():
                values += [number, claim.line, 0 if claim.working else number]
            memory, now, *others = await self._renew([self._names.prefix + "since"], values)
            self._clock = int(now), began
            self._sure_until = began + 0.8 * self._lease
            await self._remind(memory)
        lost = [number for number in map(int, others) if number in self._claims and not self._claims[number].is_done]
        for number in lost:
            del self._claims[number]
            log.warning("An update is another worker's now; left to it.")
            self._lost(number)
        return bool(lost)

    async def _remind(self, memory: bytes) -> None:
        """Tell Redis what was dealt with here, if it may have lost that."""
        known, interruptions = self._memory, self._connection.interruptions
        if known and (known != memory or interruptions != self._interruptions):
            numbers = list(self._dealt_with)
            for start in range(0, len(numbers), AT_ONCE):
                keys, some = [self._names.of("line")], numbers[start : start + AT_ONCE]
                await self._done(keys, [self._names.updates, self._times[1], *some])
        self._memory, self._interruptions = memory, interruptions

    async def _wait(self, line: str, seconds: float) -> None:
        """Wait for some seconds, or until one of a chat's updates is over here."""
        moved = self._moved.setdefault(line, asyncio.Event())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(moved.wait(), seconds)

    def _move(self, line: str) -> None:
        moved = self._moved.pop(line, None)
        if moved is not None:
            moved.set()
