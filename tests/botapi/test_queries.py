"""Pressed buttons, inline queries, guest queries, and the commands that the bot shows."""

from typing import Any

import pytest

from tests.botapi import GROUP, PRIVATE, BotApi
from tests.botapi.client import Client

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_MARKUP = {"inline_keyboard": [[{"text": "more", "callback_data": "m:1"}]]}
_SEARCH = {"command": "search", "description": "Search the archive"}


def _article(identifier: str = "1", **fields: Any) -> dict[str, Any]:
    content = {"message_text": "1919"}
    return {"type": "article", "id": identifier, "title": "Treaty", "input_message_content": content} | fields


@pytest.fixture
def pressed(api: BotApi, client: Client) -> dict[str, Any]:
    """A callback query that waits for its answer, and the id of its update."""
    api.press(client.send(reply_markup=_MARKUP)["message_id"], "more")
    return client.newest_update()


def test_a_press_reaches_the_bot_and_is_answered_once(api: BotApi, client: Client, pressed: dict[str, Any]) -> None:
    query = pressed["callback_query"]
    assert (query["data"], query["message"]["message_id"], query["from"]["id"]) == ("m:1", 2, PRIVATE.id)
    assert client.call("answerCallbackQuery", callback_query_id=query["id"], text="ok")["result"] is True
    assert api.answer_to(pressed["update_id"])["text"] == "ok"
    assert client.refusal("answerCallbackQuery", callback_query_id=query["id"]) == _TOO_OLD


def test_an_old_press_is_not_answered(api: BotApi, client: Client) -> None:
    client.send(reply_markup=_MARKUP)
    update_id = api.press(2, "more", stale=True)
    stale = client.newest_update()["callback_query"]["id"]
    assert client.refusal("answerCallbackQuery", callback_query_id=stale) == _TOO_OLD
    with pytest.raises(AssertionError, match="an answer to the query: not within"):
        api.answer_to(update_id, timeout=0.01)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        *(({"callback_query_id": invented}, _TOO_OLD) for invented in ("", "x", "1", "-5", "٣")),
        ({"text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ({"url": "https://a.org"}, "URL_INVALID"),
        ({"cache_time": -1}, "cache_time must not be negative"),
    ],
)
def test_answers_to_a_press_that_telegram_refuses(
    client: Client, pressed: dict[str, Any], fields: dict[str, Any], reason: str
) -> None:
    query = {"callback_query_id": pressed["callback_query"]["id"]}
    assert client.refusal("answerCallbackQuery", **query | fields) == reason


def test_a_forged_press_carries_any_data(api: BotApi, client: Client, pressed: dict[str, Any]) -> None:
    assert pressed
    api.press(2, "drop table", forged=True)
    assert client.newest_update()["callback_query"]["data"] == "drop table"
    with pytest.raises(LookupError, match="it has \\['more'\\]"):
        api.press(2, "less")


def test_a_press_shows_what_its_message_replies_to_until_that_is_deleted(api: BotApi, client: Client) -> None:
    answer = client.send("It said", reply_parameters={"message_id": 1}, reply_markup=_MARKUP)["message_id"]
    api.edit_text(1, "What did the pact say?")
    api.press(answer, "more")
    shown = client.newest_update()["callback_query"]["message"]
    assert shown["reply_to_message"]["text"] == "What did the pact say?"
    api.delete(1)
    api.press(answer, "more")
    assert "reply_to_message" not in client.newest_update()["callback_query"]["message"]


