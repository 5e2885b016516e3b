"""A press gets one answer whatever happens, and failures that are told by messages do not flood a chat."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, CallbackQuery
from telegram.error import NetworkError

from bot.secrets import Secret
from bot.telegram.albums import SETTLE_SECONDS
from bot.telegram.connection import Connection
from bot.telegram.keeping.in_memory.memory import in_memory
from bot.telegram.keeping.keeping import Keeping
from bot.telegram.presses import Presses
from bot.telegram.sending import Sender
from bot.wording import words
from tests.botapi import OTHER_READER, READER, BotApi, User
from tests.botapi.client import Client

MARKUP = {"inline_keyboard": [[{"text": "more", "callback_data": "m:1"}]]}
PATIENCE = 0.1


class Chat:
    """A chat with a reply of ours that has a button."""

    def __init__(self, api: BotApi, user: User) -> None:
        self.api, self.user = api, user
        self.question = api.send_text("What did the treaty say?", user=user)
        self.client = Client(api)
        reply = {"message_id": self.question}
        sent = self.client.call("sendMessage", chat_id=user.id, text="1", reply_parameters=reply, reply_markup=MARKUP)
        self.reply: int = sent["result"]["message_id"]

    def press(self, *, stale: bool = False) -> dict[str, Any]:
        """Press the button; return the query."""
        self.api.press(self.reply, "more", user=self.user, stale=stale)
        query: dict[str, Any] = self.client.newest_update()["callback_query"]
        return query


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


async def working(seconds: float, said: str | Exception) -> str:
    await asyncio.sleep(seconds)
    if isinstance(said, Exception):
        raise said
    return said


def answer(api: BotApi, *presses: tuple[dict[str, Any], float, str | Exception]) -> list[str | None]:
    """Answer presses one after the other; return what was said in windows, None for nothing."""
    since = len(api.calls)

    async def run() -> None:
        with tempfile.TemporaryDirectory() as home:
            keeping = in_memory(Path(home), Secret("1:token"), "one", SETTLE_SECONDS)
            async with Bot(api.token, base_url=f"{api.url}/bot", request=Connection()) as bot:
                await with_bot(bot, keeping)
            await keeping.close()

    async def with_bot(bot: Bot, keeping: Keeping) -> None:
        all_presses = Presses(Sender(bot, keeping.turns), keeping.allowances)
        for raw, seconds, said in presses:
            query = CallbackQuery.de_json(raw, bot)
            assert query is not None
            await all_presses.answer(query, working(seconds, said), PATIENCE)

    asyncio.run(run())
    answers = [call for call in api.calls[since:] if call.method == "answerCallbackQuery"]
    assert len(answers) == len(presses)
    return [call.params.get("text") for call in answers]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("", None),
        ("gone", "gone"),
        (ValueError("x"), words("en")["failed"]),
        (NetworkError("x"), words("en")["failed"]),
        (KeyError(), words("en")["failed"]),
    ],
)
def test_work_that_is_done_soon_says_what_came_of_it(api: BotApi, said: str | Exception, shown: str | None) -> None:
    chat = Chat(api, READER)
    assert answer(api, (chat.press(), 0, said)) == [shown]
    assert len(api.messages()) == 2


def test_work_that_takes_long_is_done_all_the_same(api: BotApi) -> None:
    chat = Chat(api, READER)
    assert answer(api, (chat.press(), 2 * PATIENCE, "")) == [None]
    assert len(api.messages()) == 2


def test_failures_after_long_work_are_told_once_in_a_chat(api: BotApi) -> None:
    first, second = Chat(api, READER), Chat(api, OTHER_READER)
    failing = [(chat.press(), 2 * PATIENCE, ValueError("x")) for chat in (first, first, second, first)]
    assert answer(api, *failing) == [None] * 4
    for chat, lang in ((first, "en"), (second, "de")):
        told = api.messages(chat.user.id)[2:]
        assert [one["text"] for one in told] == [words(lang)["failed"]]
        assert told[0]["reply_to_message"]["message_id"] == chat.question


def test_a_press_that_is_too_old_or_cannot_be_answered_is_worked_on_without_a_fuss(api: BotApi) -> None:
    chat = Chat(api, READER)
    assert answer(api, (chat.press(stale=True), 0, ""), (chat.press(stale=True), 2 * PATIENCE, "")) == [None] * 2
    api.fail_next("answerCallbackQuery", 403)
    assert answer(api, (chat.press(), 2 * PATIENCE, "")) == [None]
    assert len(api.messages()) == 2
