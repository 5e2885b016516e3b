"""Albums: messages that a reader sent as one, of which one is answered: the one that says something.

Telegram brings each picture of an album as a message of its own, and one of them, not always the first, holds the
caption. So what holds none waits until another of its album has come with one, or until no more come.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

from telegram import Message

from bot.telegram.intake import Raw
from bot.telegram.messages import text_of

SETTLE_SECONDS = 1.0
"""After the latest message of an album; Telegram hands out all of them at once."""
MOST_ALBUMS = 1000
"""Albums that are remembered, in memory, those used last; Telegram brings each within a moment."""

Key = tuple[int, str]


class Member(NamedTuple):
    """A message of an album, as it arrives.

    Attributes:
        album: its chat and the album's own number.
        speaks: it has a caption.
    """

    album: Key
    number: int
    speaks: bool


@dataclass(slots=True)
class _Album:
    latest: float = 0.0
    speaks: asyncio.Event = field(default_factory=asyncio.Event)
    answered: int | None = None
    hinted: bool = False


class Albums:
    """Tells which message of an album is answered."""

    def __init__(self) -> None:
        self._albums: OrderedDict[Key, _Album] = OrderedDict()

    def arrived(self, update: Raw) -> None:
        """Note an update as soon as it is there, before its turn comes."""
        member = member_of(update)
        if member is None:
            return
        album = self._album(member.album)
        album.latest = time.monotonic()
        if member.speaks:
            album.speaks.set()
        elif "edited_message" in update and album.answered == member.number:  # the caption has moved, or is gone
            album.answered = None

    async def is_answered_by(self, message: Message) -> bool:
        """Tell whether a message is to be answered, for all of its album; one of no album always is.

        The first with a caption is, however late it comes; where none has one, the first.
        """
        if message.media_group_id is None:
            return True
        album = self._album((message.chat.id, message.media_group_id))
        if text_of(message):
            if album.answered is None:
                album.answered = message.message_id
            return album.answered == message.message_id
        await _settle(album)
        if album.speaks.is_set() or album.hinted:
            return False
        album.hinted = True
        return True

    def _album(self, key: Key) -> _Album:
        album = self._albums.setdefault(key, _Album())
        self._albums.move_to_end(key)
        if len(self._albums) > MOST_ALBUMS:
            self._albums.popitem(last=False)
        return album


def member_of(update: Raw) -> Member | None:
    """Return the message of an album that an update brings, None if it brings anything else."""
    message = update.get("message") or update.get("edited_message")
    if not isinstance(message, dict) or not isinstance(message.get("media_group_id"), str):
        return None
    chat, number = message.get("chat"), message.get("message_id")
    where = chat.get("id") if isinstance(chat, dict) else None
    if not isinstance(where, int) or not isinstance(number, int):
        return None
    return Member((where, message["media_group_id"]), number, bool(message.get("caption")))


def waits_for_others(update: Raw) -> bool:
    """Tell whether an update is dealt with only after others of its chat have come."""
    member = member_of(update)
    return member is not None and not member.speaks


async def _settle(album: _Album) -> None:
    """Wait until a caption has come, or no more can be expected."""
    while not album.speaks.is_set() and (left := album.latest + SETTLE_SECONDS - time.monotonic()) > 0:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(album.speaks.wait(), left)
