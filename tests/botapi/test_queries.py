"""Pressed buttons, inline queries and guest queries."""

from typing import Any

import pytest

from tests.botapi import OTHER_READER, PRIVATE, BotApi
from tests.botapi.client import Client

_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
_MARKUP = {"inline_keyboard": [[{"text": "more", "callback_data": "m:1"}]]}


def _article(identifier: str = "1", **fields: Any) -> dict[str, Any]:
    content = {"message_text": "1919"}
    return {"type": "article", "id": identifier, "title": "Treaty", "input_message_content": content} | fields


def _take(client: Client) -> dict[str, Any]:
    """Takes the newest update, as a bot would."""
    update = client.call("getUpdates", offset=-1)["result"][0]
    assert isinstance(update, dict)
    return update


@pytest.fixture
def pressed(api: BotApi, client: Client) -> dict[str, Any]:
    """A callback query that waits for its answer, and the id of its update."""
    client.call("sendMessage", chat_id=PRIVATE.id, text="x", reply_markup=_MARKUP)
    api.press(2, "more")
    return _take(client)


def test_a_press_reaches_the_bot_with_message_and_data(pressed: dict[str, Any]) -> None:
    query = pressed["callback_query"]
    assert query["data"] == "m:1"
    assert query["message"]["message_id"] == 2
    assert query["from"]["id"] == PRIVATE.id


def test_a_press_is_answered_once(api: BotApi, client: Client, pressed: dict[str, Any]) -> None:
    identifier = pressed["callback_query"]["id"]
    assert client.call("answerCallbackQuery", callback_query_id=identifier, text="ok")["result"] is True
    assert api.answer_to(pressed["update_id"])["text"] == "ok"
    again = client.call("answerCallbackQuery", callback_query_id=identifier)
    assert again["description"] == _TOO_OLD


def test_an_old_press_is_not_answered(api: BotApi, client: Client, pressed: dict[str, Any]) -> None:
    api.expire_queries()
    identifier = pressed["callback_query"]["id"]
    assert client.call("answerCallbackQuery", callback_query_id=identifier)["description"] == _TOO_OLD
    api.press(2, "more", stale=True)
    stale = _take(client)["callback_query"]["id"]
    assert client.call("answerCallbackQuery", callback_query_id=stale)["description"] == _TOO_OLD
    with pytest.raises(AssertionError, match="no answer to the query"):
        api.answer_to(pressed["update_id"], timeout=0.01)


@pytest.mark.parametrize("identifier", ["", "x", "1", "-5", "٣"])
def test_an_invented_query_id_is_refused(client: Client, identifier: str) -> None:
    assert client.call("answerCallbackQuery", callback_query_id=identifier)["description"] == _TOO_OLD


def test_a_long_callback_answer_is_refused(client: Client, pressed: dict[str, Any]) -> None:
    identifier = pressed["callback_query"]["id"]
    envelope = client.call("answerCallbackQuery", callback_query_id=identifier, text="x" * 201)
    assert envelope["description"] == "Bad Request: MESSAGE_TOO_LONG"


def test_a_forged_press_carries_any_data(api: BotApi, client: Client, pressed: dict[str, Any]) -> None:
    assert pressed
    api.press(2, "drop table", forged=True)
    assert _take(client)["callback_query"]["data"] == "drop table"
    with pytest.raises(LookupError, match="it has \\['more'\\]"):
        api.press(2, "less")


