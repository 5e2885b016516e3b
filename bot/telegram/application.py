"""Wires the bot together: library, handlers, searcher, and how it starts and stops."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from telegram import BotCommand, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.settings import Settings
from bot.telegram import handlers
from bot.telegram.state import BotState, Context
from corpus.errors import SettingsInvalid
from index.searching import Searcher

log = logging.getLogger(__name__)

AT_ONCE = 64
"""Updates that are handled at the same time; further ones wait, in Telegram's queue and ours."""
RETRIES = 5
"""How often a call is repeated when Telegram asks to wait (429)."""
SEARCHERS = 2
"""Questions that are searched at the same time; the kernels let go of Python's lock."""
COMMANDS = [
    BotCommand("start", "what this bot does, and how to ask"),
    BotCommand("help", "how to ask, with examples"),
    BotCommand("about", "what archive this is, and from when to when"),
]

App = Application[Any, Context, dict[Any, Any], dict[Any, Any], BotState, Any]


def run(settings: Settings) -> None:
    """Answer readers until SIGINT or SIGTERM; what has been begun is finished first.

    Raises:
        SettingsInvalid: there is no token, or Telegram does not know it.
    """
    if settings.bot_token is None:
        raise SettingsInvalid("TELEGRAM_BOT_TOKEN is not set: get one from @BotFather and put it into .env")
    searcher = Searcher(settings.home)
    # asyncio.run is not used: the library makes its own loop and handles the signals.
    asyncio.set_event_loop(asyncio.new_event_loop())
    application = build(settings, searcher)
    log.info("Starting with index generation %d.", searcher.mapped.generation.number)
    try:
        application.run_polling(
            allowed_updates=[Update.MESSAGE],
            drop_pending_updates=False,  # questions sent during a restart are answered
            bootstrap_retries=-1,
        )
    except InvalidToken:
        raise SettingsInvalid(
            "TELEGRAM_BOT_TOKEN: Telegram does not know this token; copy it again from @BotFather"
        ) from None  # the library's message holds the token
    log.info("Stopped.")


def build(settings: Settings, searcher: Searcher) -> App:
    """Return the application with every handler in the order in which they are asked."""
    assert settings.bot_token is not None
    application: App = (
        ApplicationBuilder()
        .token(settings.bot_token.get_secret_value())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .context_types(ContextTypes(context=Context, bot_data=BotState))
        .rate_limiter(AIORateLimiter(max_retries=RETRIES))
        .concurrent_updates(AT_ONCE)
        .connection_pool_size(AT_ONCE)
        .post_init(_introduce)
        .post_shutdown(_let_go)
        .build()
    )
    application.bot_data.begin(settings, searcher, ThreadPoolExecutor(SEARCHERS, thread_name_prefix="search"))
    message = filters.UpdateType.MESSAGE
    private = message & filters.ChatType.PRIVATE
    application.add_handler(CommandHandler("start", handlers.start, filters=message))
    application.add_handler(CommandHandler("help", handlers.help_, filters=message))
    application.add_handler(CommandHandler("about", handlers.about_, filters=message))
    application.add_handler(
        MessageHandler(private & (filters.TEXT | filters.CAPTION) & ~filters.COMMAND, handlers.question)
    )
    application.add_handler(MessageHandler(private & filters.COMMAND, handlers.unknown_command))
    application.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, handlers.not_text))
    application.add_error_handler(handlers.failed)
    return application


async def _introduce(application: App) -> None:
    """Tell Telegram the commands; a bot that cannot do so answers all the same."""
    try:
        await application.bot.set_my_commands(COMMANDS)
    except TelegramError as error:
        log.warning("The list of commands could not be set: %s.", type(error).__name__)


async def _let_go(application: App) -> None:
    application.bot_data.threads.shutdown(wait=True)
