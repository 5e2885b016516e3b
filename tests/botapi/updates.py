"""Keeps the updates that wait for the bot, and forgets them as Telegram does once the bot confirms them."""

from collections.abc import Callable, Collection, Hashable
from random import Random
from typing import Final

from telegram.constants import UpdateType

from tests.botapi.fields import JsonObject
from tests.botapi.refusals import bad_request

_KINDS: Final = frozenset(kind.value for kind in UpdateType)
_BY_DEFAULT: Final = _KINDS - {"chat_member", "message_reaction", "message_reaction_count"}


class UpdateQueue:
    """Updates in the order of their ids, which grow by one.

    Attributes:
        arrived: Called after each new update, under the lock of the caller.
        rate_duplicate: Share of updates that are delivered twice, for tests of deduplication.
        chance: Picks the duplicates.
    """

    def __init__(self) -> None:
        self.arrived: Callable[[], object] = bool
        self.rate_duplicate = 0.0
        self.chance = Random(0)
        self._next_id = 700_000_001
        self._pending: dict[int, JsonObject] = {}
        self._delivered: set[int] = set()
        self._again: list[JsonObject] = []
        self._allowed = _BY_DEFAULT

    def allow(self, kinds: Collection[str]) -> None:
        """Remembers which updates the bot wants from now on; an empty list restores Telegram's default.

        Raises:
            RefusedError: There are no such updates; Telegram passes over that.
        """
        unknown = sorted(set(kinds) - _KINDS)
        if unknown:
            raise bad_request(f"unknown update types in allowed_updates: {', '.join(unknown)}")
        self._allowed = frozenset(kinds) or _BY_DEFAULT

    def reserve_id(self) -> int:
        """Takes the next id."""
        self._next_id += 1
        return self._next_id - 1

    def push(self, kind: str, body: JsonObject, update_id: int | None = None) -> int:
        """Adds an update if the bot wants its kind; gives its id either way."""
        update_id = update_id or self.reserve_id()
        if kind in self._allowed:
            self.push_raw({"update_id": update_id, kind: body})
        return update_id

    def push_raw(self, update: JsonObject) -> int:
        """Adds an update as it is; one without an id gets the next one."""
        update = {"update_id": update.get("update_id") or self.reserve_id()} | update
        self._pending[update["update_id"]] = update
        self.arrived()
        return int(update["update_id"])

    def take(self, offset: int, limit: int) -> list[JsonObject]:
        """Gives waiting updates without forgetting them.

        Args:
            offset: Updates below it are confirmed and forgotten; a negative one keeps that many of the last.
            limit: At most so many.
        """
        if offset < 0:
            offset = next(iter(list(self._pending)[offset:]), 0)
        self._pending = {number: update for number, update in self._pending.items() if number >= offset}
        again, self._again = self._again[:limit], self._again[limit:]
        fresh = list(self._pending.values())[: limit - len(again)]
        for update in fresh:
            if update["update_id"] not in self._delivered and self.chance.random() < self.rate_duplicate:
                self._again.append(update)
            self._delivered.add(update["update_id"])
        return again + fresh

    def heads(self) -> dict[Hashable, JsonObject]:
        """Gives the first waiting update of each chat; what belongs to none waits for nobody."""
        found: dict[Hashable, JsonObject] = {}
        for number, update in self._pending.items():
            found.setdefault(_place_of(update) or number, update)
        return found

    def is_doubled(self) -> bool:
        """Tells whether an update is pushed twice."""
        return self.chance.random() < self.rate_duplicate

    def confirm(self, update: JsonObject) -> None:
        """Forgets an update that a webhook took."""
        self._pending.pop(update["update_id"], None)

    def clear(self) -> None:
        """Forgets every waiting update."""
        self._pending.clear()
        self._again.clear()

    def __len__(self) -> int:
        return len(self._pending)


def _place_of(update: JsonObject) -> Hashable | None:
    """Gives what an update waits for others of: the chat of its message, or who presses or types; None if neither."""
    for kind, content in update.items():
        if isinstance(content, dict):
            holder = content.get("chat") or content.get("from")
            if isinstance(holder, dict) and "id" in holder:
                return "message" if kind.endswith("message") else kind, holder["id"]
    return None