def test_a_press_shows_what_its_message_replies_to_until_that_is_deleted(api: BotApi, client: Client) -> None:
    question = api.send_text("What did the treaty say?")
    _take(client)
    markup = {"inline_keyboard": [[{"text": "more", "callback_data": "more"}]]}
    answer = client.call(
        "sendMessage",
        chat_id=PRIVATE.id,
        text="It said",
        reply_parameters={"message_id": question},
        reply_markup=markup,
    )["result"]["message_id"]
    api.edit_text(question, "What did the pact say?")
    _take(client)
    api.press(answer, "more")
    assert _take(client)["callback_query"]["message"]["reply_to_message"]["text"] == "What did the pact say?"
    api.delete(question)
    api.press(answer, "more")
    assert "reply_to_message" not in _take(client)["callback_query"]["message"]


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"results": [_article(str(n)) for n in range(51)]}, "Bad Request: RESULTS_TOO_MUCH"),
        ({"results": [_article("1"), _article("1")]}, "Bad Request: RESULT_ID_DUPLICATE"),
        ({"results": [_article("x" * 65)]}, "Bad Request: RESULT_ID_INVALID"),
        ({"results": [_article("é" * 33)]}, "Bad Request: RESULT_ID_INVALID"),
        ({"results": [_article("")]}, "Bad Request: RESULT_ID_INVALID"),
        ({"results": [_article(title=" ")]}, "Bad Request: ARTICLE_TITLE_EMPTY"),
        (
            {"results": [_article(input_message_content={"message_text": ""})]},
            "Bad Request: message text is empty",
        ),
        (
            {"results": [_article(input_message_content={"message_text": "x" * 4097})]},
            "Bad Request: message is too long",
        ),
        (
            {"results": [_article(thumb_url="x")]},
            'Bad Request: answerInlineQuery.results[0] has no field "thumb_url"',
        ),
        ({"results": [], "cache_time": -1}, "Bad Request: cache_time must not be negative"),
        ({"results": [], "next_offset": "x" * 65}, "Bad Request: NEXT_OFFSET_INVALID"),
        (
            {"results": [], "button": {"text": "", "start_parameter": "x"}},
            "Bad Request: SWITCH_PM_TEXT_EMPTY",
        ),
        (
            {"results": [], "button": {"text": "x", "start_parameter": "ä"}},
            "Bad Request: START_PARAM_INVALID",
        ),
        (
            {"results": [], "button": {"text": "x"}},
            "Bad Request: an inline results button needs either a web app or a start parameter",
        ),
    ],
)
def test_inline_answers_that_telegram_refuses(
    api: BotApi, client: Client, fields: dict[str, Any], description: str
) -> None:
    api.inline("treaty")
    identifier = _take(client)["inline_query"]["id"]
    envelope = client.call("answerInlineQuery", inline_query_id=identifier, **fields)
    assert envelope["description"] == description


def test_unknown_kinds_of_results_are_named(client: Client) -> None:
    result = _article(type="gif")
    envelope = client.call("answerInlineQuery", inline_query_id="1", results=[result])
    assert "is no InlineQueryResult that the stand-in knows; it knows article" in envelope["description"]


def _answer_inline(api: BotApi, client: Client, **fields: Any) -> int:
    update_id = api.inline("treaty")
    identifier = _take(client)["inline_query"]["id"]
    answer = {"inline_query_id": identifier, "results": [_article()]} | fields
    assert client.call("answerInlineQuery", **answer)["ok"]
    assert client.call("answerInlineQuery", **answer)["description"] == _TOO_OLD
    return update_id


def test_a_shared_inline_answer_reaches_everybody_from_the_cache(api: BotApi, client: Client) -> None:
    first = _answer_inline(api, client, cache_time=60)
    second = api.inline("treaty", user=OTHER_READER)
    assert _take(client)["update_id"] == first
    assert api.answer_to(second, timeout=0.1) == api.answer_to(first)


def test_a_personal_inline_answer_reaches_nobody_else(api: BotApi, client: Client) -> None:
    _answer_inline(api, client, cache_time=60, is_personal=True)
    other = api.inline("treaty", user=OTHER_READER)
    assert _take(client)["update_id"] == other
    again = api.inline("treaty")
    assert api.answer_to(again, timeout=0.1)["is_personal"] is True


def test_an_uncached_inline_answer_is_asked_again(api: BotApi, client: Client) -> None:
    _answer_inline(api, client, cache_time=0)
    again = api.inline("treaty")
    assert _take(client)["update_id"] == again


def test_a_guest_query_is_answered_once_and_its_message_edited(api: BotApi, client: Client) -> None:
    update_id = api.guest("@dateline_test_bot treaty of 1919?")
    message = _take(client)["guest_message"]
    assert message["text"].startswith("@")
    answer = {"guest_query_id": message["guest_query_id"], "result": _article()}
    identifier = client.call("answerGuestQuery", **answer)["result"]["inline_message_id"]
    assert api.answer_to(update_id)["result"]["id"] == "1"
    assert client.call("answerGuestQuery", **answer)["description"] == _TOO_OLD
    edit = {"inline_message_id": identifier, "text": "1920"}
    assert client.call("editMessageText", **edit)["result"] is True
    assert "is not modified" in client.call("editMessageText", **edit)["description"]
    in_chat = client.call("sendMessage", chat_id=message["chat"]["id"], text="x")
    assert in_chat["description"] == "Bad Request: chat not found"
