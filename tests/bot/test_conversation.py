"""A whole conversation with the real process, with updates fetched and with updates pushed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation.requests import footer_of
from tests.bot.running import LIMIT, Reader, buttons, group, running_bot, somebody, text_of, webhook_settings
from tests.botapi import BotApi


@pytest.fixture(scope="module", params=["polling", "webhook"])
def reader(
    request: pytest.FixtureRequest, sample_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    settings = webhook_settings() if request.param == "webhook" else {}
    log = tmp_path_factory.mktemp("conversing") / "log"
    with BotApi() as api, running_bot(api, sample_home, log, DATELINE_ALLOWANCE="100", **settings):
        yield Reader(api)


def test_one_goes_on_turns_pages_by_hand_and_says_thanks(reader: Reader) -> None:
    assert "1. " not in text_of(reader.ask("hey, good morning!"))
    answer = reader.ask("Mars rover landing")
    following = reader.ask("and in 2004?")
    assert "Opportunity" in text_of(following).partition("\n")[0]
    subject, first, _ = footer_of(text_of(following))
    assert "Mars" in subject
    assert first is not None
    assert first.year == 2004
    reader.api.send_text("next", reply_to=answer["message_id"])
    question = answer["reply_to_message"]["message_id"]
    second = reader.api.replies_to(question, count=2, timeout=LIMIT)[-1]
    assert second["text"].startswith("4. ")
    assert reader.look(second, "‹ Previous")["text"] == answer["text"]
    assert buttons(reader.shown(second)) == buttons(answer)
    thanks = text_of(reader.ask("thank you so much!!"))
    assert "🔎" not in thanks


def test_small_talk_in_reply_to_the_bot_in_a_group_is_not_searched(reader: Reader) -> None:
    there = somebody(reader.api, group())
    answer = there.ask("/ask Kipchoge marathon")
    for said in ("you are stupid", "help", "سلام"):
        reply = text_of(there.ask(said, reply_to=answer["message_id"]))
        assert "🔎" not in reply
        assert "1. " not in reply


def test_operators_restrict_what_is_found(reader: Reader) -> None:
    assert "Curiosity" in text_of(reader.ask("Mars rover year:2012"))
    without = text_of(reader.ask("Mars rover -Curiosity"))
    assert "1. " in without
    assert "Curiosity lands" not in without
    assert "1. " not in text_of(reader.ask('"lands safely rover"')).partition("\n")[0]
    assert text_of(reader.ask('"Gale Crater"')).startswith("1. Curiosity lands safely in Gale Crater")


def test_both_parts_of_a_question_are_answered(reader: Reader) -> None:
    reply = text_of(reader.ask("Who won the chess match against Deep Blue and when did Krakatoa erupt?"))
    assert "Krakatoa" in reply
    assert "Kasparov" in reply


def test_the_sentence_that_answers_stands_outside_any_fold(reader: Reader) -> None:
    reply = reader.ask("How many pacemakers ran with Kipchoge in Vienna?")
    assert {one["type"] for one in reply["entities"]}.isdisjoint({"expandable_blockquote"})
    assert "pacemakers" in text_of(reply)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("did kipchoge die", "Published"),
        ("Wann ist Kipchoge in Wien den Marathon gelaufen?", "Veröffentlicht"),
        ("quand Kipchoge a-t-il couru à Vienne ?", "Publié"),
        ("¿cuándo corrió Kipchoge en Viena?", "Publicado"),
    ],
)
def test_a_reply_is_in_the_language_of_its_question(reader: Reader, question: str, words: str) -> None:
    assert words in text_of(reader.ask(question))
