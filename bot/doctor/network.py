"""Asks those whom Dateline talks to: Telegram, by whose clock ours is compared, Redis and the cluster."""

from __future__ import annotations

import asyncio
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from typing import Any

from bot.doctor.finding import Finding, fail, ok, warn
from bot.searching import cluster_access
from bot.settings import OPENSEARCH, Settings
from corpus.errors import DatelineError, EngineUnreachable, SettingsInvalid

SECONDS = 10.0
"""That an answer may take."""
CONFLICT_SECONDS = 3
"""For so long updates are waited for; who fetches them too comes back within one."""
SLOW, WRONG = 30.0, 300.0
"""Seconds by which a clock may be wrong before it matters, and before it does harm."""
LONGEST = 1 << 20
TOKEN = "TELEGRAM_BOT_TOKEN"  # noqa: S105 - its name
OFFLINE = "see that this machine reaches it, and run dateline doctor again"


def look(settings: Settings, *, polling: bool = False) -> Iterator[Finding]:
    """Ask Telegram, Redis and the cluster, those that are set.

    Args:
        settings: how they are reached.
        polling: find out too whether another process fetches the bot's updates, which interrupts it for a second.
    """
    if settings.bot_token:
        yield from _telegram(settings, polling=polling)
    else:
        yield warn("token", f"{TOKEN} is not set, so there is no bot", "get one from @BotFather, if there is to be one")
    yield from _port("DATELINE_WEB_LISTEN", settings.web_listen)
    for name, listen in (
        ("DATELINE_METRICS_PORT", settings.metrics_port),
        ("DATELINE_WEB_METRICS_PORT", settings.web_metrics_port),
    ):
        if listen:
            yield from _port(name, listen)
    if settings.webhook_url:
        yield from _port("DATELINE_WEBHOOK_LISTEN", settings.webhook_listen)
    if settings.redis_url:
        yield asyncio.run(_redis(settings))
    if settings.engine == OPENSEARCH and settings.cluster_urls:
        yield _cluster(settings)


def _telegram(settings: Settings, *, polling: bool) -> Iterator[Finding]:
    try:
        status, bot, at = _call(settings, "getMe")
    except SettingsInvalid:
        yield warn("token", "could not be looked at, as its file cannot be used", "mend what is told of the secrets")
        return
    except (OSError, ValueError) as error:
        cure = "see that this machine reaches TELEGRAM_API_URL, and run dateline doctor again"
        yield warn("token", f"could not be looked at: Telegram does not answer ({type(error).__name__})", cure)
        return
    yield from _clock(at)
    if status in {401, 404}:
        yield fail("token", f"Telegram does not know {TOKEN}", "copy it again from @BotFather")
        return
    if not bot.get("ok"):
        yield warn("token", f"could not be looked at: Telegram answers {status}", "run dateline doctor again later")
        return
    yield ok("token", f"is that of @{_plain(bot['result'].get('username'))}")
    try:
        _, said, _ = _call(settings, "getWebhookInfo")
        yield from _webhook(settings, said.get("result") or {})
        if polling and not settings.webhook_url:
            yield from _conflict(settings)
    except (OSError, ValueError) as error:
        yield warn("webhook", f"could not be looked at ({type(error).__name__})", OFFLINE)


def _webhook(settings: Settings, told: dict[str, Any]) -> Iterator[Finding]:
    url, waiting = str(told.get("url") or ""), int(told.get("pending_update_count") or 0)
    if settings.webhook_url and url != settings.webhook_url:
        said = "Telegram pushes to another address than DATELINE_WEBHOOK_URL" if url else "Telegram pushes nowhere yet"
        yield warn("webhook", said, "start dateline bot, which sets it; see that no other bot uses this token")
    elif url and not settings.webhook_url:
        cure = "start dateline bot, which takes it away, or set DATELINE_WEBHOOK_URL; see who else uses this token"
        yield warn("webhook", "Telegram pushes updates to an address, but DATELINE_WEBHOOK_URL is empty", cure)
    else:
        yield ok(
            "webhook", f"as set; {waiting:,} updates wait" if url else f"none, updates are fetched; {waiting:,} wait"
        )
    if at := told.get("last_error_date"):
        when = datetime.fromtimestamp(int(at), UTC)
        cure = "see that the web server passes the path on to DATELINE_WEBHOOK_LISTEN, and its certificate"
        yield warn(
            "webhook",
            f"Telegram failed to push at {when:%Y-%m-%d %H:%M} UTC: {_plain(told.get('last_error_message'))}",
            cure,
        )


