"""What maintainers say to the bot: how it is, what is counted, indexing anew, a word to all who have alerts.

It speaks English, as the command line does. To all others these commands are none.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Coroutine
from contextlib import closing
from datetime import timedelta
from time import monotonic
from typing import Any

from telegram import CallbackQuery, Message
from telegram.constants import MessageEntityType
from telegram.error import BadRequest, ChatMigrated, NetworkError, TelegramError

from bot.alerts.readers import Readers
from bot.alerts.subscriber import today
from bot.conversation.desk import Desk
from bot.conversation.entries import shortened
from bot.conversation.replies import Reply
from bot.conversation.steps import Button, Step
from bot.pool import Pool
from bot.rendering.counts_picture import draw_counts
from bot.rendering.pictures import drawn
from bot.settings import Settings
from bot.telegram.counting import Counts, median
from bot.telegram.messages import identity_of, is_private
from bot.telegram.reindexing import reindexed
from bot.telegram.sending import Gone, Sender
from corpus.errors import DatelineError
from corpus.store.reading import StoreReader

log = logging.getLogger(__name__)

CAST, NO_CAST = "cast", "nocast"
VERBS = frozenset({CAST, NO_CAST})
DAYS = 30
SHOWN = 12
"""Reasons in quarantine that are told, each with one place."""
EDIT_SECONDS = 3.0
"""Between two edits of a message that tells how far something is."""
TOLD_SECONDS = 60.0
"""Between two errors of a kind that are told."""
LINE = 200
MOST = 3000
"""Characters of a word to all."""


class Maintaining:
    """Obeys maintainers.

    Args:
        settings: who they are.
        pool: where the archive is open.
        sender: brings messages into chats.
        readers: who has set alerts; None where alerts are off.
        counts: what is counted; None if nothing is.
    """

    def __init__(
        self, settings: Settings, pool: Pool, sender: Sender, readers: Readers | None, counts: Counts | None
    ) -> None:
        self._settings = settings
        self._pool = pool
        self._sender = sender
        self._readers = readers
        self._counts = counts
        self._told: dict[str, float] = {}
        self._working: dict[str, asyncio.Task[None]] = {}

    async def answer(self, message: Message, said: str) -> bool:
        """Obey a command of a maintainer; False for anything else, and from anybody else."""
        name, _, words = said.strip().partition(" ")
        commands = {
            "/status": self._status, "/stats": self._stats, "/quarantine": self._quarantine,
            "/reindex": self._reindex, "/broadcast": self._draft,
        }  # fmt: skip
        obey = commands.get(name.partition("@")[0].lower())
        if obey is None or not self._is_maintainer(message):
            return False
        await obey(message, words.strip())
        return True

    async def pressed(self, query: CallbackQuery, step: Step) -> str:
        """Send a word to all that a message of ours shows, or not; return what is to be said of it."""
        shown = query.message
        if not isinstance(shown, Message) or query.from_user.id not in self._settings.maintainers:
            return "This button no longer works."
        quoted = list(shown.parse_entities([MessageEntityType.BLOCKQUOTE]).values())
        if len(quoted) != 1 or shown.reply_markup is None or "cast" in self._working:
            return "This button no longer works."
        if step.verb == NO_CAST:
            await self._edit(shown, "Nothing was sent.")
            return ""
        self._begin("cast", self._cast(shown, quoted[0]))
        return ""

    def failed(self, error: Exception) -> str:
        """Tell the maintainers of a failure: a number that the log names too, and what kind of error it was."""
        number, kind = secrets.token_hex(4), type(error).__name__
        line_broke = isinstance(error, NetworkError) and not isinstance(
            error, BadRequest
        )  # which is one to the library
        if not line_broke and monotonic() > self._told.get(kind, -TOLD_SECONDS) + TOLD_SECONDS:
            self._told[kind] = monotonic()
            self._begin(f"error {number}", self._tell(f"An update could not be handled: error {number}, {kind}."))
        return number

    async def _tell(self, line: str) -> None:
        for chat in self._settings.maintainers:
            try:
                await self._sender.tell(chat, _words(line))
            except (Gone, TelegramError) as error:
                log.warning("A maintainer could not be reached: %s.", type(error).__name__)

    async def close(self) -> None:
        """Break off what is going on."""
        working = list(self._working.values())
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)

    def _is_maintainer(self, message: Message) -> bool:
        return is_private(message) and identity_of(message) in self._settings.maintainers

    async def _say(self, message: Message, *lines: str) -> Message | None:
        return await self._sender.send(message.chat.id, _words(*lines), message.message_id)

    async def _edit(self, shown: Message, *lines: str) -> None:
        await self._sender.edit(shown.chat.id, shown.message_id, _words(*lines))

    def _begin(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._working[name] = task

        def ended(done: asyncio.Task[None]) -> None:
            del self._working[name]
            if not done.cancelled() and (error := done.exception()) is not None:
                log.error("%s failed: %s.", name, type(error).__name__)

        task.add_done_callback(ended)

    async def _status(self, message: Message, _words_behind: str) -> None:
        lines = await self._pool.run(_status_lines)
        if self._readers is not None:
            lines.append(f"{self._readers.count():,} chats have alerts")
        lines.append(f"{self._pool.waiting} questions are being searched")
        await self._say(message, *lines)

    async def _stats(self, message: Message, _words_behind: str) -> None:
        if self._counts is None:
            await self._say(message, "Nothing is counted: DATELINE_FEEDBACK is false.")
            return
        days = [today() - timedelta(days=before) for before in range(DAYS - 1, -1, -1)]
        counts = self._counts.since(days[0])
        total: Counter[str] = Counter()
        for one in counts.values():
            total.update(one)
        asked, within = total["asked"], median(counts.values())
        share = f", {total['answer'] / asked:.0%} answered, {total['maybe'] / asked:.0%} perhaps" if asked else ""
        lines = [f"{asked:,} questions in {DAYS} days{share}"]
        lines += [f"half of the replies within {within:,} ms"] if within is not None else []
        lines.append(f"{total['helped']:,} helped, {total['helped not']:,} did not")
        picture = await asyncio.to_thread(drawn, draw_counts, days, counts)
        reply = Reply("en", lines[0], tuple(lines[1:]))
        await self._sender.send(message.chat.id, reply, message.message_id, picture)

    async def _quarantine(self, message: Message, _words_behind: str) -> None:
        await self._say(message, *await asyncio.to_thread(self._quarantine_lines))

    def _quarantine_lines(self) -> list[str]:
        try:
            with closing(StoreReader(self._settings.home)) as store:
                found = list(store.quarantined())
        except DatelineError as error:
            return [shortened(str(error), LINE)]
        reasons = Counter(one.reason for one in found)
        places = {one.reason: one.path for one in reversed(found)}
        lines = [f"{len(found):,} in quarantine"]
        lines += [
            shortened(f"{count:,} {reason}, such as {places[reason]}", LINE)
            for reason, count in reasons.most_common(SHOWN)
        ]
        return [*lines, "…"] if len(reasons) > SHOWN else lines

    async def _reindex(self, message: Message, _words_behind: str) -> None:
        if "reindex" in self._working:
            await self._say(message, "It is being indexed already.")
            return
        shown = await self._say(message, "Indexing begins.")
        if shown is not None:
            self._begin("reindex", self._reindexing(shown))

    async def _reindexing(self, shown: Message) -> None:
        at, last = monotonic(), ""
        async for line in reindexed(self._settings.home):
            last = line
            if monotonic() > at + EDIT_SECONDS:
                at = monotonic()
                await self._edit(shown, line)
        await self._edit(shown, last)

    async def _draft(self, message: Message, words: str) -> None:
        if self._readers is None:
            await self._say(message, "Alerts are off, so the bot knows nobody whom it could write to.")
            return
        if not words or len(words) > MOST:
            await self._say(message, f"Write /broadcast and what is to be sent, {MOST:,} characters at most.")
            return
        row = (Button("Send it", Step(CAST)), Button("Don’t send", Step(NO_CAST)))
        line = f"To all {self._readers.count():,} chats that have alerts; the bot knows no others:"
        reply = Reply("en", lines=(line,), quoted=words, buttons=(row,))
        await self._sender.send(message.chat.id, reply, message.message_id)

    async def _cast(self, shown: Message, text: str) -> None:
        """Send a word to all; who has blocked the bot is forgotten."""
        assert self._readers is not None
        at, sent, closed = monotonic(), 0, 0
        for one in self._readers.all():
            try:
                await self._sender.tell(one.chat, _words(text))
                sent += 1
            except Gone:
                self._readers.forget(one.chat)
                closed += 1
            except ChatMigrated as moved:
                self._readers.move(one.chat, moved.new_chat_id)
            except TelegramError as error:
                log.warning("A chat could not be written to: %s.", type(error).__name__)
            if monotonic() > at + EDIT_SECONDS:
                at = monotonic()
                await self._edit(shown, f"Sent to {sent:,} chats so far.")
        await self._edit(shown, f"Sent to {sent:,} chats; {closed:,} have blocked the bot and are forgotten.")


def _words(*lines: str) -> Reply:
    return Reply("en", lines=lines)


def _status_lines(desk: Desk) -> list[str]:
    """Return how the archive is; runs off the event loop."""
    counts, manifest = desk.searcher.store.counts(), desk.searcher.engine.generation
    lines = [f"{counts.articles:,} articles, {counts.passages:,} passages, {counts.quarantined:,} in quarantine"]
    if counts.first:
        lines.append(f"published {counts.first} to {counts.last}")
    lines += [f"{number:,} {status}" for status, number in sorted(counts.statuses.items())]
    lines += [f"archive {name}, read {at or 'not to its end yet'}" for name, at in counts.archives]
    return [*lines, f"index generation {manifest.number}, built {manifest.built_at}"]
