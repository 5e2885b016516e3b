"""Whether an answer helped, by one tap or a reaction; and a question for the maintainers, by two taps."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

from telegram import CallbackQuery, Message, MessageReactionUpdated, ReactionType, ReactionTypeEmoji
from telegram.constants import ChatType, MessageEntityType
from telegram.error import TelegramError

from bot.conversation.replies import Reply, told
from bot.conversation.steps import Button, Step, read_step
from bot.settings import Settings
from bot.telegram.counting import HELPED, HELPED_NOT, Counts, took
from bot.telegram.keeping.keeping import Taps
from bot.telegram.messages import topic_of
from bot.telegram.sending import Buttons, Gone, Sender
from bot.wording import words
from corpus.errors import AlertsUnusable

log = logging.getLogger(__name__)

HELPS, HELPS_NOT, DRAFT, SEND, DROP = "helped", "helpnot", "draft", "send", "drop"
VERBS = frozenset({HELPS, HELPS_NOT, DRAFT, SEND, DROP})
ANSWERED = "answer"
HELPING = frozenset("👍❤👌💯🙏👏🏆")
HELPING_NOT = frozenset("👎")
"""Reactions that say it too. All others are of the news rather than of the answer: 😢, 😱, 🎉."""
LONGEST = 3000
"""Characters of a question that are sent on: it stands below words of ours in one message."""
MOST = 10_000
"""Messages of which a reaction is remembered, in memory."""


def open_counts(settings: Settings) -> Counts | None:
    """Return the counts; None, and the maintainer is told why, where nothing can be counted or is to be."""
    try:
        return Counts(settings.home) if settings.feedback else None
    except AlertsUnusable as error:
        log.error("Nothing is counted, and answers cannot be judged: %s.", error)  # noqa: TRY400 - it says it all
        return None


class Feedback:
    """Counts what helps, and sends on what readers want to be seen.

    Args:
        settings: who maintains the archive.
        sender: brings messages into chats.
        counts: what is counted; None if nothing is.
        taps: know what was pressed before.
    """

    def __init__(self, settings: Settings, sender: Sender, counts: Counts | None, taps: Taps) -> None:
        self._maintainers = sorted(settings.maintainers)
        self._sender = sender
        self._counts = counts
        self._taps = taps
        self._reacted: OrderedDict[tuple[int, int], str] = OrderedDict()

    def buttons(self, lang: str) -> tuple[Button, ...]:
        """Return the buttons below an answer that tell whether it helped."""
        if self._counts is None:
            return ()
        return Button(words(lang)["helped"], Step(HELPS)), Button(words(lang)["helped_not"], Step(HELPS_NOT))

    def answered(self, reply: Reply, begun: float) -> None:
        """Count a reply to a question.

        Args:
            reply: that was made.
            begun: when its question was, by ``perf_counter``.
        """
        if reply.answers:
            self._count("asked", reply.answers, took(perf_counter() - begun))

    async def reacted(self, reaction: MessageReactionUpdated) -> None:
        """Count what a reader's reaction to an answer says, and no more what it said before it was changed.

        What was pressed below the answer goes before: one message is judged once.
        """
        key, before, after = _place(reaction), _judgement(reaction.old_reaction), _judgement(reaction.new_reaction)
        if self._counts is None or before == after or await self._taps.any(*key):
            return
        if before:
            self._take(before)
        if after:
            self._count(after)
        self._reacted.pop(key, None)
        if after and reaction.chat.type == ChatType.PRIVATE:
            self._reacted[key] = after
            if len(self._reacted) > MOST:
                self._reacted.popitem(last=False)

    async def pressed(self, query: CallbackQuery, step: Step, said: str | None, lang: str) -> str:
        """Do what a button of ours asks for; return what is to be said of it.

        Args:
            query: the press.
            step: of its button.
            said: the question that its message answers, None if that is gone.
            lang: to speak.
        """
        shown = query.message
        if not isinstance(shown, Message) or self._counts is None:
            return words(lang)["unusable"]
        if step.verb in {HELPS, HELPS_NOT}:
            return await self._judged(query.id, shown, step, lang)
        if step.verb == DRAFT:
            return await self._draft(shown, said, lang)
        return await self._decided(query.id, shown, step, lang)

    async def _judged(self, press: str, shown: Message, step: Step, lang: str) -> str:
        """Count a judgement once, and put what can be done then into the place of its buttons."""
        if not await self._taps.first(shown.chat.id, shown.message_id, press):
            return words(lang)["thanks"]
        if before := self._reacted.pop((shown.chat.id, shown.message_id), ""):
            self._take(before)
        self._count(HELPED if step.verb == HELPS else HELPED_NOT)
        rows = [tuple(pair for pair in row if _verb(pair) not in {HELPS, HELPS_NOT}) for row in _rows(shown)]
        if step.verb == HELPS_NOT and self._maintainers:
            rows.append(((words(lang)["report_button"], Step(DRAFT).data()),))
        await self._sender.take_buttons(shown.chat.id, shown.message_id, tuple(row for row in rows if row))
        return words(lang)["thanks"]

    async def _draft(self, shown: Message, said: str | None, lang: str) -> str:
        """Show just what would be sent on."""
        if not said or not self._maintainers:
            return words(lang)["gone"]
        word = words(lang)
        row = (Button(word["report_send"], Step(SEND)), Button(word["report_drop"], Step(DROP)))
        text = said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
        reply = Reply(lang, lines=(word["report_title"],), quoted=text, buttons=(row,))
        await self._sender.send(shown.chat.id, reply, shown.message_id, topic=topic_of(shown))
        return ""

    async def _decided(self, press: str, shown: Message, step: Step, lang: str) -> str:
        """Send on what a message of ours shows, or not."""
        quoted = list(shown.parse_entities([MessageEntityType.BLOCKQUOTE]).values())
        if len(quoted) != 1 or not any(_verb(pair) == SEND for row in _rows(shown) for pair in row):
            return words(lang)["unusable"]
        if not await self._taps.first(shown.chat.id, shown.message_id, press):
            return ""
        sent = step.verb == SEND and await self._sent_on(quoted[0])
        if step.verb == SEND and not sent:
            await self._taps.forget(shown.chat.id, shown.message_id)
            return words(lang)["report_failed"]
        await self._sender.edit(
            shown.chat.id, shown.message_id, told(lang, "report_sent" if sent else "report_dropped")
        )
        return ""

    async def _sent_on(self, text: str) -> bool:
        """Send a question to all maintainers; return whether one has got it."""
        got = 0
        for chat in self._maintainers:
            try:
                await self._sender.tell(chat, Reply("en", lines=(words("en")["report_news"],), quoted=text))
                got += 1
            except (Gone, TelegramError) as error:
                log.warning("A maintainer could not be reached: %s.", type(error).__name__)
        return got > 0

    def _count(self, *names: str) -> None:
        with self._passing():
            if self._counts is not None:
                self._counts.add(*names)

    def _take(self, name: str) -> None:
        with self._passing():
            if self._counts is not None:
                self._counts.take(name)

    @contextmanager
    def _passing(self) -> Iterator[None]:
        """Log that nothing can be counted; answers do not depend on it."""
        try:
            yield
        except AlertsUnusable as error:
            log.error("An answer is not counted: %s.", error)  # noqa: TRY400 - the message says it all


def _place(reaction: MessageReactionUpdated) -> tuple[int, int]:
    return reaction.chat.id, reaction.message_id


def _judgement(reactions: Sequence[ReactionType]) -> str:
    """Return what reactions say of an answer, "" for nothing or both."""
    shown = {one.emoji for one in reactions if isinstance(one, ReactionTypeEmoji)}
    if bool(shown & HELPING) == bool(shown & HELPING_NOT):
        return ""
    return HELPED if shown & HELPING else HELPED_NOT


def _rows(shown: Message) -> Buttons:
    rows = shown.reply_markup.inline_keyboard if shown.reply_markup is not None else ()
    return tuple(tuple((button.text, str(button.callback_data or "")) for button in row) for row in rows)


def _verb(pair: tuple[str, str]) -> str:
    step = read_step(pair[1])
    return step.verb if step is not None else ""
