"""Puts together what is kept in this process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from bot.secrets import Secret
from bot.telegram.keeping.in_memory.albums import Albums
from bot.telegram.keeping.in_memory.allowances import Allowances
from bot.telegram.keeping.in_memory.languages import ChosenLanguages
from bot.telegram.keeping.in_memory.recent import Recent
from bot.telegram.keeping.in_memory.seen import SeenUpdates
from bot.telegram.keeping.in_memory.turns import Turns
from bot.telegram.keeping.keeping import Keeping

MOST_REPLIES = 10_000
"""Replies, notices and presses that are remembered."""


def in_memory(home: Path, token: Secret, counter: str, settle_seconds: float) -> Keeping:
    """Return what is kept in this process, and in a folder.

    Args:
        home: the folder of archive.db, for the numbers of updates and the languages of chats.
        token: of the bot.
        counter: who counts the updates: a server of the Bot API, for one bot.
        settle_seconds: after the latest message of an album; then no more is expected.

    Raises:
        StoreUnusable: one of the files cannot be written, or is none of ours.
    """
    seen, languages = SeenUpdates(home, counter), ChosenLanguages(home, token)

    async def begin(_lost: Callable[[int], None]) -> None:
        """Return at once: all of it is here."""

    async def close() -> None:
        seen.close()
        languages.close()

    albums = Albums(settle_seconds)
    return Keeping(
        Turns(seen), Allowances(), Replies(), Notices(), Recent(), albums, languages, Taps(), Leases(), begin, close
    )


class Replies:
    """Which reply belongs to which question."""

    def __init__(self) -> None:
        self._replies: OrderedDict[tuple[int, int], int] = OrderedDict()

    async def keep(self, chat: int, question: int, reply: int | None) -> None:
        """Remember the reply to a message; None forgets it."""
        self._replies.pop((chat, question), None)
        if reply is not None:
            self._replies[chat, question] = reply
            if len(self._replies) > MOST_REPLIES:
                self._replies.popitem(last=False)

    async def of(self, chat: int, question: int) -> int | None:
        """Return the number of the reply to a message, if it is remembered."""
        return self._replies.get((chat, question))


class Notices:
    """What chats have been told once."""

    def __init__(self) -> None:
        self._told: OrderedDict[tuple[int, str], int] = OrderedDict()

    async def bears(self, chat: int, notice: str, message: int) -> bool:
        """Tell whether the reply to a message is the one that tells its chat something."""
        if self._told.setdefault((chat, notice), message) != message:
            return False
        if len(self._told) > MOST_REPLIES:
            self._told.popitem(last=False)
        return True


class Taps:
    """Below which of our messages something was pressed that counts once."""

    def __init__(self) -> None:
        self._pressed: OrderedDict[tuple[int, int], str] = OrderedDict()

    async def first(self, chat: int, message: int, press: str) -> bool:
        """Tell whether a press is the first below a message, as far as is remembered."""
        if self._pressed.setdefault((chat, message), press) != press:
            return False
        if len(self._pressed) > MOST_REPLIES:
            self._pressed.popitem(last=False)
        return True

    async def any(self, chat: int, message: int) -> bool:
        """Tell whether something was pressed below a message, as far as is remembered."""
        return (chat, message) in self._pressed

    async def forget(self, chat: int, message: int) -> None:
        """Let the next press below a message be the first."""
        self._pressed.pop((chat, message), None)


class Leases:
    """What may stand in one home only: there is one."""

    async def hold(self, what: str, holder: str) -> bool:  # noqa: ARG002 - a door's method
        """Hold something: nobody else could."""
        return True
