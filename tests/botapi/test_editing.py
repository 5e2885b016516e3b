"""Edits, deletion, reactions and reply targets."""

from typing import Any

import pytest

from tests.botapi import CHANNEL, GROUP, PRIVATE, BotApi
from tests.botapi.client import Client

_MARKUP = {"inline_keyboard": [[{"text": "more", "callback_data": "m"}]]}
_UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


@pytest.fixture
def sent(client: Client) -> dict[str, Any]:
    """A message of the bot with a keyboard."""
    envelope = client.call(
        "sendMessage", chat_id=PRIVATE.id, text="<b>1919</b>", parse_mode="HTML", reply_markup=_MARKUP
    )
    assert isinstance(envelope["result"], dict)
    return {"chat_id": PRIVATE.id, "message_id": envelope["result"]["message_id"]}


def test_an_edit_shows_in_the_chat(api: BotApi, client: Client, sent: dict[str, Any]) -> None:
    result = client.call("editMessageText", **sent, text="1920")["result"]
    shown = api.message(sent["message_id"])
    assert shown == result
    assert shown["text"] == "1920"
    assert "edit_date" in shown
    assert not shown.keys() & {"reply_markup", "entities"}


@pytest.mark.parametrize("text", ["<b>1919</b>", "<strong>1919</strong>", " <b>1919</b>\n"])
def test_an_unchanged_edit_is_refused(client: Client, sent: dict[str, Any], text: str) -> None:
    envelope = client.call("editMessageText", **sent, text=text, parse_mode="HTML", reply_markup=_MARKUP)
    assert envelope["description"] == _UNCHANGED
    assert client.call("editMessageReplyMarkup", **sent, reply_markup=_MARKUP)["description"] == _UNCHANGED


def test_a_change_of_formatting_or_keyboard_alone_is_an_edit(client: Client, sent: dict[str, Any]) -> None:
    assert client.call("editMessageText", **sent, text="1919", reply_markup=_MARKUP)["ok"]
    assert client.call("editMessageReplyMarkup", **sent)["ok"]
    assert client.call("editMessageReplyMarkup", **sent)["description"] == _UNCHANGED
    assert client.call("editMessageReplyMarkup", **sent, reply_markup=_MARKUP)["ok"]


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup"])
@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"chat_id": PRIVATE.id, "message_id": 99}, "Bad Request: message to edit not found"),
        ({"chat_id": PRIVATE.id, "message_id": 1}, "Bad Request: message can't be edited"),
        ({"chat_id": PRIVATE.id}, "Bad Request: message identifier is not specified"),
        ({"message_id": 1}, "Bad Request: chat_id is empty"),
        ({"inline_message_id": "x"}, "Bad Request: MESSAGE_ID_INVALID"),
    ],
)
def test_only_messages_of_the_bot_are_edited(
    client: Client, method: str, fields: dict[str, Any], description: str
) -> None:
    text = {"text": "x"} if method == "editMessageText" else {}
    assert client.call(method, **fields, **text)["description"] == description


def test_edits_obey_the_rules_of_texts(client: Client, sent: dict[str, Any]) -> None:
    assert client.call("editMessageText", **sent, text="")["description"] == "Bad Request: message text is empty"
    long = client.call("editMessageText", **sent, text="x" * 4097)
    assert long["description"] == "Bad Request: message is too long"
    keyboard = {"keyboard": [[{"text": "a"}]]}
    assert "has no field" in client.call("editMessageText", **sent, text="x", reply_markup=keyboard)["description"]
    assert "no caption" in client.call("editMessageCaption", **sent, caption="x")["description"]


def test_a_deleted_message_is_gone(api: BotApi, client: Client, sent: dict[str, Any]) -> None:
    assert client.call("deleteMessage", **sent)["result"] is True
    assert [message["message_id"] for message in api.messages()] == [1]
    gone = client.call("deleteMessage", **sent)
    assert gone["description"] == "Bad Request: message to delete not found"
    edit = client.call("editMessageText", **sent, text="x")
    assert edit["description"] == "Bad Request: message to edit not found"


def test_in_groups_a_bot_deletes_only_its_own_messages(api: BotApi, client: Client) -> None:
    theirs = api.send_text("hello", chat=GROUP)
    envelope = client.call("deleteMessage", chat_id=GROUP.id, message_id=theirs)
    assert envelope["description"] == "Bad Request: message can't be deleted"
    api.set_member(GROUP, api.bot, "administrator")
    assert client.call("deleteMessage", chat_id=GROUP.id, message_id=theirs)["ok"]


