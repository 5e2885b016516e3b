"""The door to what the bot keeps between messages, wherever that is.

There are two behind it: the memory of this process (``in_memory``), and Redis (``in_redis``), which several workers
share. One contract of tests holds both to the same. Nothing here fails because Redis is away: it waits until Redis is
back, however long that is, and so does the reader.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, Protocol

from bot.conversation.shown import Shown


class Verdict(Enum):
    """What to do with what a reader sent."""

    ANSWER = "answer"
    NOTICE = "notice"
    SILENCE = "silence"


class Place(NamedTuple):
    """A reader in a chat, or in one of its topics."""

    chat: int
    topic: int | None
    reader: int


class Kept(NamedTuple):
    """What was shown, in which message, and in answer to which."""

    shown: Shown
    message: int
    question: int


class Member(NamedTuple):
    """A message of an album, as it arrives.

    Attributes:
        album: its chat and the album's own number.
        number: of the message.
        speaks: it has a caption.
    """

    album: tuple[int, str]
    number: int
    speaks: bool


class Turns(Protocol):
    """Whose turn it is: each update is dealt with once, and those of one chat one after the other by their numbers."""

    @property
    def are_shared(self) -> bool:
        """Whether other workers take part, so that what Telegram brings again is known wherever it comes."""

    @property
    def can_be_told(self) -> bool:
        """Whether turns can be told now; if not, updates are better left with Telegram."""

    async def take(self, number: int, chat: int, sent_at: int | None, noted: Callable[[], None]) -> bool:
        """Wait for an update's turn; False if it has been dealt with.

        Args:
            number: of the update.
            chat: whose updates are dealt with in order.
            sent_at: when its message was written or edited, in seconds since 1970, if it has one.
            noted: called when it is known that the update waits here.
        """

    async def done(self, number: int) -> None:
        """Note that an update has been dealt with."""

    async def leave(self, number: int) -> None:
        """Let others deal with an update that was taken, or waited for, and is not done."""

    async def surely_ours(self) -> None:
        """Wait until it is sure that nobody else deals with what was taken here: what is not ours any more is lost."""


class Allowances(Protocol):
    """How much one reader may ask: a token bucket each, and one notice when it is empty."""

    async def take(self, kind: str, reader: int, per_minute: int, occasion: str) -> Verdict:
        """Take a question out of a reader's bucket, or tell that it is empty: the first time with a notice.

        Args:
            kind: of what is asked, each with buckets of its own.
            reader: who asks.
            per_minute: questions that a bucket holds, and that flow in within a minute.
            occasion: what it is taken for; told the same again if that comes again at once.
        """


class Replies(Protocol):
    """Which reply belongs to which question, so that an edited question edits it."""

    async def keep(self, chat: int, question: int, reply: int | None) -> None:
        """Remember the reply to a message; None forgets it."""

    async def of(self, chat: int, question: int) -> int | None:
        """Return the number of the reply to a message, if it is remembered."""


class Notices(Protocol):
    """What chats have been told once."""

    async def bears(self, chat: int, notice: str, message: int) -> bool:
        """Tell whether the reply to a message is the one that tells its chat something: the first is, also edited."""


class Recent(Protocol):
    """The replies that were shown lately, for an hour, so that readers can go on about them."""

    async def keep(self, place: Place, kept: Kept) -> None:
        """Remember what one of our messages shows; it is the last one in its place."""

    async def last(self, place: Place) -> Kept | None:
        """Return what was shown last in a place."""

    async def of(self, chat: int, message: int) -> Kept | None:
        """Return what one of our messages shows."""


class Languages(Protocol):
    """The languages that chats have chosen for their replies; a year of silence forgets them."""

    async def of(self, chat: int) -> str:
        """Return the language that a chat has chosen, "" for none; it has been heard from now."""

    async def choose(self, chat: int, lang: str) -> None:
        """Keep the language of a chat; "" deletes what is kept of it."""

    async def move(self, chat: int, to: int) -> None:
        """Keep the choice of a group that has become another."""


class Taps(Protocol):
    """Below which of our messages something was pressed that counts once."""

    async def first(self, chat: int, message: int, press: str) -> bool:
        """Tell whether a press is the first below a message, as far as is remembered.

        Args:
            chat: of the message.
            message: ours.
            press: its id; told the same again if it comes again.
        """

    async def any(self, chat: int, message: int) -> bool:
        """Tell whether something was pressed below a message, as far as is remembered."""

    async def forget(self, chat: int, message: int) -> None:
        """Let the next press below a message be the first."""


class Leases(Protocol):
    """What may stand in one home only, though there are many workers."""

    async def hold(self, what: str, holder: str) -> bool:
        """Hold something for a minute from now on; False while workers that name another holder do.

        Args:
            what: is held.
            holder: the same for all workers that share a home.
        """


class Albums(Protocol):
    """Which messages of each album have come, and which one is answered."""

    async def arrived(self, member: Member, *, edited: bool) -> None:
        """Note a message of an album as soon as it is there; one whose caption is edited away is answered no more."""

    async def seconds_left(self, album: tuple[int, str]) -> float:
        """Return how long a caption may still come; 0 when one has come, or none can be expected."""

    async def is_answered(self, member: Member) -> bool:
        """Tell whether a message is the one of its album that is answered.

        The first with a caption is; where none has one, the first that asks when nothing more can be expected.
        """


@dataclass(frozen=True, slots=True)
class Keeping:
    """All that is kept, and how that begins and ends.

    Attributes:
        begin: waits until it can be used. It is given what drops an update, by number, that another worker has now.
        close: ends it.
    """

    turns: Turns
    allowances: Allowances
    replies: Replies
    notices: Notices
    recent: Recent
    albums: Albums
    languages: Languages
    taps: Taps
    leases: Leases
    begin: Callable[[Callable[[int], None]], Awaitable[None]]
    close: Callable[[], Awaitable[None]]
