"""Keeps the messages of all chats as they show now: edits applied, deleted ones gone."""

import time
from collections import Counter
from typing import Final

from tests.botapi import utf16
from tests.botapi.chats import Chat, User
from tests.botapi.fields import JsonObject

_KEPT: Final = 20_000
"""Messages remembered, so that long runs do not fill the memory."""
_DIRECT_TOPICS: Final = 1 << 51
"""Telegram's numbers of such topics have up to 52 bits."""


class Messages:
    """The messages of all chats, oldest first.

    A supergroup or channel counts its messages by itself, all other chats share one count, as on Telegram.
    """

    def __init__(self) -> None:
        self._messages: dict[tuple[int, int], JsonObject] = {}
        self._counts: Counter[int] = Counter()

    def add(self, chat: Chat, sender: User, content: JsonObject) -> JsonObject:
        """Makes a message and puts it into its chat.

        Args:
            chat: Where it appears.
            sender: Who wrote it; in a channel the channel itself.
            content: Its other fields, such as text and entities.
        """
        counter = chat.id if chat.type in {"supergroup", "channel"} else 0
        self._counts[counter] += 1
        writer = {"sender_chat": chat.as_json()} if chat.type == "channel" else {"from": sender.as_json()}
        message = {
            "message_id": self._counts[counter],
            "date": int(time.time()),
            "chat": chat.as_json(),
            **writer,
            **content,
        }
        self._messages[chat.id, self._counts[counter]] = message
        if len(self._messages) > _KEPT:
            del self._messages[next(iter(self._messages))]
        return message

    def get(self, chat_id: int, message_id: int) -> JsonObject | None:
        """Gives a message, or None if there is none (any more)."""
        return self._messages.get((chat_id, message_id))

    def replace(self, message: JsonObject) -> None:
        """Puts the new version of a message in the place of the old one."""
        self._messages[message["chat"]["id"], message["message_id"]] = message

    def delete(self, message: JsonObject) -> None:
        """Takes a message out of its chat."""
        del self._messages[message["chat"]["id"], message["message_id"]]

    def of_chat(self, chat_id: int) -> list[JsonObject]:
        """Gives the messages that a chat shows, oldest first; they are not to be changed."""
        return [message for (chat, _), message in self._messages.items() if chat == chat_id]

    def with_id(self, message_id: int) -> list[JsonObject]:
        """Gives the messages of all chats that have an id."""
        return [message for (_, number), message in self._messages.items() if number == message_id]


def as_reply_target(message: JsonObject) -> JsonObject:
    """Gives a message as it appears inside of the reply to it: without its own target, but with what it quotes."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}


def reply_fields(target: JsonObject, quote: str | None) -> JsonObject:
    """Gives the fields of a Message that show what it replies to, and which part of that it quotes.

    Raises:
        LookupError: The quote is not in the target.
    """
    fields: JsonObject = {"reply_to_message": as_reply_target(target)} | _thread_of_reply(target)
    if quote is not None:
        before, found, _ = str(target.get("text") or target.get("caption") or "").partition(quote)
        if not found:
            raise LookupError("the quote is not in the message that is replied to")
        fields["quote"] = {"text": quote, "position": utf16.length(before), "is_manual": True}
    return fields


def topic_fields(opening: JsonObject) -> JsonObject:
    """Gives the fields of a Message in a topic that replies to no other: it replies to the news of the opening.

    Args:
        opening: The message that tells that the topic was opened; its id is the topic's.
    """
    in_topic = {"message_thread_id": opening["message_id"], "is_topic_message": True}
    return in_topic | {"reply_to_message": as_reply_target(opening)}


def topic_of(message: JsonObject) -> int | None:
    """Gives the topic that a message stands in; None for the general one, and where there are none."""
    if "direct_messages_topic" in message:
        return int(message["direct_messages_topic"]["topic_id"])
    return message["message_thread_id"] if message.get("is_topic_message") else None


def direct_topic_fields(user: JsonObject) -> JsonObject:
    """Gives the fields of a Message among those that somebody and a channel write each other."""
    return {"direct_messages_topic": {"topic_id": _DIRECT_TOPICS + user["id"], "user": user}}


def _thread_of_reply(target: JsonObject) -> JsonObject:
    """Gives the thread that a reply belongs to: its target's topic, or in a supergroup the chain of replies."""
    if "direct_messages_topic" in target:
        return {"direct_messages_topic": target["direct_messages_topic"]}
    if target.get("is_topic_message"):
        return {"message_thread_id": target["message_thread_id"], "is_topic_message": True}
    if target["chat"]["type"] != "supergroup":
        return {}
    return {"message_thread_id": target.get("message_thread_id", target["message_id"])}
