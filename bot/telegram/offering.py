"""Passages for other chats: while somebody types @bot and a question there, or calls the bot into one as a guest.

What is offered is personal and not cached: Telegram's shared cache would show one reader's answers to others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
    SentGuestMessage,
)

from bot.conversation.desk import Desk
from bot.conversation.entries import Entry, shortened
from bot.conversation.requests import Line
from bot.conversation.small_talk import small_talk, talk_reply
from bot.monitoring.happenings import place_here, tell
from bot.rendering.for_telegram import quotable, render_entry
from bot.telegram.context import Context
from bot.telegram.forms import Form
from bot.telegram.keeping.keeping import Verdict
from bot.telegram.messages import identity_of, line_of, text_of
from bot.telegram.retrying import persist
from bot.telegram.sending import NO_PREVIEW, in_time
from bot.wording import supported, words

CACHE_SECONDS = 0
PER_MINUTE = 120
"""Queries of one reader: every letter typed may be one."""
TITLE, DESCRIPTION = 100, 160


class Offering:
    """Answers inline and guest queries.

    Args:
        context: of the bot; a reader's language is that of the chat with the bot, whose number is the reader's.
    """

    def __init__(self, context: Context) -> None:
        self._api = context.api
        self._pool = context.pool
        self._settings = context.settings
        self._allowances = context.keeping.allowances
        self._languages = context.keeping.languages
        self._forms = context.sender.forms

    async def inline(self, query: InlineQuery) -> None:
        """Offer passages for what has been typed; none to who may not ask, or asks too much."""
        entries: Sequence[Entry] = ()
        lang = ""
        code, chosen = query.from_user.language_code, await self._languages.of(query.from_user.id)
        if await self._may_ask(query.from_user.id, query.id) and query.query.strip():
            line = Line(query.query, datetime.now(UTC).date(), code, chosen=chosen)
            lang, entries = await self._pool.run(Desk.offers, line)
        hint = words(chosen or supported(code))["inline_hint"]
        button = None if entries else InlineQueryResultsButton(hint, start_parameter="help")
        answer = partial(self._api.answer_inline_query, query.id, button=button, cache_time=CACHE_SECONDS)

        async def offer(form: Form) -> bool:
            return await answer([_article(entry, lang, form) for entry in entries], is_personal=True)

        pages = [render_entry(entry, lang) for entry in entries]
        await in_time(partial(self._forms.send, offer, *pages))

    async def guest(self, message: Message) -> None:
        """Answer a question in a chat that the bot is no member of, with the best passage."""
        reader, query = message.from_user, message.guest_query_id
        if reader is None or query is None or not await self._may_ask(identity_of(message), query):
            return
        us = self._api.bot
        said = text_of(message).replace(f"@{us.username}", " ")
        line = line_of(message, said, us, interface=reader.language_code)
        line = replace(line, chosen=await self._languages.of(identity_of(message)))
        lang, entries = await self._pool.run(Desk.offers, line)
        if not entries:
            talk = small_talk(said, line.chosen or reader.language_code)
            talk = talk._replace(lang=line.chosen or talk.lang) if talk is not None else None
            told = "\n".join(talk_reply(talk, "").lines) if talk is not None else words(lang)["nothing"]
            result = InlineQueryResultArticle("0", shortened(told, TITLE), InputTextMessageContent(told))
            await in_time(partial(persist, partial(self._api.answer_guest_query, query, result)))
            return

        async def offer(form: Form) -> SentGuestMessage:
            return await self._api.answer_guest_query(query, _article(entries[0], lang, form))

        await in_time(partial(self._forms.send, offer, render_entry(entries[0], lang)))

    async def _may_ask(self, reader: int, query: str) -> bool:
        if not self._settings.admit(reader):
            tell("refused", place_here(), "not_admitted")
            return False
        allowed = await self._allowances.take("offer", reader, PER_MINUTE, query) is Verdict.ANSWER
        if not allowed:
            tell("refused", place_here(), "too_many")
        return allowed


def _article(entry: Entry, lang: str, form: Form) -> InlineQueryResultArticle:
    """Return a passage as it is offered, and as it is sent when it is chosen."""
    text, mode = form(render_entry(entry, lang))
    best = entry.best.strip() or entry.quotes[0].text
    return InlineQueryResultArticle(
        str(entry.number),
        quotable(shortened(entry.title, TITLE), lang) or "…",
        InputTextMessageContent(text, parse_mode=mode, link_preview_options=NO_PREVIEW),
        description=f"{entry.date_line} · {quotable(shortened(best, DESCRIPTION), lang)}",
    )
