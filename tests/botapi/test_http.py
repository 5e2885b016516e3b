"""The envelope, the token, the forms of a request, and the published tables."""

import http.client
import json
from typing import Any

import pytest

from tests.botapi import PRIVATE, BotApi, Call
from tests.botapi.client import Client
from tests.botapi.published import METHODS, TABLES
from tests.botapi.server import ANSWERS


def test_every_published_method_is_answered_and_every_type_exists() -> None:
    assert set(METHODS.values()) == set(ANSWERS) | {"getUpdates", "setWebhook", "deleteWebhook"}
    kinds = {kind.removesuffix("?").split("Array of ")[-1] for table in TABLES.values() for kind in table.values()}
    assert kinds <= {"Integer", "Boolean", "String", "Integer or String"} | TABLES.keys()


def test_every_call_is_kept_with_its_outcome(api: BotApi, client: Client) -> None:
    assert client.call("GETME") == {"ok": True, "result": api.calls[0].result}
    refused = {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}
    assert client.call("sendMessage", chat_id=99, text="x") == refused
    first, second = api.calls
    assert (first.method, first.error, second.result) == ("getMe", None, None)
    assert second.params == {"chat_id": 99, "text": "x"}
    assert second.error is not None
    assert second.error.as_json() == refused
    assert first.at <= second.at
    assert api.refusals == {("sendMessage", 400): 1}


@pytest.mark.parametrize(
    ("method", "token", "error_code", "description"),
    [
        ("getMe", "1:wrong", 401, "Unauthorized"),
        ("sendMesage", None, 404, "Not Found"),
        ("sendVideo", None, 404, "Not Found"),
    ],
)
def test_a_wrong_token_and_an_unknown_method_are_refused(
    client: Client, method: str, token: str | None, error_code: int, description: str
) -> None:
    envelope = client.post(method, b"", "", token)
    assert envelope == {"ok": False, "error_code": error_code, "description": description}
    assert client.status == error_code


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"disable_web_page_preview": True}, 'sendMessage has no field "disable_web_page_preview"'),
        ({"reply_to_message_id": 1}, 'sendMessage has no field "reply_to_message_id"'),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a", "data": "b"}]]}},
            'sendMessage.reply_markup.inline_keyboard[0][0] has no field "data"',
        ),
        ({"link_preview_options": {"disabled": True}}, 'sendMessage.link_preview_options has no field "disabled"'),
        ({"parse_mode": None}, 'field "sendMessage.parse_mode" must be of type String'),
        ({"protect_content": "maybe"}, 'field "sendMessage.protect_content" must be of type Boolean'),
        ({"message_thread_id": "x"}, 'field "sendMessage.message_thread_id" must be of type Integer'),
        ({"message_thread_id": True}, 'field "sendMessage.message_thread_id" must be of type Integer'),
        ({"reply_markup": []}, 'field "sendMessage.reply_markup" must be of type Object'),
        ({"reply_markup": "{"}, "can't parse sendMessage.reply_markup JSON object"),
        ({"entities": {}}, 'field "sendMessage.entities" must be of type Array'),
        ({"reply_parameters": {}}, "message identifier is not specified"),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"chat_id": "@nobody_there"}, "chat not found"),
    ],
)
def test_fields_that_are_not_published_are_refused(client: Client, fields: dict[str, Any], named: str) -> None:
    assert client.refusal("sendMessage", **{"chat_id": PRIVATE.id, "text": "x"} | fields) == named


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        ("sendMessage", "chat_id is empty"),
        ("answerCallbackQuery", 'answerCallbackQuery needs the field "callback_query_id"'),
    ],
)
def test_a_missing_field_is_named(client: Client, method: str, reason: str) -> None:
    assert client.refusal(method) == reason


def test_the_same_call_is_read_from_every_form(api: BotApi, client: Client) -> None:
    markup = {"inline_keyboard": [[{"text": "more", "callback_data": "m"}]]}
    client.send("1919", reply_markup=markup, protect_content=True)
    written = {"chat_id": "501", "text": "1919", "reply_markup": json.dumps(markup), "protect_content": "true"}
    client.form("sendMessage", **written)
    client.upload("sendMessage", {}, **written)
    sent = [call.params for call in api.calls]
    assert sent == [sent[0]] * 3


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
def test_broken_json_is_refused(client: Client, body: bytes) -> None:
    assert "can't parse JSON object" in client.post("getMe", body, "application/json")["description"]


def test_a_failure_of_the_stand_in_itself_is_not_hidden() -> None:
    def fail(_call: Call) -> None:
        raise ZeroDivisionError

    api = BotApi(on_call=fail).__enter__()
    connection = http.client.HTTPConnection(api.url.removeprefix("http://"))
    connection.request("GET", f"/bot{api.token}/getMe")
    assert connection.getresponse().status == 500
    connection.close()
    with pytest.raises(ExceptionGroup, match="the stand-in failed"):
        api.__exit__(None, None, None)
