"""Refuses messages that come faster than Telegram lets bots write, if a test asks for that."""

import math
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Final

from telegram.constants import FloodLimit

from tests.botapi.chats import Chat
from tests.botapi.refusals import too_many_requests

_PRIVATE_BURST: Final = 5
"""Telegram asks for one message a second in a chat and bears short bursts; here five within five seconds."""


@dataclass(slots=True)
class Flood:
    """Times of the latest messages.

    Attributes:
        enforced: Whether messages are refused at all.
    """

    enforced: bool = False
    _times: defaultdict[int | None, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def admit(self, chat: Chat) -> None:
        """Counts a message to a chat.

        Raises:
            RefusedError: It comes too early; the answer says how long to wait.
        """
        if not self.enforced:
            return
        in_chat = (
            (_PRIVATE_BURST, 5.0) if chat.type == "private" else (FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP.value, 60.0)
        )
        windows = {None: (FloodLimit.MESSAGES_PER_SECOND.value, 1.0), chat.id: in_chat}
        now = time.monotonic()
        wait = max(_wait(self._times[key], most, seconds, now) for key, (most, seconds) in windows.items())
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for key in windows:
            self._times[key].append(now)


def _wait(times: deque[float], most: int, seconds: float, now: float) -> float:
    """Gives the seconds until one more message fits into a window."""
    while times and times[0] <= now - seconds:
        times.popleft()
    return 0.0 if len(times) < most else times[0] + seconds - now
