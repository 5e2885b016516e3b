"""Takes updates that Telegram pushes: with a secret, of a bounded size, acknowledged when they are finished."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import logging
from functools import partial
from typing import Any

from aiohttp import web

from bot.telegram.albums import waits_for_others
from bot.telegram.intake import Intake, Raw

log = logging.getLogger(__name__)

LARGEST_BODY = 1 << 20
"""Bytes; Telegram's updates have a few thousand."""
HEADER = "X-Telegram-Bot-Api-Secret-Token"
ACKNOWLEDGE_SECONDS = 8.0
"""Telegram gives up on an answer later than this and delivers again; a reply that has to wait longer goes on."""
BODY_SECONDS = 10.0
AGAIN = partial(web.Response, status=503, headers={"Retry-After": "1"})
"""What makes Telegram deliver an update again, after a second."""
CONNECTIONS = 100
"""Updates that Telegram may push at the same time."""


class Webhook:
    """The server behind the address that Telegram pushes to.

    Args:
        intake: takes the updates.
        path: the only path that is answered, with its slash.
        secret: what Telegram sends along.
    """

    def __init__(self, intake: Intake, path: str, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()
        self._stopping = False
        application = web.Application(client_max_size=LARGEST_BODY)
        application.router.add_post(path, self._receive)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=ACKNOWLEDGE_SECONDS)

    async def start(self, host: str, port: int) -> None:
        """Listen.

        Raises:
            OSError: the port is taken, or not ours to take.
        """
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()

    async def stop(self) -> None:
        """Take nothing new, and answer what has been received."""
        self._stopping = True
        await self._runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        told = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(told, self._secret):
            return web.Response(status=403)
        if (request.content_length or 0) > LARGEST_BODY:
            return web.Response(status=413)
        try:
            update: Any = json.loads(await asyncio.wait_for(request.read(), BODY_SECONDS))
        except (ValueError, RecursionError):
            return web.Response(status=400)
        except TimeoutError:
            return web.Response(status=408)
        if not isinstance(update, dict) or not _is_number(update.get("update_id")):
            return web.Response(status=400)
        if self._intake.is_full:
            self._intake.let_go()
        if self._stopping or self._intake.is_full:
            return AGAIN()
        return web.Response() if await self._settles(update) else AGAIN()

    async def _settles(self, update: Raw) -> bool:
        """Take an update; tell whether it may be acknowledged."""
        taken = self._intake.take(update)
        if waits_for_others(update):  # they are pushed only after this one is acknowledged
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(taken.noted.wait(), ACKNOWLEDGE_SECONDS)
            return taken.noted.is_set()
        await asyncio.wait({taken.task}, timeout=ACKNOWLEDGE_SECONDS)
        if taken.task.done():
            return not taken.task.cancelled()
        return not self._intake.is_shared


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 62
