"""Answers presses on buttons: once each, after what they asked for is done, and so that a failure is told."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable

from telegram import CallbackQuery, Message
from telegram.error import TelegramError

from bot.conversation.replies import told
from bot.logs import came_from, new_number
from bot.monitoring.happenings import place_here, tell
from bot.telegram.keeping.keeping import Allowances, Verdict
from bot.telegram.messages import topic_of
from bot.telegram.sending import Sender
from bot.wording import supported, words

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 3.0
"""After this a press is answered though its work goes on: an app shows the button as busy, and gives up after some."""
TELLINGS = 1
"""Messages about failures in one chat, a minute."""


class Presses:
    """Answers presses.

    Args:
        sender: brings answers and messages to Telegram.
        allowances: keep count of messages about failures.
    """

    def __init__(self, sender: Sender, allowances: Allowances) -> None:
        self._sender = sender
        self._allowances = allowances

    async def answer(
        self, query: CallbackQuery, work: Awaitable[str], patience: float = PATIENCE_SECONDS, lang: str | None = None
    ) -> None:
        """Answer a press: with what its work says, or early if that takes long, and a failure is told by a message.

        Args:
            query: the press.
            work: shows what was asked for; gives what is to be said in a window, "" for nothing.
            patience: seconds after which the press is answered early.
            lang: that a failure is told in, None for that of the reader's app.
        """
        lang = lang or supported(query.from_user.language_code)
        working = asyncio.ensure_future(work)
        try:
            done, _ = await asyncio.wait({working}, timeout=patience)
            if not done:
                await self._say(query, "")
            try:
                said = await working
            except Exception as error:  # noqa: BLE001 - whatever it was, the reader hears of it
                tell("errors")
                tell("refused", place_here(), "failed")
                told_of = type(error).__name__, new_number(), came_from(error)
                log.error("A press could not be acted on: %s (%s), at %s.", *told_of)  # noqa: TRY400 - values stay out
                said = words(lang)["failed"]
            if done:
                await self._say(query, said)
            elif said:
                await self._tell(query, lang)
        finally:
            working.cancel()

    async def _say(self, query: CallbackQuery, text: str) -> None:
        try:
            await self._sender.answer_press(query.id, text)
        except TelegramError as error:
            log.warning("A press could not be answered: %s.", type(error).__name__)

    async def _tell(self, query: CallbackQuery, lang: str) -> None:
        """Tell by a message that a press failed which has been answered, once a minute in a chat."""
        shown = query.message
        if not isinstance(shown, Message):
            return
        if await self._allowances.take("telling", shown.chat.id, TELLINGS, query.id) is not Verdict.ANSWER:
            return
        reply = told(lang, "failed")
        target = shown.reply_to_message or shown
        with contextlib.suppress(TelegramError):
            await self._sender.send(shown.chat.id, reply, target.message_id, topic=topic_of(shown))
