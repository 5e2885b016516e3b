"""What happens on each kind of update."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import replace
from time import perf_counter

from telegram import Message, MessageReactionUpdated, Update
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, TelegramError

from bot.conversation.replies import Reply, told
from bot.conversation.requests import Line
from bot.conversation.shown import Shown, is_look
from bot.conversation.views import View
from bot.logs import came_from
from bot.monitoring.happenings import place_here, tell
from bot.telegram.albums import is_answered
from bot.telegram.context import Context
from bot.telegram.intake import Raw
from bot.telegram.keeping.keeping import Kept, Verdict
from bot.telegram.messages import (
    holds_something,
    identity_of,
    is_private,
    line_of,
    occasion_of,
    reader_of,
    text_of,
    topic_of,
    words_to_us,
)
from bot.telegram.offering import Offering
from bot.telegram.presses import Presses
from bot.telegram.pressing import Pressing
from bot.telegram.recent import kept_of, place_of
from bot.telegram.subscribing import OWN_DATA
from bot.telegram.working import show_typing, work

log = logging.getLogger(__name__)

KINDS = [
    "message", "edited_message", "callback_query", "inline_query", "guest_message", "my_chat_member",
    "message_reaction",
]  # fmt: skip
"""Updates that Telegram is asked for: none of channels' posts, and none of the chats of a business."""
CLOSED = frozenset({ChatMemberStatus.BANNED, ChatMemberStatus.LEFT})
"""What the bot is in a chat whose reader has blocked it, or that has thrown it out."""


