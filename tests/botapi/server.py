"""Serves the Bot API over HTTP on the loopback interface, from a thread with an event loop of its own."""

import asyncio
import threading
import time
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from aiohttp import web

from tests.botapi import answering, sending
from tests.botapi.calls import Call, CallLog
from tests.botapi.cloud import Answer, Cloud
from tests.botapi.faults import Faults
from tests.botapi.fields import read_fields
from tests.botapi.polling import Polling
from tests.botapi.published import METHODS, TABLES
from tests.botapi.refusals import NOT_FOUND, UNAUTHORIZED, RefusedError, conflict
from tests.botapi.request import read_request
from tests.botapi.webhook import Webhook

_T = TypeVar("_T")
_HOST: Final = "127.0.0.1"
_START_SECONDS: Final = 10.0
_LARGEST_BODY: Final = 60 * 1024 * 1024

ANSWERS: Final[dict[str, Answer]] = sending.ANSWERS | answering.ANSWERS
_WEBHOOK_ACTIVE: Final = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Server:
    """The Bot API of one bot.

    Attributes:
        port: Chosen by the system at start, kept through outages.
        failures: Errors of the stand-in itself, which stop() of BotApi raises.
        webhook: What pushes updates to the bot.
    """

    def __init__(self, token: str, cloud: Cloud, log: CallLog, faults: Faults) -> None:
        self.port = 0
        self.failures: list[Exception] = []
        self._token = token
        self._cloud = cloud
        self._log = log
        self._faults = faults
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="botapi", daemon=True)
        self._polling = Polling(cloud.updates, log.condition)
        self.webhook = Webhook(cloud.updates, log.condition)
        app = web.Application(client_max_size=_LARGEST_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1)

    def start(self) -> None:
        """Starts to serve; returns when calls are answered, or refused if Telegram is to be unreachable."""
        self._thread.start()
        self.run(self._runner.setup())
        self.run(self.listen())
        if self._faults.offline == "refused":
            self.run(next(iter(self._runner.sites)).stop())
        self._cloud.updates.arrived = self._announce

    def stop(self) -> None:
        """Stops to serve; calls that wait are cut."""
        with self._log.condition:
            self._cloud.updates.arrived = bool
        self.run(self.webhook.stop())
        self.run(self._cut())
        self.run(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, coroutine: Coroutine[Any, Any, _T]) -> _T:
        """Runs a coroutine in the event loop of the server and waits for it."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(_START_SECONDS)

    async def listen(self) -> None:
        """Accepts connections, at the port of before if there was one."""
        if not self._runner.sites:
            await web.TCPSite(self._runner, _HOST, self.port, reuse_address=True).start()
            self.port = self._runner.addresses[0][1]

    async def _cut(self) -> None:
        for connection in self._runner.server.connections if self._runner.server else ():
            if connection.transport is not None:
                connection.transport.abort()

    def _announce(self) -> None:
        """Tells the event loop of a new update; called from any thread."""
        self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._polling.wake()
        self.webhook.wake()

    async def _serve(self, request: web.Request) -> web.Response:
        """Answers one call, or cuts the connection."""
        call = Call(request.match_info["method"])
        try:
            try:
                call.result = await self._answer(request, call)
            except RefusedError as exc:
                call.error = exc.refusal
            call.at = time.monotonic()
            self._log.add(call)
        except Exception as exc:
            self.failures.append(exc)
            raise
        if call.dropped:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if call.error is None:
            return web.json_response({"ok": True, "result": call.result})
        return web.json_response(call.error.as_json(), status=call.error.error_code)

    async def _answer(self, request: web.Request, call: Call) -> object:
        """Acts on one call, or lets the fault befall it that a test ordered."""
        if request.match_info["token"] != self._token:
            raise RefusedError(UNAUTHORIZED)
        if call.method.lower() not in METHODS:
            raise RefusedError(NOT_FOUND)
        call.method = METHODS[call.method.lower()]
        call.params, call.files = await read_request(request, call.method, TABLES[call.method])
        with self._log.condition:
            fault = self._faults.strike(call.method)
            delay = self._faults.delays.get(call.method, 0.0)
        call.dropped = fault.drop
        await asyncio.sleep(delay)
        if fault.refusal is not None:
            raise RefusedError(fault.refusal)
        call.params = read_fields(call.method, call.params)
        return await self._act(call)

    async def _act(self, call: Call) -> object:
        """Acts on a call whose fields are as published."""
        if call.method == "getUpdates":
            if self.webhook.url:
                raise conflict(_WEBHOOK_ACTIVE)
            return await self._polling.get_updates(call.params)
        if call.method in {"setWebhook", "deleteWebhook"}:
            done = await self.webhook.set(call.params)
            if self.webhook.url:
                self._polling.end("terminated by setWebhook request")
            return done
        with self._log.condition:
            return ANSWERS[call.method](self._cloud, call.params, call.files)
