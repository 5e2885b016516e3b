"""Reads what a message says to the bot: whether it is meant for it at all, its text, and what it replies to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType, MessageEntityType

from bot.conversation.desk import COMMANDS
from bot.conversation.requests import Line, Replied


class Topic(NamedTuple):
    """A topic of a forum, or of the direct messages to a channel, of which each reader has one.

    Attributes:
        number: of the topic.
        direct: it is one of direct messages.
    """

    number: int
    direct: bool = False

    def fields(self) -> dict[str, Any]:
        """Return what a call says so that its message stands in the topic."""
        return {"direct_messages_topic_id" if self.direct else "message_thread_id": self.number}


def text_of(message: Message) -> str:
    """Return a message's text or caption, "" for neither."""
    return message.text or message.caption or ""


def is_private(message: Message) -> bool:
    """Tell whether a message is from the private chat with one reader."""
    return message.chat.type == ChatType.PRIVATE


def topic_of(message: Message) -> Topic | None:
    """Return the topic that a message stands in, of a forum, a private chat or the direct messages to a channel.

    None for the general topic, which has no number, and elsewhere, where a thread's number tells only what replies to
    what, and nothing can be sent to it.
    """
    if message.direct_messages_topic is not None:
        return Topic(message.direct_messages_topic.topic_id, direct=True)
    if message.is_topic_message and message.message_thread_id is not None:
        return Topic(message.message_thread_id)
    return None


def reader_of(message: Message, us: User) -> User | None:
    """Return who wrote a message for others to read.

    None for a bot, a channel's post, what was sent through us, and what stands in a chat of somebody's business, which
    is written to that and not to us.

    Who writes in a group's name, as its anonymous administrators do, or in a channel's, is a person behind a bot that
    Telegram puts in everybody's place: :func:`identity_of` tells them apart.
    """
    sender = message.from_user
    if sender is None or message.is_automatic_forward or message.business_connection_id is not None:
        return None
    if message.via_bot and message.via_bot.id == us.id:
        return None
    return sender if message.sender_chat is not None or not sender.is_bot else None


def identity_of(message: Message) -> int:
    """Return the number of who wrote a message: of the group or channel that it was written in the name of, if any."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user is not None else 0


def occasion_of(message: Message) -> str:
    """Return a name for a message as it stands now: an edited one is another occasion to ask."""
    return f"{message.chat.id} {message.message_id} {message.edit_date or ''}"


def holds_something(message: Message) -> bool:
    """Tell whether a message shows something, and is not only news of the chat."""
    return bool(text_of(message) or message.effective_attachment)


def words_to_us(message: Message, us: User, *, answered: bool = False) -> str | None:
    """Return what a message says to us: in a group a command of ours, a mention or a reply to us; None if nothing.

    A mention is taken out, as it is no part of the question.

    Args:
        message: of a reader.
        us: the bot.
        answered: we have answered it, so that it was meant for us; what it replied to cannot be seen any more.
    """
    text = text_of(message)
    if text.startswith("/"):
        name, _, target = text[1:].split(maxsplit=1)[0].partition("@") if text[1:].strip() else ("", "", "")
        if target and target.lower() != (us.username or "").lower():
            return None
        return text if name.lower() in COMMANDS or is_private(message) else None
    if is_private(message):
        return text
    mentions = [entity for entity, shown in _entities(message) if _means(entity, shown, us)]
    if mentions:
        return _without(text, mentions)
    return text if answered or _replies_to(message, us) else None


def line_of(message: Message, words: str, us: User, *, interface: str | None, answered: Message | None = None) -> Line:
    """Return a message as a line of the conversation.

    Args:
        message: of a reader.
        words: what it says to us.
        us: the bot.
        interface: the language of the app of whoever asks.
        answered: our reply to it, when one of its buttons is pressed.
    """
    target = message.reply_to_message
    quote = message.quote.text if message.quote is not None else ""
    replied = _replied(target, us, quote) if target is not None and (quote or text_of(target)) else None
    if target is None and quote:  # of a message in another chat, or of one that is deleted
        replied = Replied(quote, ours=False, quote=quote)
    return Line(words, message.date.date(), interface, replied, _replied(answered, us) if answered else None)


def _replied(message: Message, us: User, quote: str = "") -> Replied:
    ours = message.from_user is not None and message.from_user.id == us.id
    return Replied(text_of(message), ours, tuple(_bold(message)), quote)


def _bold(message: Message) -> Iterator[str]:
    """Yield what stands in bold; what Telegram has cut, as it does around other entities, is one again."""
    units = text_of(message).encode("utf-16-le")
    start = end = 0
    bold = [one for one, _ in _entities(message) if one.type == MessageEntityType.BOLD]
    for one in sorted(bold, key=lambda one: one.offset):
        if units[2 * end : 2 * one.offset].decode("utf-16-le", "replace").strip(" "):
            yield units[2 * start : 2 * end].decode("utf-16-le", "replace")
            start = one.offset
        end = max(end, one.offset + one.length)
    yield from filter(None, [units[2 * start : 2 * end].decode("utf-16-le", "replace")])


def _entities(message: Message) -> list[tuple[MessageEntity, str]]:
    found = message.parse_entities() if message.text else message.parse_caption_entities() if message.caption else {}
    return list(found.items())


def _replies_to(message: Message, us: User) -> bool:
    """Tell whether a message replies to one of ours; all in a topic seems to reply to the news of its opening."""
    target = message.reply_to_message
    if target is None or target.from_user is None or target.forum_topic_created is not None:
        return False
    return target.from_user.id == us.id


def _means(entity: MessageEntity, shown: str, us: User) -> bool:
    if entity.type == MessageEntityType.TEXT_MENTION:
        return entity.user is not None and entity.user.id == us.id
    return entity.type == MessageEntityType.MENTION and shown[1:].lower() == (us.username or "").lower()


def _without(text: str, entities: list[MessageEntity]) -> str:
    """Return a text without some of its entities, whose places are counted in UTF-16 units."""
    units = text.encode("utf-16-le")
    for entity in sorted(entities, key=lambda one: one.offset, reverse=True):
        units = units[: 2 * entity.offset] + b" \0" + units[2 * (entity.offset + entity.length) :]
    return units.decode("utf-16-le").strip()
