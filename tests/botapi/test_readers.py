"""The people that tests play, and what tests see of the bot."""

import threading
import time
from typing import Any

import pytest

from tests.botapi import CHANNEL, GROUP, OTHER_READER, PRIVATE, READER, BotApi, Chat, User
from tests.botapi.client import Client


def _newest(client: Client) -> dict[str, Any]:
    update = client.call("getUpdates", offset=-1)["result"][0]
    assert isinstance(update, dict)
    return update


def test_a_text_reaches_the_bot_as_a_message(api: BotApi, client: Client) -> None:
    sent = api.send_text("/search@dateline_test_bot peace 😀 #1919 https://a.org")
    update = _newest(client)
    message = update["message"]
    assert (update["update_id"], message["message_id"]) == (sent.update_id, sent)
    assert message["chat"] == {"id": 501, "type": "private", "username": "ada_reads", "first_name": "Ada"}
    assert message["from"]["language_code"] == "en"
    assert message["from"]["is_bot"] is False
    assert abs(message["date"] - time.time()) < 5
    assert message["entities"] == [
        {"type": "bot_command", "offset": 0, "length": 25},
        {"type": "url", "offset": 41, "length": 13},
    ]


def test_a_command_starts_with_its_entity(api: BotApi, client: Client) -> None:
    api.send_command("start help_1")
    message = _newest(client)["message"]
    assert message["text"] == "/start help_1"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


def test_other_users_write_in_their_own_private_chats(api: BotApi, client: Client) -> None:
    api.send_text("hallo", user=OTHER_READER)
    assert _newest(client)["message"]["chat"]["id"] == OTHER_READER.id
    api.send_text("hi", chat=Chat(777, "private", first_name="Cleo"))
    assert _newest(client)["message"]["from"]["id"] == 777
    with pytest.raises(ValueError, match="cannot write in the private chat of somebody else"):
        api.send_text("x", chat=PRIVATE, user=OTHER_READER)


def test_replies_and_quotes_of_readers(api: BotApi, client: Client) -> None:
    answer = client.call("sendMessage", chat_id=PRIVATE.id, text="Signed in 1919")["result"]["message_id"]
    api.send_text("why then?", reply_to=answer, quote="in 1919")
    message = _newest(client)["message"]
    assert message["reply_to_message"]["from"]["id"] == api.bot.id
    assert message["quote"] == {"text": "in 1919", "position": 7, "is_manual": True}
    with pytest.raises(LookupError, match="the quote is not in the message"):
        api.send_text("?", reply_to=answer, quote="in 1920")
    with pytest.raises(LookupError, match="0 messages have the id 99"):
        api.send_text("?", reply_to=99)


def test_an_edited_text_is_another_update(api: BotApi, client: Client) -> None:
    sent = api.send_text("treaty 1918")
    api.edit_text(sent, "treaty 1919 /help")
    edited = _newest(client)["edited_message"]
    assert edited["message_id"] == sent
    assert edited["text"] == "treaty 1919 /help"
    assert edited["entities"][0]["type"] == "bot_command"
    assert "edit_date" in edited


@pytest.mark.parametrize("field", ["sticker", "photo", "voice", "document"])
def test_media_reach_the_bot_without_text(api: BotApi, client: Client, field: str) -> None:
    getattr(api, f"send_{field}")()
    message = _newest(client)["message"]
    assert field in message
    assert not message.keys() & {"text", "caption"}


def test_captions_carry_entities(api: BotApi, client: Client) -> None:
    api.send_photo("see /help")
    message = _newest(client)["message"]
    assert message["caption"] == "see /help"
    assert message["caption_entities"][0]["type"] == "bot_command"


