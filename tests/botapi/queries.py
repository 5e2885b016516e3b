"""Keeps the queries that wait for an answer: pressed buttons, inline queries and guest queries."""

import re
import time
from dataclasses import dataclass, field
from typing import Final

from tests.botapi.chats import User
from tests.botapi.fields import JsonObject
from tests.botapi.refusals import bad_request

_ID: Final = re.compile(r"[0-9]{1,19}")
_KEPT: Final = 2000
_TOO_OLD: Final = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True)
class _Query:
    kind: str
    asked_at: float
    cache_key: tuple[str, str, int] | None = None
    answer: JsonObject | None = None


@dataclass(slots=True)
class _CachedAnswer:
    answer: JsonObject
    until: float
    only_for: int | None


@dataclass(slots=True)
class Queries:
    """Open and answered queries by the id of the update that brought them.

    Attributes:
        lifetime: Seconds within which the bot must answer.
    """

    lifetime: float
    _queries: dict[int, _Query] = field(default_factory=dict)
    _cache: dict[tuple[str, str], list[_CachedAnswer]] = field(default_factory=dict)

    def ask(
        self, kind: str, update_id: int, *, stale: bool = False, cache_key: tuple[str, str, int] | None = None
    ) -> str:
        """Opens a query and gives its id.

        Args:
            kind: callback, inline or guest.
            update_id: The update that brings it to the bot.
            stale: Whether it is too old to be answered from the start.
            cache_key: Of an inline query: its text, its offset and the id of who asks.
        """
        asked_at = time.monotonic() - (self.lifetime + 1 if stale else 0)
        self._queries[update_id] = _Query(kind, asked_at, cache_key)
        while len(self._queries) > _KEPT:
            del self._queries[next(iter(self._queries))]
        return query_id(update_id)

    def answer(self, kind: str, identifier: str, answer: JsonObject) -> None:
        """Takes the bot's answer.

        Raises:
            RefusedError: There is no such query, it is too old, or it was answered before.
        """
        query = self._queries.get(int(identifier) - _QUERY_BASE) if _ID.fullmatch(identifier) else None
        if query is None or query.kind != kind or query.answer is not None:
            raise bad_request(_TOO_OLD)
        if time.monotonic() - query.asked_at > self.lifetime:
            raise bad_request(_TOO_OLD)
        query.answer = answer
        if query.cache_key is not None:
            self._keep_in_cache(query.cache_key, answer)

    def answer_to(self, update_id: int) -> JsonObject | None:
        """Gives the answer to the query that an update brought, or None while there is none."""
        query = self._queries.get(update_id)
        return None if query is None else query.answer

    def expire(self) -> None:
        """Makes every open query too old to be answered."""
        for query in self._queries.values():
            query.asked_at -= self.lifetime + 1

    def answer_from_cache(self, update_id: int, text: str, offset: str, user: User) -> bool:
        """Answers an inline query from Telegram's cache, without the bot, if a fresh answer is there."""
        for cached in self._cache.get((text, offset), []):
            if time.monotonic() < cached.until and cached.only_for in {None, user.id}:
                self._queries[update_id] = _Query("inline", time.monotonic(), answer=cached.answer)
                return True
        return False

    def _keep_in_cache(self, cache_key: tuple[str, str, int], answer: JsonObject) -> None:
        """Caches an answer: for everybody unless it is personal, 300 seconds unless it says otherwise."""
        text, offset, user_id = cache_key
        until = time.monotonic() + answer.get("cache_time", 300)
        only_for = user_id if answer.get("is_personal") else None
        fresh = [old for old in self._cache.get((text, offset), []) if time.monotonic() < old.until]
        self._cache[text, offset] = [*fresh, _CachedAnswer(answer, until, only_for)]


_QUERY_BASE: Final = 4_200_000_000_000_000_000


def query_id(update_id: int) -> str:
    """Gives the id of the query that an update brings."""
    return str(_QUERY_BASE + update_id)
