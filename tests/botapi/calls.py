"""Records every call that a bot makes, and lets tests wait for calls without polling."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.fields import JsonObject
from tests.botapi.refusals import Refusal


@dataclass(slots=True)
class Call:
    """One call of the bot, complete once it is recorded.

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
    params: JsonObject = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    result: Any = None
    error: Refusal | None = None
    at: float = 0.0
    dropped: bool = False


class CallLog:
    """All calls in order, or only their refusals when a run is long.

    Attributes:
        condition: Guards the whole stand-in; notified after every call.
        calls: Empty if they are not kept.
        refusals: Refused calls by method and error code.
    """

    def __init__(self, *, keep: bool, on_call: Callable[[Call], None] | None) -> None:
        self.condition = threading.Condition()
        self.calls: list[Call] = []
        self.refusals: Counter[tuple[str, int]] = Counter()
        self._keep = keep
        self._on_call = on_call

    def add(self, call: Call) -> None:
        """Records a call and wakes whoever waits."""
        with self.condition:
            if call.error is not None:
                self.refusals[call.method, call.error.error_code] += 1
            if self._keep:
                self.calls.append(call)
            if self._on_call is not None:
                self._on_call(call)
            self.condition.notify_all()

    def wait_until(self, what: str, done: Callable[[], object], timeout: float) -> None:
        """Waits until something is true, checked after every call.

        Raises:
            AssertionError: It is not after `timeout` seconds; the methods called are named, never their texts.
        """
        with self.condition:
            if self.condition.wait_for(done, timeout):
                return
            names = Counter(
                call.method if call.error is None else f"{call.method} ({call.error.error_code})" for call in self.calls
            )
        called = ", ".join(f"{name} x{count}" for name, count in names.items()) or "none"
        raise AssertionError(f"{what}: not within {timeout} s; methods called: {called}")
