"""Answers whether a process is alive, and whether it is ready."""

from __future__ import annotations

from aiohttp import web

from bot.monitoring.health import Readiness

ALIVE, READY = "/healthz", "/readyz"


async def alive(_request: web.Request) -> web.Response:
    """Answer, which the event loop does only if it turns."""
    return web.Response(text="alive\n")


async def ready(readiness: Readiness, _request: web.Request) -> web.Response:
    """Tell whether all is well, and nothing more: whoever reaches the page may ask."""
    well = await readiness.is_ready()
    return web.Response(text="ready\n" if well else "not ready\n", status=200 if well else 503)
