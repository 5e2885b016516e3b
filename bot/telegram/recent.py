"""Remembers, in memory and for an hour, what was shown last in each chat, so that readers can go on about it.

Nothing of it is written anywhere. What a button needs does not stand here: buttons outlast restarts.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from time import monotonic
from typing import NamedTuple

from telegram import Message

from bot.conversation.replies import Choice
from bot.conversation.requests import Line, Replied, footer_of
from bot.conversation.shown import Shown
from bot.conversation.typed import typed_form
from bot.conversation.views import read_view
from bot.telegram.messages import identity_of, text_of, topic_of
from bot.wording import supported

SECONDS = 3600.0
"""After which what was shown is forgotten: who comes back later begins anew."""
MOST = 5_000
"""Replies that are remembered."""


class Place(NamedTuple):
    """A reader in a chat, or in one of its topics."""

    chat: int
    topic: int | None
    reader: int


class Kept(NamedTuple):
    """What was shown, in which message, in answer to which, and when, in seconds of a clock that only goes on."""

    shown: Shown
    place: Place
    message: int
    question: int
    at: float


class Recent:
    """The replies that were shown lately."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], Kept] = OrderedDict()
        self._last: dict[Place, tuple[int, int]] = {}

    def keep(self, place: Place, message: int, question: int, shown: Shown) -> None:
        """Remember what one of our messages shows; it is the last one in its place.

        Args:
            place: of the reader.
            message: number of our message.
            question: number of the message that it answers.
            shown: in it.
        """
        key = place.chat, message
        self._kept.pop(key, None)
        self._kept[key] = Kept(shown, place, message, question, monotonic())
        self._last[place] = key
        self.forget()

    def last(self, place: Place) -> Kept | None:
        """Return what was shown last in a place."""
        self.forget()
        key = self._last.get(place)
        return self._kept.get(key) if key is not None else None

    def of(self, chat: int, message: int) -> Kept | None:
        """Return what one of our messages shows."""
        self.forget()
        return self._kept.get((chat, message))

    def forget(self) -> None:
        """Forget what is too old, and the oldest of too many."""
        oldest = monotonic() - SECONDS
        while self._kept:
            key, kept = next(iter(self._kept.items()))
            if kept.at >= oldest and len(self._kept) <= MOST:
                return
            del self._kept[key]
            if self._last.get(kept.place) == key:
                del self._last[kept.place]


def place_of(message: Message) -> Place:
    """Return whose message stands where."""
    return Place(message.chat.id, topic_of(message), identity_of(message))


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
    return Kept(shown, place_of(message), target.message_id, message.message_id, monotonic())
