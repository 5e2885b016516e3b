"""Shares one cloud, its record of calls and its faults between the parts of BotApi that act on them."""

from typing import Self

from tests.botapi.calls import CallLog
from tests.botapi.chats import READER, Chat, User, private_chat
from tests.botapi.cloud import Cloud
from tests.botapi.faults import Faults
from tests.botapi.fields import JsonObject
from tests.botapi.server import Server


class Sent(int):
    """The id of a message that a test put into a chat; an int with two more ids.

    Attributes:
        chat_id: The chat that it is in.
        update_id: The update that brings it to the bot; 0 if the bot does not get to see it.
    """

    chat_id: int
    update_id: int

    def __new__(cls, message: JsonObject, update_id: int) -> Self:
        """Makes one from a Message."""
        sent = super().__new__(cls, message["message_id"])
        sent.chat_id = message["chat"]["id"]
        sent.update_id = update_id
        return sent


class Stage:
    """What every part of BotApi acts on. All of it is guarded by the condition of the log."""

    def __init__(self, cloud: Cloud, log: CallLog, faults: Faults, server: Server) -> None:
        self._cloud = cloud
        self._log = log
        self._lock = log.condition
        self._faults = faults
        self._server = server

    def _message(self, message_id: int, chat: Chat | int | None) -> JsonObject:
        """Finds a message that a chat shows.

        Args:
            message_id: A Sent knows its chat.
            chat: Needed only where several chats have a message of this id.

        Raises:
            LookupError: There is none, or there are several.
        """
        if chat is None and isinstance(message_id, Sent):
            chat = message_id.chat_id
        if chat is None:
            found = self._cloud.messages.with_id(message_id)
        else:
            one = self._cloud.messages.get(chat if isinstance(chat, int) else chat.id, message_id)
            found = [] if one is None else [one]
        if len(found) != 1:
            cure = "it was deleted or never sent" if not found else "say which with chat="
            raise LookupError(f"{len(found)} messages have the id {message_id}: {cure}")
        return found[0]

    @staticmethod
    def _who_and_where(user: User | None, chat: Chat | None) -> tuple[User, Chat]:
        """Completes a user and a chat: a private chat is that of its user, elsewhere READER writes.

        Raises:
            ValueError: The private chat is another user's.
        """
        if chat is None:
            user = user or READER
            return user, private_chat(user)
        if chat.type != "private":
            return user or READER, chat
        user = user or User(chat.id, chat.first_name or "Somebody", username=chat.username)
        if user.id != chat.id:
            raise ValueError(f"{user.first_name} cannot write in the private chat of somebody else")
        return user, chat
