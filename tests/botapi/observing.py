"""Shows tests what the bot did: its calls, and what the chats show of them."""

import copy
from collections import Counter
from collections.abc import Callable

from tests.botapi.calls import Call
from tests.botapi.chats import PRIVATE, Chat
from tests.botapi.fields import JsonObject
from tests.botapi.stage import Stage


class Observing(Stage):
    """The part of BotApi that tests read."""

    @property
    def calls(self) -> list[Call]:
        """All calls so far, oldest first; none if calls are not kept."""
        with self._lock:
            return list(self._log.calls)

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

    def commands(self, language_code: str = "") -> dict[str, str]:
        """Gives the descriptions of the bot's commands, by command."""
        with self._lock:
            commands = self._cloud.commands.get(language_code, [])
            return {command["command"]: command["description"] for command in commands}

    def description(self, language_code: str = "", *, short: bool = False) -> str:
        """Gives what the bot says of itself, in its empty chat or, short, on its page; "" if it says nothing."""
        with self._lock:
            return self._cloud.descriptions.get(("short_description" if short else "description", language_code), "")

    def wait_for(self, method: str, count: int = 1, timeout: float = 10.0, *, since: int = 0) -> list[Call]:
        """Waits until a method was called `count` times without refusal; gives these calls.

        Args:
            method: As published.
            count: How many.
            timeout: Seconds.
            since: Calls before this index do not count; len(api.calls) is now.

        Raises:
            AssertionError: Time is up.
        """

        def found() -> list[Call]:
            return [call for call in self.calls[since:] if call.method == method and call.error is None]

        self._log.wait_until(f"{count} calls of {method}", lambda: len(found()) >= count, timeout)
        return found()

    def replies_to(
        self, message_id: int, *, count: int = 1, timeout: float = 10.0, chat: Chat | None = None
    ) -> list[JsonObject]:
        """Waits for `count` messages of the bot that reply to a message; gives those that the chat shows.

        Raises:
            AssertionError: There are fewer within `timeout` seconds.
        """
        with self._lock:
            target = self._message(message_id, chat)
        return self._own_messages(
            target["chat"]["id"],
            lambda one: one.get("reply_to_message", {}).get("message_id") == target["message_id"],
            count,
            timeout,
        )

    def sent_after(self, message_id: int, *, timeout: float = 10.0) -> list[JsonObject]:
        """Waits for a message of the bot below a message, reply or not; gives those that the chat shows.

        Raises:
            AssertionError: There is none within `timeout` seconds.
        """
        with self._lock:
            above = self._message(message_id, None)
        return self._own_messages(above["chat"]["id"], lambda one: one["message_id"] > above["message_id"], 1, timeout)

    def wait_until_confirmed(self, timeout: float = 10.0) -> None:
        """Waits until the bot has confirmed every update.

        Raises:
            AssertionError: Some still wait after `timeout` seconds.
        """
        self._log.wait_until("every update confirmed", lambda: not len(self._cloud.updates), timeout)

    def _own_messages(
        self, chat_id: int, wanted: Callable[[JsonObject], bool], count: int, timeout: float
    ) -> list[JsonObject]:
        """Waits for messages of the bot in a chat."""

        def found() -> list[JsonObject]:
            shown = self._cloud.messages.of_chat(chat_id)
            return [one for one in shown if one.get("from", {}).get("id") == self._cloud.bot.id and wanted(one)]

        self._log.wait_until(f"{count} messages of the bot", lambda: len(found()) >= count, timeout)
        with self._lock:
            return copy.deepcopy(found())
