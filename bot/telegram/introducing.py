"""Tells Telegram what the bot is and which commands it knows, in every language."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.conversation.desk import COMMANDS
from bot.telegram.retrying import persist
from bot.wording import words
from corpus.language.known import OUR_LANGUAGES

log = logging.getLogger(__name__)


async def introduce(api: Bot) -> None:
    """Set the menu and the descriptions; a bot that cannot do so answers all the same."""
    for tell in (_commands, _description, _short_description):
        for lang in OUR_LANGUAGES:
            code = None if lang == OUR_LANGUAGES[0] else lang  # the first is for all other languages too
            try:
                await tell(api, words(lang), code)
            except TelegramError as error:
                log.warning("%s (%s) could not be told: %s.", tell.__name__.strip("_"), lang, type(error).__name__)


async def _commands(api: Bot, word: dict[str, str], code: str | None) -> None:
    commands = [BotCommand(name, word[f"command_{name}"]) for name in COMMANDS]
    await persist(partial(api.set_my_commands, commands, language_code=code))


async def _description(api: Bot, word: dict[str, str], code: str | None) -> None:
    shown = await persist(partial(api.get_my_description, language_code=code))
    await _unless_shown(shown.description, word["description"], partial(api.set_my_description, language_code=code))


async def _short_description(api: Bot, word: dict[str, str], code: str | None) -> None:
    shown = await persist(partial(api.get_my_short_description, language_code=code))
    set_it = partial(api.set_my_short_description, language_code=code)
    await _unless_shown(shown.short_description, word["short_description"], set_it)


async def _unless_shown(shown: str, text: str, set_it: Callable[[str], Awaitable[bool]]) -> None:
    """Set a text that is not shown already: Telegram lets it be set only so often."""
    text = text.strip("\n")
    if shown != text:
        await persist(partial(set_it, text))