def _conflict(settings: Settings) -> Iterator[Finding]:
    """Ask for updates without taking any: whoever else does so ends our asking, as we end theirs."""
    status, _, _ = _call(settings, "getUpdates", {"timeout": CONFLICT_SECONDS, "limit": 1})
    if status == 409:  # noqa: PLR2004 - Conflict
        yield warn("polling", "a process fetches this bot's updates now", "if it is not your one bot, stop the others")
    else:
        yield ok("polling", "no process fetches this bot's updates now")


def _clock(at: str | None) -> Iterator[Finding]:
    try:
        there = parsedate_to_datetime(at or "")
    except ValueError:
        yield warn("clock", "could not be compared with Telegram's", OFFLINE)
        return
    off = abs((datetime.now(UTC) - there).total_seconds())
    said = f"{off:.0f} seconds from Telegram's"
    if off > WRONG:
        yield fail("clock", said, "set it: timedatectl set-ntp true")
    else:
        yield warn("clock", said, "set it: timedatectl set-ntp true") if off > SLOW else ok("clock", said)


def _call(
    settings: Settings, method: str, said: dict[str, Any] | None = None
) -> tuple[int, dict[str, Any], str | None]:
    """Call the Bot API; return its status, its answer and its clock. No error of this names the address."""
    url = f"{settings.api_url}/bot{settings.bot_token.reveal()}/{method}"
    request = urllib.request.Request(url, json.dumps(said or {}).encode(), {"Content-Type": "application/json"})  # noqa: S310 - http and https alone are settings
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - as above
            status, data, at = answer.status, answer.read(LONGEST), answer.headers["Date"]
    except urllib.error.HTTPError as error:
        with error:
            status, data, at = error.code, error.read(LONGEST), error.headers["Date"]
    try:
        found = json.loads(data)
    except ValueError:
        found = {}
    return status, found if isinstance(found, dict) else {}, at


def _port(name: str, listen: str) -> Iterator[Finding]:
    host, _, port = listen.rpartition(":")
    host = host.strip("[]")
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((host, int(port)))
    except OSError as error:
        cure = f"fine if that is Dateline; else choose another {name}"
        yield warn("ports", f"{name}: {listen} cannot be listened at now ({error.strerror or 'no address'})", cure)
        return
    yield ok("ports", f"{name}: {listen} is free")


async def _redis(settings: Settings) -> Finding:
    if find_spec("redis") is None:
        return fail("redis", "REDIS_URL is set, but the library is not installed", "pip install 'dateline[cluster]'")
    from bot.telegram.keeping.in_redis.connecting import Connection  # noqa: PLC0415 - its library is extra

    try:
        connection = Connection(settings.redis_url.reveal())
        try:
            await asyncio.wait_for(connection.begin(), SECONDS)
        finally:
            await connection.close()
    except SettingsInvalid as error:
        return fail("redis", str(error), "correct REDIS_URL")
    except TimeoutError:
        return fail("redis", "does not answer", "see that it runs; until then no update is answered")
    return ok("redis", "answers")


def _cluster(settings: Settings) -> Finding:
    from index.engine.opensearch.nodes import Nodes  # noqa: PLC0415 - most have none

    try:
        nodes = Nodes(cluster_access(settings))
        nodes.ask("GET", "/_cluster/health", deadline=SECONDS)
        nodes.close()
    except EngineUnreachable as error:
        return fail("cluster", str(error), "see that its nodes run")
    except (DatelineError, OSError) as error:
        return fail("cluster", f"refuses ({error})", "check OPENSEARCH_USER, OPENSEARCH_PASSWORD and OPENSEARCH_CA")
    return ok("cluster", "answers")


def _plain(text: object) -> str:
    """Return what others have written as far as it can be shown."""
    return "".join(one if one.isprintable() else "?" for one in str(text or ""))[:120]
