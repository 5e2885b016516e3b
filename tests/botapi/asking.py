"""Lets people ask the bot without writing to it: pressed buttons, reactions, inline queries, guest queries."""

import time
from typing import Final

from telegram.constants import InlineQueryLimit, ReactionEmoji

from tests.botapi import utf16
from tests.botapi.chats import GROUP, READER, Chat, User
from tests.botapi.entities import find_entities
from tests.botapi.fields import JsonObject
from tests.botapi.messages import as_reply_target
from tests.botapi.stage import Stage

_MOST_REACTIONS: Final = 3


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
            where = message["chat"]
            if user is None and where["type"] == "private":
                user = User(where["id"], where.get("first_name", "Somebody"), username=where.get("username"))
            update_id = self._cloud.updates.reserve_id()
            query = {
                "id": self._cloud.queries.ask("callback", update_id, stale=stale),
                "from": (user or READER).as_json(),
                "message": self._with_target(message),
                "chat_instance": str(where["id"] * 7919),
                "data": button if forged else _callback_data(message, button),
            }
            return self._cloud.updates.push("callback_query", query, update_id)

    def react(
        self,
        message_id: int,
        *emoji: str,
        chat: Chat | None = None,
        user: User | None = None,
        bot_is_administrator: bool = False,
    ) -> int:
        """Sets somebody's reactions to a message, none to take them away; gives the id of the update.

        Args:
            message_id: Of anybody's message.
            emoji: At most three; a number is the id of a custom one.
            chat: Needed only where several chats have a message of this id.
            user: Who reacts; in a private chat its user, elsewhere READER.
            bot_is_administrator: Whether a group has made the bot one; others do not tell it of reactions, the id is 0.

        Raises:
            ValueError: Telegram has no such reaction, or nobody may have so many.
        """
        if len(emoji) > _MOST_REACTIONS:
            raise ValueError(f"nobody has more than {_MOST_REACTIONS} reactions to a message")
        reactions = [_reaction(one) for one in emoji]
        with self._lock:
            message = self._message(message_id, chat)
            where = message["chat"]
            if user is None and where["type"] == "private":
                user = User(where["id"], where.get("first_name", "Somebody"), username=where.get("username"))
            by = user or READER
            key = where["id"], message["message_id"], by.id
            change = {
                "chat": where,
                "message_id": message["message_id"],
                "user": by.as_json(),
                "date": int(time.time()),
                "old_reaction": self._cloud.reactions.get(key, []),
                "new_reaction": reactions,
            }
            self._cloud.reactions[key] = reactions
            if where["type"] != "private" and not bot_is_administrator:
                return 0
            return self._cloud.updates.push("message_reaction", change)

    def inline(self, query: str, *, user: User = READER) -> int:
        """Types an inline query; gives the id of the update.

        Raises:
            ValueError: Telegram lets nobody type so long a query.
        """
        if utf16.length(query) > InlineQueryLimit.MAX_QUERY_LENGTH:
            raise ValueError(f"an inline query has at most {InlineQueryLimit.MAX_QUERY_LENGTH} characters")
        with self._lock:
            update_id = self._cloud.updates.reserve_id()
            body = {
                "id": self._cloud.queries.ask("inline", update_id),
                "from": user.as_json(),
                "query": query,
                "offset": "",
                "chat_type": "private",
            }
            return self._cloud.updates.push("inline_query", body, update_id)

    def guest(self, text: str, *, user: User = READER, chat: Chat = GROUP) -> int:
        """Calls the bot as a guest into a chat that it is no member of; gives the id of the update."""
        with self._lock:
            update_id = self._cloud.updates.reserve_id()
            message = {
                "message_id": 1,
                "date": int(time.time()),
                "chat": chat.as_json(),
                "from": user.as_json(),
                "text": text,
                "entities": find_entities(text),
                "guest_query_id": self._cloud.queries.ask("guest", update_id),
            }
            return self._cloud.updates.push("guest_message", message, update_id)

    def answer_to(self, update_id: int, *, timeout: float = 10.0) -> JsonObject:
        """Waits for the answer to a press or query; gives the fields of the call that answered.

        Raises:
            AssertionError: There is none within `timeout` seconds.
        """
        answer = self._cloud.queries.answer_to
        self._log.wait_until("an answer to the query", lambda: answer(update_id) is not None, timeout)
        return answer(update_id) or {}

    def _with_target(self, message: JsonObject) -> JsonObject:
        """Gives a message with what it replies to as that is now; without, if that was deleted."""
        shown = as_reply_target(message)
        target = message.get("reply_to_message")
        if target is not None:
            target = self._cloud.messages.get(target["chat"]["id"], target["message_id"])
        return shown if target is None else shown | {"reply_to_message": as_reply_target(target)}


def _reaction(emoji: str) -> JsonObject:
    """Gives Telegram's ReactionType."""
    if emoji.isdecimal():
        return {"type": "custom_emoji", "custom_emoji_id": emoji}
    if emoji not in list(ReactionEmoji):
        raise ValueError(f"Telegram has no reaction {emoji}")
    return {"type": "emoji", "emoji": emoji}


def _callback_data(message: JsonObject, wanted: str) -> str:
    """Finds the callback data of a button by its label or its data."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    for button in buttons:
        if "callback_data" in button and wanted in {button["text"], button["callback_data"]}:
            return str(button["callback_data"])
    raise LookupError(f"the message has no button {wanted!r} to press; it has {[one['text'] for one in buttons]}")
