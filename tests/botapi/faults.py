"""Decides what goes wrong with a call between a bot and Telegram: refusals, cut connections, delays and outages."""

from collections import defaultdict
from dataclasses import dataclass, field
from http import HTTPStatus
from random import Random
from typing import Final

from tests.botapi.refusals import DROPPED, OTHER_POLL, Refusal, too_many_requests

_WORDS: Final = {
    400: "Bad Request: injected by a test",
    403: "Forbidden: bot was blocked by the user",
    409: f"Conflict: {OTHER_POLL}",
}


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
class Faults:
    """The faults that wait for the calls of each method.

    Attributes:
        offline: How Telegram is unreachable for every call: "refused" or "bad_gateway"; None if it is reachable.
        next: What befalls the next calls of a method.
        delays: Seconds by which the calls of a method are delayed.
        rates: The shares of calls that meet 429, 5xx, a cut connection before and one after processing.
        chance: Picks the calls that meet them.
    """

    offline: str | None = None
    next: defaultdict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    delays: dict[str, float] = field(default_factory=dict)
    rates: tuple[float, ...] = (0.0,) * 4
    chance: Random = field(default_factory=Random)

    def strike(self, method: str) -> Fault:
        """Tells what befalls the next call of a method."""
        if self.offline is not None:
            return Fault(refusal(502))
        if self.next[method]:
            return self.next[method].pop(0)
        chance, server_error = self.chance.random(), self.chance.choice((500, 502, 503, 504))
        befalling = (Fault(refusal(429)), Fault(refusal(server_error)), Fault(DROPPED, drop=True), Fault(drop=True))
        for share, fault in zip(self.rates, befalling, strict=True):
            if chance < share:
                return fault
            chance -= share
        return Fault()


def refusal(error_code: int, retry_after: int | None = None, description: str | None = None) -> Refusal:
    """Makes a refusal with Telegram's words for an error code, unless it is given others."""
    if error_code == HTTPStatus.TOO_MANY_REQUESTS:
        return too_many_requests(retry_after or 1).refusal
    return Refusal(error_code, description or _WORDS.get(error_code) or HTTPStatus(error_code).phrase)
