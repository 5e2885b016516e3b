"""Keeps the updates that wait for the bot, and forgets them as Telegram does once the bot confirms them."""

from collections import OrderedDict
from collections.abc import Callable, Collection
from random import Random
from typing import Final

from tests.botapi import limits
from tests.botapi.fields import JsonObject

_REMEMBERED: Final = 2000
"""Delivered updates that a test may still deliver again."""


def do_nothing() -> None:
    """Does nothing: nobody listens yet."""


class UpdateQueue:
    """Updates in the order of their ids, which grow by one.

    Attributes:
        arrived: Called after each new update, under the lock of the caller.
        rate_duplicate: Share of updates that are delivered twice, for tests of deduplication.
    """

    def __init__(self) -> None:
        self.arrived: Callable[[], None] = do_nothing
        self.rate_duplicate = 0.0
        self._random = Random(0)
        self._next_id = 700_000_001
        self._pending: OrderedDict[int, JsonObject] = OrderedDict()
        self._delivered: OrderedDict[int, JsonObject] = OrderedDict()
        self._again: list[JsonObject] = []
        self._allowed = limits.UPDATE_TYPES - limits.UPDATE_TYPES_ON_REQUEST

    def seed(self, seed: int) -> None:
        """Restarts the chance that picks duplicates."""
        self._random.seed(seed)

    def allow(self, kinds: Collection[str]) -> None:
        """Remembers which updates the bot wants from now on; an empty list restores Telegram's default."""
        default = limits.UPDATE_TYPES - limits.UPDATE_TYPES_ON_REQUEST
        self._allowed = frozenset(kinds) or default

    @property
    def allowed(self) -> frozenset[str]:
        """The kinds of updates that the bot gets."""
        return self._allowed

    def push(self, kind: str, body: JsonObject) -> int:
        """Adds an update if the bot wants its kind; gives its id either way."""
        update_id = self.reserve_id()
        self.push_at(update_id, kind, body)
        return update_id

    def push_at(self, update_id: int, kind: str, body: JsonObject) -> None:
        """Adds an update under a reserved id if the bot wants its kind."""
        if kind in self._allowed:
            self._add(update_id, {"update_id": update_id, kind: body})

    def push_raw(self, update: JsonObject) -> int:
        """Adds an update as it is; one without an id gets the next one."""
        update_id = update.get("update_id")
        if not isinstance(update_id, int):
            update_id = self.reserve_id()
        self._add(update_id, {"update_id": update_id} | update)
        return update_id

    def reserve_id(self) -> int:
        """Takes the next id."""
        update_id = self._next_id
        self._next_id += 1
        return update_id

    def redeliver(self, update_id: int) -> None:
        """Delivers an update once more, whether or not the bot confirmed it.

        Raises:
            KeyError: The update was never queued, or 2,000 others were delivered since.
        """
        self._again.append(self._pending.get(update_id) or self._delivered[update_id])
        self.arrived()

    def take(self, offset: int | None, limit: int) -> list[JsonObject]:
        """Gives waiting updates without forgetting them.

        Args:
            offset: Updates below it are confirmed and forgotten; a negative one keeps that many of the last.
            limit: At most so many.
        """
        if offset is not None and offset < 0:
            first_kept = list(self._pending)[offset:][:1]
            self.confirm(first_kept[0] if first_kept else 0)
        elif offset is not None:
            self.confirm(offset)
        again, self._again = self._again[:limit], self._again[limit:]
        fresh: list[JsonObject] = []
        for update in self._pending.values():
            if len(again) + len(fresh) >= limit:
                break
            fresh.append(update)
            if update["update_id"] not in self._delivered and self._random.random() < self.rate_duplicate:
                self._again.append(update)
        self._remember(fresh)
        return again + fresh

    def confirm(self, offset: int) -> None:
        """Forgets the updates below `offset`."""
        while self._pending and next(iter(self._pending)) < offset:
            self._pending.popitem(last=False)

    def confirm_one(self, update: JsonObject) -> None:
        """Forgets an update that a webhook took."""
        self._pending.pop(update["update_id"], None)

    def clear(self) -> None:
        """Forgets every waiting update."""
        self._pending.clear()
        self._again.clear()

    def __len__(self) -> int:
        return len(self._pending)

    def __contains__(self, update_id: object) -> bool:
        return update_id in self._pending

    def _add(self, update_id: int, update: JsonObject) -> None:
        self._pending[update_id] = update
        self.arrived()

    def _remember(self, updates: list[JsonObject]) -> None:
        for update in updates:
            self._delivered[update["update_id"]] = update
        while len(self._delivered) > _REMEMBERED:
            self._delivered.popitem(last=False)
