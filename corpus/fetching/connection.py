"""Asks one address once: bounded in bytes and seconds, and only where ``networks.py`` allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
from yarl import URL

from corpus.errors import NotFetched
from corpus.fetching.exchange import OK, Exchange
from corpus.fetching.networks import SAID, Networks

Limit = Callable[[str], int]
"""Tells by a content type how many bytes a body of it may have; raises NotFetched where none of it is wanted."""
SECONDS, TO_CONNECT, SILENT = 60.0, 15.0, 30.0
"""For a whole page, to reach its host, and between two of its pieces."""
PIECE = 1 << 16
FIELD = 1 << 16
"""Longest header in bytes: policies for browsers are longer than the library's 8 KiB."""
OTHERS = 1 << 20
"""Bytes of a response that is no page: a redirect, an error."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that a page may take."""

    whole: float = SECONDS
    silent: float = SILENT


class Connection:
    """What all requests of a run go through: one at a time, without cookies, proxies or passwords, TLS verified.

    Args:
        agent: how we introduce ourselves.
        networks: that may be connected to.
        patience: seconds that a page may take.
    """

    def __init__(self, agent: str, networks: Networks, patience: Patience) -> None:
        self._peers: dict[str, str] = {}
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=1, socket_factory=networks.socket),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "gzip"},
            timeout=aiohttp.ClientTimeout(total=patience.whole, sock_connect=TO_CONNECT, sock_read=patience.silent),
            auto_decompress=False,
            max_line_size=FIELD,
            max_field_size=FIELD,
        )

    def _note_peer(self, response: aiohttp.ClientResponse) -> None:
        """Remember who answers for a host; a short response has let go of its connection by now."""
        transport = response.connection.transport if response.connection else None
        peer = transport.get_extra_info("peername") if transport else None
        if peer:
            self._peers[response.url.host or ""] = str(peer[0])

    async def close(self) -> None:
        """Close what is open."""
        await self._session.close()

    async def get(self, address: str, headers: Mapping[str, str], limit: Limit) -> Exchange:
        """Ask for an address, canonical, and return what came.

        Raises:
            NotFetched: nothing, not all, or too much came.
        """
        moment = datetime.now(UTC)
        try:
            async with self._session.get(
                URL(address, encoded=True), headers=headers, allow_redirects=False
            ) as response:
                self._note_peer(response)
                told = response.headers.get("Content-Type", "")
                most = limit(told) if response.status == OK else OTHERS
                return Exchange(
                    address,
                    tuple(response.request_info.headers.items()),
                    response.status,
                    response.reason or "",
                    "{}.{}".format(*(response.version or (1, 1))),
                    tuple((_text(name), _text(value)) for name, value in response.raw_headers),
                    await _body(response, most),
                    moment,
                    self._peers.get(response.url.host or "", ""),
                )
        except TimeoutError as error:
            raise NotFetched("it did not come in time", again=True) from error
        except aiohttp.ClientConnectorCertificateError as error:
            raise NotFetched("its certificate is not valid") from error
        except aiohttp.InvalidURL as error:
            raise NotFetched("no address that can be asked for", "refused") from error
        except aiohttp.ClientConnectorDNSError as error:
            raise NotFetched("there is no such host", again=True) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            private = _refusal(error)
            if private:
                raise NotFetched(private, "refused") from error
            raise NotFetched(f"the connection failed ({type(error).__name__})", again=True) from error


async def _body(response: aiohttp.ClientResponse, most: int) -> bytes:
    if (response.content_length or 0) > most:
        raise NotFetched(_too_large(most), "too large")
    pieces: list[bytes] = []
    size = 0
    async for piece in response.content.iter_chunked(PIECE):
        size += len(piece)
        if size > most:
            raise NotFetched(_too_large(most), "too large")
        pieces.append(piece)
    return b"".join(pieces)


def _too_large(most: int) -> str:
    return f"more than {most >> 20} MiB, or without an end"


def _refusal(error: BaseException) -> str:
    """Return what ``networks.py`` has refused, "" if the trouble is another one."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error.__cause__
    said = str(cause)  # of several addresses of a host, all in one
    return f"{said}; --allow-private, if it is your own" if SAID in said else ""


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode("utf-8")
