"""Serves the Bot API over HTTP on the loopback interface, from a thread with an event loop of its own."""

import asyncio
import threading
import time
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from aiohttp import web

from tests.botapi import answering, editing, profile, sending
from tests.botapi.calls import Call, CallLog
from tests.botapi.cloud import Answer, Cloud
from tests.botapi.faults import Fault, Faults, Outage
from tests.botapi.fields import JsonObject, read_fields
from tests.botapi.methods import METHODS
from tests.botapi.polling import Polling
from tests.botapi.refusals import NOT_FOUND, UNAUTHORIZED, Refusal, RefusedError
from tests.botapi.request import read_request
from tests.botapi.updates import do_nothing
from tests.botapi.webhook import Webhook

_T = TypeVar("_T")
_HOST: Final = "127.0.0.1"
_START_SECONDS: Final = 10.0
_LARGEST_BODY: Final = 60 * 1024 * 1024

ANSWERS: Final[dict[str, Answer]] = sending.ANSWERS | editing.ANSWERS | answering.ANSWERS | profile.ANSWERS
_PUBLISHED: Final = {method.lower(): method for method in METHODS}


@dataclass(slots=True)
class _Exchange:
    """A call while it is answered; becomes a Call."""

    method: str
    params: JsonObject = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    result: object = None
    refusal: Refusal | None = None
    fault: Fault = field(default_factory=Fault)


class Server:
    """The Bot API of one bot.

    Attributes:
        port: Chosen by the system at start, kept through outages.
        failures: Errors of the stand-in itself, which stop() of BotApi raises.
    """

    def __init__(self, token: str, cloud: Cloud, log: CallLog, faults: Faults) -> None:
        self.port = 0
        self.failures: list[Exception] = []
        self._token = token
        self._cloud = cloud
        self._log = log
        self._faults = faults
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._polling = Polling(cloud.updates, log.condition)
        self._webhook = Webhook(cloud.updates, log.condition)
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    @property
    def webhook(self) -> Webhook:
        """Where updates go if the bot asked for that."""
        return self._webhook

    def start(self) -> None:
        """Starts to serve; returns when calls are answered."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="botapi", daemon=True)
        self._thread.start()
        self.run(self._open())
        self._cloud.updates.arrived = self._announce

    def stop(self) -> None:
        """Stops to serve; calls that wait are cut."""
        with self._log.condition:
            self._cloud.updates.arrived = do_nothing
        loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return
        self.run(self._close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        self._loop = self._thread = None

    def run(self, coroutine: Coroutine[Any, Any, _T]) -> _T:
        """Runs a coroutine in the event loop of the server and waits for it."""
        assert self._loop is not None, "start() comes first"
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(_START_SECONDS)

    async def listen(self) -> None:
        """Accepts connections, at the port of before if there was one."""
        if self._runner is None or self._site is not None:
            return
        self._site = web.TCPSite(self._runner, _HOST, self.port, reuse_address=True)
        await self._site.start()
        self.port = self._runner.addresses[0][1]

    async def refuse_connections(self) -> None:
        """Refuses new connections and cuts those there are."""
        if self._site is None or self._runner is None or self._runner.server is None:
            return
        await self._site.stop()
        self._site = None
        for connection in self._runner.server.connections:
            if connection.transport is not None:
                connection.transport.abort()

    async def _open(self) -> None:
        app = web.Application(client_max_size=_LARGEST_BODY)
        for verb in ("GET", "POST"):
            app.router.add_route(verb, "/bot{token}/{method}", self._serve)
        app.router.add_route("*", "/{path:.*}", self._not_found)
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await self.listen()
        if self._faults.outage is Outage.REFUSED:
            await self.refuse_connections()

    async def _close(self) -> None:
        await self._webhook.stop()
        await self.refuse_connections()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _announce(self) -> None:
        """Tells the event loop of a new update; called from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._polling.wake()
        self._webhook.wake()

    async def _not_found(self, _request: web.Request) -> web.Response:
        return web.json_response(NOT_FOUND.as_json(), status=NOT_FOUND.error_code)

    async def _serve(self, request: web.Request) -> web.Response:
        """Answers one call."""
        exchange = _Exchange(request.match_info["method"])
        try:
            try:
                exchange.result = await self._answer(request, exchange)
            except RefusedError as exc:
                exchange.refusal = exc.refusal
            return self._finish(request, exchange)
        except Exception as exc:
            self.failures.append(exc)
            raise

    async def _answer(self, request: web.Request, exchange: _Exchange) -> object:
        """Acts on one call, or lets the fault befall it that a test ordered."""
        method = _PUBLISHED.get(exchange.method.lower())
        if request.match_info["token"] != self._token:
            raise RefusedError(UNAUTHORIZED)
        if method is None:
            raise RefusedError(NOT_FOUND)
        exchange.method = method
        exchange.params, exchange.files = await read_request(request, method, METHODS[method])
        with self._log.condition:
            exchange.fault = self._faults.strike(method)
            delay = self._faults.delay_of(method)
        if delay > 0:
            await asyncio.sleep(delay)
        if exchange.fault.refusal is not None:
            raise RefusedError(exchange.fault.refusal)
        if self._cloud.logged_out:
            raise RefusedError(Refusal(400, "Logged out"))
        exchange.params = read_fields(method, METHODS[method], exchange.params)
        return await self._act(method, exchange.params, exchange.files)

    async def _act(self, method: str, params: JsonObject, files: Mapping[str, bytes]) -> object:
        """Acts on a call whose fields are as published."""
        if method == "getUpdates":
            return await self._polling.get_updates(params, webhook_is_set=self._webhook.is_set)
        if method == "setWebhook":
            done = await self._webhook.set(params)
            self._polling.end("terminated by setWebhook request")
            return done
        if method == "deleteWebhook":
            return await self._webhook.delete(params)
        if method == "getWebhookInfo":
            return self._webhook.info()
        with self._log.condition:
            return ANSWERS[method](self._cloud, params, files)

    def _finish(self, request: web.Request, exchange: _Exchange) -> web.Response:
        """Records a call, and answers it or cuts the connection."""
        refusal, fault = exchange.refusal, exchange.fault
        self._log.add(
            Call(
                exchange.method,
                exchange.params,
                exchange.files,
                exchange.result,
                refusal,
                time.monotonic(),
                fault.drop,
            )
        )
        if fault.drop:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if refusal is None:
            return web.json_response({"ok": True, "result": exchange.result})
        return web.json_response(refusal.as_json(), status=refusal.error_code)
