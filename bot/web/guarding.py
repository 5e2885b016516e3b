"""Stands around every request: who may ask how much, in what time, and what every answer says to the browser."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

from bot.logs import came_from, new_number
from bot.monitoring.answering import ALIVE, READY
from bot.monitoring.happenings import journey, place_here, tell
from bot.pool import Pool
from bot.rendering.as_json import one_line
from bot.rendering.web.addresses import chosen_in
from bot.rendering.web.pages import Frame, render_message
from bot.settings import Settings
from bot.web.allowance import Allowance
from bot.web.refusing import Refused, missing
from bot.web.requesting import is_ours, language_of, reader_of
from corpus.errors import DatelineError

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
API = "/api/"
FREE = ("/style-", "/icon.svg", "/robots.txt", "/api/openapi.json")
"""Beginnings of paths that cost nothing."""
SECONDS = 20.0
"""That an answer may take; the slowest of 461,556 passages take a twentieth."""
WAIT_SECONDS = 60
HEALTH = frozenset({ALIVE, READY})
CONNECTIONS = 500
"""Open at the same time; beyond, each is closed with its answer instead of being kept for the next request."""
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=(), browsing-topics=()",
    "Server": "Dateline",
}
CACHE, KEPT, FORGOTTEN = "Cache-Control", "public, max-age=31536000, immutable", "no-store"


class Guard:
    """Lets requests in, and gives every answer what makes it safe.

    Args:
        settings: how much one may ask, and through which servers.
        pool: how many wait.
        connections: tells how many are open.
    """

    def __init__(self, settings: Settings, pool: Pool, connections: Callable[[], int]) -> None:
        self._settings = settings
        self._pool = pool
        self._connections = connections
        self._allowance = Allowance(settings.allowance)

    async def handle(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request, whatever becomes of it."""
        if request.path in HEALTH:  # known by any name, and counted nowhere
            return await handler(request)
        if request.path.startswith(FREE):
            return await self._answer(request, handler)
        with journey("api" if request.path.startswith(API) else "page"):
            response = await self._answer(request, handler)
            tell("requests", place_here(), f"{response.status // 100}xx")
        return response

    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            self._admit(request)
            async with asyncio.timeout(SECONDS):
                response = await handler(request)
        except Refused as refused:
            response = self._refusal(request, refused)
        except web.HTTPException as error:
            response = self._of_library(request, error)
        except TimeoutError:
            tell("refused", place_here(), "failed")
            log.warning("An answer took too long.")
            response = self._refusal(request, Refused(HTTPStatus.SERVICE_UNAVAILABLE, "web_stopped"))
        except DatelineError as error:
            tell("refused", place_here(), "failed")
            _log(error)
            response = self._refusal(request, Refused(HTTPStatus.SERVICE_UNAVAILABLE, "failed"))
        except Exception as error:  # noqa: BLE001 - whatever it was, the reader hears of it and the next is answered
            tell("errors")
            tell("refused", place_here(), "failed")
            _log(error)
            response = self._refusal(request, Refused(HTTPStatus.INTERNAL_SERVER_ERROR, "failed"))
        if self._connections() > CONNECTIONS:
            response.force_close()
        return response

    async def dress(self, _request: web.BaseRequest, response: web.StreamResponse) -> None:
        """Give an answer the headers that every one has."""
        response.headers.update(HEADERS)
        response.headers.setdefault(CACHE, FORGOTTEN)

    def _admit(self, request: web.Request) -> None:
        if not is_ours(request.host, self._settings.web_url):
            told = "this page is not known by that name; DATELINE_WEB_URL names it"
            raise Refused(HTTPStatus.MISDIRECTED_REQUEST, "web_refused", told)
        if request.path.startswith(FREE):
            return
        reader = reader_of(request, self._settings.web_proxies)
        if not self._allowance.take(reader):
            tell("refused", place_here(), "too_many")
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS, "too_many", "too many requests from one address; wait a minute")
        if self._pool.waiting >= self._settings.busy_at:
            tell("refused", place_here(), "busy")
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "busy", "many are asking at once; try again in a minute")

    def _of_library(self, request: web.Request, error: web.HTTPException) -> web.StreamResponse:
        """Return what the library refuses, said our way."""
        status = HTTPStatus(error.status)
        refused = missing() if status is HTTPStatus.NOT_FOUND else Refused(status, "web_refused", status.phrase)
        response = self._refusal(request, refused)
        if allowed := error.headers.get("Allow"):
            response.headers["Allow"] = allowed
        return response

    def _refusal(self, request: web.Request, refused: Refused) -> web.Response:
        if request.path.startswith(API):
            text, kind = one_line({"error": refused.told}), "application/json"
        else:
            lang = language_of(request)
            frame = Frame(lang, self._settings.archive_name or "Dateline", chosen=chosen_in(request.path))
            text, kind = render_message(frame, refused.wording(lang)), "text/html"
        response = web.Response(text=text, status=refused.status, content_type=kind)
        if refused.status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
            response.headers["Retry-After"] = str(WAIT_SECONDS)
        if refused.status in {HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.REQUEST_TIMEOUT}:
            response.force_close()  # what is left of the body is not read
        return response


def _log(error: Exception) -> None:
    told = type(error).__name__, new_number(), came_from(error)
    log.error("A page could not be made: %s (%s), at %s.", *told)  # values stay out
