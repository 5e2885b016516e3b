"""An alert, and all that is stored of the reader who has set it; when an alert is due."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from struct import iter_unpack, pack
from typing import Any

NOW, DAY, WEEK = "now", "day", "week"
EVERY = (NOW, DAY, WEEK)
HOUR = 8
"""At which a new alert is told, where the reader has chosen none."""
MOST_ALERTS = 20
"""Alerts of one reader."""
MOST_SENT = 200
"""Passages by which none is sent again for another alert of the same reader, the last ones."""
LONGEST = 300
"""Characters of a topic."""
SILENCE = timedelta(days=365)
"""After which all of a reader is deleted who has not written or pressed anything."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a reader wants to be told of.

    Attributes:
        text: a question or words, as written, with its operators.
        lang: of the messages.
        first: the beginning of the time that was given beside the words; ``last`` is its end.
    """

    text: str
    lang: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert.

    Attributes:
        number: among those of its reader; never used again.
        every: "now", "day" or "week".
        hour: of the reader's clock, 0 to 23.
        weekday: for "week", 0 for Monday.
        since: what is new has come behind this round of the archive's news.
        thread: the topic that it is sent to, of a forum or, if ``direct``, of the direct messages to a channel.
    """

    number: int
    topic: Topic
    since: int
    set_on: date
    every: str = DAY
    hour: int = HOUR
    weekday: int = 0
    thread: int | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Subscriber:
    """All that is stored of a reader, or of a group, who has set alerts.

    Attributes:
        chat: where alerts are sent to.
        offset: minutes by which the reader's clock is before UTC.
        active: the last day on which something was written or pressed there.
        sent: texts of passages that were sent, as numbers (index/answering/news.py), oldest first; those in a topic
            are hidden by its number, so that what one topic was sent is not taken for what another was.
        last: the highest number that an alert has had.
    """

    chat: int
    active: date
    offset: int = 0
    alerts: tuple[Alert, ...] = ()
    sent: tuple[int, ...] = ()
    last: int = 0

    def alert(self, number: int) -> Alert | None:
        """Return one of the alerts, None if it is gone."""
        return next((one for one in self.alerts if one.number == number), None)

    def on(self, words: str, thread: int | None) -> Alert | None:
        """Return the alert on some words that is sent to a topic, whatever the case of their letters."""
        same = (one for one in self.alerts if one.topic.text.casefold() == words.casefold())
        return next((one for one in same if one.thread == thread), None)

    def sent_to(self, thread: int | None) -> frozenset[int]:
        """Return the texts of passages that were sent to a topic."""
        return frozenset(one ^ _hiding(thread) for one in self.sent)

    def adding(self, alert: Alert) -> Subscriber:
        """Return the same with one more alert, which gets the next number."""
        number = self.last + 1
        return replace(self, alerts=(*self.alerts, replace(alert, number=number)), last=number)

    def changing(self, number: int, **changes: Any) -> Subscriber:
        """Return the same with one alert changed."""
        changed = (replace(one, **changes) if one.number == number else one for one in self.alerts)
        return replace(self, alerts=tuple(changed))

    def without(self, number: int) -> Subscriber:
        """Return the same without one alert."""
        return replace(self, alerts=tuple(one for one in self.alerts if one.number != number))

    def told(self, number: int, since: int, sent: tuple[int, ...]) -> Subscriber:
        """Return the same once an alert has been told what is new up to a round."""
        alert = self.alert(number)
        hiding = _hiding(alert.thread) if alert is not None else 0
        kept = (*self.sent, *(one ^ hiding for one in sent))[-MOST_SENT:]
        return replace(self.changing(number, since=since), sent=kept)

    def is_silent(self, today: date) -> bool:
        """Tell whether nothing has come from the reader for a year."""
        return today - self.active > SILENCE


def is_due(alert: Alert, offset: int, came: datetime, now: datetime) -> bool:
    """Tell whether what came at some moment is to be told now: whether the hour chosen has been since.

    Args:
        alert: to be told.
        offset: of its reader's clock.
        came: when the first came that the alert has not been told of.
        now: likewise in UTC.
    """
    if alert.every == NOW:
        return True
    clock = timedelta(minutes=offset)
    local = now + clock
    slot = local.replace(hour=alert.hour, minute=0, second=0, microsecond=0)
    if slot > local:
        slot -= timedelta(days=1)
    if alert.every == WEEK:
        slot -= timedelta(days=(slot.weekday() - alert.weekday) % 7)
    return slot - clock >= came


def dump(subscriber: Subscriber) -> bytes:
    """Return a subscriber as bytes."""
    alerts = [
        [one.number, one.topic.text, one.topic.lang, _ordinal(one.topic.first), _ordinal(one.topic.last), one.since,
         one.set_on.toordinal(), one.every, one.hour, one.weekday, one.thread, one.direct]
        for one in subscriber.alerts
    ]  # fmt: skip
    sent = b64encode(pack(f">{len(subscriber.sent)}q", *subscriber.sent)).decode()
    values = [subscriber.chat, subscriber.active.toordinal(), subscriber.offset, alerts, sent, subscriber.last]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def load(content: bytes) -> Subscriber:
    """Return what ``dump`` made bytes of.

    Raises:
        ValueError: it is something else; TypeError and LookupError likewise.
    """
    chat, active, offset, alerts, sent, last = json.loads(content.decode("utf-8", "surrogatepass"))
    read = tuple(
        Alert(number, Topic(text, lang, _day(first), _day(end)), since, date.fromordinal(set_on), *when)
        for number, text, lang, first, end, since, set_on, *when in alerts
    )
    texts = tuple(one for (one,) in iter_unpack(">q", b64decode(sent)))
    return Subscriber(chat, date.fromordinal(active), offset, read, texts, last)


def today() -> date:
    """Return the day by UTC."""
    return datetime.now(UTC).date()


def _hiding(thread: int | None) -> int:
    """Return what numbers of texts are hidden by in a topic, 0 outside of topics: 63 bits that look like chance."""
    return (thread or 0) * 0x9E3779B97F4A7C15 & (1 << 63) - 1


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
