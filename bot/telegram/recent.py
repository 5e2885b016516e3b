"""Tells what a message may go on about: whose it is and where it stands, and what one of our messages shows."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message

from bot.conversation.replies import Choice
from bot.conversation.requests import Line, Replied, footer_of
from bot.conversation.shown import Shown
from bot.conversation.typed import typed_form
from bot.conversation.views import read_view
from bot.telegram.keeping.keeping import Kept, Place
from bot.telegram.messages import identity_of, text_of, topic_of
from bot.wording import supported


def place_of(message: Message) -> Place:
    """Return whose message stands where."""
    topic = topic_of(message)
    return Place(message.chat.id, topic.number if topic is not None else None, identity_of(message))


def kept_of(target: Message, message: Message) -> Kept | None:
    """Return what one of our messages shows that is not remembered, as far as it can be read from the message.

    Its question is then the words and the time of its last line, and its choices are those of its buttons.

    Args:
        target: our message.
        message: that replies to it.
    """
    subject, first, last = footer_of(text_of(target))
    buttons = target.reply_markup.inline_keyboard if target.reply_markup is not None else ()
    views = [(button.text, read_view(str(button.callback_data or ""))) for row in buttons for button in row]
    found = [
        Choice(
            label, typed_form(label, "en") or label, replace(view, first=view.first or first, last=view.last or last)
        )
        for label, view in views
        if view is not None
    ]
    if not subject or not found:
        return None
    code = message.from_user.language_code if message.from_user is not None else None
    line = Line(subject, message.date.date(), code)
    shown = Shown(line, Replied(text_of(target), ours=True), supported(code), tuple(found))
    return Kept(shown, target.message_id, message.message_id)
