"""Pushes updates to the bot's webhook, those of one chat in order, each until the bot takes it.

As the Bot API server does: the next update of a chat is pushed when the one before is acknowledged, and as many at once
as the bot allows. An answer that tells when to try again is heeded, and updates of other chats do not wait for it.
"""

import asyncio
import re
import ssl
from collections.abc import Hashable
from functools import partial
from threading import Condition
from typing import Final
from urllib.parse import urlsplit

import aiohttp
from telegram.constants import SUPPORTED_WEBHOOK_PORTS, WebhookLimit

from tests.botapi.fields import JsonObject
from tests.botapi.refusals import bad_request
from tests.botapi.updates import UpdateQueue

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]*")
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_FIRST_RETRY_SECONDS: Final = 0.05
_LAST_RETRY_SECONDS: Final = 2.0
_PUSH_SECONDS: Final = 10.0


class Webhook:
    """The webhook of the bot. Lives in the event loop of the server.

    Attributes:
        url: Where updates go; empty if the bot polls.
        trust: Vouches for the certificate of what stands before the bot; None for the authorities of the system.
    """

    trust: ssl.SSLContext | None = None

    def __init__(self, updates: UpdateQueue, lock: Condition) -> None:
        self.url = ""
        self._secret = ""
        self._updates = updates
        self._lock = lock
        self._arrived = asyncio.Event()
        self._pusher: asyncio.Task[None] | None = None
        self._most = 40

    def wake(self) -> None:
        """Lets the pusher look for updates again."""
        self._arrived.set()

    async def set(self, params: JsonObject) -> bool:
        """Answers setWebhook, and deleteWebhook, which is the same without an address.

        Raises:
            RefusedError: The address, the secret or a number is not allowed.
        """
        url, secret = params.get("url", ""), params.get("secret_token", "")
        if url:
            _check_url(url)
        if len(secret) > WebhookLimit.MAX_SECRET_TOKEN_LENGTH:
            raise bad_request("secret token is too long")
        if not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if not 1 <= params.get("max_connections", 40) <= WebhookLimit.MAX_CONNECTIONS_LIMIT:
            raise bad_request(f"max_connections must be between 1 and {WebhookLimit.MAX_CONNECTIONS_LIMIT}")
        with self._lock:
            if "allowed_updates" in params:
                self._updates.allow(params["allowed_updates"])
            if params.get("drop_pending_updates"):
                self._updates.clear()
        await self.stop()
        self.url, self._secret, self._most = url, secret, params.get("max_connections", 40)
        if url:
            self._pusher = asyncio.create_task(self._push_all())
        return True

    async def stop(self) -> None:
        """Stops pushing."""
        if self._pusher is not None:
            self._pusher.cancel()
            await asyncio.gather(self._pusher, return_exceptions=True)
            self._pusher = None

    async def _push_all(self) -> None:
        """Pushes the first update of each chat, forever."""
        pushing: dict[Hashable, asyncio.Task[None]] = {}
        timeout = aiohttp.ClientTimeout(total=_PUSH_SECONDS)
        connector = aiohttp.TCPConnector(
            limit=2 * self._most, force_close=True, ssl=self.trust or True
        )  # what stands between spreads them anew
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
            try:
                while True:
                    self._arrived.clear()
                    with self._lock:
                        heads = self._updates.heads()
                    for chat, update in heads.items():
                        if chat not in pushing and len(pushing) < self._most:
                            pushing[chat] = asyncio.create_task(self._deliver(session, update))
                            pushing[chat].add_done_callback(partial(self._over, pushing, chat))
                    await self._arrived.wait()
            finally:
                for task in list(pushing.values()):
                    task.cancel()
                await asyncio.gather(*pushing.values(), return_exceptions=True)

    def _over(self, pushing: dict[Hashable, asyncio.Task[None]], chat: Hashable, _: asyncio.Task[None]) -> None:
        del pushing[chat]
        self.wake()

    async def _deliver(self, session: aiohttp.ClientSession, update: JsonObject) -> None:
        """Posts an update until the bot takes it; some twice at the same time, as if the line had been cut."""
        with self._lock:
            times = 1 + self._updates.is_doubled()
        retry = _FIRST_RETRY_SECONDS
        while True:
            pushes = await asyncio.gather(*(self._push(session, update) for _ in range(times)))
            if None in pushes:
                break
            await asyncio.sleep(max(retry, *filter(None, pushes), 0.0))
            retry, times = min(2 * retry, _LAST_RETRY_SECONDS), 1
        with self._lock:
            self._updates.confirm(update)
            self._lock.notify_all()

    async def _push(self, session: aiohttp.ClientSession, update: JsonObject) -> float | None:
        """Posts an update; gives the seconds after which to try again, None if the bot took it."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        try:
            async with session.post(self.url, json=update, headers=headers, allow_redirects=False) as response:
                return None if 200 <= response.status < 300 else float(response.headers.get("Retry-After", 0))
        except (aiohttp.ClientError, TimeoutError):
            return 0.0


def _check_url(url: str) -> None:
    """Refuses what Telegram refuses, and every other public address: nothing but loopback is contacted."""
    parts = urlsplit(url)
    if parts.hostname in _LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in SUPPORTED_WEBHOOK_PORTS:
        raise bad_request("bad webhook: webhook can be set up only on ports 80, 88, 443 or 8443")
    raise bad_request("bad webhook: failed to resolve host: Name or service not known")
