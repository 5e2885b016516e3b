"""Goes to an address as its site allows, and where that leads to, a few redirects far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from corpus.errors import NotFetched
from corpus.fetching.addresses import Site, canonical, host_of
from corpus.fetching.asking import Asking
from corpus.fetching.connection import Limit
from corpus.fetching.exchange import Exchange
from corpus.fetching.robots import LARGEST, Rules, rules_of

REDIRECTS_AT_MOST = 5
Conditions = Callable[[str], Mapping[str, str]]
"""Tells by an address with what headers it is asked for: on condition that it has changed."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of going to an address.

    Attributes:
        exchanges: in their order: redirects, and what they lead to.
        problem: why there is not more, None if the last one is where it leads to.
    """

    exchanges: tuple[Exchange, ...]
    problem: NotFetched | None = None


def nothing_asked(_address: str) -> Mapping[str, str]:
    """Ask for an address without conditions."""
    return {}


class Visitor:
    """Goes to addresses one after the other.

    Args:
        asking: at a site's pace.
        site: what is fetched.
    """

    def __init__(self, asking: Asking, site: Site) -> None:
        self._asking = asking
        self.site = site
        self._rules: dict[str, Rules | NotFetched] = {}

    async def visit(
        self, address: str, limit: Limit, *, conditions: Conditions = nothing_asked, anywhere: bool = False,
        known: Callable[[str], bool] = lambda _: False,
    ) -> Visit:  # fmt: skip
        """Go to an address, canonical.

        Args:
            address: of a page or of what tells of pages.
            limit: bytes by content type.
            conditions: headers by address.
            anywhere: whether it may lead to another site.
            known: tells where not to go on to, as that has been fetched.

        Raises:
            NotFetched: nothing at all came.
            FetchStopped: the site refuses, or has had enough.
        """
        found: list[Exchange] = []
        try:
            while True:
                await self._check_rules(address)
                found.append(await self._get(address, conditions(address), limit))
                address = self._next(found, anywhere=anywhere)
                if not address or known(address):
                    return Visit(tuple(found))
        except NotFetched as error:
            if not found:
                raise
            return Visit(tuple(found), error)

    async def _check_rules(self, address: str) -> None:
        if not (await self.rules(address)).allow(address):
            raise NotFetched("robots.txt asks not to fetch it", "disallowed")

    async def rules(self, address: str) -> Rules:
        """Return what the host of an address asks of robots.

        Raises:
            NotFetched: that could not be read.
        """
        host = host_of(address)
        if host not in self._rules:
            try:
                self._rules[host] = rules = rules_of(await self._robots(address))
                self._asking.pace.slow(host, rules.delay)
            except NotFetched as error:
                said = f"robots.txt could not be read ({error}), so nothing of {host} may be fetched"
                self._rules[host] = error if error.kind == "refused" else NotFetched(said)
        found = self._rules[host]
        if isinstance(found, NotFetched):
            raise NotFetched(str(found), found.kind)
        return found

    async def _robots(self, address: str) -> Exchange:
        found: list[Exchange] = []
        target = canonical("/robots.txt", address) or ""
        while target:
            found.append(await self._get(target, {}, lambda _: 4 * LARGEST))
            target = self._next(found, anywhere=True)
        return found[-1]

    async def _get(self, address: str, headers: Mapping[str, str], limit: Limit) -> Exchange:
        self.site.check_port(address)
        return await self._asking.get(address, headers, limit)

    def _next(self, found: list[Exchange], *, anywhere: bool) -> str:
        """Return where the last response leads to, "" if nowhere.

        Raises:
            NotFetched: it leads to where we do not follow.
        """
        last = found[-1]
        if not last.leads_to:
            return ""
        target = canonical(last.leads_to, last.address)
        if target is None:
            raise NotFetched("it redirects to what is no address of a page", "refused")
        if len(found) > REDIRECTS_AT_MOST or any(one.address == target for one in found):
            raise NotFetched(f"it redirects in a circle, or more than {REDIRECTS_AT_MOST} times", "refused")
        if not anywhere and not self.site.has(target):
            raise NotFetched(f"it redirects to another site, {host_of(target)}", "elsewhere")
        return target
