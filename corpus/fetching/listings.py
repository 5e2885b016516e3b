"""What tells of pages: sitemaps, feeds, lists of addresses, and the page of HTML that names its feeds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from corpus.fetching.addresses import canonical

LARGEST = 64 << 20
"""Bytes of a sitemap, unpacked; sitemaps.org allows 50 MiB."""
ENTRIES = 200_000
"""Addresses of one listing; sitemaps.org allows 50,000."""


@dataclass(slots=True)
class Listing:
    """What one document tells of pages.

    Attributes:
        kind: what it is: "sitemap", "feed", "list" or "page".
        pages: their addresses, with the day on which each was changed last, where that is told.
        more: addresses of further listings.
    """

    kind: str
    pages: dict[str, date | None] = field(default_factory=dict)
    more: list[str] = field(default_factory=list)

    def add(self, address: str, base: str, changed: date | None = None) -> None:
        """Take a page that a document names."""
        found = canonical(address, base)
        if found is not None and len(self.pages) < ENTRIES:
            self.pages[found] = changed

    def add_listing(self, address: str, base: str) -> None:
        """Take another listing that a document names."""
        found = canonical(address, base)
        if found is not None and len(self.more) < ENTRIES:
            self.more.append(found)
