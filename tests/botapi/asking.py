"""Lets people ask the bot without writing to it: pressed buttons, inline queries, guest queries."""

import time

from tests.botapi import limits, utf16
from tests.botapi.chats import GROUP, READER, Chat, User
from tests.botapi.entities import find_entities
from tests.botapi.fields import JsonObject
from tests.botapi.messages import as_reply_target
from tests.botapi.queries import query_id
from tests.botapi.stage import Stage


class Asking(Stage):
    """The part of BotApi that plays people who press and ask."""

    def press(
        self,
        message_id: int,
        button: str,
        *,
        chat: Chat | None = None,
        user: User | None = None,
        stale: bool = False,
        forged: bool = False,
    ) -> int:
        """Presses a button under a message; gives the id of the update.

        Args:
            message_id: The message with the button.
            button: The label or the callback data of the button.
            chat: Needed only where several chats have a message of this id.
            user: Who presses; in a private chat its user, elsewhere READER.
            stale: Whether the bot gets to know too late to answer.
            forged: Whether `button` is data that the keyboard need not have.

        Raises:
            LookupError: There is no such message or button.
        """
        with self._lock:
            message = self._message(message_id, chat)
            data = button if forged else _callback_data(message, button)
            if user is None:
                user = self._presser(message["chat"])
            update_id = self._cloud.updates.reserve_id()
            query = {
                "id": self._cloud.queries.ask("callback", update_id, stale=stale),
                "from": user.as_json(),
                "message": self._with_target(message),
                "chat_instance": str(message["chat"]["id"] * 7919),
                "data": data,
            }
            self._cloud.updates.push_at(update_id, "callback_query", query)
            return update_id

    def inline(self, query: str, *, user: User = READER, offset: str = "", chat_type: str = "private") -> int:
        """Types an inline query; gives the id of the update.

        An answer that Telegram still has in its cache answers it without the bot: answer_to() gives it then.

        Raises:
            ValueError: Telegram lets nobody type so long a query.
        """
        if utf16.length(query) > limits.INLINE_QUERY:
            raise ValueError(f"an inline query has at most {limits.INLINE_QUERY} characters")
        with self._lock:
            update_id = self._cloud.updates.reserve_id()
            if self._cloud.queries.answer_from_cache(update_id, query, offset, user):
                return update_id
            key = (query, offset, user.id)
            body = {
                "id": self._cloud.queries.ask("inline", update_id, cache_key=key),
                "from": user.as_json(),
                "query": query,
                "offset": offset,
                "chat_type": chat_type,
            }
            self._cloud.updates.push_at(update_id, "inline_query", body)
            return update_id

    def guest(self, text: str, *, user: User = READER, chat: Chat = GROUP) -> int:
        """Calls the bot as a guest into a chat that it is no member of; gives the id of the update."""
        with self._lock:
            update_id = self._cloud.updates.reserve_id()
            self._cloud.queries.ask("guest", update_id)
            message = {
                "message_id": 1,
                "date": int(time.time()),
                "chat": chat.as_json(),
                "from": user.as_json(),
                "text": text,
                "entities": find_entities(text),
                "guest_query_id": query_id(update_id),
            }
            self._cloud.updates.push_at(update_id, "guest_message", message)
            return update_id

    def expire_queries(self) -> None:
        """Makes every open query too old to be answered."""
        with self._lock:
            self._cloud.queries.expire()

    def answer_to(self, update_id: int, *, timeout: float = 10.0) -> JsonObject:
        """Waits for the answer to a press or query; gives the fields of the call that answered.

        Raises:
            AssertionError: There is none within `timeout` seconds.
        """
        if not self._log.wait_until(lambda: self._cloud.queries.answer_to(update_id) is not None, timeout):
            raise AssertionError(f"no answer to the query within {timeout} s; methods called: {self._log.methods()}")
        return self._cloud.queries.answer_to(update_id) or {}

    def _with_target(self, message: JsonObject) -> JsonObject:
        """Gives a message with what it replies to as that is now; without, if that was deleted."""
        shown = as_reply_target(message) | {name: message[name] for name in ("quote",) if name in message}
        target = message.get("reply_to_message")
        if target is not None:
            target = self._cloud.messages.get(target["chat"]["id"], target["message_id"])
        return shown if target is None else shown | {"reply_to_message": as_reply_target(target)}

    @staticmethod
    def _presser(chat: JsonObject) -> User:
        if chat["type"] != "private":
            return READER
        return User(chat["id"], chat.get("first_name", "Somebody"), username=chat.get("username"))


def _callback_data(message: JsonObject, wanted: str) -> str:
    """Finds the callback data of a button by its label or its data."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    for button in buttons:
        if "callback_data" in button and wanted in {button["text"], button["callback_data"]}:
            return str(button["callback_data"])
    labels = [button["text"] for button in buttons]
    raise LookupError(f"the message has no button {wanted!r} to press; it has {labels}")
