"""Records every call that a bot makes, and lets tests wait for calls without polling."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.fields import JsonObject
from tests.botapi.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot.

    Attributes:
        method: As published, such as "sendMessage", whatever its case in the request.
        params: As read against the published tables; as sent if that failed.
        files: Uploaded files by the name of their form field.
        result: What Telegram answered; None if it refused.
        error: How Telegram refused; None if it did not.
        at: When the answer was ready, by time.monotonic(), in seconds.
        dropped: Whether the connection was cut before the bot saw the answer.
    """

    method: str
    params: JsonObject
    files: Mapping[str, bytes] = field(repr=False)
    result: Any
    error: Refusal | None
    at: float
    dropped: bool = False


Predicate = Callable[[Call], object]


class CallLog:
    """All calls in order, or only their counts when a run is long.

    Attributes:
        condition: Guards the whole stand-in; notified after every call.
        counts: Accepted calls by method.
        refusals: Refused calls by method and error code.
    """

    def __init__(self, *, keep: bool, on_call: Callable[[Call], None] | None) -> None:
        self.condition = threading.Condition()
        self.counts: Counter[str] = Counter()
        self.refusals: Counter[tuple[str, int]] = Counter()
        self._keep = keep
        self._on_call = on_call
        self._calls: list[Call] = []

    def add(self, call: Call) -> None:
        """Records a call and wakes whoever waits."""
        with self.condition:
            if call.error is None:
                self.counts[call.method] += 1
            else:
                self.refusals[call.method, call.error.error_code] += 1
            if self._keep:
                self._calls.append(call)
            if self._on_call is not None:
                self._on_call(call)
            self.condition.notify_all()

    def snapshot(self) -> list[Call]:
        """Gives the calls so far."""
        with self.condition:
            return list(self._calls)

    def wait_for(self, wanted: str | Predicate, count: int, timeout: float, since: int) -> list[Call]:
        """Waits until `count` calls are the wanted ones.

        Args:
            wanted: A method, of which only accepted calls count, or what must be true of a call.
            count: How many.
            timeout: Seconds.
            since: Calls before this index do not count.

        Returns:
            The wanted calls; none when calls are not kept.

        Raises:
            AssertionError: Time is up; it names the methods called, never their texts.
        """
        if not self._keep and not isinstance(wanted, str):
            raise TypeError("calls are not kept: wait for a method instead of a predicate")
        found: list[Call] = []
        position = since

        def enough() -> bool:
            nonlocal position
            if not self._keep:
                return self.counts[str(wanted)] >= count
            fresh = self._calls[position:]
            position += len(fresh)
            found.extend(call for call in fresh if _is_wanted(call, wanted))
            return len(found) >= count

        with self.condition:
            if self.condition.wait_for(enough, timeout):
                return found
            name = wanted if isinstance(wanted, str) else getattr(wanted, "__name__", "the predicate")
            raise AssertionError(
                f"no {count} calls of {name} within {timeout} s; methods called: {self.methods(since)}"
            )

    def wait_until(self, done: Callable[[], bool], timeout: float) -> bool:
        """Waits until something is true, checked after every call; tells whether it became true."""
        with self.condition:
            return self.condition.wait_for(done, timeout)

    def methods(self, since: int = 0) -> str:
        """Lists the methods called, with counts and refusals, and nothing of their content."""
        if not self._keep:
            return ", ".join(f"{method} x{count}" for method, count in self.counts.items()) or "none"
        names = Counter(
            call.method if call.error is None else f"{call.method} ({call.error.error_code})"
            for call in self._calls[since:]
        )
        return ", ".join(f"{name} x{count}" for name, count in names.items()) or "none"


def _is_wanted(call: Call, wanted: str | Predicate) -> bool:
    if isinstance(wanted, str):
        return call.method == wanted and call.error is None
    return bool(wanted(call))
