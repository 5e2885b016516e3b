"""What happens on each kind of update."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import replace

from telegram import Bot, CallbackQuery, Message, Update, User
from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError

from bot.conversation.desk import Desk
from bot.conversation.replies import Reply, told
from bot.conversation.requests import Line
from bot.conversation.shown import Shown, is_look
from bot.conversation.views import FRESH, View, read_view
from bot.pool import Pool
from bot.rendering.timeline_picture import draw
from bot.settings import Settings
from bot.telegram.albums import is_answered
from bot.telegram.intake import Raw
from bot.telegram.keeping.keeping import Keeping, Kept, Verdict
from bot.telegram.messages import (
    holds_something,
    identity_of,
    is_private,
    line_of,
    reader_of,
    text_of,
    topic_of,
    words_to_us,
)
from bot.telegram.offering import Offering
from bot.telegram.presses import Presses
from bot.telegram.recent import kept_of, place_of
from bot.telegram.sending import Sender
from bot.wording import supported, words

log = logging.getLogger(__name__)

KINDS = ["message", "edited_message", "callback_query", "inline_query", "guest_message"]
"""Updates that Telegram is asked for."""

Rendered = tuple[Reply, bytes | None]


class Handlers:
    """Deals with updates, one method for each kind.

    Args:
        api: the library's bot, initialised.
        settings: who may ask, and how much.
        pool: where questions are searched.
        keeping: what is kept between messages.
    """

    def __init__(self, api: Bot, settings: Settings, pool: Pool, keeping: Keeping) -> None:
        self._api = api
        self._settings = settings
        self._pool = pool
        self._keeping = keeping
        self._sender = Sender(api, keeping.turns)
        self._presses = Presses(self._sender, keeping.allowances)
        self._offering = Offering(api, pool, settings, keeping.allowances)

    async def handle(self, raw: Raw) -> None:
        """Deal with an update, whatever it is."""
        try:
            update = Update.de_json(raw, self._api)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            log.warning("An update could not be read; left out.")
            return
        message = update.message or update.edited_message
        try:
            if message is not None:
                await self._message(message, edited=update.message is None)
            elif update.callback_query is not None:
                await self._presses.answer(update.callback_query, self._pressed(update.callback_query))
            elif update.inline_query is not None:
                await self._offering.inline(update.inline_query)
            elif update.guest_message is not None:
                await self._offering.guest(update.guest_message)
        except Exception as error:  # noqa: BLE001 - whatever it was, the reader hears of it and the next is answered
            log.error("An update could not be handled: %s.", type(error).__name__)  # noqa: TRY400 - values stay out
            if message is not None and (isinstance(error, BadRequest) or not isinstance(error, TelegramError)):
                await self._apologise(message)

    async def _message(self, message: Message, *, edited: bool) -> None:
        reader = reader_of(message, self._me)
        said = words_to_us(message, self._me)
        if reader is None or said is None or not holds_something(message) or (edited and not text_of(message)):
            return
        if not said.strip() and not is_private(message):
            return
        if not await is_answered(self._keeping.albums, message):
            return
        lang = supported(reader.language_code)
        if not self._may_ask(message):
            if is_private(message):
                await self._say(message, told(lang, "private_archive", number=reader.id))
            return
        verdict = await self._allowed("question", identity_of(message), occasion_of(message))
        if verdict is Verdict.SILENCE:
            return
        if verdict is Verdict.NOTICE:
            await self._say(message, told(lang, "too_many"))
        elif not text_of(message):
            await self._say(message, told(lang, "only_text"))
        elif self._pool.waiting >= self._settings.busy_at:
            await self._say(message, told(lang, "busy"))
        else:
            await self._converse(message, said, reader.language_code)

    async def _converse(self, message: Message, said: str, code: str | None) -> None:
        """Answer what a message says, or show more of what it goes on about."""
        kept = await self._going_on_about(message)
        looks, view = is_look(kept.shown, said) if kept is not None else (False, None)
        if kept is not None and looks:
            await self._look(message, kept, view)
            return
        line = line_of(message, said, self._me, interface=code)
        await self._answer(message, replace(line, before=kept.shown.replied if kept is not None else None))

    async def _going_on_about(self, message: Message) -> Kept | None:
        """Return what a message may go on about: our reply that it replies to, else what was shown last."""
        target = message.reply_to_message
        if target is None or not text_of(target):
            return await self._keeping.recent.last(place_of(message))
        if target.from_user is None or target.from_user.id != self._me.id:
            return None
        kept = await self._keeping.recent.of(message.chat.id, target.message_id)
        return kept or kept_of(target, message)

    async def _look(self, message: Message, kept: Kept, view: View | None) -> None:
        """Show what was asked for by typing what a button says.

        It replies to the question, from which its own buttons read what was asked.
        """
        if view is None:
            await self._say(message, told(kept.shown.lang, "nothing_further"))
            return
        reply, picture = await self._pool.run(work, kept.shown.pressed, view)
        sent = await self._sender.send(message.chat.id, reply, kept.question, picture, topic=topic_of(message))
        if sent is not None:
            shown = Shown.of(kept.shown.line, reply)
            await self._keeping.recent.keep(place_of(message), Kept(shown, sent.message_id, kept.question))

    async def _answer(self, message: Message, line: Line) -> None:
        """Answer a message, in the place of our earlier reply if it is an edited one."""
        typing = asyncio.create_task(show_typing(message))
        try:
            reply, picture = await self._pool.run(work, line)
        finally:
            typing.cancel()
        reply = await self._once(message, reply)
        number = await self._keeping.replies.of(message.chat.id, message.message_id)
        if number is None or picture is not None or not await self._sender.edit(message.chat.id, number, reply):
            number = await self._say(message, reply, picture)
        if number is not None and (reply.entries or reply.choices):
            await self._keeping.recent.keep(place_of(message), Kept(Shown.of(line, reply), number, message.message_id))

    async def _once(self, message: Message, reply: Reply) -> Reply:
        """Return a reply without what its chat has been told already, but in the reply to an edited message."""
        if not reply.notice:
            return reply
        bears = await self._keeping.notices.bears(message.chat.id, reply.notice, message.message_id)
        return reply if bears else replace(reply, notice="")

    async def _allowed(self, kind: str, reader: int, occasion: str) -> Verdict:
        return await self._keeping.allowances.take(kind, reader, self._settings.allowance, occasion)

    async def _pressed(self, query: CallbackQuery) -> str:
        """Show what a button asks for; return what is to be said if that cannot be done.

        The question is read from the message that its message replies to. In a topic of a forum, what replies to
        nothing replies to the news that the topic was opened, which says nothing.
        """
        shown, reader = query.message, query.from_user
        word = words(supported(reader.language_code))
        view = read_view(query.data or "")
        question = shown.reply_to_message if isinstance(shown, Message) else None  # an old one cannot be read
        said = words_to_us(question, self._me, answered=True) if question is not None else None
        if view is None or (question is not None and not self._may_ask(question)):
            return word["unusable"]
        if await self._allowed("press", reader.id, query.id) is not Verdict.ANSWER:
            return word["too_many"]
        if question is None or not said or not isinstance(shown, Message):
            return word["gone"]
        line = line_of(question, said, self._me, interface=reader.language_code, answered=shown)
        reply, picture = await self._pool.run(work, line, view)
        chat = shown.chat.id
        in_place = view.show != "peak" and bool(shown.text)
        number: int | None = shown.message_id
        if not in_place or not await self._sender.edit(chat, shown.message_id, reply):
            sent = await self._sender.send(chat, reply, question.message_id, picture, topic=topic_of(shown))
            number = sent.message_id if sent is not None else None
        if number is None:
            return word["failed"]
        await self._keeping.recent.keep(place_of(question), Kept(Shown.of(line, reply), number, question.message_id))
        return ""

    async def _say(self, message: Message, reply: Reply, picture: bytes | None = None) -> int | None:
        """Reply to a message; return the number of the reply, None if it could not be sent."""
        sent = await self._sender.send(message.chat.id, reply, message.message_id, picture, topic=topic_of(message))
        number = sent.message_id if sent is not None and sent.text else None
        await self._keeping.replies.keep(message.chat.id, message.message_id, number)
        return sent.message_id if sent is not None else None

    async def _apologise(self, message: Message) -> None:
        """Tell a reader that something failed here, where that can be told."""
        lang = supported(message.from_user.language_code if message.from_user else None)
        with contextlib.suppress(TelegramError):
            await self._say(message, told(lang, "failed"))

    def _may_ask(self, message: Message) -> bool:
        return self._settings.admit(message.chat.id, identity_of(message))

    @property
    def _me(self) -> User:
        return self._api.bot


def work(desk: Desk, line: Line, view: View = FRESH) -> Rendered:
    """Return the reply to a line, and its picture if it has one; runs off the event loop."""
    reply = desk.reply(line, view)
    return reply, draw(reply.bars, reply.title, reply.lang) if reply.bars else None


def occasion_of(message: Message) -> str:
    """Return a name for a message as it stands now: an edited one is another occasion to ask."""
    return f"{message.chat.id} {message.message_id} {message.edit_date or ''}"


async def show_typing(message: Message) -> None:
    """Show "typing" meanwhile; a reply does not depend on it."""
    with contextlib.suppress(TelegramError):
        await message.reply_chat_action(ChatAction.TYPING)
