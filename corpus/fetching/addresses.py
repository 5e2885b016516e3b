"""Addresses of pages: in one form, and whether they are of the site that is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from yarl import URL

from corpus.errors import NotFetched

LONGEST = 2048
"""Characters of an address; a sitemap may have 2,048."""
WHOLE = re.compile(r"https?://", re.IGNORECASE)
PORTS = frozenset({80, 443})


def canonical(address: str, base: str = "") -> str | None:
    """Return an address as it is asked for, None if it is none of a page.

    Args:
        address: as it is written.
        base: of the document that it stands in.
    """
    try:
        written = address.strip()
        url = URL(written if WHOLE.match(written) else urljoin(base, written))
        if url.scheme not in {"http", "https"} or not url.host or url.user or url.password or not url.port:
            return None
        found = str((url.with_path("/", keep_query=True) if url.raw_path == "/" else url).with_fragment(None))
    except (ValueError, TypeError, UnicodeError):
        return None
    return found if len(found) <= LONGEST else None


def host_of(address: str) -> str:
    """Return the host of a canonical address, with its port where it has one of its own."""
    url = URL(address)
    return f"{url.host}" if url.is_default_port() else f"{url.host}:{url.port}"


class Site:
    """What belongs to a run: the hosts that the maintainer has named, with and without "www.".

    Args:
        addresses: that the maintainer has named, canonical.
    """

    def __init__(self, addresses: Iterable[str]) -> None:
        self._hosts = {_plain(address) for address in addresses}
        self._ports = PORTS | {port for address in addresses if (port := URL(address).port)}

    def add(self, address: str) -> None:
        """Take the host of an address to it, as where the site has moved to."""
        self._hosts.add(_plain(address))

    def has(self, address: str) -> bool:
        """Tell whether a canonical address is of the site."""
        return _plain(address) in self._hosts

    def check_port(self, address: str) -> None:
        """See that an address is at a port of the web, or at one that the maintainer has named.

        Raises:
            NotFetched: it is not.
        """
        port = URL(address).port
        if port not in self._ports:
            raise NotFetched(f"port {port} is none of the web", "refused")


def _plain(address: str) -> str:
    return host_of(address).removeprefix("www.")
