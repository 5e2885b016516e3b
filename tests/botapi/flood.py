"""Refuses messages that come faster than Telegram lets bots write, if a test asks for that."""

import math
import time
from collections import deque
from dataclasses import dataclass, field

from tests.botapi import limits
from tests.botapi.chats import Chat
from tests.botapi.refusals import too_many_requests


@dataclass(slots=True)
class Flood:
    """Times of the latest messages.

    Attributes:
        enforced: Whether messages are refused at all.
    """

    enforced: bool = False
    _overall: deque[float] = field(default_factory=deque)
    _by_chat: dict[int, deque[float]] = field(default_factory=dict)

    def admit(self, chat: Chat) -> None:
        """Counts a message to a chat.

        Raises:
            RefusedError: It comes too early; the answer says how long to wait.
        """
        if not self.enforced:
            return
        now = time.monotonic()
        in_chat = self._by_chat.setdefault(chat.id, deque())
        if chat.type == "private":
            most, seconds = limits.PRIVATE_BURST, float(limits.PRIVATE_BURST)
        else:
            most, seconds = limits.GROUP_MESSAGES_PER_MINUTE, 60.0
        wait = max(_wait(self._overall, limits.MESSAGES_PER_SECOND, 1.0, now), _wait(in_chat, most, seconds, now))
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        self._overall.append(now)
        in_chat.append(now)


def _wait(times: deque[float], most: int, seconds: float, now: float) -> float:
    """Gives the seconds until one more message fits into a window."""
    while times and times[0] <= now - seconds:
        times.popleft()
    return 0.0 if len(times) < most else times[0] + seconds - now
