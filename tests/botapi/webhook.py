"""Pushes updates to the bot's webhook, in order, each until the bot takes it."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from threading import Condition
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from tests.botapi import limits
from tests.botapi.fields import JsonObject
from tests.botapi.polling import check_allowed_updates
from tests.botapi.refusals import bad_request
from tests.botapi.updates import UpdateQueue

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_FIRST_RETRY_SECONDS: Final = 0.05
_LAST_RETRY_SECONDS: Final = 2.0
_PUSH_SECONDS: Final = 10.0


@dataclass(slots=True)
class _Settings:
    """What the bot asked for with setWebhook, and how it goes."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    has_custom_certificate: bool = False
    last_error: JsonObject = field(default_factory=dict)


class Webhook:
    """The webhook of the bot. Lives in the event loop of the server.

    Attributes:
        routes: Public origins and the loopback origins that stand behind them, such as
            {"https://bot.example.org": "http://127.0.0.1:8443"}.
    """

    def __init__(self, updates: UpdateQueue, lock: Condition) -> None:
        self.routes: dict[str, str] = {}
        self._updates = updates
        self._lock = lock
        self._settings = _Settings()
        self._arrived = asyncio.Event()
        self._pusher: asyncio.Task[None] | None = None

    @property
    def is_set(self) -> bool:
        """Whether updates go to a webhook."""
        return bool(self._settings.url)

    def wake(self) -> None:
        """Lets the pusher look for updates again."""
        self._arrived.set()

    async def set(self, params: JsonObject) -> bool:
        """Answers setWebhook.

        Raises:
            RefusedError: The address, the secret or a number is not allowed.
        """
        if not params["url"]:
            return await self.delete(params)
        self._check_url(params["url"])
        secret = params.get("secret_token", "")
        if len(secret) > limits.WEBHOOK_SECRET:
            raise bad_request("secret token is too long")
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        connections = params.get("max_connections", 40)
        if not 1 <= connections <= limits.WEBHOOK_CONNECTIONS:
            raise bad_request(f"max_connections must be between 1 and {limits.WEBHOOK_CONNECTIONS}")
        check_allowed_updates(params)
        await self.stop()
        self._apply_to_queue(params)
        self._settings = _Settings(params["url"], secret, connections, "certificate" in params)
        self._pusher = asyncio.create_task(self._push_all())
        return True

    async def delete(self, params: JsonObject) -> bool:
        """Answers deleteWebhook."""
        await self.stop()
        self._settings = _Settings()
        self._apply_to_queue(params)
        return True

    async def stop(self) -> None:
        """Stops pushing."""
        if self._pusher is not None:
            self._pusher.cancel()
            await asyncio.gather(self._pusher, return_exceptions=True)
            self._pusher = None

    def info(self) -> JsonObject:
        """Answers getWebhookInfo."""
        settings = self._settings
        with self._lock:
            pending, allowed = len(self._updates), sorted(self._updates.allowed)
        info = {
            "url": settings.url,
            "has_custom_certificate": settings.has_custom_certificate,
            "pending_update_count": pending,
        }
        if self.is_set:
            info |= {"max_connections": settings.max_connections, "ip_address": "127.0.0.1"}
        if set(allowed) != limits.UPDATE_TYPES - limits.UPDATE_TYPES_ON_REQUEST:
            info["allowed_updates"] = allowed
        return info | settings.last_error

    def _apply_to_queue(self, params: JsonObject) -> None:
        with self._lock:
            if "allowed_updates" in params:
                self._updates.allow(params["allowed_updates"])
            if params.get("drop_pending_updates"):
                self._updates.clear()

    def _check_url(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.hostname in _LOOPBACK:
            return
        if parts.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in limits.WEBHOOK_PORTS:
            raise bad_request("bad webhook: webhook can be set up only on ports 80, 88, 443 or 8443")
        if self._local(url) is None:
            raise bad_request("bad webhook: failed to resolve host: Name or service not known")

    def _local(self, url: str) -> str | None:
        """Gives the loopback address behind a public one; nothing else is ever contacted."""
        if urlsplit(url).hostname in _LOOPBACK:
            return url
        for origin, local in self.routes.items():
            if url.startswith(f"{origin}/") or url == origin:
                return local + url.removeprefix(origin)
        return None

    async def _push_all(self) -> None:
        """Pushes one update after the other, forever."""
        retry = _FIRST_RETRY_SECONDS
        timeout = aiohttp.ClientTimeout(total=_PUSH_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                self._arrived.clear()
                with self._lock:
                    waiting = self._updates.take(None, 1)
                if not waiting:
                    await self._arrived.wait()
                    continue
                while not await self._push(session, waiting[0]):
                    await asyncio.sleep(retry)
                    retry = min(2 * retry, _LAST_RETRY_SECONDS)
                retry = _FIRST_RETRY_SECONDS
                with self._lock:
                    self._updates.confirm_one(waiting[0])
                    self._lock.notify_all()

    async def _push(self, session: aiohttp.ClientSession, update: JsonObject) -> bool:
        """Posts an update; tells whether the bot took it."""
        url = self._local(self._settings.url)
        secret = self._settings.secret_token
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        if url is None:
            return False
        try:
            async with session.post(url, json=update, headers=headers, allow_redirects=False) as response:
                await response.read()
                if response.ok and response.status < 300:
                    return True
                error = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as exc:
            error = "Connection timed out" if isinstance(exc, TimeoutError) else "Connection refused"
        self._settings.last_error = {"last_error_date": int(time.time()), "last_error_message": error}
        return False