def test_channels_service_messages_and_forwards(api: BotApi, client: Client) -> None:
    post = api.send_channel_post("Vol. 3")
    assert _newest(client)["channel_post"]["sender_chat"]["id"] == CHANNEL.id
    api.edit_text(post, "Vol. 4")
    assert _newest(client)["edited_channel_post"]["text"] == "Vol. 4"
    api.send_service()
    assert "new_chat_members" in _newest(client)["message"]
    origins = []
    for writer in (User(9, "Dora"), CHANNEL, GROUP):
        api.send_text("forwarded", forwarded_from=writer)
        origins.append(_newest(client)["message"]["forward_origin"]["type"])
    assert origins == ["user", "channel", "chat"]


def test_a_hostile_update_passes_as_it_is(api: BotApi, client: Client) -> None:
    update_id = api.send_update({"message": {"text": 7}})
    assert _newest(client) == {"update_id": update_id, "message": {"text": 7}}
    assert api.send_update({"update_id": 1, "poll": None}) == 1


def test_supergroups_count_their_messages_by_themselves(api: BotApi) -> None:
    in_group = api.send_text("hello", chat=GROUP)
    assert in_group == 1
    assert api.message(in_group)["chat"]["id"] == GROUP.id
    with pytest.raises(LookupError, match="say which with chat="):
        api.message(1)
    assert api.message(1, chat=PRIVATE)["chat"]["id"] == PRIVATE.id


def test_a_message_that_a_reader_deleted_cannot_be_answered(api: BotApi, client: Client) -> None:
    api.delete(api.send_text("never mind"))
    reply = {"message_id": 2}
    envelope = client.call("sendMessage", chat_id=PRIVATE.id, text="x", reply_parameters=reply)
    assert envelope["description"] == "Bad Request: message to be replied not found"


def test_waiting_ends_when_the_call_comes(api: BotApi, client: Client) -> None:
    reply = {"message_id": 1}
    threading.Timer(
        0.05, client.call, ("sendMessage",), {"chat_id": 501, "text": "secret", "reply_parameters": reply}
    ).start()
    assert [message["text"] for message in api.replies_to(1)] == ["secret"]
    assert [message["text"] for message in api.sent_after(1)] == ["secret"]
    (call,) = api.wait_for("sendMessage")
    assert call.params["text"] == "secret"
    assert api.wait_for(lambda one: one.params.get("chat_id") == READER.id) == [call]
    assert api.messages()[-1]["text"] == "secret"


def test_waiting_in_vain_names_methods_and_no_texts(api: BotApi, client: Client) -> None:
    client.call("sendMessage", chat_id=PRIVATE.id, text="secret")
    client.call("sendMessage", chat_id=99, text="secret")
    for wait in (
        lambda: api.wait_for("sendPhoto", timeout=0.01),
        lambda: api.wait_for("sendMessage", 2, timeout=0.01),
        lambda: api.wait_for("sendMessage", timeout=0.01, since=1),
        lambda: api.replies_to(1, timeout=0.01),
        lambda: api.sent_after(1, count=2, timeout=0.01),
        lambda: api.wait_until_confirmed(0.01),
    ):
        with pytest.raises(AssertionError) as caught:
            wait()
        assert "secret" not in str(caught.value)
    with pytest.raises(AssertionError, match=r"sendMessage x1, sendMessage \(400\) x1"):
        api.wait_for("sendPhoto", timeout=0.01)


def test_counts_are_enough_for_long_runs() -> None:
    seen: list[str] = []
    with BotApi(keep_calls=False, on_call=lambda call: seen.append(call.method)) as api:
        api.send_text("x")
        client = Client(api)
        for _ in range(3):
            client.call("sendMessage", chat_id=PRIVATE.id, text="y")
        assert api.wait_for("sendMessage", 3) == []
        assert api.calls == []
        assert api.counts["sendMessage"] == 3
        assert seen == ["sendMessage"] * 3
        with pytest.raises(TypeError, match="wait for a method"):
            api.wait_for(lambda call: call.dropped)
        with pytest.raises(AssertionError, match="sendMessage x3"):
            api.wait_for("sendMessage", 4, timeout=0.01)
