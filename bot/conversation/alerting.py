"""What is said of alerts: when one is set, the list of them, when they come, and what is stored of a reader."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from bot.alerts.subscriber import DAY, NOW, WEEK, Alert, Subscriber
from bot.conversation.entries import shortened
from bot.conversation.replies import Reply
from bot.conversation.requests import footer
from bot.conversation.steps import Button, Step
from bot.wording import format_number, in_digits, language_name, words
from bot.wording.dates import format_day, format_weekday
from bot.wording.directions import isolated
from index.questions import Scope

ROW = 6
"""Hours side by side."""
CLOCK_ROW = 4
OFFSETS = (*range(-12 * 60, 15 * 60, 60), -570, -210, 210, 270, 330, 345, 390, 570)
"""Minutes before UTC of the clocks that are offered: nearly all there are."""
LEAST_OFFSET = 1440
"""Is added to an offset in a button, whose numbers are none below zero."""
LABEL = 28
"""Characters of a topic on a button."""
CHOSEN = "● "
MARK = {True: CHOSEN, False: ""}


def set_reply(subscriber: Subscriber, alert: Alert, lang: str) -> Reply:
    """Return that an alert is set, or as it is, with what can be changed."""
    word = words(lang)
    line = word["alert_set"].format(topic=isolated(alert.topic.text, lang), when=when(alert, subscriber.offset, lang))
    step = partial(Step, number=alert.number)
    often = [(NOW, "alert_now"), (DAY, "alert_day"), (WEEK, "alert_week")]
    first = tuple(Button(MARK[alert.every == every] + word[key], step(every)) for every, key in often)
    second = [Button(word["alert_hour"], step("hours"))] if alert.every != NOW else []
    stop = Button(word["alert_stop"], step("stop"))
    return Reply(lang, lines=(line,), buttons=(first, (*second, stop, Button(word["alert_list"], Step("list")))))


def list_reply(subscriber: Subscriber | None, lang: str, example: str) -> Reply:
    """Return the alerts of a reader, each on a button, and how one is set."""
    word = words(lang)
    usage = word["alerts_usage"].format(example=example)
    if subscriber is None or not subscriber.alerts:
        return Reply(lang, word["alerts_title"], (word["alerts_none"], usage))
    lines = [
        f"{in_digits(str(place), lang)}. {isolated(one.topic.text, lang)} · {when(one, subscriber.offset, lang)}"
        for place, one in enumerate(subscriber.alerts, start=1)
    ]
    rows = [
        (Button(shortened(f"{in_digits(str(place), lang)}. {one.topic.text}", LABEL), Step("show", one.number)),
         Button(word["alert_stop"], Step("stop", one.number)))
        for place, one in enumerate(subscriber.alerts, start=1)
    ]  # fmt: skip
    while sum(map(len, lines)) > 3000:  # noqa: PLR2004 - of 4,096 that a message holds
        lines = [shortened(line, max(40, len(line) // 2)) for line in lines]
    return Reply(lang, word["alerts_title"], (*lines, usage), buttons=tuple(rows))


def hours_reply(subscriber: Subscriber, alert: Alert, lang: str) -> Reply:
    """Return the hours of a reader's clock to choose from."""
    hours = [
        Button(MARK[alert.hour == hour] + _hour(hour, lang), Step("hour", alert.number, hour)) for hour in range(24)
    ]
    rows = [tuple(hours[place : place + ROW]) for place in range(0, 24, ROW)]
    word = words(lang)
    clock = Button(word["alert_clock"], Step("clocks", alert.number))
    line = word["alert_hours"].format(clock=clock_name(subscriber.offset, lang))
    return Reply(lang, lines=(line,), buttons=(*rows, (clock, Button(word["back"], Step("show", alert.number)))))


def clocks_reply(alert: Alert, now: datetime, lang: str) -> Reply:
    """Return the clocks of the world to choose from, by the time that they show now."""
    clocks = [
        Button(
            f"{in_digits(f'{now + timedelta(minutes=offset):%H:%M}', lang)} ({clock_name(offset, lang)[3:] or '0'})",
            Step("clock", alert.number, offset + LEAST_OFFSET),
        )
        for offset in sorted(OFFSETS)
    ]
    rows = [tuple(clocks[place : place + CLOCK_ROW]) for place in range(0, len(clocks), CLOCK_ROW)]
    word = words(lang)
    back = Button(word["back"], Step("hours", alert.number))
    return Reply(lang, lines=(word["alert_clocks"],), buttons=(*rows, (back,)))


def stored_reply(subscriber: Subscriber | None, chosen: str, lang: str) -> Reply:
    """Return all that is stored of a reader.

    Args:
        subscriber: with alerts, if there are any.
        chosen: the language that the chat has chosen, "" for none.
        lang: of the reply.
    """
    word = words(lang)
    spoken = [word["mydata_language"].format(language=language_name(chosen, lang))] if chosen else []
    if subscriber is None:
        return Reply(lang, word["mydata_title"], tuple(spoken or [word["mydata_nothing"]]))
    lines = [
        word["mydata_chat"].format(number=in_digits(str(subscriber.chat), lang)),
        word["mydata_clock"].format(clock=clock_name(subscriber.offset, lang)),
        word["mydata_active"].format(day=format_day(subscriber.active, lang)),
        *(_stored(one, subscriber.offset, lang) for one in subscriber.alerts),
        word["mydata_sent"].format(count=format_number(len(subscriber.sent), lang)),
        word["mydata_how"],
        *spoken,  # behind what is said of how all else is kept: it is not encrypted, and tells of nobody
    ]
    limit = 3600 // len(lines)
    return Reply(lang, word["mydata_title"], tuple(_cut(line, limit) for line in lines))


def _stored(alert: Alert, offset: int, lang: str) -> str:
    """Return all that is stored of an alert; a time given beside its words, and a topic of a forum, in figures."""
    topic = alert.topic
    line = words(lang)["mydata_alert"].format(
        topic=isolated(topic.text, lang),
        when=when(alert, offset, lang),
        day=format_day(alert.set_on, lang),
        language=language_name(topic.lang, lang),
        round=in_digits(str(alert.since), lang),
    )
    time = footer("", Scope(topic.first, topic.last)) if topic.first or topic.last else ""
    return " ".join(filter(None, [line, time, f"#{alert.thread}" if alert.thread else ""]))


def when(alert: Alert, offset: int, lang: str) -> str:
    """Return in words when an alert comes."""
    if alert.every == NOW:
        return words(lang)["when_now"]
    key = "when_day" if alert.every == DAY else "when_week"
    day = format_weekday(alert.weekday, lang) if alert.every == WEEK else ""
    return words(lang)[key].format(hour=_hour(alert.hour, lang), clock=clock_name(offset, lang), weekday=day)


def clock_name(offset: int, lang: str) -> str:
    """Return how a clock is called: UTC+3:30."""
    hours, minutes = divmod(abs(offset), 60)
    sign = "" if not offset else "−" if offset < 0 else "+"
    return "UTC" + in_digits(f"{sign}{hours}:{minutes:02}" if minutes else f"{sign}{hours}" if offset else "", lang)


def _hour(hour: int, lang: str) -> str:
    return in_digits(f"{hour}:00", lang)


def _cut(line: str, limit: int) -> str:
    return line if len(line) <= max(limit, 300) else shortened(line, max(limit, 300))