def test_a_press_shows_one_question_with_its_quote_and_nothing_below_it(api: BotApi, client: Client) -> None:
    follow_up = api.send_text("why then?", reply_to=1, quote="treaty")
    reply = {"message_id": follow_up}
    api.press(client.send("It said", reply_parameters=reply, reply_markup=_MARKUP)["message_id"], "more")
    question = client.newest_update()["callback_query"]["message"]["reply_to_message"]
    assert (question["text"], question["quote"]["text"]) == ("why then?", "treaty")
    assert "reply_to_message" not in question


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"results": [_article(str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [_article("1"), _article("1")]}, "RESULT_ID_DUPLICATE"),
        *(({"results": [_article(wrong)]}, "RESULT_ID_INVALID") for wrong in ("x" * 65, "é" * 33, "")),
        ({"results": [_article(title=" ")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [_article(type="gif")]}, "the stand-in knows inline results of type article only, not gif"),
        ({"results": [_article(input_message_content={"message_text": ""})]}, "message text is empty"),
        ({"results": [_article(input_message_content={"message_text": "x" * 4097})]}, "message is too long"),
        ({"results": [_article(thumb_url="x")]}, 'answerInlineQuery.results[0] has no field "thumb_url"'),
        ({"cache_time": -1}, "cache_time must not be negative"),
        ({"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"button": {"text": "", "start_parameter": "x"}}, "SWITCH_PM_TEXT_EMPTY"),
        ({"button": {"text": "x", "start_parameter": "ä"}}, "START_PARAM_INVALID"),
        (
            {"button": {"text": "x"}},
            "an inline results button needs either a web app or a start parameter",
        ),
    ],
)
def test_inline_answers_that_telegram_refuses(api: BotApi, client: Client, fields: dict[str, Any], reason: str) -> None:
    api.inline("treaty")
    query = {"inline_query_id": client.newest_update()["inline_query"]["id"], "results": []}
    assert client.refusal("answerInlineQuery", **query | fields) == reason


def test_an_inline_query_is_answered_once(api: BotApi, client: Client) -> None:
    update_id = api.inline("treaty")
    answer = {"inline_query_id": client.newest_update()["inline_query"]["id"], "results": [_article()]}
    assert client.call("answerInlineQuery", **answer)["ok"]
    assert api.answer_to(update_id)["results"] == [_article()]
    assert client.refusal("answerInlineQuery", **answer) == _TOO_OLD
    with pytest.raises(ValueError, match="at most 256 characters"):
        api.inline("x" * 257)


def test_a_guest_query_is_answered_once_and_its_chat_stays_closed(api: BotApi, client: Client) -> None:
    update_id = api.guest("@dateline_test_bot treaty of 1919?")
    message = client.newest_update()["guest_message"]
    answer = {"guest_query_id": message["guest_query_id"], "result": _article()}
    assert client.call("answerGuestQuery", **answer)["result"].keys() == {"inline_message_id"}
    assert api.answer_to(update_id)["result"]["id"] == "1"
    assert client.refusal("answerGuestQuery", **answer) == _TOO_OLD
    assert client.refusal("sendMessage", chat_id=message["chat"]["id"], text="x") == "chat not found"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"commands": [_SEARCH | {"command": "Search"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [_SEARCH | {"command": "x" * 33}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [_SEARCH | {"description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [_SEARCH | {"description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [_SEARCH] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [_SEARCH] * 2}, "a command is listed twice"),
        ({"commands": [_SEARCH], "language_code": "english"}, "invalid language code specified"),
    ],
)
def test_commands_that_telegram_refuses(client: Client, fields: dict[str, Any], reason: str) -> None:
    assert client.refusal("setMyCommands", **fields) == reason


@pytest.mark.parametrize(("name", "most"), [("Description", 512), ("ShortDescription", 120)])
def test_descriptions_are_kept_by_language_and_bounded(api: BotApi, client: Client, name: str, most: int) -> None:
    field, short = ("description", False) if name == "Description" else ("short_description", True)
    assert client.call(f"getMy{name}")["result"] == {field: ""}
    assert client.call(f"setMy{name}", **{field: "é" * most})["result"] is True
    assert client.call(f"setMy{name}", **{field: "Fragt", "language_code": "de"})["ok"]
    assert client.call(f"getMy{name}", language_code="de")["result"] == {field: "Fragt"}
    assert (api.description(short=short), api.description("fr", short=short)) == ("é" * most, "")
    assert client.refusal(f"setMy{name}", **{field: "x" * (most + 1)}) == f"{field} is too long"
    assert client.refusal(f"setMy{name}", **{field: "x", "language_code": "eng"}) == "invalid language code specified"


def test_commands_are_kept_by_language(api: BotApi, client: Client) -> None:
    german = _SEARCH | {"description": "Das Archiv durchsuchen"}
    assert client.call("setMyCommands", commands=[_SEARCH])["result"] is True
    assert client.call("setMyCommands", commands=[german], language_code="de")["ok"]
    assert api.commands() == {"search": "Search the archive"}
    assert api.commands("de") == {"search": "Das Archiv durchsuchen"}


def test_a_reaction_tells_what_stood_there_before_and_comes_only_to_who_asks_for_it(
    api: BotApi, client: Client
) -> None:
    sent, waiting = client.send()["message_id"], api.pending_updates
    api.react(sent, "👍")
    assert api.pending_updates == waiting
    client.call("getUpdates", allowed_updates=["message_reaction"])
    api.react(sent, "❤", "77001")
    change = client.newest_update()["message_reaction"]
    assert (change["chat"]["id"], change["message_id"], change["user"]["id"]) == (PRIVATE.id, sent, PRIVATE.id)
    assert change["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert change["new_reaction"] == [
        {"type": "emoji", "emoji": "❤"},
        {"type": "custom_emoji", "custom_emoji_id": "77001"},
    ]
    for wrong in (["x"], ["👍"] * 4):
        with pytest.raises(ValueError, match="reaction"):
            api.react(sent, *wrong)
    grouped = api.send_text("?", chat=GROUP)
    assert api.react(grouped, "👍") == 0
    assert api.react(grouped, bot_is_administrator=True) > 0
