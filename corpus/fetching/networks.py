"""Which network addresses may be connected to: those of the public internet, and what the maintainer tells."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.errors import FetchStopped

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
UNICAST = ipaddress.ip_network("2000::/3")
"""Of IPv6, all that is given out for the public internet (RFC 4291, IANA)."""
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""Where networks without IPv4 reach it: the last 32 bits are the address (RFC 6052)."""
SAID = "is not on the public internet"


class NotPublic(OSError):
    """A name or an address leads to where nothing is fetched from."""


class Networks:
    """Makes the sockets of all connections, and none to a private, loopback, link-local or metadata address.

    It is asked with the very address that is connected to next, so a name that stands for another address a moment
    later (DNS rebinding) gains nothing, nor does a redirect.

    Args:
        told: addresses and networks of the maintainer's own that are allowed too, such as 10.1.0.0/16.

    Raises:
        FetchStopped: one of them is no network.
    """

    def __init__(self, told: Iterable[str] = ()) -> None:
        try:
            self._told = [ipaddress.ip_network(one, strict=False) for one in told]
        except ValueError as error:
            raise FetchStopped(f"{error}; write it as 192.168.1.7 or 10.1.0.0/16") from error

    def allow(self, address: str) -> bool:
        """Tell whether a numeric address may be connected to."""
        try:
            found = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        return any(found in one for one in self._told) or all(map(_public, _meant(found)))

    def socket(self, info: tuple[Any, ...]) -> socket.socket:
        """Return a socket for an address as ``getaddrinfo`` gives it.

        Raises:
            NotPublic: it must not be connected to.
        """
        family, kind, protocol, _, address = info
        if not self.allow(str(address[0])):
            raise NotPublic(f"{address[0]} {SAID}")
        return socket.socket(family=family, type=kind, proto=protocol)


def _meant(address: Address) -> Iterator[Address]:
    """Yield an address and those of IPv4 that stand in it: whoever connects to it may get there."""
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        if address.sixtofour is not None:
            yield address.sixtofour
        if address.teredo is not None:
            yield from address.teredo
        if address in TRANSLATED:
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _public(address: Address) -> bool:
    if not address.is_global or address.is_multicast:
        return False
    return address.version == 4 or address in UNICAST or address in TRANSLATED  # noqa: PLR2004 - of IP
