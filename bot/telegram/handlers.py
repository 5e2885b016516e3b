"""What happens on each kind of update; searching runs off the event loop, so that nobody waits for another."""

from __future__ import annotations

import asyncio
import contextlib
import html
import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import TypeVar

from telegram import Message, Update
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError

from bot.about import About, about
from bot.rendering.entries import EMPTY_HINT
from bot.rendering.for_telegram import render
from bot.telegram import wording
from bot.telegram.sending import send
from bot.telegram.state import BotState, Context
from index.question import parse_question

log = logging.getLogger(__name__)
T = TypeVar("T")


async def start(update: Update, context: Context) -> None:
    """Greet a reader with what this is and an example that works."""
    await _say(update, wording.with_example(wording.START, await _about(context.bot_data)))


async def help_(update: Update, context: Context) -> None:
    """Tell how to ask."""
    await _say(update, wording.with_example(wording.HELP, await _about(context.bot_data)))


async def about_(update: Update, context: Context) -> None:
    """Tell what archive this is."""
    await _say(update, wording.about_text(await _about(context.bot_data)))


async def question(update: Update, context: Context) -> None:
    """Answer a question with its passages."""
    message = update.message
    assert message is not None
    typing = asyncio.create_task(_typing(message))
    try:
        pages = await _off_the_loop(context.bot_data, _answer, message.text or message.caption or "", context.bot_data)
    finally:
        typing.cancel()
    await send(message, pages)


async def unknown_command(update: Update, _context: Context) -> None:
    """Hint at what can be done."""
    await _say(update, wording.UNKNOWN_COMMAND)


async def not_text(update: Update, _context: Context) -> None:
    """Say that only text is read."""
    await _say(update, wording.NO_TEXT)


async def failed(update: object, context: Context) -> None:
    """Log what failed by its name only, and ask the reader to try again."""
    error = context.error
    log.error("An update could not be handled: %s.", type(error).__name__)
    if isinstance(update, Update) and update.message is not None and not isinstance(error, TelegramError):
        with contextlib.suppress(TelegramError):
            await update.message.reply_text(wording.FAILED)


def _answer(text: str, state: BotState) -> list[str]:
    """Return the pages of a reply; runs in a thread."""
    asked = parse_question(text, _today())
    if not asked.terms:
        example = next(iter(about(state.settings, state.searcher.store).examples), "")
        return [html.escape(EMPTY_HINT.format(example=example), quote=False)]
    answer = state.searcher.answer(asked)
    log.info("Answered from generation %d in %.1f ms.", answer.generation, answer.milliseconds)
    return render(answer)


def _today() -> date:
    return datetime.now(UTC).date()


async def _about(state: BotState) -> About:
    return await _off_the_loop(state, about, state.settings, state.searcher.store)


async def _off_the_loop(state: BotState, work: Callable[..., T], *values: object) -> T:
    return await asyncio.get_running_loop().run_in_executor(state.threads, partial(work, *values))


async def _typing(message: Message) -> None:
    """Show "typing"; a reply does not depend on it."""
    with contextlib.suppress(TelegramError):
        await message.reply_chat_action(ChatAction.TYPING)


async def _say(update: Update, page: str) -> None:
    message = update.message
    if message is not None:
        await send(message, [page], quote=message.chat.type != ChatType.PRIVATE)
