"""Shows tests what the bot did: its calls, and what the chats show of them."""

import copy
import json
from collections import Counter
from collections.abc import Callable

from tests.botapi.calls import Call, Predicate
from tests.botapi.chats import PRIVATE, Chat
from tests.botapi.fields import JsonObject
from tests.botapi.stage import Stage


class Observing(Stage):
    """The part of BotApi that tests read."""

    @property
    def calls(self) -> list[Call]:
        """All calls so far, oldest first; none if calls are not kept."""
        return self._log.snapshot()

    @property
    def counts(self) -> Counter[str]:
        """Accepted calls by method."""
        with self._lock:
            return self._log.counts.copy()

    @property
    def refusals(self) -> Counter[tuple[str, int]]:
        """Refused calls by method and error code; code 0 is a connection cut before processing."""
        with self._lock:
            return self._log.refusals.copy()

    @property
    def pending_updates(self) -> int:
        """How many updates the bot has not confirmed yet."""
        with self._lock:
            return len(self._cloud.updates)

    @property
    def allowed_updates(self) -> frozenset[str]:
        """The kinds of updates that the bot gets."""
        with self._lock:
            return self._cloud.updates.allowed

    def messages(self, chat: Chat | int = PRIVATE) -> list[JsonObject]:
        """Gives the messages that a chat shows, everybody's, oldest first."""
        with self._lock:
            return copy.deepcopy(self._cloud.messages.of_chat(chat if isinstance(chat, int) else chat.id))

    def message(self, message_id: int, *, chat: Chat | None = None) -> JsonObject:
        """Gives a message as its chat shows it.

        Raises:
            LookupError: There is none (any more), or several chats have one of this id.
        """
        with self._lock:
            return copy.deepcopy(self._message(message_id, chat))

    def reactions(self, message_id: int, *, chat: Chat | None = None) -> list[str]:
        """Gives the emoji that the bot reacted to a message with."""
        with self._lock:
            message = self._message(message_id, chat)
            reactions = self._cloud.reactions.get((message["chat"]["id"], message["message_id"]), [])
            return [reaction["emoji"] for reaction in reactions]

    def commands(self, language_code: str = "", scope: JsonObject | None = None) -> dict[str, str]:
        """Gives the descriptions of the bot's commands, by command."""
        with self._lock:
            key = json.dumps(scope or {"type": "default"}, sort_keys=True), language_code
            commands = self._cloud.profile.commands.get(key, [])
            return {command["command"]: command["description"] for command in commands}

    def wait_for(self, wanted: str | Predicate, count: int = 1, timeout: float = 10.0, *, since: int = 0) -> list[Call]:
        """Waits until `count` calls are the wanted ones.

        Args:
            wanted: A method, of which only accepted calls count, or what must be true of a Call.
            count: How many.
            timeout: Seconds.
            since: Calls before this index do not count; len(api.calls) is now.

        Returns:
            The wanted calls; none if calls are not kept.

        Raises:
            AssertionError: Time is up; the message names methods only.
        """
        return self._log.wait_for(wanted, count, timeout, since)

    def replies_to(
        self, message_id: int, *, count: int = 1, timeout: float = 10.0, chat: Chat | None = None
    ) -> list[JsonObject]:
        """Waits for `count` messages of the bot that reply to a message; gives those that the chat shows.

        Raises:
            AssertionError: There are fewer within `timeout` seconds.
        """
        with self._lock:
            target = self._message(message_id, chat)

        def replies() -> list[JsonObject]:
            return [
                message
                for message in self._own_messages(target["chat"]["id"])
                if message.get("reply_to_message", {}).get("message_id") == target["message_id"]
            ]

        return self._wait_for_messages(replies, count, timeout)

    def sent_after(
        self, message_id: int, *, count: int = 1, timeout: float = 10.0, chat: Chat | None = None
    ) -> list[JsonObject]:
        """Waits for `count` messages of the bot below a message, replies or not; gives those shown.

        Raises:
            AssertionError: There are fewer within `timeout` seconds.
        """
        with self._lock:
            above = self._message(message_id, chat)

        def below() -> list[JsonObject]:
            own = self._own_messages(above["chat"]["id"])
            return [message for message in own if message["message_id"] > above["message_id"]]

        return self._wait_for_messages(below, count, timeout)

    def wait_until_confirmed(self, timeout: float = 10.0) -> None:
        """Waits until the bot has confirmed every update.

        Raises:
            AssertionError: Some still wait after `timeout` seconds.
        """
        if not self._log.wait_until(lambda: not len(self._cloud.updates), timeout):
            raise AssertionError(f"{self.pending_updates} updates unconfirmed after {timeout} s")

    def _wait_for_messages(self, find: Callable[[], list[JsonObject]], count: int, timeout: float) -> list[JsonObject]:
        if not self._log.wait_until(lambda: len(find()) >= count, timeout):
            called = self._log.methods()
            raise AssertionError(f"no {count} such messages within {timeout} s; methods called: {called}")
        with self._lock:
            return copy.deepcopy(find())

    def _own_messages(self, chat_id: int) -> list[JsonObject]:
        with self._lock:
            shown = self._cloud.messages.of_chat(chat_id)
        return [message for message in shown if message.get("from", {}).get("id") == self._cloud.bot.id]
