"""The people that tests play, and what tests see of the bot."""

import threading
import time
from collections.abc import Callable

import pytest

from tests.botapi import CHANNEL, GROUP, OTHER_READER, PRIVATE, BotApi, User
from tests.botapi.client import Client


def test_a_text_reaches_the_bot_as_a_message(api: BotApi, client: Client) -> None:
    sent = api.send_text("/search@dateline_test_bot peace 😀 #1919 https://a.org")
    update = client.newest_update()
    message = update["message"]
    assert (update["update_id"], message["message_id"]) == (sent.update_id, sent)
    assert message["chat"] == {"id": 501, "type": "private", "username": "ada_reads", "first_name": "Ada"}
    assert (message["from"]["language_code"], message["from"]["is_bot"]) == ("en", False)
    assert abs(message["date"] - time.time()) < 5
    assert message["entities"] == [
        {"type": "bot_command", "offset": 0, "length": 25},
        {"type": "url", "offset": 41, "length": 13},
    ]
    with pytest.raises(ValueError, match="at most 4096 UTF-16 units"):
        api.send_text("x" * 4097)


def test_replies_and_quotes_of_readers(api: BotApi, client: Client) -> None:
    answer = client.send("Signed in 1919")["message_id"]
    api.send_text("why then?", reply_to=answer, quote="in 1919")
    message = client.newest_update()["message"]
    assert message["reply_to_message"]["from"]["id"] == api.bot.id
    assert message["quote"] == {"text": "in 1919", "position": 7, "is_manual": True}
    with pytest.raises(LookupError, match="the quote is not in the message"):
        api.send_text("?", reply_to=answer, quote="in 1920")
    with pytest.raises(LookupError, match="0 messages have the id 99"):
        api.send_text("?", reply_to=99)


def test_an_edited_text_is_another_update(api: BotApi, client: Client) -> None:
    sent = api.send_text("treaty 1918 /start")
    api.edit_text(sent, "treaty 1919 /help")
    edited = client.newest_update()["edited_message"]
    assert (edited["message_id"], edited["text"]) == (sent, "treaty 1919 /help")
    assert edited["entities"] == [{"type": "bot_command", "offset": 12, "length": 5}]
    assert "edit_date" in edited


@pytest.mark.parametrize("field", ["sticker", "photo", "voice", "document"])
def test_media_reach_the_bot_with_and_without_a_caption(api: BotApi, client: Client, field: str) -> None:
    getattr(api, f"send_{field}")()
    message = client.newest_update()["message"]
    assert field in message
    assert not message.keys() & {"text", "caption"}
    api.send_photo("see /help")
    message = client.newest_update()["message"]
    assert message["caption"] == "see /help"
    assert message["caption_entities"][0]["type"] == "bot_command"


def test_channels_service_messages_forwards_and_hostile_updates(api: BotApi, client: Client) -> None:
    api.send_channel_post("Vol. 3")
    assert client.newest_update()["channel_post"]["sender_chat"]["id"] == CHANNEL.id
    api.send_service()
    assert "new_chat_members" in client.newest_update()["message"]
    api.send_text("forwarded", forwarded_from=User(9, "Dora"))
    assert client.newest_update()["message"]["forward_origin"]["sender_user"]["id"] == 9
    update_id = api.send_update({"message": {"text": 7}})
    assert client.newest_update() == {"update_id": update_id, "message": {"text": 7}}
    assert api.send_update({"update_id": 1, "poll": None}) == 1


def test_supergroups_count_their_messages_by_themselves(api: BotApi) -> None:
    in_group = api.send_text("hello", chat=GROUP, user=OTHER_READER)
    assert in_group == 1
    assert api.message(in_group)["chat"]["id"] == GROUP.id
    with pytest.raises(LookupError, match="say which with chat="):
        api.message(1)
    assert api.message(1, chat=PRIVATE)["chat"]["id"] == PRIVATE.id


def test_waiting_ends_when_the_call_comes(api: BotApi, client: Client) -> None:
    threading.Timer(0.05, client.send, ("secret",), {"reply_parameters": {"message_id": 1}}).start()
    assert [message["text"] for message in api.replies_to(1)] == ["secret"]
    assert [message["text"] for message in api.sent_after(1)] == ["secret"]
    (call,) = api.wait_for("sendMessage")
    assert call.params["text"] == api.messages()[-1]["text"] == "secret"


@pytest.mark.parametrize(
    "wait",
    [
        lambda api: api.wait_for("sendPhoto", timeout=0.01),
        lambda api: api.wait_for("sendMessage", 2, timeout=0.01),
        lambda api: api.wait_for("sendMessage", timeout=0.01, since=1),
        lambda api: api.replies_to(1, timeout=0.01),
        lambda api: api.sent_after(2, timeout=0.01),
        lambda api: api.wait_until_confirmed(0.01),
    ],
)
def test_waiting_in_vain_names_methods_and_no_texts(
    api: BotApi, client: Client, wait: Callable[[BotApi], object]
) -> None:
    client.send("secret")
    client.refusal("sendMessage", chat_id=99, text="secret")
    with pytest.raises(AssertionError, match=r"methods called: sendMessage x1, sendMessage \(400\) x1$"):
        wait(api)


def test_a_long_run_keeps_its_refusals_alone() -> None:
    seen: list[str] = []
    with BotApi(keep_calls=False, on_call=lambda call: seen.append(call.method)) as api:
        Client(api).refusal("sendMessage", chat_id=99, text="x")
        assert (api.calls, seen, api.refusals) == ([], ["sendMessage"], {("sendMessage", 400): 1})
