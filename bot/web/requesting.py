"""Reads what a request says, whatever somebody sent: bounded, in UTF-8, each part checked or refused."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from bot.conversation.views import FRESH, View, read_view
from bot.rendering.web.addresses import Asked, chosen_in
from bot.rendering.web.pages import MOST_QUESTION
from bot.web.refusing import Refused, unreadable
from bot.wording import supported
from corpus.language.detecting import base_code
from corpus.language.known import OUR_LANGUAGES

LARGEST_BODY = 16 << 10
"""Bytes; a form with the longest question has about ten thousand."""
BODY_SECONDS = 10.0
MOST_ABOUT, MOST_ID, MOST_START = 400, 2000, 1_000_000
MOST_FIELDS = 8
MOST_LANGUAGES = 20
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
NETWORK_BITS = 64
"""Of an address of IPv6, that somebody has all of."""


def language_of(request: web.Request) -> str:
    """Return the language that a page's address chooses, else which of ours its reader's browser asks for first.

    It is English if that asks for none.
    """
    if chosen := chosen_in(request.path):
        return chosen
    asked = []
    for one in request.headers.get("Accept-Language", "").split(",")[:MOST_LANGUAGES]:
        code, _, weight = one.partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if base_code(code.strip()) in OUR_LANGUAGES and quality > 0:
            asked.append((-quality, supported(code.strip())))
    return min(asked, key=lambda one: one[0])[1] if asked else "en"


def reader_of(request: web.Request, proxies: int) -> str:
    """Return the address that a request comes from: the one that the outermost of our own proxies has seen.

    Args:
        request: its header X-Forwarded-For counts only as far as our proxies wrote it.
        proxies: how many of ours it has passed.
    """
    told = request.remote or ""
    if proxies:
        passed = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
        told = passed[-proxies].strip() if len(passed) >= proxies else told
    try:
        address = ip_address(told)
    except ValueError:
        return request.remote or ""
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or int(address) >> NETWORK_BITS)
    return str(address)


def is_ours(host: str, public: str) -> bool:
    """Tell whether a request asks for a name under which this page may stand.

    Any other is of a page elsewhere that has its name lead here, to read along in its reader's browser.

    Args:
        host: as the request has it, with its port.
        public: the address that the settings name.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        urlsplit(f"//{host}").port  # noqa: B018 - it is read when it is asked for
    except ValueError:
        return False
    if name == "localhost" or (public and name == urlsplit(public).hostname):
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


async def fields_of(request: web.Request) -> dict[str, str]:
    """Return what the form or the address of a request says, the first of each name.

    Raises:
        Refused: it is too long, too much, or no text.
    """
    if request.method != "POST":
        pairs = list(request.query.items())
    else:
        told = (await body_of(request, FORM)).decode("ascii", "strict") if request.can_read_body else ""
        try:
            pairs = parse_qsl(told, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
        except ValueError:
            raise unreadable("the form cannot be read") from None
    if len(pairs) > MOST_FIELDS:
        raise unreadable(f"there may be {MOST_FIELDS} parameters at most")
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(name, text_of(value, name))
    return found


async def body_of(request: web.Request, kind: str) -> bytes:
    """Return the body of a request.

    Args:
        request: whatever it holds.
        kind: the only type of content that is taken.

    Raises:
        Refused: it is of another type, compressed, too large, or too slow.
    """
    if request.content_type != kind or "Content-Encoding" in request.headers:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "web_refused", f"the body must be {kind}, not compressed")
    if (request.content_length or 0) > LARGEST_BODY:
        raise web.HTTPRequestEntityTooLarge(LARGEST_BODY, request.content_length or 0)
    try:
        body = await asyncio.wait_for(request.read(), BODY_SECONDS)
    except TimeoutError:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT, "web_refused", "the body did not come in time") from None
    if kind == FORM and not body.isascii():
        raise unreadable("the form must be percent-encoded")
    return body


async def object_of(request: web.Request) -> dict[str, Any]:
    """Return the JSON object that a request holds.

    Raises:
        Refused: there is none.
    """
    try:
        found = json.loads(await body_of(request, JSON))
    except (ValueError, RecursionError):
        raise unreadable("the body must be a JSON object in UTF-8") from None
    if not isinstance(found, dict):
        raise unreadable("the body must be a JSON object")
    return found


def text_of(value: str, name: str) -> str:
    """Return a text as it is, if it can be written at all.

    Raises:
        Refused: it has half a character, as JSON can say, or no character at all.
    """
    try:
        value.encode()
    except UnicodeEncodeError:
        raise unreadable(f"{name} is no text") from None
    if "\0" in value:
        raise unreadable(f"{name} is no text")
    return value


def bounded(value: str, most: int, name: str) -> str:
    """Return a text without white space around it.

    Raises:
        Refused: it is longer than some characters.
    """
    value = value.strip()
    if len(value) > most:
        told = f"{name} may have {most} characters at most"
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "web_long", told, count=most)
    return value


def asked_of(path: str, fields: dict[str, str], *, linked: bool) -> Asked:
    """Return what a reader asks for.

    Args:
        path: of the page.
        fields: of the form or the address.
        linked: they stand in the address.

    Raises:
        Refused: the question is too long, or a button says what none of ours does.
    """
    view: View | None = FRESH
    if told := fields.get("view"):
        view = read_view(told)
    if view is None:
        raise Refused(HTTPStatus.BAD_REQUEST, "unusable", "view is none of ours")
    about = bounded(fields.get("about", ""), MOST_ABOUT, "about")
    return Asked(path, bounded(fields.get("q", ""), MOST_QUESTION, "q"), about, view, linked)


def start_of(fields: dict[str, str]) -> int:
    """Return how many entries of a list are on the pages before.

    Raises:
        Refused: it is no such number.
    """
    told = fields.get("start", "0")
    if not (told.isascii() and told.isdigit() and len(told) < len(str(MOST_START))):
        raise unreadable("start must be a number")
    return int(told)
