"""Albums: messages that a reader sent as one, of which one is answered: the one that says something.

Telegram brings each picture of an album as a message of its own, and one of them, not always the first, holds the
caption. So what holds none waits until another of its album has come with one, or until no more come.
"""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import Message

from bot.telegram.keeping.keeping import Albums, Member
from bot.telegram.messages import text_of

SETTLE_SECONDS = 1.0
"""After the latest message of an album; Telegram hands out all of them at once."""
LOOK_SECONDS = 0.1
"""Between one look whether a caption has come and the next: it may come to another process, which wakes nobody here."""


async def is_answered(albums: Albums, message: Message) -> bool:
    """Tell whether a message is to be answered, for all of its album; one of no album always is.

    The first with a caption is, however late it comes; where none has one, the first.
    """
    if message.media_group_id is None:
        return True
    member = Member((message.chat.id, message.media_group_id), message.message_id, bool(text_of(message)))
    while not member.speaks and (left := await albums.seconds_left(member.album)) > 0:  # noqa: ASYNC110 - see above
        await asyncio.sleep(min(left, LOOK_SECONDS))
    return await albums.is_answered(member)


def member_of(update: dict[str, Any]) -> Member | None:
    """Return the message of an album that an update brings, None if it brings anything else."""
    message = update.get("message") or update.get("edited_message")
    if not isinstance(message, dict) or not isinstance(message.get("media_group_id"), str):
        return None
    chat, number = message.get("chat"), message.get("message_id")
    where = chat.get("id") if isinstance(chat, dict) else None
    if not isinstance(where, int) or not isinstance(number, int):
        return None
    return Member((where, message["media_group_id"]), number, bool(message.get("caption")))


def waits_for_others(update: dict[str, Any]) -> bool:
    """Tell whether an update is dealt with only after others of its chat have come."""
    member = member_of(update)
    return member is not None and not member.speaks
