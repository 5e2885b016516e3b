"""Shows what a pressed button asks for: another part of an answer, or a step that is no part of one."""

from __future__ import annotations

from dataclasses import replace

from telegram import CallbackQuery, Message

from bot.conversation.shown import Shown
from bot.conversation.steps import Step, read_step
from bot.conversation.views import read_view
from bot.monitoring.happenings import place_here, tell
from bot.telegram import feedback, maintaining
from bot.telegram.context import Context
from bot.telegram.keeping.keeping import Kept, Verdict
from bot.telegram.messages import line_of, topic_of, words_to_us
from bot.telegram.recent import place_of
from bot.telegram.working import work
from bot.wording import words


class Pressing:
    """Does what buttons ask for.

    Args:
        context: of the bot.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    async def show(self, query: CallbackQuery) -> str:
        """Show what a button asks for; return what is to be said if that cannot be done.

        The question is read from the message that its message replies to. In a topic of a forum, what replies to
        nothing replies to the news that the topic was opened, which says nothing.
        """
        shown, reader = query.message, query.from_user
        lang = await self._context.lang(query)
        word, view, step = words(lang), read_view(query.data or ""), read_step(query.data or "")
        question = shown.reply_to_message if isinstance(shown, Message) else None  # an old one cannot be read
        said = words_to_us(question, self._context.us, answered=True) if question is not None else None
        if (view is None and step is None) or (question is not None and not self._context.may_ask(question)):
            return word["unusable"]
        if await self._context.allowed("press", reader.id, query.id) is not Verdict.ANSWER:
            tell("refused", place_here(), "too_many")
            return word["too_many"]
        if isinstance(shown, Message):
            self._context.alerts.seen(shown.chat.id)
        if step is not None:
            return await self._step(query, step, question, said, lang)
        if question is None or not said or not isinstance(shown, Message):
            return word["gone"]
        assert view is not None
        chat = shown.chat.id
        line = line_of(question, said, self._context.us, interface=reader.language_code, answered=shown)
        line = replace(line, chosen=await self._context.keeping.languages.of(chat))
        reply, picture = await self._context.pool.run(work, line, view)
        await self._context.choose(chat, reply)
        reply = self._context.with_buttons(shown, reply)
        in_place = view.show != "peak" and bool(shown.text)
        number: int | None = shown.message_id
        if not in_place or not await self._context.sender.edit(chat, shown.message_id, reply):
            sent = await self._context.sender.send(chat, reply, question.message_id, picture, topic=topic_of(shown))
            number = sent.message_id if sent is not None else None
        if number is None:
            return word["failed"]
        if not reply.aside:
            kept = Kept(Shown.of(line, reply), number, question.message_id)
            await self._context.keeping.recent.keep(place_of(question), kept)
        return ""

    async def _step(
        self, query: CallbackQuery, step: Step, question: Message | None, said: str | None, lang: str
    ) -> str:
        """Do what a button asks for that shows no other part of an answer; return what is to be said of it."""
        if step.verb in feedback.VERBS:
            return await self._context.feedback.pressed(query, step, said, lang)
        if step.verb in maintaining.VERBS:
            return await self._context.maintaining.pressed(query, step)
        shown, line = query.message, None
        if said and question is not None and isinstance(shown, Message):
            line = line_of(question, said, self._context.us, interface=query.from_user.language_code, answered=shown)
        return await self._context.alerts.pressed(query, step, line, lang)
