"""Lets tests break the line between the bot and Telegram, and mend it."""

from tests.botapi.faults import Fault, refusal
from tests.botapi.refusals import DROPPED
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
            retry_after: Seconds that Telegram tells the bot to wait after a 429; 1 unless given.
            description: Telegram's usual one for the code unless given.
        """
        with self._lock:
            self._faults.next[method] += [Fault(refusal(error_code, retry_after, description))] * times

    def drop_next(self, method: str, *, after_processing: bool = False) -> None:
        """Cuts the connection of the next call of a method, before or after acting on it."""
        with self._lock:
            self._faults.next[method].append(Fault(None if after_processing else DROPPED, drop=True))

    def delay(self, method: str, seconds: float) -> None:
        """Delays every call of a method from now on."""
        with self._lock:
            self._faults.delays[method] = seconds

    def faults(
        self,
        *,
        rate_429: float = 0.0,
        rate_5xx: float = 0.0,
        rate_drop: float = 0.0,
        rate_drop_after: float = 0.0,
        rate_duplicate: float = 0.0,
        seed: int = 1,
    ) -> None:
        """Breaks calls at random from now on; without arguments it ends that.

        Args:
            rate_429: Share of calls refused with 429.
            rate_5xx: Share refused with 500, 502, 503 or 504.
            rate_drop: Share whose connection is cut before acting on them.
            rate_drop_after: Share whose connection is cut after acting on them.
            rate_duplicate: Share of updates delivered twice.
            seed: Makes the faults repeatable.
        """
        with self._lock:
            self._faults.rates = (rate_429, rate_5xx, rate_drop, rate_drop_after)
            self._faults.chance.seed(seed)
            self._cloud.updates.rate_duplicate = rate_duplicate
            self._cloud.updates.chance.seed(seed)

    def go_online(self) -> None:
        """Makes Telegram reachable again, at the same address."""
        with self._lock:
            self._faults.offline = None
        self._server.run(self._server.listen())
