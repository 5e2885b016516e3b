"""The page's server: which address is answered by what, and how it starts and stops."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from functools import partial
from ipaddress import ip_address
from typing import Any

from aiohttp import web

from bot.logs import keep_to_ourselves
from bot.monitoring.answering import ALIVE, READY, alive, ready
from bot.monitoring.watching import readiness_of, watched
from bot.pool import Pool
from bot.rendering.web import addresses
from bot.rendering.web.pages import icon, style
from bot.settings import Settings
from bot.web import feeds, pages
from bot.web.api import Api
from bot.web.guarding import CACHE, KEPT, Guard
from bot.web.pages import Wanted, settled_host
from bot.web.refusing import missing, unreadable
from bot.web.requesting import LARGEST_BODY, MOST_ID, asked_of, bounded, fields_of, language_of, start_of
from corpus.data import text_of
from corpus.dates.spans import month_span
from corpus.errors import SettingsInvalid

log = logging.getLogger(__name__)
hardly_http = log.getChild("hardly_http")
hardly_http.setLevel(logging.CRITICAL)
"""What is no HTTP is refused without a line in the log: anybody could fill the disk with them."""

IDLE_SECONDS = 15.0
"""That a connection may stay open without a whole request."""
STOP_SECONDS = 5.0
HTML, XML, ATOM = "text/html", "application/opensearchdescription+xml", "application/atom+xml"
BEGINNINGS = "", *addresses.BY_LANGUAGE.values()
"""With what the addresses of pages begin: of those in a language told by the browser or the question, and of others."""
ASKING = addresses.ASK, addresses.TIMELINE, addresses.FEED
HIDDEN = "".join(f"Disallow: {at}{path}\n" for at in BEGINNINGS for path in ASKING)
ROBOTS = f"User-agent: *\nDisallow: /api/\n{HIDDEN}"
"""Articles may be found elsewhere; questions that somebody linked to may not."""


class Site:
    """Answers requests.

    Args:
        settings: where it stands.
        pool: makes pages off the event loop.
    """

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._settings = settings
        self._pool = pool

    def routes(self) -> list[web.RouteDef]:
        """Return what is answered, and by what."""
        address, sheet = style()
        readiness = readiness_of(self._pool.probe)
        return [
            *(one for at in BEGINNINGS for one in self._pages(at)),
            *(web.get(at, self._front) for at in addresses.BY_LANGUAGE.values()),
            web.get(ALIVE, alive),
            web.get(READY, partial(ready, readiness)),
            web.get("/robots.txt", partial(_fixed, ROBOTS, "text/plain")),
            web.get("/icon.svg", partial(_fixed, icon(), "image/svg+xml")),
            web.get(address, partial(_fixed, sheet, "text/css")),
            web.get(addresses.OPENAPI, partial(_fixed, text_of("bot.web", "openapi.json"), "application/json")),
            *Api(self._pool).routes(),
        ]

    def _pages(self, at: str) -> list[web.RouteDef]:
        """Return what is answered at addresses that begin so: in the language that this chooses."""
        timeline, latest = (partial(self._command, path[1:]) for path in (addresses.TIMELINE, addresses.LATEST))
        return [
            web.get(f"{at}/", self._front),
            web.get(at + addresses.ASK, self._ask),
            web.post(at + addresses.ASK, self._ask),
            web.get(at + addresses.TIMELINE, timeline),
            web.post(at + addresses.TIMELINE, timeline),
            web.get(at + addresses.LATEST, latest),
            *(web.get(f"{at}/{name}", partial(self._command, name)) for name in addresses.TOLD),
            web.get(at + addresses.ARTICLE, self._article),
            web.get(at + addresses.DATES, self._years),
            web.get(f"{at}{addresses.DATES}/{addresses.UNDATED}", self._undated),
            web.get(rf"{at}{addresses.DATES}/{{year:\d{{4}}}}", self._year),
            web.get(rf"{at}{addresses.DATES}/{{year:\d{{4}}}}/{{month:\d{{2}}}}", self._month),
            web.get(at + addresses.FEED, self._feed),
            web.get(at + addresses.OPENSEARCH, self._opensearch),
        ]

    async def _front(self, request: web.Request) -> web.Response:
        return await self._page(request, pages.front_page)

    async def _ask(self, request: web.Request) -> web.Response:
        asked = asked_of(addresses.ASK, await fields_of(request), linked=request.method != "POST")
        return await self._page(request, pages.reply_page, asked)

    async def _command(self, name: str, request: web.Request) -> web.Response:
        asked = asked_of(f"/{name}", await fields_of(request), linked=request.method != "POST")
        return await self._page(request, pages.reply_page, asked, name)

    async def _article(self, request: web.Request) -> web.Response:
        article_id = bounded((await fields_of(request)).get("id", ""), MOST_ID, "id")
        return await self._page(request, pages.article_page, article_id)

    async def _years(self, request: web.Request) -> web.Response:
        return await self._page(request, pages.years_page)

    async def _undated(self, request: web.Request) -> web.Response:
        return await self._page(request, pages.undated_page, start_of(await fields_of(request)))

    async def _year(self, request: web.Request) -> web.Response:
        return await self._page(request, pages.year_page, _number(request, "year"), start_of(await fields_of(request)))

    async def _month(self, request: web.Request) -> web.Response:
        span = month_span(_number(request, "year"), _number(request, "month"))
        if span is None:
            raise missing()
        return await self._page(request, pages.month_page, span.first, start_of(await fields_of(request)))

    async def _feed(self, request: web.Request) -> web.Response:
        asked = asked_of(addresses.FEED, await fields_of(request), linked=True)
        return await self._page(request, feeds.feed, asked.text, kind=ATOM)

    async def _opensearch(self, request: web.Request) -> web.Response:
        return await self._page(request, pages.search_description, kind=XML)

    async def _page(
        self, request: web.Request, make: Callable[..., str], *values: Any, kind: str = HTML
    ) -> web.Response:
        host = settled_host(self._settings, request.host)
        wanted = Wanted(language_of(request), host, addresses.chosen_in(request.path))
        linked = request.method != "POST"  # a question that was sent is kept by nobody
        text = await (self._pool.run_or_recall if linked else self._pool.run)(make, wanted, *values)
        return web.Response(text=text, content_type=kind)


async def _fixed(text: str, kind: str, request: web.Request) -> web.Response:
    del request
    return web.Response(text=text, content_type=kind, headers={CACHE: KEPT if kind == "text/css" else "max-age=86400"})


def _number(request: web.Request, name: str) -> int:
    told = request.match_info[name]
    if not told.isascii():
        raise unreadable(f"{name} must be a number")
    return int(told)


@asynccontextmanager
async def serving(settings: Settings, pool: Pool) -> AsyncIterator[str]:
    """Answer requests meanwhile; gives the address at which.

    Raises:
        SettingsInvalid: the port is taken, or not ours to take, or the archive is for some readers only.
    """
    host, _, port = settings.web_listen.rpartition(":")
    host = host.strip("[]")
    _see_that_it_is_open(settings, host)
    runner: web.AppRunner
    guard = Guard(settings, pool, lambda: len(runner.server.connections) if runner.server else 0)

    @web.middleware
    async def guarded(request: web.Request, handler: Any) -> web.StreamResponse:
        return await guard.handle(request, handler)

    application = web.Application(client_max_size=LARGEST_BODY, middlewares=[guarded])
    application.add_routes(Site(settings, pool).routes())
    application.on_response_prepare.append(guard.dress)
    runner = web.AppRunner(
        application,
        access_log=None,
        logger=hardly_http,
        keepalive_timeout=IDLE_SECONDS,
        shutdown_timeout=STOP_SECONDS,
        auto_decompress=False,
    )
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, int(port)).start()
        except OSError as error:
            told = f"cannot listen at {settings.web_listen} ({error.strerror})"
            raise SettingsInvalid(f"DATELINE_WEB_LISTEN: {told}; choose another") from error
        taken = runner.addresses[0][1]
        log.info("The page is at port %d.", taken)
        yield f"http://{f'[{host}]' if ':' in host else host}:{taken}/"
    finally:
        await runner.cleanup()


def run(settings: Settings, tell: Callable[[str], None]) -> None:
    """Answer requests until SIGINT or SIGTERM; what has been begun is finished first.

    Args:
        settings: where the archive and the page are.
        tell: called with the page's address once it is there.

    Raises:
        SettingsInvalid: the port is taken, or not ours to take, or the archive is for some readers only.
    """
    keep_to_ourselves()
    pool = Pool(settings)
    try:
        asyncio.run(_run(settings, pool, tell))
    finally:
        pool.close()


async def _run(settings: Settings, pool: Pool, tell: Callable[[str], None]) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with _watched(settings, pool), serving(settings, pool) as address:
        tell(address)
        await stopping.wait()


def _watched(settings: Settings, pool: Pool) -> AbstractAsyncContextManager[None]:
    return watched(settings, settings.web_metrics_port, "DATELINE_WEB_METRICS_PORT", pool.probe, pool.memory, {})


@contextmanager
def meanwhile(settings: Settings, tell: Callable[[str], None]) -> Iterator[bool]:
    """Answer requests from a thread of its own while something else goes on here.

    Yields:
        Whether the page is there; why it is not is told in the log.
    """
    keep_to_ourselves()
    pool, begun, loop = Pool(settings), Future[str](), asyncio.new_event_loop()
    stopping = asyncio.Event()

    async def show() -> None:
        async with _watched(settings, pool), serving(settings, pool) as address:
            begun.set_result(address)
            await stopping.wait()

    def work() -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(show())
        except SettingsInvalid as error:
            begun.set_exception(error)

    thread = threading.Thread(target=work, name="page")
    thread.start()
    try:
        try:
            tell(begun.result())
        except SettingsInvalid as error:
            log.warning("There is no page: %s.", error)
            yield False
        else:
            yield True
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(stopping.set)
        thread.join()
        loop.close()
        pool.close()


def beside(settings: Settings, tell: Callable[[str], None]) -> Callable[[Pool], AbstractAsyncContextManager[str]]:
    """Return what shows the page as long as something else runs, on the same archive; see ``run``."""

    @asynccontextmanager
    async def shown(pool: Pool) -> AsyncIterator[str]:
        async with serving(settings, pool) as address:
            tell(address)
            yield address

    return shown


def _see_that_it_is_open(settings: Settings, host: str) -> None:
    """Refuse to show an archive to everybody that is for some readers only: a page cannot tell who reads it."""
    if settings.readers and (settings.web_url or not _is_here(host)):
        raise SettingsInvalid(
            "DATELINE_READERS: lets in some readers only, and the page cannot tell who asks; leave DATELINE_WEB_URL "
            "empty and let DATELINE_WEB_LISTEN be 127.0.0.1, for this machine alone, or let everybody in"
        )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
