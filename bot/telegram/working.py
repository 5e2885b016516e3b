"""What is worked out off the event loop for a line, and what a chat shows meanwhile."""

from __future__ import annotations

import contextlib

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.conversation.desk import Desk
from bot.conversation.replies import Reply
from bot.conversation.requests import Line
from bot.conversation.views import FRESH, View
from bot.rendering.pictures import drawn
from bot.rendering.timeline_picture import draw

Rendered = tuple[Reply, bytes | None]


def work(desk: Desk, line: Line, view: View = FRESH) -> Rendered:
    """Return the reply to a line, and its picture if it has one that can be drawn; runs off the event loop."""
    reply = desk.reply(line, view)
    return reply, drawn(draw, reply.bars, reply.title, reply.lang) if reply.bars else None


async def show_typing(message: Message) -> None:
    """Show "typing" meanwhile; a reply does not depend on it, and direct messages to a channel do not show it."""
    if message.direct_messages_topic is not None:
        return
    with contextlib.suppress(TelegramError):
        await message.reply_chat_action(ChatAction.TYPING)
