"""Keyboards under messages."""

from typing import Any

import pytest

from tests.botapi import PRIVATE, BotApi
from tests.botapi.client import Client

_GOOD = {"text": "more", "callback_data": "m:1"}


def _send(client: Client, rows: list[list[dict[str, Any]]]) -> dict[str, Any]:
    return client.call("sendMessage", chat_id=PRIVATE.id, text="x", reply_markup={"inline_keyboard": rows})


@pytest.mark.parametrize(
    ("rows", "description"),
    [
        ([[_GOOD | {"callback_data": "x" * 65}]], "Bad Request: BUTTON_DATA_INVALID"),
        ([[_GOOD | {"callback_data": "é" * 33}]], "Bad Request: BUTTON_DATA_INVALID"),
        ([[_GOOD | {"callback_data": ""}]], "Bad Request: BUTTON_DATA_INVALID"),
        (
            [[{"text": "x"}]],
            ("Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ),
        (
            [[_GOOD | {"url": "https://a.org"}]],
            "Bad Request: an inline keyboard button has 2 actions instead of one",
        ),
        ([[_GOOD | {"text": " "}]], "Bad Request: can't parse keyboard button: Text must be non-empty"),
        ([[_GOOD] * 5] * 21, "Bad Request: reply markup is too long"),
        ([[_GOOD], []], "Bad Request: a keyboard has an empty row, or none"),
        ([[_GOOD] * 9], "Bad Request: a row of a keyboard has over 8 buttons, Telegram moves the rest"),
        (
            [[{"text": "x", "url": "http://localhost"}]],
            "Bad Request: inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
        ),
        ([[{"text": "x", "copy_text": {"text": ""}}]], "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        ([[_GOOD | {"style": "pink"}]], "Bad Request: invalid button style specified"),
    ],
)
def test_keyboards_that_telegram_refuses(client: Client, rows: list[list[dict[str, Any]]], description: str) -> None:
    assert _send(client, rows)["description"] == description


def test_a_full_keyboard_is_shown(api: BotApi, client: Client) -> None:
    rows = [[{"text": str(n), "callback_data": "é" * 32} for n in range(5)]] * 20
    assert _send(client, rows)["ok"]
    assert api.messages()[-1]["reply_markup"]["inline_keyboard"] == rows


def test_other_keyboards_are_checked_too(client: Client) -> None:
    markup = {"keyboard": [[{"text": ""}]]}
    envelope = client.call("sendMessage", chat_id=PRIVATE.id, text="x", reply_markup=markup)
    assert envelope["description"] == "Bad Request: can't parse keyboard button: Text must be non-empty"
    for good in ({"keyboard": [[{"text": "a"}]]}, {"remove_keyboard": True}, {"force_reply": True}):
        assert client.call("sendMessage", chat_id=PRIVATE.id, text="x", reply_markup=good)["ok"]
