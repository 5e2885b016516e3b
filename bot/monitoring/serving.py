"""Serves /metrics, /healthz and /readyz at a port of their own, which is this machine's unless told otherwise."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.monitoring.answering import ALIVE, READY, alive
from bot.monitoring.health import Readiness
from bot.monitoring.home import state_of
from bot.monitoring.meters import CONTENT_TYPE, Meters
from bot.settings import Settings
from corpus.errors import SettingsInvalid

log = logging.getLogger(__name__)
hardly_http = log.getChild("hardly_http")
hardly_http.setLevel(logging.CRITICAL)

METRICS = "/metrics"


@asynccontextmanager
async def exposing(
    settings: Settings, listen: str, variable: str, meters: Meters, readiness: Readiness
) -> AsyncIterator[None]:
    """Answer meanwhile.

    Args:
        settings: where the home is.
        listen: host and port.
        variable: that told so, for a message.
        meters: to show.
        readiness: to tell, with what is not well.

    Raises:
        SettingsInvalid: the port is taken, or not ours to take.
    """

    async def metrics(_request: web.Request) -> web.Response:
        if meters.is_due:
            for name, problem in (await readiness.look()).items():
                meters.put("ready", float(not problem), name)
            for metric, value in (await asyncio.to_thread(state_of, settings.home)).items():
                meters.put(metric, value)
        return web.Response(body=meters.text(), headers={"Content-Type": CONTENT_TYPE})

    async def told(_request: web.Request) -> web.Response:
        found = await readiness.look()
        well = not any(found.values())
        checks = {name: problem or "well" for name, problem in found.items()}
        body = json.dumps({"ready": well, "checks": checks})
        return web.Response(text=body, status=200 if well else 503, content_type="application/json")

    application = web.Application(client_max_size=1024)
    application.add_routes([web.get(METRICS, metrics), web.get(ALIVE, alive), web.get(READY, told)])
    runner = web.AppRunner(application, access_log=None, logger=hardly_http, shutdown_timeout=1.0)
    await runner.setup()
    host, _, port = listen.rpartition(":")
    try:
        try:
            await web.TCPSite(runner, host.strip("[]"), int(port)).start()
        except OSError as error:
            told_why = f"cannot listen at {listen} ({error.strerror})"
            raise SettingsInvalid(f"{variable}: {told_why}; choose another, or leave it empty") from error
        log.info("Metrics and health are at port %d.", runner.addresses[0][1])
        yield
    finally:
        await runner.cleanup()
