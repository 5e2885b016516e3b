"""Lets tests break the line between the bot and Telegram, and mend it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from tests.botapi.faults import Outage
from tests.botapi.stage import Stage


class Breaking(Stage):
    """The part of BotApi that injects faults."""

    def fail_next(
        self,
        method: str,
        error_code: int,
        *,
        times: int = 1,
        retry_after: int | None = None,
        description: str | None = None,
    ) -> None:
        """Refuses the next calls of a method without acting on them.

        Args:
            method: As published, such as "sendMessage".
            error_code: 429, 409, 403, 502 and so on.
            times: How many calls.
            retry_after: Seconds that Telegram tells the bot to wait; 1 for 429 unless given.
            description: Telegram's usual one for the code unless given.
        """
        with self._lock:
            self._faults.fail_next(method, error_code, times, retry_after, description)

    def drop_next(self, method: str, times: int = 1, *, after_processing: bool = False) -> None:
        """Cuts the connection of the next calls of a method, before or after acting on them."""
        with self._lock:
            self._faults.drop_next(method, times, after_processing=after_processing)

    def delay(self, method: str, seconds: float) -> None:
        """Delays every call of a method from now on; 0 ends that."""
        with self._lock:
            self._faults.delay(method, seconds)

    def faults(
        self,
        *,
        rate_429: float = 0.0,
        rate_5xx: float = 0.0,
        rate_drop: float = 0.0,
        rate_drop_after: float = 0.0,
        rate_duplicate: float = 0.0,
        seed: int = 1,
        retry_after: int = 1,
        methods: Collection[str] | None = None,
    ) -> None:
        """Breaks calls at random from now on; without arguments it ends that.

        Args:
            rate_429: Share of calls refused with 429.
            rate_5xx: Share refused with 500, 502, 503 or 504.
            rate_drop: Share whose connection is cut before acting on them.
            rate_drop_after: Share whose connection is cut after acting on them.
            rate_duplicate: Share of updates delivered twice.
            seed: Makes the faults repeatable.
            retry_after: Seconds to wait after a 429.
            methods: Only these methods; all unless given.
        """
        with self._lock:
            rates = (rate_429, rate_5xx, rate_drop, rate_drop_after)
            only = None if methods is None else frozenset(methods)
            self._faults.at_random(rates, seed, retry_after, only)
            self._cloud.updates.seed(seed)
            self._cloud.updates.rate_duplicate = rate_duplicate

    def redeliver(self, update_id: int) -> None:
        """Delivers an update once more, confirmed or not."""
        with self._lock:
            self._cloud.updates.redeliver(update_id)

    def go_offline(self, outage: str = "refused") -> None:
        """Makes Telegram unreachable: "refused" connections or a "bad_gateway" for every call."""
        with self._lock:
            self._faults.outage = Outage(outage)
        if self._faults.outage is Outage.REFUSED:
            self._server.run(self._server.refuse_connections())

    def go_online(self) -> None:
        """Makes Telegram reachable again, at the same address."""
        with self._lock:
            self._faults.outage = None
        self._server.run(self._server.listen())

    @contextmanager
    def offline(self, outage: str = "refused") -> Iterator[None]:
        """Makes Telegram unreachable for the length of a with block."""
        self.go_offline(outage)
        try:
            yield
        finally:
            self.go_online()
