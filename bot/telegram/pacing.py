"""Keeps messages that nobody waits for within what Telegram takes, and behind replies, which never wait here.

Telegram takes 30 messages a second from a bot, about one a second in a chat, and 20 a minute in a group
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque

A_SECOND = 28
"""Messages of all kinds within a second and a little, behind which one waits that nobody waits for."""
WINDOW = 1.05
"""Seconds; Telegram counts when messages arrive, which is not as evenly as they are sent."""
APART, APART_IN_GROUPS = 1.1, 3.1
"""Seconds between such messages in a chat."""
MOST_CHATS = 1000
"""Chats whose last message is remembered: no more are written to within the longest time apart."""


class Pace:
    """What was sent lately."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=A_SECOND)
        self._chats: OrderedDict[int, float] = OrderedDict()

    def sent(self, chat: int) -> None:
        """Note that a message is being sent."""
        now = time.monotonic()
        self._times.append(now)
        self._chats.pop(chat, None)
        self._chats[chat] = now
        if len(self._chats) > MOST_CHATS:
            self._chats.popitem(last=False)

    async def turn(self, chat: int) -> None:
        """Wait until a message may be sent that nobody waits for; it counts as sent then."""
        while (wait := self._wait(chat)) > 0:  # noqa: ASYNC110 - what is waited for is time
            await asyncio.sleep(wait)
        self.sent(chat)

    def _wait(self, chat: int) -> float:
        now = time.monotonic()
        apart = APART if chat > 0 else APART_IN_GROUPS
        in_chat = self._chats.get(chat, now - apart) + apart - now
        overall = self._times[0] + WINDOW - now if len(self._times) == A_SECOND else 0.0
        return max(in_chat, overall)
