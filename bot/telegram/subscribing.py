"""What readers say of alerts: set one, look at them, change or stop one, see what is stored, have it deleted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from telegram import CallbackQuery, Message

from bot.alerts.keys import keys_of
from bot.alerts.news import News
from bot.alerts.readers import Readers
from bot.alerts.subscriber import DAY, MOST_ALERTS, NOW, WEEK, Alert, Subscriber, Topic, today
from bot.conversation.alerting import (
    LEAST_OFFSET,
    OFFSETS,
    clocks_reply,
    hours_reply,
    list_reply,
    set_reply,
    stored_reply,
)
from bot.conversation.desk import Desk
from bot.conversation.new_passages import topic_of_line
from bot.conversation.replies import Reply, told
from bot.conversation.requests import Line
from bot.conversation.steps import Button, Step, read_step
from bot.pool import Pool
from bot.settings import Settings
from bot.telegram.keeping.keeping import Languages
from bot.telegram.messages import topic_of
from bot.telegram.sending import Sender
from bot.wording import words
from corpus.errors import AlertsUnusable
from corpus.language.known import OUR_LANGUAGES

log = logging.getLogger(__name__)

OWN_DATA = ("mydata", "forgetme")
COMMANDS = ("alerts", *OWN_DATA)
MOST_SEEN = 10_000
"""Chats whose day is known to be written down, in memory."""
FOLLOW = "follow"
OFF = "DATELINE_ALERTS_KEY and DATELINE_ALERTS_KEY_FILE are not set; dateline alerts --new-key FILE makes a key"


def open_readers(settings: Settings) -> Readers | None:
    """Return who has set alerts; None, and the maintainer is told why, where alerts are off.

    Raises:
        SettingsInvalid: what the settings name is no key.
    """
    keys = keys_of(settings)
    if keys is None:
        log.warning("Alerts are off: %s.", OFF)
        return None
    try:
        return Readers(settings.home, keys)
    except AlertsUnusable as error:
        log.error("Alerts are off: %s.", error)  # noqa: TRY400 - the message says it all
        return None


class Subscribing:
    """Answers what readers say of alerts.

    Args:
        settings: who may ask.
        pool: where questions are searched.
        sender: brings replies into chats.
        readers: who has set alerts; None where alerts are off.
        languages: that chats have chosen, which are shown and deleted with the rest.
    """

    def __init__(
        self, settings: Settings, pool: Pool, sender: Sender, readers: Readers | None, languages: Languages
    ) -> None:
        self._settings = settings
        self._pool = pool
        self._sender = sender
        self._readers = readers
        self._languages = languages
        self._active: tuple[object, set[int]] = (None, set())

    def seen(self, chat: int) -> None:
        """Note that somebody wrote or pressed something in a chat; the day is kept where alerts are."""
        if self._readers is None:
            return
        day = today()
        if self._active[0] != day or len(self._active[1]) >= MOST_SEEN:
            self._active = day, set()
        if chat in self._active[1]:
            return
        self._active[1].add(chat)
        try:
            self._readers.change(chat, lambda now: replace(now, active=day) if now is not None else None)
        except AlertsUnusable as error:
            log.error("A file of alerts cannot be used: %s.", error)  # noqa: TRY400 - the message says it all; answers do not depend on it

    def closed(self, chat: int) -> None:
        """Delete what is stored of a chat that the bot may not write to any more."""
        if self._readers is not None:
            self._readers.forget(chat)

    def moved(self, chat: int, to: int) -> None:
        """Move what is stored of a group that has another number now."""
        if self._readers is not None:
            self._readers.move(chat, to)

    def buttons(self, lang: str) -> tuple[Button, ...]:
        """Return the button below an answer by which its question becomes an alert; none where alerts are off."""
        return () if self._readers is None else (Button(words(lang)["alert_button"], Step(FOLLOW)),)

    @staticmethod
    def asked(said: str, lang: str) -> tuple[str, str] | None:
        """Return the command of ours that a message is, with what stands behind it; None if it is something else.

        "Tell me of new passages on ..." is /alerts, in all of our languages.
        """
        text = said.strip()
        if text.startswith("/"):
            name, *rest = text[1:].split(maxsplit=1) or [""]
            name = name.partition("@")[0].lower()
            return (name, "".join(rest)) if name in COMMANDS else None
        folded = text.casefold()
        forms = (
            one for code in dict.fromkeys((lang, *OUR_LANGUAGES)) for one in words(code)["alert_typed"].split(" | ")
        )
        for form in forms:
            if folded.startswith(form) and not folded[len(form) : len(form) + 1].isalnum():
                return "alerts", text[len(form) :].strip(" :،؟?!.\t\n")
        return None

    async def reply(self, message: Message, name: str, line: Line | None, lang: str) -> Reply:
        """Return the reply to a command of ours.

        Args:
            message: that holds it.
            name: of the command.
            line: what is to become an alert; None where nothing is named.
            lang: to speak.
        """
        chat = message.chat.id
        try:
            if name == "mydata":
                return stored_reply(
                    self._readers.get(chat) if self._readers is not None else None, await self._languages.of(chat), lang
                )
            if name == "forgetme":
                return told(lang, "forgotten" if await self._forget(chat) else "nothing_stored")
            if self._readers is None:
                return told(lang, "alerts_off")
            if line is None:
                return list_reply(self._readers.get(chat), lang, await self._pool.run(Desk.example, lang))
            return await self._set(message, line, lang)
        except AlertsUnusable as error:
            log.error("A file of alerts cannot be used: %s.", error)  # noqa: TRY400 - the message says it all
            return told(lang, "alerts_off")

    async def _forget(self, chat: int) -> bool:
        """Delete all that is stored of a chat; tell whether there was anything."""
        had_chosen = await self._languages.of(chat) != ""
        if had_chosen:
            await self._languages.choose(chat, "")
        return (self._readers is not None and self._readers.forget(chat)) or had_chosen

    async def _set(self, message: Message, line: Line, lang: str) -> Reply:
        if not self._settings.admit(message.chat.id):
            return told(lang, "private_archive", number=message.chat.id)
        topic = await self._pool.run(topic_of_line, line)
        if topic is None:
            return told(lang, "alerts_usage", example=await self._pool.run(Desk.example, lang))
        found = self._with(message, topic)
        if found is None:
            return told(topic.lang, "alerts_full")
        return set_reply(*found, topic.lang)

    def _with(self, message: Message, topic: Topic) -> tuple[Subscriber, Alert] | None:
        """Store an alert, unless there is one on the topic; None if the reader has too many."""
        assert self._readers is not None
        chat, day = message.chat.id, today()
        news = News(self._settings.home)
        try:
            since = news.round or 0
        finally:
            news.close()
        thread, direct = topic_of(message) or (None, False)
        fresh = Alert(0, topic, since, day, weekday=day.weekday(), thread=thread, direct=direct)

        def add(now: Subscriber | None) -> Subscriber:
            now = replace(now, active=day) if now is not None else Subscriber(chat, day)
            return now if now.on(topic.text, thread) or len(now.alerts) >= MOST_ALERTS else now.adding(fresh)

        now = self._readers.change(chat, add)
        alert = now.on(topic.text, thread) if now is not None else None
        return (now, alert) if now is not None and alert is not None else None

    async def pressed(self, query: CallbackQuery, step: Step, line: Line | None, lang: str) -> str:
        """Do what a button of ours asks for; return what is to be said of it.

        Args:
            query: the press.
            step: of its button.
            line: the question above it, where it is to become an alert.
            lang: to speak.
        """
        shown = query.message
        if not isinstance(shown, Message):
            return words(lang)["gone"]
        if self._readers is None:
            return words(lang)["alerts_off"]
        try:
            if step.verb != FOLLOW:
                return await self._change(shown, step, lang)
            if line is None:
                return words(lang)["gone"]
            reply = await self._set(shown, line, lang)
        except AlertsUnusable as error:
            log.error("A file of alerts cannot be used: %s.", error)  # noqa: TRY400 - the message says it all
            return words(lang)["alerts_off"]
        await self._sender.send(shown.chat.id, reply, shown.message_id, topic=topic_of(shown))
        return ""

    async def _change(self, shown: Message, step: Step, lang: str) -> str:
        """Show or change what a step is about, in the place of the message that it was pressed below."""
        assert self._readers is not None
        chat = shown.chat.id
        before = self._readers.get(chat)
        alert = before.alert(step.number) if before is not None else None
        if step.verb == "list":
            example = await self._pool.run(Desk.example, lang)
            return await self._show(shown, list_reply(before, lang, example))
        if before is None or alert is None:
            await self._sender.take_buttons(chat, shown.message_id)
            return words(lang)["alert_gone"]
        if step.verb == "stop":
            after = self._readers.change(chat, lambda now: now.without(step.number) if now is not None else None)
            await self._stopped(shown, after, lang)
            return words(lang)["alert_stopped"]
        if step.verb == "hours":
            return await self._show(shown, hours_reply(before, alert, lang))
        if step.verb == "clocks":
            return await self._show(shown, clocks_reply(alert, datetime.now(UTC), lang))
        change = _change_of(step)
        if change is not None:
            after = self._readers.change(chat, lambda now: change(now) if now is not None else None)
            alert = after.alert(step.number) if after is not None else None
            before = after
        if before is None or alert is None:
            return words(lang)["alert_gone"]
        reply = hours_reply(before, alert, lang) if step.verb == "clock" else set_reply(before, alert, lang)
        return await self._show(shown, reply, below=step.verb == "show")

    async def _stopped(self, shown: Message, after: Subscriber | None, lang: str) -> None:
        """Take the buttons of an alert away; in the list, that alert is left out."""
        rows = shown.reply_markup.inline_keyboard if shown.reply_markup is not None else ()
        steps = [read_step(str(button.callback_data or "")) for row in rows for button in row]
        if any(step is not None and step.verb == "show" for step in steps) and len(rows) > 1:
            example = await self._pool.run(Desk.example, lang)
            await self._show(shown, list_reply(after, lang, example))
        else:
            await self._sender.take_buttons(shown.chat.id, shown.message_id)

    async def _show(self, shown: Message, reply: Reply, *, below: bool = False) -> str:
        """Show a reply in the place of a message; what holds passages stays, and the reply comes below it."""
        chat = shown.chat.id
        holds_passages = below and any(entity.type == "blockquote" for entity in shown.entities)
        if holds_passages or not await self._sender.edit(chat, shown.message_id, reply):
            await self._sender.send(chat, reply, shown.message_id, topic=topic_of(shown))
        return ""


def _change_of(step: Step) -> Callable[[Subscriber], Subscriber] | None:
    """Return what a step changes, None if nothing, or if no button of ours can have said so."""
    number, value = step.number, step.value
    every = {"now": NOW, "day": DAY, "week": WEEK}.get(step.verb)
    if every is not None:
        weekday = today().weekday()
        return lambda now: now.changing(number, every=every, **({"weekday": weekday} if every == WEEK else {}))
    if step.verb == "hour" and value < 24:  # noqa: PLR2004 - of a day
        return lambda now: now.changing(number, hour=value)
    if step.verb == "clock" and value - LEAST_OFFSET in OFFSETS:
        return lambda now: replace(now, offset=value - LEAST_OFFSET)
    return None
