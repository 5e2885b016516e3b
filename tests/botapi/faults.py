"""Injects what goes wrong between a bot and Telegram: refusals, cut connections, delays and outages."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from random import Random

from tests.botapi.refusals import BAD_GATEWAY, DROPPED, Refusal, too_many_requests


class Outage(Enum):
    """How Telegram is unreachable."""

    REFUSED = "refused"
    BAD_GATEWAY = "bad_gateway"


@dataclass(frozen=True, slots=True)
class Fault:
    """What befalls one call.

    Attributes:
        refusal: The answer instead of acting on the call; None to act on it.
        drop: Whether the connection is cut instead of answering.
    """

    refusal: Refusal | None = None
    drop: bool = False


@dataclass(slots=True)
class _Rates:
    too_many_requests: float = 0.0
    server_error: float = 0.0
    drop: float = 0.0
    drop_after: float = 0.0
    retry_after: int = 1
    methods: frozenset[str] | None = None


_DESCRIPTIONS = {
    400: "Bad Request: injected by a test",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass(slots=True)
class Faults:
    """The faults that wait for the calls of each method.

    Attributes:
        outage: Set while Telegram is unreachable for every call.
    """

    outage: Outage | None = None
    _next: defaultdict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    _delays: dict[str, float] = field(default_factory=dict)
    _rates: _Rates = field(default_factory=_Rates)
    _random: Random = field(default_factory=Random)

    def fail_next(
        self, method: str, error_code: int, times: int, retry_after: int | None, description: str | None
    ) -> None:
        """Refuses the next calls of a method without acting on them."""
        refusal = _refusal(error_code, retry_after, description)
        self._next[method].extend([Fault(refusal)] * times)

    def drop_next(self, method: str, times: int, *, after_processing: bool) -> None:
        """Cuts the connection of the next calls of a method, before or after acting on them."""
        self._next[method].extend([Fault(None if after_processing else DROPPED, drop=True)] * times)

    def delay(self, method: str, seconds: float) -> None:
        """Delays every call of a method from now on."""
        self._delays[method] = seconds

    def delay_of(self, method: str) -> float:
        """Gives the seconds by which a method is delayed."""
        return self._delays.get(method, 0.0)

    def at_random(
        self,
        rates: tuple[float, float, float, float],
        seed: int,
        retry_after: int,
        methods: frozenset[str] | None,
    ) -> None:
        """Sets the shares of calls that meet 429, 5xx, a cut connection before and one after processing."""
        self._rates = _Rates(*rates, retry_after=retry_after, methods=methods)
        self._random.seed(seed)

    def strike(self, method: str) -> Fault:
        """Tells what befalls the next call of a method."""
        if self.outage is Outage.BAD_GATEWAY:
            return Fault(BAD_GATEWAY)
        if self._next[method]:
            return self._next[method].pop(0)
        rates = self._rates
        if rates.methods is not None and method not in rates.methods:
            return Fault()
        chance = self._random.random()
        for share, fault in (
            (rates.too_many_requests, Fault(too_many_requests(rates.retry_after).refusal)),
            (rates.server_error, Fault(_refusal(self._random.choice((500, 502, 503, 504)), None, None))),
            (rates.drop, Fault(DROPPED, drop=True)),
            (rates.drop_after, Fault(drop=True)),
        ):
            if chance < share:
                return fault
            chance -= share
        return Fault()


def _refusal(error_code: int, retry_after: int | None, description: str | None) -> Refusal:
    if error_code == 429:
        told = too_many_requests(1 if retry_after is None else retry_after).refusal
        return Refusal(429, description or told.description, told.parameters)
    parameters = {} if retry_after is None else {"retry_after": retry_after}
    return Refusal(error_code, description or _DESCRIPTIONS.get(error_code, "Internal Server Error"), parameters)
