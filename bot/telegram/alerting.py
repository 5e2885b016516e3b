"""Sends alerts: what a new generation brings to those who want to know at once, to others at their hour.

An alert is told in one message, and what it has been told of is written down when Telegram has taken the message. So
whatever ends the process, the next round carries on behind the last message; only those that Telegram took without our
knowing it, at most ``AT_ONCE`` that were on their way when a process was killed, or whose line broke, come once more.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.alerts.news import News, look
from bot.alerts.readers import Readers
from bot.alerts.subscriber import Alert, Subscriber, is_due, today
from bot.alerts.turn import Turn
from bot.conversation.desk import Desk
from bot.conversation.new_passages import Told, new_passages
from bot.monitoring.happenings import tell
from bot.pool import Pool
from bot.settings import EMBEDDED, Settings
from bot.telegram.keeping.keeping import Leases
from bot.telegram.messages import Topic
from bot.telegram.retrying import unless
from bot.telegram.sending import Gone, Sender
from corpus.errors import DatelineError

log = logging.getLogger(__name__)

SECONDS = 2.0
"""Between looks whether there is a new generation, or an hour has come."""
AT_ONCE = 3
"""Messages that are on their way at the same time: with a tenth of a second to Telegram and back, as many a second as
it takes."""
OTHERS_SECONDS = 10.0
"""Between looks whether another process has ended, whose turn it was."""


LEASE = "alerts"
ELSEWHERE = (
    "DATELINE_ALERTS_KEY: workers of another home, with the same Redis, keep alerts; workers that do must share one "
    "home, or only those of one home be told the key, and one that has ended counts for a minute"
)


class _Due(NamedTuple):
    subscriber: Subscriber
    alerts: tuple[Alert, ...]


class Alerting:
    """Sends alerts while the bot runs, if it is this process's turn.

    Args:
        settings: of the bot.
        pool: where questions are searched.
        sender: brings messages into chats.
        readers: who has set alerts.
        leases: tell whether the workers of another home send.
    """

    def __init__(self, settings: Settings, pool: Pool, sender: Sender, readers: Readers, leases: Leases) -> None:
        self._settings = settings
        self._pool = pool
        self._sender = sender
        self._readers = readers
        self._leases = leases
        self._news = News(settings.home)
        self._searching = asyncio.Semaphore(1)  # so that readers' questions find a thread
        self._said = ""

    async def run(self, stopping: asyncio.Event) -> None:
        """Send alerts until told to stop; what is being sent then is finished."""
        turn = Turn(self._settings.home)
        try:
            while not stopping.is_set():
                mine = await self._is_held() and turn.take()
                if mine:
                    await self._look_and_send(stopping)
                await unless(stopping, asyncio.sleep(SECONDS if mine else OTHERS_SECONDS))
        finally:
            turn.close()
            self._news.close()

    async def _is_held(self) -> bool:
        """Tell whether this home sends, and hold that for the next minute."""
        if await self._leases.hold(LEASE, self._readers.identity):
            return True
        if self._said != ELSEWHERE:
            self._said = ELSEWHERE
            log.error("Alerts are not sent: %s.", ELSEWHERE)
        return False

    async def _look_and_send(self, stopping: asyncio.Event) -> None:
        """Take part in no other work's failure: whatever goes wrong, the next look tries again."""
        try:
            renumbered = self._settings.engine != EMBEDDED
            more = True
            while more and not stopping.is_set():
                more = await self._pool.run(_look, renumbered)
            while not stopping.is_set() and await self._round(stopping):
                pass
            self._said = ""
        except (DatelineError, TelegramError, OSError) as error:
            said = str(error) if isinstance(error, DatelineError) else type(error).__name__
            if said != self._said:  # it is tried again soon, and need not be said again
                self._said = said
                log.error("Alerts could not be sent: %s; trying again.", said)  # noqa: TRY400 - the message says it all

    async def _round(self, stopping: asyncio.Event) -> int:
        """Tell each reader whose alerts are due of one of them; return how many messages were sent.

        One alert of a reader after the other, so that messages in a chat are apart while others' go between.
        """
        sent = 0
        waiting = self._due()

        async def some() -> None:
            nonlocal sent
            while not stopping.is_set() and (due := next(waiting, None)) is not None and await self._is_held():
                sent += await self._tell_one(due)

        await asyncio.gather(*(some() for _ in range(AT_ONCE)))
        return sent

    def _due(self) -> Iterator[_Due]:
        """Yield the readers who are to be told something now; who has been silent for a year is deleted."""
        last = self._news.round
        came: dict[int, datetime | None] = {}
        now, day = datetime.now(UTC), today()
        for one in self._readers.all():
            if one.is_silent(day):
                self._readers.forget(one.chat)
                continue
            due = []
            for alert in one.alerts:
                if last is None or alert.since >= last:
                    continue
                if alert.since not in came:
                    came[alert.since] = self._news.came_behind(alert.since)
                first = came[alert.since]
                if first is not None and is_due(alert, one.offset, first, now):
                    due.append(alert)
            if due and self._settings.admit(one.chat):
                yield _Due(one, tuple(due))

    async def _tell_one(self, due: _Due) -> int:
        """Tell a reader of the first due alert that something new answers; return how many messages were sent."""
        chat = due.subscriber.chat
        for alert in due.alerts:
            sent = due.subscriber.sent_to(alert.thread)
            async with self._searching:
                told: Told = await self._pool.run(new_passages, alert, sent, today())
            if told.round is None:  # the archive has changed, and is looked at first
                return 0
            if told.reply is None:
                self._note(chat, alert, told)
                continue
            try:
                await self._sender.tell(chat, told.reply, topic=_topic_of(alert))
            except ChatMigrated as moved:
                self._readers.move(chat, moved.new_chat_id)
                return 1
            except Gone as gone:
                tell("alerts", "gone")
                self._let_go(chat, alert, gone)
                return 1
            except BadRequest as error:
                tell("alerts", "refused")
                log.error("Telegram refuses an alert: %s; left out.", type(error).__name__)  # noqa: TRY400 - no values
            except TelegramError as error:
                tell("alerts", "failed")
                log.warning("An alert could not be sent: %s; trying again.", type(error).__name__)
                return 0
            else:
                tell("alerts", "sent")
            self._note(chat, alert, told)
            return 1
        return 0

    def _note(self, chat: int, alert: Alert, told: Told) -> None:
        """Write down what an alert has been told of, unless it was switched off meanwhile."""
        assert told.round is not None
        upto = told.round

        def change(now: Subscriber | None) -> Subscriber | None:
            return now.told(alert.number, upto, told.sent) if now is not None else None

        self._readers.change(chat, change)

    def _let_go(self, chat: int, alert: Alert, gone: Gone) -> None:
        if gone.of_topic:
            self._readers.change(chat, _without(alert.number))
        else:
            self._readers.forget(chat)


def _topic_of(alert: Alert) -> Topic | None:
    return Topic(alert.thread, alert.direct) if alert.thread is not None else None


def _without(number: int) -> Callable[[Subscriber | None], Subscriber | None]:
    return lambda now: now.without(number) if now is not None else None


def _look(desk: Desk, renumbered: bool) -> bool:
    """Look at a batch of what is new; runs off the event loop."""
    return look(desk.searcher, desk.settings.home, renumbered=renumbered)
