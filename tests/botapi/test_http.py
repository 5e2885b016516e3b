"""The envelope, the token, the forms of a request, and the published tables."""

import http.client
import json

import pytest

from tests.botapi import GROUP, PRIVATE, BotApi, Call
from tests.botapi.client import Client
from tests.botapi.methods import METHODS
from tests.botapi.objects import CHOICES, OBJECTS
from tests.botapi.server import ANSWERS

_WEBHOOK_AND_POLLING = {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"}


def test_every_published_method_is_answered() -> None:
    assert set(METHODS) == set(ANSWERS) | _WEBHOOK_AND_POLLING


def test_every_type_in_the_tables_exists() -> None:
    scalars = {
        "Integer",
        "Boolean",
        "True",
        "String",
        "Integer or String",
        "InputFile",
        "InputFile or String",
    }
    for table in [*METHODS.values(), *OBJECTS.values()]:
        for kind in table.values():
            name = kind.removesuffix("?").split("Array of ")[-1]
            assert name in scalars | OBJECTS.keys() | CHOICES.keys()


def test_a_result_comes_in_telegrams_envelope(client: Client) -> None:
    envelope = client.call("getMe")
    assert client.status == 200
    assert envelope["ok"] is True
    assert envelope["result"]["is_bot"] is True
    assert envelope["result"]["supports_inline_queries"] is True


def test_a_refusal_comes_in_telegrams_envelope(client: Client) -> None:
    envelope = client.call("sendMessage", chat_id=PRIVATE.id, text="")
    assert client.status == 400
    assert envelope == {"ok": False, "error_code": 400, "description": "Bad Request: message text is empty"}


def test_a_wrong_token_is_unauthorized(client: Client) -> None:
    envelope = client.send("getMe", b"", "", token="1:wrong")
    assert client.status == 401
    assert envelope == {"ok": False, "error_code": 401, "description": "Unauthorized"}


@pytest.mark.parametrize("method", ["sendMesage", "getme2", "sendVideo"])
def test_an_unknown_method_is_not_found(client: Client, method: str) -> None:
    envelope = client.call(method)
    assert client.status == 404
    assert envelope == {"ok": False, "error_code": 404, "description": "Not Found"}


def test_method_names_are_case_insensitive_as_published(api: BotApi, client: Client) -> None:
    assert client.call("GETME")["ok"]
    assert api.calls[-1].method == "getMe"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"disable_web_page_preview": True}, 'sendMessage has no field "disable_web_page_preview"'),
        ({"reply_to_message_id": 1}, 'sendMessage has no field "reply_to_message_id"'),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a", "data": "b"}]]}},
            'sendMessage.reply_markup.inline_keyboard[0][0] has no field "data"',
        ),
        ({"link_preview_options": {"disabled": True}}, "has no field"),
        ({"parse_mode": None}, 'field "sendMessage.parse_mode" must be of type String'),
        ({"protect_content": "maybe"}, "must be of type Boolean"),
        ({"message_thread_id": "x"}, "must be of type Integer"),
        ({"reply_markup": []}, "must be of type Object"),
        ({"reply_markup": "{"}, "can't parse sendMessage.reply_markup JSON object"),
        ({"entities": {}}, "must be of type Array"),
        ({"reply_markup": {"rows": []}}, "is no ReplyMarkup"),
        ({"reply_markup": {"remove_keyboard": False}}, "must be of type True"),
        ({"reply_parameters": {}}, "message identifier is not specified"),
    ],
)
def test_fields_that_are_not_published_are_refused(client: Client, fields: object, named: str) -> None:
    assert isinstance(fields, dict)
    envelope = client.call("sendMessage", **{"chat_id": PRIVATE.id, "text": "x"} | fields)
    assert client.status == 400
    assert named in envelope["description"]


@pytest.mark.parametrize(
    ("method", "description"),
    [
        ("sendMessage", "Bad Request: chat_id is empty"),
        ("deleteMessage", "Bad Request: chat_id is empty"),
        ("answerCallbackQuery", 'Bad Request: answerCallbackQuery needs the field "callback_query_id"'),
    ],
)
def test_a_missing_field_is_named(client: Client, method: str, description: str) -> None:
    assert client.call(method)["description"] == description


def test_the_same_call_is_read_from_every_form(api: BotApi, client: Client) -> None:
    markup = {"inline_keyboard": [[{"text": "more", "callback_data": "m"}]]}
    client.call("sendMessage", chat_id=PRIVATE.id, text="1919", reply_markup=markup)
    written = {"chat_id": str(PRIVATE.id), "text": "1919", "reply_markup": json.dumps(markup)}
    client.form("sendMessage", **written)
    client.get("sendMessage", **written)
    client.upload("sendMessage", {}, **written)
    sent = [call.params for call in api.calls]
    assert sent == [sent[0]] * 4


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
def test_broken_json_is_refused(client: Client, body: bytes) -> None:
    client.send("getMe", body, "application/json")
    assert client.status == 400


def test_lone_surrogates_are_refused(client: Client) -> None:
    envelope = client.send("sendMessage", b'{"chat_id": 501, "text": "\\ud800"}', "application/json")
    assert envelope["description"] == "Bad Request: strings must be encoded in UTF-8"


@pytest.mark.parametrize(
    ("chat_id", "description"),
    [
        (99, "Bad Request: chat not found"),
        ("@nobody_there", "Bad Request: chat not found"),
        (GROUP.id, "Bad Request: chat not found"),
    ],
)
def test_a_chat_that_the_bot_never_met_is_not_found(client: Client, chat_id: int | str, description: str) -> None:
    assert client.call("sendMessage", chat_id=chat_id, text="x")["description"] == description


def test_every_call_is_kept_with_its_outcome(api: BotApi, client: Client) -> None:
    client.call("getMe")
    client.call("sendMessage", chat_id=99, text="x")
    first, second = api.calls
    assert (first.method, first.error) == ("getMe", None)
    assert second.params == {"chat_id": 99, "text": "x"}
    assert second.result is None
    assert second.error is not None
    assert second.error.error_code == 400
    assert first.at <= second.at
    assert api.counts == {"getMe": 1}
    assert api.refusals == {("sendMessage", 400): 1}


def test_a_closed_or_logged_out_bot_is_told_so(client: Client) -> None:
    assert client.call("close")["result"] is True
    assert client.call("logOut")["result"] is True
    assert client.call("getMe")["description"] == "Logged out"


def test_a_failure_of_the_stand_in_itself_is_not_hidden() -> None:
    def fail(_call: Call) -> None:
        raise ZeroDivisionError

    api = BotApi(on_call=fail).start()
    connection = http.client.HTTPConnection(api.url.removeprefix("http://"))
    connection.request("GET", f"/bot{api.token}/getMe")
    assert connection.getresponse().status == 500
    connection.close()
    with pytest.raises(ExceptionGroup, match="the stand-in failed"):
        api.stop()
