"""What stays in the topic of a forum, of direct messages to a channel or of a private chat: answers, files, edits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.running import LIMIT, Reader, group, running_bot, stands_in, text_of, written
from tests.botapi import BOT, BotApi, User
from tests.botapi.chats import private_chat

QUESTION = "Kipchoge marathon"
ANSWER = "1. Kipchoge"


@pytest.fixture(scope="module")
def api(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    with BotApi() as api, running_bot(api, sample_home, tmp_path_factory.mktemp("topics") / "log"):
        yield api


def test_files_albums_and_edits_stay_in_the_topic(api: BotApi) -> None:
    forum = group(is_forum=True)
    topic = api.open_topic(chat=forum)
    user = User(81_001, "Somebody")
    asked = api.send_text("/ask Mars rover landing", chat=forum, user=user, topic=topic)
    (first,) = api.replies_to(asked, chat=forum, timeout=LIMIT)
    since = len(api.calls)
    api.edit_text(asked, f"/ask {QUESTION}", chat=forum)
    api.wait_for("editMessageText", since=since, timeout=LIMIT)
    shown = api.message(first["message_id"], chat=forum)
    assert (stands_in(shown), text_of(shown).startswith(ANSWER)) == (topic, True)
    for content in ({"caption": f"/ask {QUESTION}"}, {"caption": f"/ask@{BOT.username} {QUESTION}"}):
        photo = {"photo": [{"file_id": "x", "file_unique_id": "x", "width": 90, "height": 60}]}
        album = {"media_group_id": f"13{content['caption']}"}
        api.send(photo | album, chat=forum, user=user, topic=topic)
        captioned = api.send(photo | album | content, chat=forum, user=user, topic=topic)
        (reply,) = api.replies_to(captioned, chat=forum, timeout=LIMIT)
        assert (stands_in(reply), text_of(reply).startswith(ANSWER)) == (topic, True)
    assert {stands_in(one) for one in written(api, forum)} == {topic}


def test_in_direct_messages_to_a_channel_only_what_is_meant_for_the_bot_is_answered_in_its_topic(api: BotApi) -> None:
    direct = group(is_direct_messages=True)
    since = len(api.calls)
    ada, bela = User(81_002, "Ada"), User(81_003, "Bela")
    api.send_direct("Kipchoge marathon, please!", chat=direct, user=ada)  # it is the channel that is written to
    api.send_direct("hello", chat=direct, user=bela)
    asked = api.send_direct(f"/ask {QUESTION}", chat=direct, user=ada)
    (answer,) = api.replies_to(asked, chat=direct, timeout=LIMIT)
    assert answer["direct_messages_topic"]["user"]["id"] == ada.id
    following = api.send_direct("who were the pacemakers?", chat=direct, user=ada, reply_to=answer["message_id"])
    (reply,) = api.replies_to(following, chat=direct, timeout=LIMIT)
    assert reply["direct_messages_topic"]["user"]["id"] == ada.id
    assert "pacemakers" in text_of(Reader(api, ada, direct).look(reply, "In context 1"))
    drawn = api.send_direct("/timeline Mars", chat=direct, user=bela)
    (picture,) = api.replies_to(drawn, chat=direct, timeout=LIMIT)
    assert picture["direct_messages_topic"]["user"]["id"] == bela.id
    ours = [one for one in api.messages(direct) if one.get("from", {}).get("id") == BOT.id]
    assert len(ours) == 3
    assert not [call for call in api.calls[since:] if call.error is not None]


def test_a_private_chat_has_topics_too_and_what_telegram_does_not_take_there_comes_beside_them(api: BotApi) -> None:
    user = User(81_004, "Cleo")
    private = private_chat(user)
    topic = api.open_topic("Rovers", chat=private, user=user)
    asked = api.send_text(QUESTION, chat=private, user=user, topic=topic)
    (answer,) = api.replies_to(asked, chat=private, timeout=LIMIT)
    assert (stands_in(answer), text_of(answer).startswith(ANSWER)) == (topic, True)
    since = len(api.calls)
    api.fail_next("sendMessage", 400, description="Bad Request: message thread not found")
    again = api.send_text("Mars rover landing", chat=private, user=user, topic=topic)
    api.replies_to(again, chat=private, timeout=LIMIT)
    taken = [call.params for call in api.calls[since:] if call.method == "sendMessage" and call.error is None]
    assert ["message_thread_id" in params for params in taken] == [False]
