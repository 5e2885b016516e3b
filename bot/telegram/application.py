"""Puts the bot together, and how it starts and stops."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial
from urllib.parse import urlsplit

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's older form of durations warns at every use

from corpus.importing import absent

with absent("pygments", "rich", "cryptography"):  # a library's command line, and passports, which nobody shows us
    from telegram import Bot
    from telegram.error import InvalidToken, TelegramError

from bot.logs import keep_to_ourselves
from bot.monitoring.watching import watched
from bot.pool import Pool
from bot.settings import Settings
from bot.telegram.albums import SETTLE_SECONDS
from bot.telegram.alerting import ELSEWHERE, LEASE, Alerting
from bot.telegram.connection import Connection
from bot.telegram.context import Context
from bot.telegram.feedback import Feedback, open_counts
from bot.telegram.handlers import KINDS, Handlers
from bot.telegram.intake import Intake
from bot.telegram.introducing import introduce
from bot.telegram.keeping.opening import open_keeping, webhook_secret
from bot.telegram.maintaining import Maintaining
from bot.telegram.polling import confirm, poll
from bot.telegram.retrying import Waits, persist, unless
from bot.telegram.seeing import Vitals, seen
from bot.telegram.sending import Sender
from bot.telegram.subscribing import Subscribing, open_readers
from corpus.errors import SettingsInvalid

log = logging.getLogger(__name__)

Beside = Callable[[Pool], AbstractAsyncContextManager[object]]
FINISH_SECONDS = 30.0
"""How long a stop waits for what has been begun; after that it is left to the next start."""


def run(settings: Settings, beside: Beside = lambda _pool: nullcontext()) -> None:
    """Answer readers until SIGINT or SIGTERM; what has been begun is finished first.

    Args:
        settings: the token, and how readers are answered.
        beside: what runs as long as the bot, on the same archive.

    Raises:
        SettingsInvalid: there is no token, Telegram or Redis refuses us, or the port cannot be listened at.
    """
    if not settings.bot_token:
        raise SettingsInvalid("TELEGRAM_BOT_TOKEN is not set: get one from @BotFather and put it into .env")
    keep_to_ourselves()
    pool = Pool(settings)
    try:
        asyncio.run(_run(settings, pool, beside))
    except InvalidToken:
        raise SettingsInvalid(
            "TELEGRAM_BOT_TOKEN: Telegram does not know this token; copy it again from @BotFather"
        ) from None  # the library's message holds the token
    finally:
        pool.close()
    log.info("Stopped.")


async def _run(settings: Settings, pool: Pool, beside: Beside) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    vitals = Vitals()
    port, checks = settings.metrics_port, vitals.checks(shared=bool(settings.redis_url))
    async with watched(settings, port, "DATELINE_METRICS_PORT", pool.probe, pool.memory, checks), beside(pool):
        await _answer(settings, pool, vitals, stopping)


async def _answer(settings: Settings, pool: Pool, vitals: Vitals, stopping: asyncio.Event) -> None:
    api = _bot(settings, vitals)
    log.info("Starting with index generation %d.", pool.generation)
    if not await unless(stopping, _reach(api)):
        return
    keeping = open_keeping(settings, api.id, SETTLE_SECONDS)
    vitals.turns = keeping.turns
    readers, counts, sender = open_readers(settings), open_counts(settings), Sender(api, keeping.turns)
    maintaining = Maintaining(settings, pool, sender, readers, counts)
    alerts = Subscribing(settings, pool, sender, readers, keeping.languages)
    feedback = Feedback(settings, sender, counts, keeping.taps)
    context = Context(api, settings, pool, keeping, sender, alerts, feedback, maintaining)
    intake = Intake(seen(Handlers(context).handle), keeping.turns, keeping.albums)
    introducing: asyncio.Future[None] | None = None
    alerting: asyncio.Future[None] | None = None
    try:
        await unless(stopping, keeping.begin(intake.drop))
        if stopping.is_set():
            return
        if readers is not None and not await keeping.leases.hold(LEASE, readers.identity):
            raise SettingsInvalid(ELSEWHERE)
        introducing = asyncio.ensure_future(introduce(api))
        if readers is not None:
            alerting = asyncio.ensure_future(Alerting(settings, pool, sender, readers, keeping.leases).run(stopping))
        await (_pushed if settings.webhook_url else _fetched)(api, settings, intake, vitals, stopping)
    finally:
        if introducing is not None:
            introducing.cancel()
            await asyncio.gather(introducing, return_exceptions=True)
        if alerting is not None:
            await asyncio.gather(alerting, return_exceptions=True)
        await maintaining.close()
        for file in (counts, readers):
            if file is not None:
                file.close()
        await keeping.close()
        await api.shutdown()


def _bot(settings: Settings, vitals: Vitals) -> Bot:
    return Bot(
        settings.bot_token.reveal(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=Connection(vitals.contact),
        get_updates_request=Connection(vitals.contact),
    )


async def _reach(api: Bot) -> bool:
    """Begin when Telegram can be reached, however long that takes; True then."""
    waits = Waits()
    while True:
        try:
            await api.initialize()
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("Telegram cannot be reached: %s; trying again.", type(error).__name__)
            await asyncio.sleep(waits.after(error))
        else:
            return True


async def _fetched(api: Bot, _settings: Settings, intake: Intake, vitals: Vitals, stopping: asyncio.Event) -> None:
    await persist(lambda: api.delete_webhook(drop_pending_updates=False))
    vitals.is_taking = True
    following = await poll(api, intake, stopping)
    vitals.is_taking = False
    if await intake.finish(FINISH_SECONDS):
        await confirm(api, following)


async def _pushed(api: Bot, settings: Settings, intake: Intake, vitals: Vitals, stopping: asyncio.Event) -> None:
    from bot.telegram.webhook import CONNECTIONS, Webhook  # noqa: PLC0415 - with a server that most bots do without

    secret = webhook_secret(settings)
    webhook = Webhook(intake, urlsplit(settings.webhook_url).path, secret)
    host, _, port = settings.webhook_listen.rpartition(":")
    try:
        await webhook.start(host.strip("[]"), int(port))
    except OSError as error:
        raise SettingsInvalid(
            f"DATELINE_WEBHOOK_LISTEN: cannot listen at {settings.webhook_listen} ({error.strerror}); choose another"
        ) from error
    set_webhook = partial(api.set_webhook, settings.webhook_url, secret_token=secret, max_connections=CONNECTIONS)
    await persist(partial(set_webhook, allowed_updates=KINDS, drop_pending_updates=False))
    vitals.is_taking = True
    await stopping.wait()
    vitals.is_taking = False
    await webhook.stop()
    await intake.finish(FINISH_SECONDS)
