"""Shares one cloud, its record of calls and its faults between the parts of BotApi that act on them."""

from typing import Self

from tests.botapi.calls import CallLog
from tests.botapi.chats import Chat
from tests.botapi.cloud import Cloud
from tests.botapi.faults import Faults
from tests.botapi.fields import JsonObject
from tests.botapi.server import Server


class Sent(int):
    """The id of a message that a test put into a chat; an int with two more ids.

    Attributes:
        chat_id: The chat that it is in.
        update_id: The update that brings it to the bot.
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

    def _message(self, message_id: int, chat: Chat | None) -> JsonObject:
        """Finds a message that a chat shows.

        Args:
            message_id: A Sent knows its chat.
            chat: Needed only where several chats have a message of this id.

        Raises:
            LookupError: There is none, or there are several.
        """
        chat_id = message_id.chat_id if chat is None and isinstance(message_id, Sent) else chat and chat.id
        found = [one for one in self._cloud.messages.with_id(message_id) if chat_id in {None, one["chat"]["id"]}]
        if len(found) != 1:
            cure = "it was deleted or never sent" if not found else "say which with chat="
            raise LookupError(f"{len(found)} messages have the id {message_id}: {cure}")
        return found[0]
