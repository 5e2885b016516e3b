"""What is sent, edited and shown: messages, keyboards, replies, photos, actions, closed chats."""

import struct
from typing import Any

import pytest

from tests.botapi import BASIC_GROUP, CHANNEL, GROUP, PRIVATE, BotApi, Chat
from tests.botapi.client import Client

_BUTTON = {"text": "more", "callback_data": "m:1"}
_MARKUP = {"inline_keyboard": [[_BUTTON]]}
_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def _png(width: int = 3, height: int = 2) -> bytes:
    """Makes the beginning of a PNG."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[_BUTTON | {"callback_data": "x" * 65}]], "BUTTON_DATA_INVALID"),
        ([[_BUTTON | {"callback_data": "é" * 33}]], "BUTTON_DATA_INVALID"),
        ([[_BUTTON | {"callback_data": ""}]], "BUTTON_DATA_INVALID"),
        (
            [[{"text": "x"}]],
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ([[_BUTTON | {"url": "https://a.org"}]], "an inline keyboard button has 2 actions instead of one"),
        ([[_BUTTON | {"text": " "}]], "can't parse keyboard button: Text must be non-empty"),
        ([[_BUTTON] * 5] * 21, "reply markup is too long"),
        ([[_BUTTON], []], "a keyboard has an empty row, or none"),
        ([[_BUTTON] * 9], "a row of a keyboard has over 8 buttons, Telegram moves the rest"),
        (
            [[{"text": "x", "url": "http://localhost"}]],
            "inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
        ),
        ([[{"text": "x", "copy_text": {"text": ""}}]], "BUTTON_COPY_TEXT_INVALID"),
        ([[_BUTTON | {"style": "pink"}]], "invalid button style specified"),
    ],
)
def test_keyboards_that_telegram_refuses(client: Client, rows: list[list[dict[str, Any]]], reason: str) -> None:
    markup = {"inline_keyboard": rows}
    assert client.refusal("sendMessage", chat_id=PRIVATE.id, text="x", reply_markup=markup) == reason


def test_a_full_keyboard_is_shown(api: BotApi, client: Client) -> None:
    markup = {"inline_keyboard": [[{"text": str(n), "callback_data": "é" * 32} for n in range(5)]] * 20}
    client.send(reply_markup=markup)
    assert api.messages()[-1]["reply_markup"] == markup


@pytest.fixture
def sent(client: Client) -> dict[str, Any]:
    """The place of a message of the bot with a keyboard."""
    message = client.send("<b>1919</b>", parse_mode="HTML", reply_markup=_MARKUP)
    return {"chat_id": PRIVATE.id, "message_id": message["message_id"]}


def test_an_edit_shows_in_the_chat(api: BotApi, client: Client, sent: dict[str, Any]) -> None:
    result = client.call("editMessageText", **sent, text="1920")["result"]
    shown = api.message(sent["message_id"])
    assert shown == result
    assert shown["text"] == "1920"
    assert "edit_date" in shown
    assert not shown.keys() & {"reply_markup", "entities"}


@pytest.mark.parametrize("text", ["<b>1919</b>", "<strong>1919</strong>", " <b>1919</b>\n"])
def test_an_unchanged_edit_is_refused(client: Client, sent: dict[str, Any], text: str) -> None:
    same = {"text": text, "parse_mode": "HTML"}
    assert client.refusal("editMessageText", **sent, **same, reply_markup=_MARKUP) == _UNCHANGED
    assert client.call("editMessageText", **sent, **same)["ok"]  # without its keyboard it is another message
    assert client.refusal("editMessageText", **sent, **same) == _UNCHANGED


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"chat_id": PRIVATE.id, "message_id": 99}, "message to edit not found"),
        ({"chat_id": PRIVATE.id, "message_id": 1}, "message can't be edited"),
        ({"chat_id": PRIVATE.id}, "message identifier is not specified"),
        ({"message_id": 1}, "chat_id is empty"),
        ({"inline_message_id": "x"}, "MESSAGE_ID_INVALID"),
        ({"chat_id": PRIVATE.id, "message_id": 2, "text": ""}, "message text is empty"),
        ({"chat_id": PRIVATE.id, "message_id": 2, "text": "x" * 4097}, "message is too long"),
        (
            {"chat_id": PRIVATE.id, "message_id": 2, "reply_markup": {"keyboard": []}},
            'editMessageText.reply_markup has no field "keyboard"',
        ),
    ],
)
def test_only_texts_of_the_bot_are_edited(
    client: Client, sent: dict[str, Any], fields: dict[str, Any], reason: str
) -> None:
    assert sent["message_id"] == 2
    assert client.refusal("editMessageText", **{"text": "x"} | fields) == reason


def test_a_missing_reply_target_is_refused_unless_allowed(api: BotApi, client: Client) -> None:
    api.delete(api.send_text("never mind"))
    missing = {"message_id": 2}
    refused = client.refusal("sendMessage", chat_id=PRIVATE.id, text="x", reply_parameters=missing)
    assert refused == "message to be replied not found"
    allowed = missing | {"allow_sending_without_reply": True}
    assert "reply_to_message" not in client.send(reply_parameters=allowed)
    found = client.send(reply_parameters={"message_id": 1, "quote": "the treaty"})
    assert found["reply_to_message"]["text"] == "What did the treaty say?"
    assert found["quote"] == {"text": "the treaty", "position": 9, "is_manual": True}


@pytest.mark.parametrize(
    ("method", "fields", "reason"),
    [
        ("sendMessage", {"text": "x", "reply_parameters": {"message_id": 1, "quote": "a pact"}}, "QUOTE_TEXT_INVALID"),
        ("sendMessage", {"text": "x", "message_thread_id": 5}, "message thread not found"),
        ("sendMessage", {"text": "x", "business_connection_id": "b"}, "BUSINESS_CONNECTION_INVALID"),
        ("sendMessage", {"text": "x", "chat_id": CHANNEL.id}, "need administrator rights in the channel chat"),
        ("sendMessage", {"text": "x", "chat_id": GROUP.id}, "chat not found"),
        (
            "sendMessage",
            {"text": "x", "reply_parameters": {"message_id": 1, "chat_id": GROUP.id}},
            "the stand-in knows replies within one chat only",
        ),
        ("sendChatAction", {"action": "thinking"}, "wrong parameter action in request"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "attach://nothing"}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "https://example.org/a.png"}, "failed to get HTTP URL content"),
        ("sendPhoto", {"photo": "AgAC"}, "wrong remote file identifier specified: Wrong string length"),
    ],
)
def test_other_refusals_in_a_chat(
    api: BotApi, client: Client, method: str, fields: dict[str, Any], reason: str
) -> None:
    api.send_channel_post("Vol. 3")
    assert client.refusal(method, **{"chat_id": PRIVATE.id} | fields) == reason


def test_chat_actions_leave_no_message_and_are_not_for_channels(api: BotApi, client: Client) -> None:
    assert client.call("sendChatAction", chat_id=PRIVATE.id, action="typing")["result"] is True
    assert len(api.messages()) == 1
    api.send_channel_post("Vol. 3")
    refused = client.call("sendChatAction", chat_id=CHANNEL.id, action="typing")["description"]
    assert refused == "Forbidden: chat actions are not shown in channels"


def test_an_uploaded_photo_is_kept_and_shown_and_its_caption_is_no_text(api: BotApi, client: Client) -> None:
    caption = {"caption": "<i>Timeline</i>", "parse_mode": "HTML"}
    result = client.upload("sendPhoto", {"photo": _png()}, chat_id="501", **caption)["result"]
    assert api.calls[-1].files == {"photo": _png()}
    assert (result["photo"][0]["width"], result["photo"][0]["height"]) == (3, 2)
    assert result["caption_entities"] == [{"type": "italic", "offset": 0, "length": 8}]
    attached = client.upload("sendPhoto", {"f1": _png()}, chat_id="501", photo="attach://f1")["result"]
    assert attached["photo"] == result["photo"]
    reason = client.refusal("editMessageText", chat_id=PRIVATE.id, message_id=result["message_id"], text="x")
    assert reason == "there is no text in the message to edit"


@pytest.mark.parametrize(
    ("photo", "caption", "reason"),
    [
        (b"", "", "file must be non-empty"),
        (b"GIF89a", "", "IMAGE_PROCESS_FAILED"),
        (_png(9000, 2000), "", "PHOTO_INVALID_DIMENSIONS"),
        (_png(2100, 100), "", "PHOTO_INVALID_DIMENSIONS"),
        (_png(0, 0), "", "PHOTO_INVALID_DIMENSIONS"),
        (_png(), "😀" * 513, "message caption is too long"),
        (_png() + bytes(10_000_001), "", "file of size 10000025 bytes is too big for a photo"),
    ],
)
def test_photos_that_telegram_cannot_show(client: Client, photo: bytes, caption: str, reason: str) -> None:
    envelope = client.upload("sendPhoto", {"photo": photo}, chat_id="501", caption=caption)
    assert envelope["description"] == f"Bad Request: {reason}"


def test_a_file_that_no_field_uses_is_refused(client: Client) -> None:
    envelope = client.upload("sendMessage", {"photo": _png()}, chat_id="501", text="x")
    assert envelope["description"] == 'Bad Request: no field of sendMessage uses the file "photo"'


@pytest.mark.parametrize(
    ("chat", "reason"),
    [(PRIVATE, "bot was blocked by the user"), (GROUP, "bot was kicked from the supergroup chat")],
)
def test_a_blocked_bot_may_not_write(api: BotApi, client: Client, chat: Chat, reason: str) -> None:
    api.block(chat)
    assert client.call("sendMessage", chat_id=chat.id, text="x")["description"] == f"Forbidden: {reason}"
    assert client.status == 403
    with pytest.raises(ValueError, match="closed to the bot"):
        api.send_text("hello?", chat=chat)
    assert client.newest_update()["my_chat_member"]["new_chat_member"]["status"] == "kicked"


def test_a_migrated_group_tells_its_new_id(api: BotApi, client: Client) -> None:
    api.send_text("hello", chat=BASIC_GROUP)
    api.migrate(BASIC_GROUP, GROUP)
    envelope = client.call("sendMessage", chat_id=BASIC_GROUP.id, text="x")
    assert envelope == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": GROUP.id},
    }
    assert client.call("sendMessage", chat_id=GROUP.id, text="x")["ok"]
    left, entered = (update["message"].keys() for update in client.call("getUpdates")["result"][-2:])
    assert "migrate_to_chat_id" in left
    assert "migrate_from_chat_id" in entered
