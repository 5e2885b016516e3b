"""What is kept in Redis besides turns: allowances, replies, notices, what was shown lately, languages, albums."""

from __future__ import annotations

from bot.telegram.keeping.in_redis.connecting import Connection
from bot.telegram.keeping.in_redis.names import Names, Seal
from bot.telegram.keeping.in_redis.writing import read_kept, written
from bot.telegram.keeping.keeping import Kept, Member, Place, Verdict
from corpus.language.known import OUR_LANGUAGES

ALLOWANCE_SECONDS = 120
"""After which a bucket is full again."""
EDIT_SECONDS = 48 * 3600
"""In which a reader can edit a question, or a caption."""
NOTICE_SECONDS = 7 * 24 * 3600
TAP_SECONDS = 7 * 24 * 3600
"""The first press takes the buttons away; a second one comes within moments."""
HELD_SECONDS = 60
SILENT_SECONDS = 366 * 24 * 3600
"""After which the language of a chat that says nothing is forgotten."""
RECENT_SECONDS = 3600
"""After which what was shown is forgotten: who comes back later begins anew."""


class Allowances:
    """Lets a reader ask so often, all workers together."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._names, self._run = names, connection.script("allowance")

    async def take(self, kind: str, reader: int, per_minute: int, occasion: str) -> Verdict:
        """Take a question out of a reader's bucket, or tell that it is empty: the first time with a notice."""
        known = self._names.of("occasion", occasion).rpartition(":")[2]
        key = self._names.of("allowance", kind, reader)
        return Verdict((await self._run([key], [per_minute, known, 1000 * ALLOWANCE_SECONDS])).decode())


class Replies:
    """Which reply belongs to which question."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._connection, self._names = connection, names

    async def keep(self, chat: int, question: int, reply: int | None) -> None:
        """Remember the reply to a message; None forgets it."""
        key = self._names.of("reply", chat, question)
        if reply is None:
            await self._connection.delete(key)
        else:
            await self._connection.set({key: reply}, EDIT_SECONDS)

    async def of(self, chat: int, question: int) -> int | None:
        """Return the number of the reply to a message, if it is remembered."""
        found = await self._connection.get(self._names.of("reply", chat, question))
        return int(found) if found is not None else None


class Notices:
    """What chats have been told once."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._connection, self._names = connection, names

    async def bears(self, chat: int, notice: str, message: int) -> bool:
        """Tell whether the reply to a message is the one that tells its chat something."""
        return await self._connection.set_first(self._names.of("notice", chat, notice), str(message), NOTICE_SECONDS)


class Recent:
    """The replies that were shown lately, sealed: they hold what readers wrote."""

    def __init__(self, connection: Connection, names: Names, seal: Seal) -> None:
        self._connection, self._names, self._seal = connection, names, seal

    async def keep(self, place: Place, kept: Kept) -> None:
        """Remember what one of our messages shows; it is the last one in its place."""
        key = self._names.of("shown", place.chat, kept.message)
        sealed = self._seal.closed(written(kept), key)
        await self._connection.set({key: sealed, self._names.of("last", *place): kept.message}, RECENT_SECONDS)

    async def last(self, place: Place) -> Kept | None:
        """Return what was shown last in a place."""
        message = await self._connection.get(self._names.of("last", *place))
        return await self.of(place.chat, int(message)) if message is not None else None

    async def of(self, chat: int, message: int) -> Kept | None:
        """Return what one of our messages shows."""
        key = self._names.of("shown", chat, message)
        sealed = await self._connection.get(key)
        opened = self._seal.opened(sealed, key) if sealed is not None else None
        return read_kept(opened) if opened is not None else None


class Languages:
    """The languages that chats have chosen, sealed like all that readers have told."""

    def __init__(self, connection: Connection, names: Names, seal: Seal) -> None:
        self._connection, self._names, self._seal = connection, names, seal

    async def of(self, chat: int) -> str:
        """Return the language that a chat has chosen, "" for none; it has been heard from now."""
        key = self._names.of("language", chat)
        sealed = await self._connection.get_renewed(key, SILENT_SECONDS)
        lang = self._seal.opened(sealed, key) if sealed is not None else None
        return lang if lang in OUR_LANGUAGES else ""

    async def choose(self, chat: int, lang: str) -> None:
        """Keep the language of a chat; "" deletes what is kept of it."""
        key = self._names.of("language", chat)
        if lang:
            await self._connection.set({key: self._seal.closed(lang, key)}, SILENT_SECONDS)
        else:
            await self._connection.delete(key)

    async def move(self, chat: int, to: int) -> None:
        """Keep the choice of a group that has become another."""
        if lang := await self.of(chat):
            await self.choose(to, lang)
            await self.choose(chat, "")


class Taps:
    """Below which of our messages something was pressed that counts once."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._connection, self._names = connection, names

    async def first(self, chat: int, message: int, press: str) -> bool:
        """Tell whether a press is the first below a message, as far as is remembered."""
        told = self._names.of("press", press).rpartition(":")[2]
        return await self._connection.set_first(self._names.of("tap", chat, message), told, TAP_SECONDS)

    async def any(self, chat: int, message: int) -> bool:
        """Tell whether something was pressed below a message, as far as is remembered."""
        return await self._connection.get(self._names.of("tap", chat, message)) is not None

    async def forget(self, chat: int, message: int) -> None:
        """Let the next press below a message be the first."""
        await self._connection.delete(self._names.of("tap", chat, message))


class Leases:
    """What may stand in one home only, though there are many workers."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._names, self._run = names, connection.script("lease")

    async def hold(self, what: str, holder: str) -> bool:
        """Hold something for a minute from now on; False while workers that name another holder do."""
        named = self._names.of("holder", holder).rpartition(":")[2]
        return bool(await self._run([self._names.of("lease", what)], [named, 1000 * HELD_SECONDS]))


class Albums:
    """The albums that came lately.

    Args:
        settle_seconds: after the latest message of an album; then no more is expected.
    """

    def __init__(self, connection: Connection, names: Names, settle_seconds: float) -> None:
        self._names, self._run = names, connection.script("album")
        self._settle = round(1000 * settle_seconds)

    async def arrived(self, member: Member, *, edited: bool) -> None:
        """Note a message of an album as soon as it is there."""
        what = "spoken" if member.speaks else "emptied" if edited else "arrived"
        await self._ask(what, member.album, member.number)

    async def seconds_left(self, album: tuple[int, str]) -> float:
        """Return how long a caption may still come."""
        return await self._ask("left", album, 0) / 1000

    async def is_answered(self, member: Member) -> bool:
        """Tell whether a message is the one of its album that is answered."""
        return bool(await self._ask("captioned" if member.speaks else "plain", member.album, member.number))

    async def _ask(self, what: str, album: tuple[int, str], number: int) -> int:
        key = self._names.of("album", *album)
        return int(await self._run([key], [what, 1000 * EDIT_SECONDS, self._settle, number]))
