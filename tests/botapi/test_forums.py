"""Topics of forums, threads of replies, albums, and people who write in the name of a chat."""

from typing import Any

import pytest

from tests.botapi import CHANNEL, DIRECT, FORUM, GROUP, BotApi, Chat, User
from tests.botapi.client import Client

_MARKUP = {"inline_keyboard": [[{"text": "more", "callback_data": "m:1"}]]}


def _send(client: Client, chat: Chat, **fields: Any) -> dict[str, Any]:
    message = client.call("sendMessage", chat_id=chat.id, text="x", **fields)["result"]
    assert isinstance(message, dict)
    return message


def _topic(message: dict[str, Any]) -> int | None:
    return message["message_thread_id"] if message.get("is_topic_message") else None


def test_what_is_written_in_a_topic_replies_to_its_opening_unless_to_another(api: BotApi, client: Client) -> None:
    topic = api.open_topic("Treaties")
    opening = client.newest_update()["message"]
    assert (opening["forum_topic_created"]["name"], _topic(opening), opening["message_id"]) == (
        "Treaties",
        topic,
        topic,
    )
    first = api.send_text("first", chat=FORUM, topic=topic)
    message = client.newest_update()["message"]
    assert message["chat"]["is_forum"] is True
    assert (_topic(message), message["reply_to_message"]["message_id"]) == (topic, topic)
    api.send_text("second", chat=FORUM, reply_to=first)
    message = client.newest_update()["message"]
    assert (_topic(message), message["reply_to_message"]["message_id"]) == (topic, first)
    api.send_text("elsewhere", chat=FORUM)
    assert not {"message_thread_id", "reply_to_message"} & client.newest_update()["message"].keys()


def test_a_message_of_the_bot_stands_in_the_topic_that_it_names_or_else_in_that_of_its_target(
    api: BotApi, client: Client
) -> None:
    topic, other = api.open_topic(), api.open_topic()
    asked = api.send_text("?", chat=FORUM, topic=topic)
    gone = {"message_id": 99, "allow_sending_without_reply": True}
    for fields in (
        {"message_thread_id": topic},
        {"reply_parameters": {"message_id": asked}},
        {"message_thread_id": topic, "reply_parameters": {"message_id": asked}},
        {"message_thread_id": topic, "reply_parameters": gone},
    ):
        assert _topic(_send(client, FORUM, **fields)) == topic
    assert _topic(_send(client, FORUM, reply_parameters=gone)) is None
    sent = _send(client, FORUM, message_thread_id=topic, reply_parameters=gone, reply_markup=_MARKUP)
    api.press(sent["message_id"], "more", chat=FORUM)
    pressed = client.newest_update()["callback_query"]["message"]
    assert (_topic(pressed), pressed["reply_to_message"]["message_id"]) == (topic, topic)
    across = {"message_thread_id": other, "reply_parameters": gone | {"message_id": asked}}
    assert client.refusal("sendMessage", chat_id=FORUM.id, text="x", **across) == "message to be replied not found"


@pytest.mark.parametrize("call", [("sendMessage", {"text": "x"}), ("sendChatAction", {"action": "typing"})])
def test_a_thread_that_is_no_topic_is_refused(api: BotApi, client: Client, call: tuple[str, dict[str, str]]) -> None:
    topic = api.open_topic()
    asked = api.send_text("?", chat=GROUP)
    api.send_text("!", chat=GROUP, reply_to=asked)
    chain = client.newest_update()["message"]
    assert (chain["message_thread_id"], "is_topic_message" in chain) == (asked, False)
    api.send_text("?", chat=FORUM, topic=topic)
    method, fields = call
    for chat, thread in ((GROUP, asked), (FORUM, 1 + topic), (FORUM, 99)):
        refusal = client.refusal(method, chat_id=chat.id, message_thread_id=thread, **fields)
        assert refusal == "message thread not found"
    assert client.call(method, chat_id=FORUM.id, message_thread_id=topic, **fields)["ok"]
    api.delete_topic(topic)
    assert client.refusal(method, chat_id=FORUM.id, message_thread_id=topic, **fields) == "message thread not found"
    assert api.messages(FORUM) == []


def test_direct_messages_to_a_channel_have_a_topic_each_that_must_be_named(api: BotApi, client: Client) -> None:
    first, other = api.send_direct("hello"), api.send_direct("hi", user=User(9, "Dora"))
    topics = [api.message(one, chat=DIRECT)["direct_messages_topic"]["topic_id"] for one in (first, other)]
    assert client.newest_update()["message"]["direct_messages_topic"] == {
        "topic_id": topics[1],
        "user": api.message(other, chat=DIRECT)["from"],
    }
    sent = _send(client, DIRECT, direct_messages_topic_id=topics[0], reply_parameters={"message_id": first})
    assert sent["direct_messages_topic"]["topic_id"] == topics[0]
    following = api.send_direct("and?", reply_to=sent["message_id"])
    assert api.message(following, chat=DIRECT)["direct_messages_topic"]["topic_id"] == topics[0]
    across = {"direct_messages_topic_id": topics[1], "reply_parameters": {"message_id": first}}
    for fields, refusal in (
        ({}, "a direct messages chat needs the field direct_messages_topic_id"),
        ({"message_thread_id": first}, "message thread not found"),
        ({"direct_messages_topic_id": 7}, "direct messages topic not found"),
        (across, "message to be replied not found"),
    ):
        assert client.refusal("sendMessage", chat_id=DIRECT.id, text="x", **fields) == refusal
    api.send_text("?", chat=GROUP)
    elsewhere = client.refusal("sendMessage", chat_id=GROUP.id, text="x", direct_messages_topic_id=topics[0])
    assert elsewhere == "the chat holds no direct messages to a channel"
    assert not client.call("sendChatAction", chat_id=DIRECT.id, action="typing")["ok"]


def test_an_album_is_several_messages_of_one_number(api: BotApi, client: Client) -> None:
    last = api.send_album([None, "x /help", None])[-1]
    updates = client.call("getUpdates", offset=last.update_id - 2)["result"]
    messages = [update["message"] for update in updates]
    assert [message.get("caption") for message in messages] == [None, "x /help", None]
    (album,) = {message["media_group_id"] for message in messages}
    api.send_album(["y"])
    assert client.newest_update()["message"]["media_group_id"] != album
    api.edit_caption(messages[1]["message_id"], None)
    assert not {"caption", "caption_entities"} & client.newest_update()["edited_message"].keys()


@pytest.mark.parametrize(("name", "fake"), [(GROUP, 1087968824), (CHANNEL, 136817688)])
def test_who_writes_in_the_name_of_a_chat_is_one_fake_user_for_all(
    api: BotApi, client: Client, name: Chat, fake: int
) -> None:
    api.send_text("hello", chat=GROUP, user=User(9, "Dora"), in_name_of=name)
    message = client.newest_update()["message"]
    assert (message["from"]["id"], message["from"]["is_bot"], message["sender_chat"]["id"]) == (fake, True, name.id)


def test_a_quote_of_another_chat_comes_without_its_message(api: BotApi, client: Client) -> None:
    api.send_about("when?", "the treaty")
    message = client.newest_update()["message"]
    assert (message["quote"]["text"], message["external_reply"]["chat"]["id"]) == ("the treaty", CHANNEL.id)
    assert "reply_to_message" not in message
    api.send_about("when?", None)
    assert "quote" not in client.newest_update()["message"]
