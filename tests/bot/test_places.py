"""Where the bot answers and whom: topics, quotes from elsewhere, people behind names, presses that fail.

With updates fetched and with updates pushed; every test has readers of its own, as few questions fill a bucket here.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import Bot, Message

from bot.telegram.connection import Connection
from bot.telegram.working import show_typing
from bot.wording import words
from tests.bot.running import (
    LIMIT,
    Reader,
    buttons,
    group,
    running_bot,
    sent_since,
    somebody,
    stands_in,
    text_of,
    webhook_settings,
    written,
)
from tests.botapi import BOT, CHANNEL, FORUM, GROUP, BotApi

ALLOWANCE = 6
FAILED = words("en")["failed"]
QUESTION = "Kipchoge marathon"
ANSWER = "1. Kipchoge"


@pytest.fixture(scope="module", params=["polling", "webhook"])
def place(
    request: pytest.FixtureRequest, sample_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[BotApi, Path]]:
    settings = webhook_settings() if request.param == "webhook" else {}
    folder = tmp_path_factory.mktemp("places")
    home = shutil.copytree(sample_home, folder / "home")  # the last test breaks it
    with BotApi() as api, running_bot(api, home, folder / "log", DATELINE_ALLOWANCE=str(ALLOWANCE), **settings):
        yield api, home


@pytest.fixture
def api(place: tuple[BotApi, Path]) -> BotApi:
    return place[0]


# Topics


def test_a_reply_stays_in_the_topic_of_its_question(api: BotApi) -> None:
    forum = group(is_forum=True)
    topics = [api.open_topic(name, chat=forum) for name in ("Rovers", "Runs")]
    for topic in topics:
        question = api.send_text(f"/ask {QUESTION}", chat=forum, topic=topic)
        (reply,) = api.replies_to(question, chat=forum, timeout=LIMIT)
        assert (stands_in(reply), text_of(reply).startswith(ANSWER)) == (topic, True)
        following = Reader(api, chat=forum).ask("who were the pacemakers?", reply_to=reply["message_id"])
        assert stands_in(following) == topic
        assert text_of(Reader(api, chat=forum).look(reply, "In context 1")) != text_of(reply)
    assert not [one for one in written(api, forum) if stands_in(one) is None]


def test_hints_notices_and_failures_stay_in_the_topic(api: BotApi) -> None:
    forum = group(is_forum=True)
    topic = api.open_topic(chat=forum)
    user = somebody(api).user
    for text in ("/ask", "/on someday", "/from Mars"):
        hint = api.send_text(text, chat=forum, user=user, topic=topic)
        assert stands_in(api.replies_to(hint, chat=forum, timeout=LIMIT)[0]) == topic
    api.fail_next("sendMessage", 400)
    failing = api.send_text(f"/ask {QUESTION}", chat=forum, user=user, topic=topic)
    (told,) = api.replies_to(failing, chat=forum, timeout=LIMIT)
    assert (told["text"], stands_in(told)) == (FAILED, topic)
    burst = [api.send_text("/about", chat=forum, user=user, topic=topic) for _ in range(ALLOWANCE)]
    shown = written(api, forum)
    assert all(stands_in(one) == topic for one in shown)
    assert sum(one["text"] == words("en")["too_many"] for one in shown) == 1
    assert len(shown) < 4 + len(burst) + 1


def test_a_picture_and_what_is_pressed_below_it_stay_in_the_topic(api: BotApi) -> None:
    forum = group(is_forum=True)
    topic = api.open_topic(chat=forum)
    question = api.send_text("/timeline Mars", chat=forum, topic=topic)
    (picture,) = api.replies_to(question, chat=forum, timeout=LIMIT)
    assert ("photo" in picture, stands_in(picture)) == (True, topic)
    since = len(api.calls)
    Reader(api, somebody(api).user, forum).press(picture, buttons(picture)[0])
    assert stands_in(sent_since(api, since)) == topic


def test_a_reply_whose_question_is_deleted_meanwhile_stays_in_the_topic(api: BotApi) -> None:
    forum = group(is_forum=True)
    topic = api.open_topic(chat=forum)
    since = len(api.calls)
    api.delay("sendMessage", 0.6)
    api.delete(api.send_text("/ask Mars rover landing", chat=forum, topic=topic))
    reply = sent_since(api, since)
    api.delay("sendMessage", 0)
    assert reply["reply_to_message"]["message_id"] == topic  # as everything in a topic does that replies to nothing
    assert stands_in(reply) == topic
    reader = somebody(api, forum)
    assert reader.press(reply, "Next ›")["text"] == words("en")["gone"]
    assert text_of(reader.shown(reply)) == reply["text"]


def test_a_topic_that_is_deleted_meanwhile_gets_nothing_and_nobody_else_does(api: BotApi) -> None:
    forum = group(is_forum=True)
    topic = api.open_topic(chat=forum)
    since = len(api.calls)
    api.delay("sendMessage", 0.6)
    api.send_text("/ask Mars rover landing", chat=forum, topic=topic)
    api.delete_topic(topic, chat=forum)
    api.delay("sendMessage", 0)
    assert written(api, forum) == []
    refused = [call for call in api.calls[since:] if call.error is not None]
    assert [call.method for call in refused if call.method != "sendChatAction"] == ["sendMessage"]


@pytest.mark.parametrize("is_forum", [True, None])
def test_the_general_topic_and_threads_of_replies_elsewhere_have_no_number_to_send_to(
    api: BotApi, is_forum: bool | None
) -> None:
    reader = somebody(api, group(is_forum=is_forum))
    since = len(api.calls)
    answer = reader.ask(f"/ask {QUESTION}")
    following = reader.ask("who were the pacemakers?", reply_to=answer["message_id"])
    assert following["message_thread_id"] == answer["reply_to_message"]["message_id"]
    assert "is_topic_message" not in following
    assert "pacemakers" in text_of(reader.look(following, "In context 1"))
    calls = [call for call in api.calls[since:] if call.method in {"sendMessage", "sendChatAction"}]
    assert calls
    assert not [call for call in calls if "message_thread_id" in call.params or call.error is not None]


def test_what_is_written_in_a_topic_that_we_opened_is_no_reply_to_us(api: BotApi) -> None:
    forum = group(is_forum=True)
    topic = api.open_topic(chat=forum, user=BOT)
    api.send_text(QUESTION, chat=forum, topic=topic)
    assert [one for one in written(api, forum) if "text" in one] == []


def test_typing_is_shown_in_the_topic(api: BotApi) -> None:
    forum = group(is_forum=True)
    topic = api.open_topic(chat=forum)
    question = api.message(api.send_text(QUESTION, chat=forum, topic=topic), chat=forum)
    since = len(api.calls)

    async def show() -> None:
        async with Bot(api.token, base_url=f"{api.url}/bot", request=Connection()) as bot:
            message = Message.de_json(question, bot)
            assert message is not None
            await show_typing(message)

    asyncio.run(show())
    (call,) = api.wait_for("sendChatAction", since=since)
    assert call.params["message_thread_id"] == topic


# Quotes from elsewhere


def test_a_quote_from_another_chat_is_what_is_asked_about(api: BotApi) -> None:
    reader = somebody(api)
    about = api.send_about("who were the pacemakers?", "Kipchoge ran the marathon in Vienna", user=reader.user)
    answer = reader.reply_to(about)
    assert "pacemakers" in text_of(answer)
    assert "Kipchoge" in text_of(answer).rpartition("🔎")[2]
    assert reader.look(answer, "In context 1")["text"].rpartition("🔎")[2] == answer["text"].rpartition("🔎")[2]


def test_a_message_of_another_chat_without_a_quote_adds_nothing(api: BotApi) -> None:
    reader = somebody(api)
    about = api.send_about("Deep Blue Kasparov", None, user=reader.user)
    assert text_of(reader.reply_to(about)) == text_of(reader.ask("Deep Blue Kasparov"))


# People behind names


def test_nameless_admins_and_channels_have_a_bucket_each(api: BotApi) -> None:
    rooms = group(), group()
    for _ in range(ALLOWANCE + 2):
        api.send_text("/about", chat=rooms[0], in_name_of=rooms[0])
    shown = written(api, rooms[0])
    assert [one["text"] for one in shown].count(words("en")["too_many"]) == 1
    for room, name in ((rooms[1], rooms[1]), (rooms[0], CHANNEL), (rooms[0], GROUP)):
        question = api.send_text(f"/ask {QUESTION}", chat=room, in_name_of=name)
        assert text_of(api.replies_to(question, chat=room, timeout=LIMIT)[0]).startswith(ANSWER)
    channel = Reader(api, None, rooms[1])
    question = api.send_text(f"@{api.bot.username} {QUESTION}", chat=rooms[1], in_name_of=CHANNEL)
    assert text_of(channel.look(channel.reply_to(question), "In context 1"))
    api.send({"text": f"/ask {QUESTION}", "is_automatic_forward": True}, chat=rooms[1], in_name_of=CHANNEL)
    api.send_text(QUESTION, chat=rooms[1], in_name_of=CHANNEL)
    assert len(written(api, rooms[1])) == 2


# Presses


def test_a_press_that_fails_says_so_once_and_can_be_pressed_again(api: BotApi) -> None:
    reader = somebody(api)
    answer = reader.ask("Mars rover landing")
    since = len(api.calls)
    api.fail_next("editMessageText", 400)
    assert reader.press(answer, "Next ›") | {"callback_query_id": ""} == {
        "callback_query_id": "",
        "text": FAILED,
        "show_alert": True,
    }
    assert reader.shown(answer) == answer
    assert "4. " in text_of(reader.look(answer, "Next ›"))
    api.fail_next("editMessageText", 403)
    api.fail_next("sendMessage", 403)
    assert reader.press(reader.shown(answer), "Next ›")["text"] == FAILED
    assert _answers(api, since) == [1, 1, 1]
    assert not [call for call in api.calls[since:] if call.method == "sendMessage" and call.error is None]


def test_a_press_below_a_message_that_is_gone_shows_it_anew(api: BotApi) -> None:
    reader = somebody(api)
    answer = reader.ask("Mars rover landing")
    api.fail_next("editMessageText", 400, description="Bad Request: message to edit not found")
    since = len(api.calls)
    assert "text" not in reader.press(answer, "Next ›")
    assert "4. " in sent_since(api, since)["text"]


def test_a_press_that_takes_long_is_answered_early_and_its_failure_told_by_one_message(api: BotApi) -> None:
    reader = somebody(api)
    answer = reader.ask("Mars rover landing")
    since = len(api.calls)
    api.delay("editMessageText", 3.3)
    api.fail_next("editMessageText", 400)
    assert "text" not in reader.press(answer, "Next ›")
    told = sent_since(api, since)
    api.delay("editMessageText", 0)
    assert (told["text"], told["reply_to_message"]) == (FAILED, answer["reply_to_message"])
    assert [one["text"] for one in written(api, reader.place)] == [answer["text"], FAILED]
    assert _answers(api, since) == [1]


def _answers(api: BotApi, since: int) -> list[int]:
    """Return how often each press was answered."""
    calls = [call for call in api.calls[since:] if call.method == "answerCallbackQuery"]
    return list(Counter(call.params["callback_query_id"] for call in calls).values())


# As before, and the end


def test_business_chats_are_left_alone_and_guests_answered_by_name(api: BotApi) -> None:
    since = len(api.calls)
    reader = somebody(api)
    assert reader.user is not None
    chat = reader.place.as_json()
    message = {"message_id": 1, "date": int(time.time()), "chat": chat, "from": reader.user.as_json(), "text": QUESTION}
    for kind in ("business_message", "edited_business_message"):
        api.send_update({kind: message | {"business_connection_id": "b"}})
    guest = api.guest(f"@{api.bot.username} {QUESTION}", user=reader.user)
    assert "Kipchoge" in api.answer_to(guest, timeout=LIMIT)["result"]["title"]
    assert not [call for call in api.calls[since:] if call.method == "sendMessage"]


def test_a_press_that_cannot_be_worked_on_says_so(place: tuple[BotApi, Path]) -> None:
    api, home = place
    reader = somebody(api, FORUM)
    answer = reader.ask("/ask Mars rover landing")
    with (home / "archive.db").open("r+b") as file:
        file.truncate(0)
    assert reader.press(answer, "Next ›")["text"] == FAILED
    assert text_of(reader.ask(f"/ask {QUESTION}")) == FAILED
