"""Asks for an address as often as is decent, and stops where a site refuses or has had enough."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from corpus.errors import FetchStopped, NotFetched
from corpus.fetching.addresses import host_of
from corpus.fetching.connection import Connection, Limit
from corpus.fetching.exchange import Exchange
from corpus.fetching.pacing import Pace

TRIES = 4
LATER = frozenset({429, 500, 502, 503, 504})
"""Statuses of what may be there a little later."""
TOO_MANY, REFUSALS = 429, frozenset({401, 403})
REFUSED_AT_MOST, FAILED_AT_MOST = 5, 10
"""Pages in a row."""
LONGEST_WAIT = 900.0
"""Seconds that a site may ask us to wait; if it asks for more, the run ends, and another carries on."""


class Asking:
    """Asks at a site's pace, again where that may help, and counts what it is refused.

    Args:
        connection: that requests go through.
        pace: of each host.
    """

    def __init__(self, connection: Connection, pace: Pace) -> None:
        self._connection = connection
        self.pace = pace
        self._refused = self._failed = 0

    async def get(self, address: str, headers: Mapping[str, str], limit: Limit) -> Exchange:
        """Return the response for an address, whatever its status, but for those that may be better later.

        Raises:
            NotFetched: there is none, though it was tried several times.
            FetchStopped: the site refuses, or has had enough.
        """
        host = host_of(address)
        try:
            found = await self._patiently(host, address, headers, limit)
        except NotFetched as error:
            if error.kind == "failed":
                self._count_failure(host, str(error))
            raise
        self._failed = 0
        self._refused = self._refused + 1 if found.status in REFUSALS else 0
        if self._refused >= REFUSED_AT_MOST:
            raise FetchStopped(
                f"{host} refuses us (status {found.status}, {self._refused} pages in a row): ask its owners, or fetch "
                "other addresses of it"
            )
        return found

    async def _patiently(self, host: str, address: str, headers: Mapping[str, str], limit: Limit) -> Exchange:
        for turn in range(1, TRIES + 1):
            await self.pace.turn(host)
            wait = self.pace.delay * 2**turn
            try:
                found = await self._connection.get(address, headers, limit)
            except NotFetched as error:
                self.pace.done(host, wait if error.again else 0)
                if not error.again or turn == TRIES:
                    raise
                continue
            told = wait_told(found) if found.status in LATER else 0.0
            if told > LONGEST_WAIT:
                raise FetchStopped(
                    f"{host} asks to be left alone for {told / 60:,.0f} minutes (status {found.status}): "
                    "the same command carries on then"
                )
            self.pace.done(host, max(wait, told) if found.status in LATER else 0)
            if found.status not in LATER:
                return found
        if found.status == TOO_MANY:
            raise FetchStopped(
                f"{host} has too many requests of us (status 429, {TRIES} times): carry on later with the same command "
                "and a larger --delay"
            )
        raise NotFetched(f"status {found.status}, {TRIES} times")

    def _count_failure(self, host: str, why: str) -> None:
        self._failed += 1
        if self._failed >= FAILED_AT_MOST:
            raise FetchStopped(
                f"{host}: {self._failed} pages in a row could not be fetched, the last as {why}; "
                "the same command carries on"
            )


def wait_told(found: Exchange) -> float:
    """Return the seconds that a response asks us to wait (Retry-After, in seconds or as a moment), 0 if none."""
    told = found.header("Retry-After")
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        moment = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError):
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
