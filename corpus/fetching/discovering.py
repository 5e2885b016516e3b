"""Finds out what pages a site has: from its sitemaps and feeds, beginning with whatever address is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from yarl import URL

from corpus.errors import FetchStopped, NotFetched
from corpus.fetching.addresses import canonical
from corpus.fetching.documents import listing_of
from corpus.fetching.exchange import OK, Exchange
from corpus.fetching.listings import LARGEST, Listing
from corpus.fetching.visiting import Visitor

GUESSES = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
"""Where sitemaps are if robots.txt does not tell."""
DEPTH, LISTINGS, PAGES = 5, 2000, 1_000_000
"""Sitemaps in each other, listings and pages of one site: more is no site but a trap."""


class Discovery:
    """Collects the addresses of pages.

    Args:
        visitor: that goes to listings.
        note: takes what a maintainer is told of it.
    """

    def __init__(self, visitor: Visitor, note: Callable[[str], None]) -> None:
        self._visitor = visitor
        self._note = note
        self._seen: set[str] = set()
        self._folder = "/"
        self.pages: dict[str, date | None] = {}
        self.elsewhere = 0

    async def find(self, address: str) -> None:
        """Collect the pages that an address tells of: of a sitemap, of a feed, or of a site by one of its pages.

        Raises:
            FetchStopped: it tells of none.
        """
        try:
            last = await self._read(address)
            listing = listing_of(last)
        except NotFetched as error:
            raise FetchStopped(f"{address}: {error}") from error
        self._visitor.site.add(last.address)
        self._take(listing)
        if listing.kind == "page":
            self._folder = _folder(last.address)
            await self._of_site(last.address)
        await self._follow(listing.more)
        if not self.pages and not self.elsewhere:
            raise FetchStopped(
                f"{address} has no sitemap and no feed that could be found: give the address of one, "
                "or a file of addresses"
            )

    async def _of_site(self, address: str) -> None:
        try:
            told = [
                found for one in (await self._visitor.rules(address)).sitemaps if (found := canonical(one, address))
            ]
        except NotFetched as error:
            raise FetchStopped(f"{address}: {error}") from error
        if told:
            await self._follow(told)
            return
        for guess in GUESSES:
            if await self._follow([canonical(guess, address) or ""], guessed=True):
                return

    async def _follow(self, addresses: list[str], *, guessed: bool = False) -> int:
        """Read listings, and those that they name; return how many there were."""
        left = [(one, 1) for one in reversed(addresses)]
        read = 0
        while left and len(self.pages) < PAGES:
            address, depth = left.pop()
            if address in self._seen or not address:
                continue
            if depth > DEPTH or len(self._seen) >= LISTINGS:
                self._note(f"more than {LISTINGS:,} listings, or {DEPTH} in each other; the others are not read")
                break
            try:
                listing = listing_of(await self._read(address))
            except NotFetched as error:
                if not guessed or depth > 1:
                    self._note(f"{address}: {error}")
                continue
            if listing.kind == "page":  # many sites answer with one where nothing is
                if not guessed or depth > 1:
                    self._note(f"{address}: a page, and no sitemap or feed")
                continue
            read += 1
            self._take(listing)
            # The older entries of a feed are a chain of listings, not a pile.
            left += [(one, depth + (listing.kind != "feed")) for one in reversed(listing.more)]
        return read

    async def _read(self, address: str) -> Exchange:
        self._seen.add(address)
        visit = await self._visitor.visit(address, lambda _: LARGEST, anywhere=True)
        if visit.problem is not None:
            raise visit.problem
        last = visit.exchanges[-1]
        if last.status != OK:
            raise NotFetched(f"status {last.status}")
        return last

    def _take(self, listing: Listing) -> None:
        for address, changed in listing.pages.items():
            if not self._visitor.site.has(address) or not URL(address, encoded=True).raw_path.startswith(self._folder):
                self.elsewhere += 1
            elif len(self.pages) < PAGES and (changed is not None or address not in self.pages):
                self.pages[address] = changed


def _folder(address: str) -> str:
    """Return the path below which pages belong to a page of a site: that of /blog is /blog/."""
    path = URL(address, encoded=True).raw_path
    head, _, last = path.rpartition("/")
    return f"{head}/" if not last or "." in last else f"{path}/"
