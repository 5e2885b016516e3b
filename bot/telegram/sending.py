"""Sends, edits and answers in the forms that Telegram accepts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import KeyboardButtonStyle
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.conversation.alerting import CHOSEN
from bot.conversation.replies import Reply
from bot.conversation.steps import read_step
from bot.rendering.for_telegram import render, render_caption
from bot.telegram.forms import Form, Forms
from bot.telegram.keeping.keeping import Turns
from bot.telegram.messages import Topic
from bot.telegram.pacing import Pace
from bot.telegram.retrying import persist

T = TypeVar("T")

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
TOO_OLD, UNCHANGED = "query is too old", "message is not modified"
CLOSED = ("message thread not found", "topic_closed", "topic_deleted")
GONE = ("message to edit not found", "message can't be edited", "there is no text in the message", "message_id_invalid")
NO_CHAT = ("chat not found", "peer_id_invalid", "user is deactivated", "not enough rights", "have no rights")
"""What Telegram says when it refuses, in lower case."""
STYLES = {"stop": KeyboardButtonStyle.DANGER, "cast": KeyboardButtonStyle.DANGER, "send": KeyboardButtonStyle.PRIMARY}
"""Colours of buttons by what they do: few, so that they tell something, and nothing that the label does not say too."""
Buttons = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of labels and data."""


class Gone(Exception):
    """A chat is closed to us for good, or only its topic is."""

    def __init__(self, *, of_topic: bool = False) -> None:
        super().__init__()
        self.of_topic = of_topic


class Sender:
    """Brings replies into chats.

    Args:
        api: the library's bot.
        turns: know whether a message is still ours to answer; asked before each message is sent.

    Attributes:
        forms: that the server takes, also for what is not sent from here.
    """

    def __init__(self, api: Bot, turns: Turns) -> None:
        self._api = api
        self._turns = turns
        self._pace = Pace()
        self.forms = Forms()

    async def send(
        self, chat: int, reply: Reply, to: int, picture: bytes | None = None, *, topic: Topic | None = None
    ) -> Message | None:
        """Send a reply to a message; None if the chat or its topic is closed to us.

        Args:
            chat: where.
            reply: what.
            to: the message; one that is deleted is not replied to.
            picture: shown above the reply.
            topic: that the message stands in; a reply to a deleted one would stand in the general one else.
        """
        target = ReplyParameters(to, allow_sending_without_reply=True)
        common: dict[str, Any] = {"reply_parameters": target, "reply_markup": _keyboard(reply)}
        self._pace.sent(chat)
        try:
            return await self._send_to(chat, reply, picture, common, topic)
        except ChatMigrated as moved:
            return await self._send_to(moved.new_chat_id, reply, picture, common, topic)
        except Forbidden:
            return None
        except BadRequest as error:
            if not _says(error, *CLOSED):
                raise
            return None

    async def tell(self, chat: int, reply: Reply, *, topic: Topic | None = None) -> Message:
        """Send what answers no message, no faster than Telegram takes messages, and behind replies.

        Args:
            chat: where.
            reply: what.
            topic: that it is to stand in.

        Raises:
            ChatMigrated: the group has another number now; nothing was sent.
            Gone: the chat or its topic is closed to us.
            TelegramError: Telegram refuses it otherwise, or could not be reached for minutes.
        """
        await self._pace.turn(chat)
        try:
            return await self._send_to(chat, reply, None, {"reply_markup": _keyboard(reply)}, topic)
        except Forbidden:
            raise Gone from None
        except BadRequest as error:
            if not _says(error, *CLOSED, *NO_CHAT):
                raise
            raise Gone(of_topic=_says(error, *CLOSED)) from None

    async def take_buttons(self, chat: int, number: int, rows: Buttons = ()) -> None:
        """Put other buttons, or none, in the place of those below a message that may be gone."""
        try:
            await persist(partial(self._api.edit_message_reply_markup, chat, number, reply_markup=_markup(rows)))
        except BadRequest as error:
            if not _says(error, UNCHANGED, *GONE):
                raise
        except Forbidden:
            return

    async def edit(self, chat: int, number: int, reply: Reply) -> bool:
        """Put a reply into the place of an earlier message; False if that is no longer there, or closed to us."""
        common: dict[str, Any] = {"chat_id": chat, "message_id": number, "reply_markup": _keyboard(reply)}

        page = render(reply)

        async def edit(form: Form) -> None:
            text, mode = form(page)
            await self._api.edit_message_text(text, parse_mode=mode, link_preview_options=NO_PREVIEW, **common)

        try:
            await self.forms.send(edit, page)
        except BadRequest as error:
            if not _says(error, UNCHANGED, *GONE):
                raise
            return _says(error, UNCHANGED)
        except Forbidden:
            return False
        return True

    async def answer_press(self, query: str, text: str = "") -> None:
        """Answer a pressed button, with words in a window if there are any."""
        answer = partial(self._api.answer_callback_query, query, text=text or None, show_alert=bool(text) or None)
        await in_time(partial(persist, answer))

    async def _send_to(
        self, chat: int, reply: Reply, picture: bytes | None, common: dict[str, Any], topic: Topic | None
    ) -> Message:
        """Send into a topic; in a private chat, where nobody else reads it, beside its topics if it is closed."""
        if topic is None:
            return await self._send(chat, reply, picture, common)
        try:
            return await self._send(chat, reply, picture, common | topic.fields())
        except BadRequest as error:
            if chat < 0 or not _says(error, *CLOSED):
                raise
            return await self._send(chat, reply, picture, common)

    async def _send(self, chat: int, reply: Reply, picture: bytes | None, common: dict[str, Any]) -> Message:
        page = render(reply) if picture is None else render_caption(reply)

        async def send(form: Form) -> Message:
            text, mode = form(page)
            await self._turns.surely_ours()
            if picture is None:
                return await self._api.send_message(
                    chat, text, parse_mode=mode, link_preview_options=NO_PREVIEW, **common
                )
            return await self._api.send_photo(chat, picture, caption=text, parse_mode=mode, **common)

        return await self.forms.send(send, page)


async def in_time(answer: Callable[[], Awaitable[object]]) -> None:
    """Answer a press or a query; one that waited too long is past it."""
    try:
        await answer()
    except BadRequest as error:
        if not _says(error, TOO_OLD):
            raise


def _says(error: BadRequest, *words: str) -> bool:
    return any(one in error.message.lower() for one in words)


def _keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    rows = tuple(tuple((one.label, one.view.data()) for one in row) for row in reply.choices)
    return _markup((*rows, *(tuple((one.label, one.step.data()) for one in row) for row in reply.buttons)))


def _markup(rows: Buttons) -> InlineKeyboardMarkup | None:
    keys = [
        [InlineKeyboardButton(label, callback_data=data, style=_style(label, data)) for label, data in row]
        for row in rows
    ]
    return InlineKeyboardMarkup(keys) if keys else None


def _style(label: str, data: str) -> str | None:
    """Return the colour of a button, None for most: what is chosen has one, and what cannot be taken back."""
    if label.startswith(CHOSEN):
        return KeyboardButtonStyle.PRIMARY
    step = read_step(data)
    return STYLES.get(step.verb) if step is not None else None
