"""Keeps the messages of all chats as they show now: edits applied, deleted ones gone."""

import time
from collections import Counter, OrderedDict
from typing import Final

from tests.botapi.chats import Chat, User
from tests.botapi.fields import JsonObject

_KEPT_IN_LONG_RUNS: Final = 2000


class Messages:
    """The messages of all chats, oldest first.

    A supergroup or channel counts its messages by itself, all other chats share one count, as on Telegram.
    """

    def __init__(self, *, bounded: bool) -> None:
        self._bounded = bounded
        self._messages: OrderedDict[tuple[int, int], JsonObject] = OrderedDict()
        self._counts: Counter[int] = Counter()

    def add(self, chat: Chat, sender: User | None, content: JsonObject) -> JsonObject:
        """Makes a message and puts it into its chat.

        Args:
            chat: Where it appears.
            sender: Who wrote it; None in channels.
            content: Its other fields, such as text and entities.
        """
        counter = chat.id if chat.type in {"supergroup", "channel"} else 0
        self._counts[counter] += 1
        message: JsonObject = {
            "message_id": self._counts[counter],
            "date": int(time.time()),
            "chat": chat.as_json(),
        }
        if sender is None:
            message["sender_chat"] = chat.as_json()
        else:
            message["from"] = sender.as_json()
        message |= content
        self._messages[chat.id, message["message_id"]] = message
        if self._bounded and len(self._messages) > _KEPT_IN_LONG_RUNS:
            self._messages.popitem(last=False)
        return message

    def get(self, chat_id: int, message_id: int) -> JsonObject | None:
        """Gives a message, or None if there is none (any more)."""
        return self._messages.get((chat_id, message_id))

    def replace(self, message: JsonObject) -> None:
        """Puts the new version of a message in the place of the old one."""
        self._messages[message["chat"]["id"], message["message_id"]] = message

    def delete(self, chat_id: int, message_id: int) -> None:
        """Takes a message out of its chat."""
        del self._messages[chat_id, message_id]

    def of_chat(self, chat_id: int) -> list[JsonObject]:
        """Gives the messages that a chat shows, oldest first; they are not to be changed."""
        return [message for (chat, _), message in self._messages.items() if chat == chat_id]

    def with_id(self, message_id: int) -> list[JsonObject]:
        """Gives the messages of all chats that have an id."""
        return [message for (_, number), message in self._messages.items() if number == message_id]


def as_reply_target(message: JsonObject) -> JsonObject:
    """Gives a message as it appears inside of the reply to it: without its own target."""
    return {name: value for name, value in message.items() if name not in {"reply_to_message", "quote"}}
