"""What sites ask of robots: robots.txt as RFC 9309 has it, with Crawl-delay, Request-rate and Sitemap."""

from __future__ import annotations

import math
from dataclasses import dataclass

from protego import Protego

from corpus.errors import NotFetched
from corpus.fetching.exchange import OK, Exchange

NAME = "Dateline"
"""What we are called in robots.txt."""
LARGEST = 500 << 10
"""Bytes of a robots.txt that are read (RFC 9309, 2.5)."""
ABSENT = range(400, 500)
"""Statuses that say that there is none."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host asks of us.

    Attributes:
        delay: seconds between two requests.
        sitemaps: that it names.
    """

    delay: float
    sitemaps: tuple[str, ...]
    parsed: Protego

    def allow(self, address: str) -> bool:
        """Tell whether an address may be asked for."""
        return self.parsed.can_fetch(address, NAME)


def rules_of(found: Exchange) -> Rules:
    """Return what a robots.txt says; one that is not there allows everything.

    Args:
        found: the last response for it.

    Raises:
        NotFetched: it may be there, and was not sent.
    """
    if found.status != OK and found.status not in ABSENT:
        raise NotFetched(f"status {found.status}")
    return parsed(found.body[:LARGEST].decode("utf-8", "replace") if found.status == OK else "")


def parsed(text: str) -> Rules:
    """Read a robots.txt."""
    rules = Protego.parse(text)
    rate = rules.request_rate(NAME)
    delays = [rules.crawl_delay(NAME) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0]
    delay = max(one if math.isfinite(one) and one > 0 else 0.0 for one in delays)
    return Rules(delay, tuple(rules.sitemaps), rules)