class Handlers:
    """Deals with updates, one method for each kind.

    Args:
        context: of the bot.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._presses = Presses(context.sender, context.keeping.allowances)
        self._pressing = Pressing(context)
        self._offering = Offering(context)

    async def handle(self, raw: Raw) -> None:
        """Deal with an update, whatever it is."""
        try:
            update = Update.de_json(raw, self._context.api)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            log.warning("An update could not be read; left out.")
            return
        message = update.message or update.edited_message
        try:
            if message is not None:
                await self._message(message, edited=update.message is None)
            elif update.callback_query is not None:
                pressed = update.callback_query
                await self._presses.answer(
                    pressed, self._pressing.show(pressed), lang=await self._context.lang(pressed)
                )
            elif update.inline_query is not None:
                await self._offering.inline(update.inline_query)
            elif update.guest_message is not None:
                await self._offering.guest(update.guest_message)
            elif update.message_reaction is not None:
                await self._reacted(update.message_reaction)
            elif update.my_chat_member is not None and update.my_chat_member.new_chat_member.status in CLOSED:
                self._context.alerts.closed(update.my_chat_member.chat.id)
                await self._context.keeping.languages.choose(update.my_chat_member.chat.id, "")
        except Exception as error:  # noqa: BLE001 - whatever it was, the reader hears of it and the next is answered
            tell("errors")
            tell("refused", place_here(), "failed")
            number = self._context.maintaining.failed(error)
            told_of = type(error).__name__, number, came_from(error)
            log.error("An update could not be handled: %s (%s), at %s.", *told_of)  # noqa: TRY400 - no values
            if message is not None and (isinstance(error, BadRequest) or not isinstance(error, TelegramError)):
                await self._apologise(message)

    async def _message(self, message: Message, *, edited: bool) -> None:
        await self._follow(message)
        reader = reader_of(message, self._context.us)
        said = self._meant(message, edited=edited)
        if (
            reader is None
            or said is None
            or message.business_connection_id is not None
            or not await is_answered(self._context.keeping.albums, message)
        ):
            return
        lang = await self._context.lang(message)
        about_alerts = self._context.alerts.asked(said, lang)
        if about_alerts is not None and about_alerts[0] in OWN_DATA:  # nobody may be kept from these
            await self._say(message, await self._context.alerts.reply(message, about_alerts[0], None, lang))
            return
        if not self._context.may_ask(message):
            tell("refused", place_here(), "not_admitted")
            if is_private(message):
                await self._say(message, told(lang, "private_archive", number=reader.id))
            return
        verdict = await self._context.allowed("question", identity_of(message), occasion_of(message))
        if verdict is not Verdict.ANSWER:
            tell("refused", place_here(), "too_many")
        if verdict is Verdict.SILENCE:
            return
        if verdict is Verdict.NOTICE:
            await self._say(message, told(lang, "too_many"))
        elif not text_of(message):
            tell("refused", place_here(), "no_text")
            await self._say(message, told(lang, "only_text"))
        elif self._context.pool.waiting >= self._context.settings.busy_at:
            tell("refused", place_here(), "busy")
            await self._say(message, told(lang, "busy"))
        else:
            await self._converse(message, said, reader.language_code)

    def _meant(self, message: Message, *, edited: bool) -> str | None:
        """Return what a message says to us, None where it says or shows nothing that is to be answered."""
        said = words_to_us(message, self._context.us)
        if said is None or not holds_something(message) or (edited and not text_of(message)):
            return None
        return said if said.strip() or is_private(message) else None

    async def _converse(self, message: Message, said: str, code: str | None) -> None:
        """Answer what a message says, or show more of what it goes on about."""
        if await self._context.maintaining.answer(message, said):
            return
        self._context.alerts.seen(message.chat.id)
        lang = await self._context.lang(message)
        kept = await self._going_on_about(message)
        about_alerts = self._context.alerts.asked(said, lang)
        if about_alerts is not None:
            await self._of_alerts(message, *about_alerts, kept, lang)
            return
        looks, view = is_look(kept.shown, said) if kept is not None else (False, None)
        if kept is not None and looks:
            await self._look(message, kept, view)
            return
        line = replace(
            line_of(message, said, self._context.us, interface=code),
            chosen=await self._context.keeping.languages.of(message.chat.id),
        )
        await self._answer(message, replace(line, before=kept.shown.replied if kept is not None else None))

    async def _of_alerts(self, message: Message, command: str, words: str, kept: Kept | None, lang: str) -> None:
        """Answer what is said of alerts; without words it is about the answer that it replies to, if it does."""
        line = None
        if words:
            line = line_of(message, words, self._context.us, interface=lang)
        elif kept is not None and (message.reply_to_message is not None or not text_of(message).startswith("/")):
            line = kept.shown.pressed
        await self._say(message, await self._context.alerts.reply(message, command, line, lang))

    async def _going_on_about(self, message: Message) -> Kept | None:
        """Return what a message may go on about: our reply that it replies to, else what was shown last."""
        target = message.reply_to_message
        if target is None or not text_of(target):
            return await self._context.keeping.recent.last(place_of(message))
        if target.from_user is None or target.from_user.id != self._context.us.id:
            return None
        kept = await self._context.keeping.recent.of(message.chat.id, target.message_id)
        return kept or kept_of(target, message)

    async def _look(self, message: Message, kept: Kept, view: View | None) -> None:
        """Show what was asked for by typing what a button says.

        It replies to the question, from which its own buttons read what was asked.
        """
        if view is None:
            await self._say(message, told(kept.shown.lang, "nothing_further"))
            return
        pressed = replace(kept.shown.pressed, chosen=await self._context.keeping.languages.of(message.chat.id))
        reply, picture = await self._context.pool.run(work, pressed, view)
        reply = self._context.with_buttons(message, reply)
        sent = await self._context.sender.send(message.chat.id, reply, kept.question, picture, topic=topic_of(message))
        if sent is not None:
            shown = Shown.of(kept.shown.line, reply)
            await self._context.keeping.recent.keep(place_of(message), Kept(shown, sent.message_id, kept.question))

    async def _answer(self, message: Message, line: Line) -> None:
        """Answer a message, in the place of our earlier reply if it is an edited one."""
        typing, begun = asyncio.create_task(show_typing(message)), perf_counter()
        try:
            reply, picture = await self._context.pool.run(work, line)
        finally:
            typing.cancel()
        self._context.feedback.answered(reply, begun)
        await self._context.choose(message.chat.id, reply)
        reply = self._context.with_buttons(message, await self._once(message, reply))
        number = await self._context.keeping.replies.of(message.chat.id, message.message_id)
        if number is None or picture is not None or not await self._context.sender.edit(message.chat.id, number, reply):
            number = await self._say(message, reply, picture)
        if number is not None and (reply.entries or reply.choices) and not reply.aside:
            await self._context.keeping.recent.keep(
                place_of(message), Kept(Shown.of(line, reply), number, message.message_id)
            )

    async def _once(self, message: Message, reply: Reply) -> Reply:
        """Return a reply without what its chat has been told already, but in the reply to an edited message."""
        if not reply.notice:
            return reply
        bears = await self._context.keeping.notices.bears(message.chat.id, reply.notice, message.message_id)
        return reply if bears else replace(reply, notice="")

    async def _say(self, message: Message, reply: Reply, picture: bytes | None = None) -> int | None:
        """Reply to a message; return the number of the reply, None if it could not be sent."""
        sent = await self._context.sender.send(
            message.chat.id, reply, message.message_id, picture, topic=topic_of(message)
        )
        number = sent.message_id if sent is not None and sent.text else None
        await self._context.keeping.replies.keep(message.chat.id, message.message_id, number)
        return sent.message_id if sent is not None else None

    async def _apologise(self, message: Message) -> None:
        """Tell a reader that something failed here, where that can be told."""
        lang = await self._context.lang(message)
        with contextlib.suppress(TelegramError):
            await self._say(message, told(lang, "failed"))

    async def _reacted(self, reaction: MessageReactionUpdated) -> None:
        """Count a reaction to what we have shown lately; groups tell of them only a bot that is an administrator."""
        chat, by = reaction.chat.id, reaction.user or reaction.actor_chat
        if not self._context.settings.admit(chat, by.id if by is not None else chat):
            return
        if await self._context.keeping.recent.of(chat, reaction.message_id) is not None:
            await self._context.feedback.reacted(reaction)

    async def _follow(self, message: Message) -> None:
        """Keep what a group has chosen that has become another, as the news of it tells."""
        if message.migrate_to_chat_id is not None:
            await self._context.keeping.languages.move(message.chat.id, message.migrate_to_chat_id)
            self._context.alerts.moved(message.chat.id, message.migrate_to_chat_id)