def test_a_bot_posts_in_a_channel_as_administrator_and_edits_its_posts(api: BotApi, client: Client) -> None:
    theirs = api.send_channel_post("Vol. 3 is out")
    envelope = client.call("sendMessage", chat_id=f"@{CHANNEL.username}", text="x")
    assert envelope["description"] == "Bad Request: need administrator rights in the channel chat"
    api.set_member(CHANNEL, api.bot, "administrator")
    own = client.call("sendMessage", chat_id=CHANNEL.id, text="x")["result"]["message_id"]
    assert client.call("editMessageText", chat_id=CHANNEL.id, message_id=own, text="y")["ok"]
    assert not client.call("editMessageText", chat_id=CHANNEL.id, message_id=theirs, text="y")["ok"]


def test_a_missing_reply_target_is_refused_unless_allowed(client: Client) -> None:
    fields = {"chat_id": PRIVATE.id, "text": "x"}
    missing = client.call("sendMessage", **fields, reply_parameters={"message_id": 99})
    assert missing["description"] == "Bad Request: message to be replied not found"
    allowed = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in client.call("sendMessage", **fields, reply_parameters=allowed)["result"]
    found = client.call("sendMessage", **fields, reply_parameters={"message_id": 1})["result"]
    assert found["reply_to_message"]["text"] == "What did the treaty say?"


@pytest.mark.parametrize(
    "reply",
    [
        {"quote": "the Treaty"},
        {"quote": "<b>the treaty</b>", "quote_parse_mode": "HTML"},
        {"quote": "x" * 1025},
    ],
)
def test_a_quote_must_be_in_the_message(client: Client, reply: dict[str, Any]) -> None:
    envelope = client.call("sendMessage", chat_id=PRIVATE.id, text="x", reply_parameters={"message_id": 1} | reply)
    assert envelope["description"] == "Bad Request: QUOTE_TEXT_INVALID"


def test_a_quote_is_found_with_its_formatting(client: Client, sent: dict[str, Any]) -> None:
    reply = {"message_id": 1, "quote": "the treaty"}
    result = client.call("sendMessage", chat_id=PRIVATE.id, text="x", reply_parameters=reply)["result"]
    assert result["quote"] == {"text": "the treaty", "position": 9, "is_manual": True}
    reply = {"message_id": sent["message_id"], "quote": "<b>19</b>", "quote_parse_mode": "HTML"}
    assert client.call("sendMessage", chat_id=PRIVATE.id, text="x", reply_parameters=reply)["ok"]


@pytest.mark.parametrize(
    ("reaction", "description"),
    [
        ([{"type": "emoji", "emoji": "🦖"}], "Bad Request: REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}] * 2, "Bad Request: REACTIONS_TOO_MANY"),
    ],
)
def test_reactions_that_telegram_refuses(client: Client, reaction: list[dict[str, str]], description: str) -> None:
    envelope = client.call("setMessageReaction", chat_id=PRIVATE.id, message_id=1, reaction=reaction)
    assert envelope["description"] == description


def test_a_reaction_shows_under_its_message(api: BotApi, client: Client) -> None:
    reaction = [{"type": "emoji", "emoji": "👀"}]
    assert client.call("setMessageReaction", chat_id=PRIVATE.id, message_id=1, reaction=reaction)["ok"]
    assert api.reactions(1) == ["👀"]
    missing = client.call("setMessageReaction", chat_id=PRIVATE.id, message_id=9, reaction=reaction)
    assert missing["description"] == "Bad Request: message to react not found"


@pytest.mark.parametrize(
    ("method", "fields", "description"),
    [
        ("sendChatAction", {"action": "thinking"}, "Bad Request: wrong parameter action in request"),
        ("sendMessageDraft", {"draft_id": 0, "text": "x"}, "Bad Request: draft identifier must be non-zero"),
        ("sendMessageDraft", {"draft_id": 1, "text": "x" * 4097}, "Bad Request: message is too long"),
        ("sendMessage", {"text": "x", "message_thread_id": 5}, "Bad Request: message thread not found"),
        (
            "sendMessage",
            {"text": "x", "business_connection_id": "b"},
            "Bad Request: BUSINESS_CONNECTION_INVALID",
        ),
    ],
)
def test_other_refusals_in_a_chat(client: Client, method: str, fields: dict[str, Any], description: str) -> None:
    assert client.call(method, chat_id=PRIVATE.id, **fields)["description"] == description


def test_actions_and_drafts_leave_no_message(api: BotApi, client: Client) -> None:
    assert client.call("sendChatAction", chat_id=PRIVATE.id, action="typing")["result"] is True
    assert client.call("sendMessageDraft", chat_id=PRIVATE.id, draft_id=1, text="Searching")["result"] is True
    assert client.call("sendMessageDraft", chat_id=PRIVATE.id, draft_id=1)["result"] is True
    assert len(api.messages()) == 1
