"""What Telegram is told of the bot at its start: once, in every language, and never so that the bot stops."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from telegram import Bot

from bot.telegram.connection import Connection
from bot.telegram.introducing import introduce
from bot.wording import words
from corpus.language.known import OUR_LANGUAGES
from tests.botapi import BotApi


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


def start(api: BotApi) -> list[str]:
    """Introduce the bot as at a start; return the methods that were called."""
    since = len(api.calls)

    async def run() -> None:
        async with Bot(api.token, base_url=f"{api.url}/bot", request=Connection()) as bot:
            await introduce(bot)

    asyncio.run(run())
    return [call.method for call in api.calls[since:]]


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_the_descriptions_are_set_in_every_language_and_english_for_all_others(api: BotApi, lang: str) -> None:
    start(api)
    code = "" if lang == "en" else lang
    assert api.description(code) == words(lang)["description"]
    assert api.description(code, short=True) == words(lang)["short_description"]
    assert not api.refusals


def test_descriptions_that_are_set_already_are_left_alone(api: BotApi) -> None:
    assert start(api).count("setMyDescription") == len(OUR_LANGUAGES)
    again = start(api)
    assert again.count("getMyDescription") == again.count("getMyShortDescription") == len(OUR_LANGUAGES)
    assert not {"setMyDescription", "setMyShortDescription"} & set(again)


@pytest.mark.parametrize("method", ["setMyCommands", "getMyDescription", "setMyDescription", "setMyShortDescription"])
@pytest.mark.parametrize("code", [400, 403, 404])
def test_what_telegram_refuses_is_left_out_and_all_else_told(api: BotApi, method: str, code: int) -> None:
    api.fail_next(method, code)  # the first, which is the English one
    start(api)
    shown = api.commands(), api.description(), api.description(short=True)
    assert [bool(one) for one in shown] == [
        method != "setMyCommands",
        "MyDescription" not in method,
        "Short" not in method,
    ]
    assert all((api.commands("fa"), api.description("fa"), api.description("fa", short=True)))
