"""Keeps the queries that wait for an answer: pressed buttons, inline queries and guest queries."""

import time
from dataclasses import dataclass
from typing import Final

from tests.botapi.fields import JsonObject
from tests.botapi.refusals import bad_request

_LIFETIME: Final = 15.0
"""Seconds within which the bot must answer."""
_FIRST_ID: Final = 4_200_000_000_000_000_000


@dataclass(slots=True)
class _Query:
    kind: str
    too_late: float
    answer: JsonObject | None = None


class Queries:
    """Open and answered queries."""

    def __init__(self) -> None:
        self._queries: dict[str, _Query] = {}

    def ask(self, kind: str, update_id: int, *, stale: bool = False) -> str:
        """Opens a query and gives its id.

        Args:
            kind: callback, inline or guest.
            update_id: The update that brings it to the bot.
            stale: Whether it is too old to be answered from the start.
        """
        identifier = str(_FIRST_ID + update_id)
        self._queries[identifier] = _Query(kind, time.monotonic() + (-1 if stale else _LIFETIME))
        return identifier

    def answer(self, kind: str, identifier: str, answer: JsonObject) -> None:
        """Takes the bot's answer.

        Raises:
            RefusedError: There is no such query, it is too old, or it was answered before.
        """
        query = self._queries.get(identifier)
        if query is None or query.kind != kind or query.answer is not None or time.monotonic() > query.too_late:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        query.answer = answer

    def answer_to(self, update_id: int) -> JsonObject | None:
        """Gives the answer to the query that an update brought, or None while there is none."""
        return self._queries[str(_FIRST_ID + update_id)].answer
