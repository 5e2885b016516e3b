"""Every kind of input and the right behaviour, with updates fetched and with updates pushed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.entries import NEVER_SHOWN
from tests.bot.running import (
    LIMIT,
    Message,
    Reader,
    group,
    running_bot,
    somebody,
    text_of,
    webhook_settings,
    written,
)
from tests.botapi import BOT, CHANNEL, GROUP, OTHER_READER, PRIVATE, READER, BotApi, User

HINT = "Ask about something"
ONLY_TEXT = "I read text: write your question in words."
MARATHON = "Kipchoge marathon"


@pytest.fixture(scope="module", params=["polling", "webhook"])
def reader(
    request: pytest.FixtureRequest, sample_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    settings = webhook_settings() if request.param == "webhook" else {}
    log = tmp_path_factory.mktemp("inputs") / "log"
    with BotApi() as api, running_bot(api, sample_home, log, **settings):
        yield Reader(api)


def _own(reader: Reader, chat: int) -> list[Message]:
    """Return what the bot has written into a chat, once everything before has been dealt with."""
    reader.ask("/about")
    reader.api.wait_until_confirmed(LIMIT)
    return [message for message in reader.api.messages(chat) if message.get("from", {}).get("id") == BOT.id]


@pytest.mark.parametrize("text", ["the of and", "😀😀", "???", "\u200b\u202e", "/ask 😀"])
def test_empty_emoji_or_stop_words_get_a_hint_with_an_example(reader: Reader, text: str) -> None:
    assert HINT in reader.ask(text)["text"]


def test_4096_characters_are_answered_by_their_telling_words_and_never_echoed(reader: Reader) -> None:
    long = ("please tell me about xylophones and Kipchoge marathon pacemakers Vienna " * 60)[:4096]
    reply = reader.ask(long)["text"]
    assert "Kipchoge" in reply
    assert "xylophones" not in reply


def test_direction_marks_are_stripped_for_matching_and_isolated_when_shown(reader: Reader) -> None:
    reply = reader.ask("\u202eKipchoge\u202c mara\u200bthon\u2066")["text"]
    assert reply.startswith("1. Kipchoge")
    persian = reader.ask("ماهواره امید")["text"]
    for text in (reply, persian):
        controls = NEVER_SHOWN.findall(text)
        assert controls.count("\u2068") == controls.count("\u2069")
        assert set(controls) <= {"\u2068", "\u2069"}


@pytest.mark.parametrize("text", ["<b>Kipchoge & marathon</b>", "_*[Kipchoge] (marathon)`~", "Kipchoge\x00 marathon"])
def test_markup_in_a_question_is_nothing_but_text(reader: Reader, text: str) -> None:
    assert reader.ask(text)["text"].startswith("1. Kipchoge")
    assert reader.ask(f"</blockquote>&lt;{text}<a href='")["text"]


def test_refused_entities_lead_to_plain_text(reader: Reader) -> None:
    reason = "Bad Request: can't parse entities: Unsupported start tag"
    reader.api.fail_next("sendMessage", 400, times=2, description=reason)
    reply = reader.ask("Kipchoge marathon")
    assert reply["text"].startswith("1. Kipchoge")
    assert "entities" not in reply


def test_what_is_not_text_gets_a_hint_and_a_caption_counts_as_text(reader: Reader) -> None:
    api = reader.api
    for send in (api.send_sticker, api.send_voice, api.send_photo, api.send_document):
        assert reader.reply_to(send())["text"] == ONLY_TEXT
    assert reader.reply_to(api.send_photo("Kipchoge marathon Vienna"))["text"].startswith("1. Kipchoge")
    captioned = reader.reply_to(api.send_document("notes.pdf", "Mars rover landing"))
    assert "4. " in reader.look(captioned, "Next ›")["text"]


def test_an_edited_question_edits_its_reply(reader: Reader) -> None:
    question = reader.api.send_text("Mars rover landing")
    reply = reader.reply_to(question)
    since = len(reader.api.calls)
    reader.api.edit_text(question, "Kipchoge marathon")
    reader.api.wait_for("editMessageText", since=since, timeout=LIMIT)
    assert reader.shown(reply)["text"].startswith("1. Kipchoge")


def test_channel_posts_service_messages_and_other_bots_are_ignored(reader: Reader) -> None:
    api = reader.api
    before = len(_own(reader, GROUP.id))
    private = len(api.messages())
    api.send_channel_post("/ask Kipchoge marathon")
    post = {"message_id": 9, "date": 0, "chat": CHANNEL.as_json(), "text": "/ask Kipchoge marathon"}
    for kind in ("channel_post", "edited_channel_post"):  # as if somebody had asked Telegram for them before
        api.send_update({kind: post})
    business = {"message_id": 9, "date": 0, "chat": PRIVATE.as_json(), "from": READER.as_json(), "text": "/about"}
    for kind in ("business_message", "edited_business_message", "message"):
        api.send_update({kind: business | {"business_connection_id": "b"}})
    api.send_service()
    api.send_text(f"@{api.bot.username} Kipchoge", chat=GROUP, user=User(901, "Robot", is_bot=True))
    api.send_service({"pinned_message": {"message_id": 1, "date": 0, "chat": GROUP.as_json()}}, chat=GROUP)
    api.send({"via_bot": api.bot.as_json(), "text": "Kipchoge marathon"})
    assert len(_own(reader, GROUP.id)) == before
    assert not _own(reader, CHANNEL.id)
    assert len(api.messages()) == private + 1 + 2 * 2  # the message sent through us, and what was asked to wait


@pytest.mark.parametrize("place_of_caption", [0, 1, 3])
@pytest.mark.parametrize("others", [None, "Deep Blue"])
def test_an_album_is_answered_once_by_its_first_caption(
    reader: Reader, place_of_caption: int, others: str | None
) -> None:
    api, reader = reader.api, somebody(reader.api)
    captions = [*[None] * place_of_caption, MARATHON, *[others] * 2]
    album = api.send_album(captions, user=reader.user)
    assert text_of(reader.reply_to(album[place_of_caption])).startswith("1. Kipchoge")
    assert len(written(api, reader.place)) == 1


def test_an_album_whose_caption_comes_a_little_late_is_answered_once(reader: Reader) -> None:
    api, reader = reader.api, somebody(reader.api)
    photo = {"photo": [{"file_id": "x", "file_unique_id": "y", "width": 9, "height": 9}], "media_group_id": "77"}
    api.send(photo, user=reader.user)
    time.sleep(0.3)
    late = api.send(photo | {"caption": MARATHON}, user=reader.user)
    api.send(photo, user=reader.user)
    assert text_of(reader.reply_to(late)).startswith("1. Kipchoge")
    assert len(written(api, reader.place)) == 1


def test_an_album_without_a_caption_gets_one_hint(reader: Reader) -> None:
    api, reader = reader.api, somebody(reader.api)
    album = api.send_album([None] * 8, user=reader.user)
    assert text_of(reader.reply_to(album[0])) == ONLY_TEXT
    assert [one["text"] for one in written(api, reader.place)] == [ONLY_TEXT]
    assert text_of(reader.ask(MARATHON)).startswith("1. Kipchoge")


def test_an_edited_caption_edits_the_answer_to_the_album(reader: Reader) -> None:
    api, reader = reader.api, somebody(reader.api)
    album = api.send_album([None, MARATHON, None], user=reader.user)
    answer = reader.reply_to(album[1])
    since = len(api.calls)
    api.edit_caption(album[1], "Mars rover landing")
    api.wait_for("editMessageText", since=since, timeout=LIMIT)
    assert "Mars" in text_of(reader.shown(answer))
    assert "4. " in text_of(reader.look(answer, "Next ›"))
    api.edit_caption(album[2], "Deep Blue")  # the album has been answered
    assert len(written(api, reader.place)) == 1


def test_a_caption_that_is_written_afterwards_or_moved_is_answered(reader: Reader) -> None:
    api, reader = reader.api, somebody(reader.api)
    album = api.send_album([None, None], user=reader.user)
    hint = reader.reply_to(album[0])
    since = len(api.calls)
    api.edit_caption(album[0], MARATHON)
    api.wait_for("editMessageText", since=since, timeout=LIMIT)
    assert text_of(reader.shown(hint)).startswith("1. Kipchoge")
    api.edit_caption(album[0], None)
    api.edit_caption(album[1], "Deep Blue Kasparov")
    assert "Deep Blue" in text_of(reader.reply_to(album[1]))


def test_an_album_in_a_group_is_answered_where_its_caption_speaks_to_us(reader: Reader) -> None:
    room = group()
    api, reader = reader.api, somebody(reader.api, room)
    api.send_album([None, MARATHON, None], chat=room, user=reader.user)
    album = api.send_album([None, f"@{api.bot.username} {MARATHON}", None], chat=room, user=reader.user)
    answer = reader.reply_to(album[1])
    assert text_of(answer).startswith("1. Kipchoge")
    api.send_album([None, "who were the pacemakers?"], chat=room, user=reader.user, reply_to=answer["message_id"])
    assert len(written(api, room)) == 2


def test_forwarded_text_is_searched(reader: Reader) -> None:
    question = reader.api.send_text("Kipchoge marathon", forwarded_from=OTHER_READER)
    assert reader.reply_to(question)["text"].startswith("1. Kipchoge")


def test_a_stale_and_a_forged_press_are_answered(reader: Reader) -> None:
    reply = reader.ask("Mars rover landing")
    assert "no longer works" in reader.press(reply, "9:nonsense", forged=True)["text"]
    since = len(reader.api.calls)
    reader.api.press(reply["message_id"], "Next ›", stale=True)
    reader.api.wait_for("editMessageText", since=since, timeout=LIMIT)
    assert "text" not in reader.press(reader.shown(reply), "Next ›")


def test_a_group_hears_only_answers_to_what_is_meant_for_the_bot(reader: Reader) -> None:
    api, group = reader.api, Reader(reader.api, READER, GROUP)
    before = len(_own(reader, GROUP.id))
    for silent in ("Kipchoge marathon", "/nosuch", "/about@other_bot", "@somebody Kipchoge", "/ask@other_bot Kipchoge"):
        api.send_text(silent, chat=GROUP)
    api.send_sticker(chat=GROUP)
    assert len(_own(reader, GROUP.id)) == before
    command = group.ask("/ask Kipchoge marathon")
    assert command["text"].startswith("1. Kipchoge")
    mention = group.ask(f"😀 @{api.bot.username} Kipchoge marathon")
    assert mention["text"] == command["text"]
    assert "Archive: sample" in text_of(group.ask(f"/about@{api.bot.username}"))
    following = group.ask("who were the pacemakers?", reply_to=command["message_id"])
    assert "pacemakers" in following["text"]
    assert "pacemakers" in group.look(following, "In context 1")["text"]
    assert group.look(following, "‹ Back")["text"] == following["text"]
    assert len(_own(reader, GROUP.id)) == before + 4
    assert "Next ›" not in group.look(mention, "In context 1")["text"]


def test_an_unknown_command_gets_a_hint_in_private_only(reader: Reader) -> None:
    assert "/help" in reader.ask("/nosuchthing")["text"]
    assert "/help" in reader.ask("/")["text"] or HINT in reader.ask("/")["text"]


def test_a_duplicated_update_is_answered_once(reader: Reader) -> None:
    question = reader.api.send_text("Kipchoge marathon")
    reader.reply_to(question)
    shown = reader.api.message(question)
    for _ in range(3):
        reader.api.send_update({"update_id": question.update_id, "message": shown})
    reader.ask("/about")
    assert len(reader.api.replies_to(question)) == 1


def test_malformed_updates_are_left_out_and_others_answered(reader: Reader) -> None:
    malformed: list[dict[str, Any]] = [
        {"message": {"text": "Kipchoge"}},
        {"message": {"message_id": "x", "date": "y", "chat": 7, "text": {"a": 1}}},
        {"callback_query": {"id": 1}},
        {"inline_query": []},
        {"message": None},
        {"nosuch": {}},
    ]
    for broken in malformed:
        reader.api.send_update(broken)
    assert reader.ask("Kipchoge marathon")["text"].startswith("1. Kipchoge")


def test_a_refused_wait_and_a_broken_line_are_tried_again_in_order(reader: Reader) -> None:
    api = reader.api
    api.fail_next("sendMessage", 429, retry_after=1)
    api.fail_next("sendMessage", 502, times=2)
    api.drop_next("sendMessage")
    questions = [api.send_text(text) for text in ("Kipchoge marathon", "Deep Blue Kasparov", "Mars rover landing")]
    replies = [reader.reply_to(question) for question in questions]
    assert [reply["text"].split()[1] for reply in replies] == [
        "Kipchoge",
        *(reply["text"].split()[1] for reply in replies[1:]),
    ]
    assert [reply["message_id"] for reply in replies] == sorted(reply["message_id"] for reply in replies)
    assert all(len(api.replies_to(question)) == 1 for question in questions)


def test_a_reader_who_has_blocked_the_bot_is_no_failure(reader: Reader) -> None:
    api = reader.api
    api.fail_next("sendMessage", 403)
    api.send_text("Kipchoge marathon", user=OTHER_READER)
    api.wait_until_confirmed(LIMIT)
    assert reader.ask("Deep Blue")["text"].startswith("1. ")


def test_inline_offers_passages_to_one_reader_alone(reader: Reader) -> None:
    api = reader.api
    offered = api.answer_to(api.inline("Kipchoge marathon"), timeout=LIMIT)
    assert offered["is_personal"] is True
    assert offered["cache_time"] == 0
    first = offered["results"][0]
    assert first["title"].startswith("Kipchoge")
    assert "Published 13 Oct 2019" in first["description"]
    assert "<blockquote>" in first["input_message_content"]["message_text"]
    for nothing in ("", "zeppelin bakery parliament", "the of"):
        empty = api.answer_to(api.inline(nothing), timeout=LIMIT)
        assert empty["results"] == []
        assert empty["button"]["start_parameter"] == "help"


def test_a_guest_is_answered_with_the_best_passage(reader: Reader) -> None:
    since = len(reader.api.calls)
    reader.api.guest(f"@{reader.api.bot.username} Kipchoge marathon")
    (call,) = reader.api.wait_for("answerGuestQuery", since=since, timeout=LIMIT)
    assert "Kipchoge" in call.params["result"]["title"]


def test_nothing_was_refused_but_what_tests_refused(reader: Reader) -> None:
    injected = {
        ("sendMessage", 400),
        ("sendMessage", 429),
        ("sendMessage", 502),
        ("sendMessage", 0),
        ("sendMessage", 403),
    }
    assert set(reader.api.refusals) <= injected | {("answerCallbackQuery", 400), ("editMessageText", 400)}
