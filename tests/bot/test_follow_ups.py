"""Asking on: replies to answers, quotes from them, and edited questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.desk import understand
from bot.conversation.requests import Line, Replied, footer, footer_of, words_of
from index.answering.question import parse_question
from index.questions import Scope
from tests.bot.running import LIMIT, Reader, buttons, running_bot, stop
from tests.botapi import BotApi

TODAY = date(2024, 5, 3)
SHARING = ("Sat 12 Oct 2019", "1. Kipchoge in Vienna", "Kipchoge ran the marathon.", "2. A marathon", "Kipchoge won.")


@pytest.fixture(scope="module")
def reader(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with BotApi() as api, running_bot(api, sample_home, tmp_path_factory.mktemp("following") / "log"):
        yield Reader(api)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("On what day did Kipchoge run a marathon in Vienna in 2019?", "Kipchoge run marathon Vienna"),
        ("Wann ist Kipchoge in Wien den Marathon gelaufen?", "Kipchoge Wien Marathon gelaufen"),
        ("نخستین ماهواره‌ی ایران چه زمانی به مدار رسید؟", "نخستین ماهواره ایران مدار رسید"),
    ],
)
def test_a_footer_holds_the_telling_words_of_a_question_in_any_language(question: str, words: str) -> None:
    assert [word for word in words_of(question, parse_question(question, TODAY)) if len(word) > 1] == words.split()


def test_a_reply_to_an_answer_takes_its_subject_from_there(reader: Reader) -> None:
    answer = reader.ask("Mars rover landing")
    alone = reader.ask("What happened in 2004?")
    assert "Mars" not in footer_of(alone["text"])[0]
    following = reader.ask("and in 2004?", reply_to=answer["message_id"])
    assert following["text"].startswith("1. Opportunity joins Spirit on Mars")
    subject, first, last = footer_of(following["text"])
    assert "Mars" in subject
    assert (first, last) == (date(2004, 1, 1), date(2004, 12, 31))


def test_a_follow_up_can_be_followed_and_turned_over_by_itself(reader: Reader) -> None:
    answer = reader.ask("Mars rover landing")
    second = reader.ask("and in 1997?", reply_to=answer["message_id"])
    third = reader.ask("and in 2012?", reply_to=second["message_id"])
    assert third["text"].startswith("1. Curiosity")
    context = reader.look(third, "In context 1")
    assert "Curiosity" in context["text"]
    back = reader.look(third, "‹ Back")
    assert back["text"] == third["text"]
    if "Next ›" in buttons(back):
        assert footer_of(reader.look(back, "Next ›")["text"]) == footer_of(third["text"])


def test_the_time_of_an_answer_holds_for_what_is_asked_on(reader: Reader) -> None:
    answer = reader.ask("World Cup final in 2014")
    assert answer["text"].endswith("🗓 2014")
    following = reader.ask("who scored the goal?", reply_to=answer["message_id"])
    assert following["text"].endswith("🗓 2014")
    assert "Götze" in following["text"].partition("\n")[0]


def test_quoting_a_part_of_a_passage_asks_about_that_part(reader: Reader) -> None:
    answer = reader.ask("How many pacemakers ran with Kipchoge?")
    quote = next(line for line in answer["text"].split("\n") if "pacemakers" in line).partition(".")[0]
    following = reader.ask("what is that?", reply_to=answer["message_id"], quote=quote)
    assert footer_of(following["text"])[0].split() == words_of(quote, parse_question(quote, TODAY))[:12]


def test_a_question_that_stands_by_itself_is_answered_by_itself(reader: Reader) -> None:
    answer = reader.ask("Mars rover landing")
    other = reader.ask("Who beat Kasparov in the final game?", reply_to=answer["message_id"])
    assert "Deep Blue" in other["text"].partition("\n")[0] or "Kasparov" in other["text"]


def test_a_bare_command_of_time_as_a_reply_narrows_the_answer(reader: Reader) -> None:
    answer = reader.ask("Mars rover landing")
    narrowed = reader.ask("/from 2010", reply_to=answer["message_id"])
    assert footer_of(narrowed["text"])[1:] == (date(2010, 1, 1), None)
    assert "1997" not in narrowed["text"]
    both = reader.ask("/to 2015", reply_to=narrowed["message_id"])
    assert footer_of(both["text"])[1:] == (date(2010, 1, 1), date(2015, 12, 31))
    assert both["text"].startswith("1. Curiosity")
    assert "Curiosity" in reader.look(both, "In context 1")["text"]
    assert reader.look(both, "‹ Back")["text"] == both["text"]


def test_an_edited_question_edits_its_reply(reader: Reader) -> None:
    question = reader.api.send_text("Mars rover landing")
    answer = reader.reply_to(question)
    since = len(reader.api.calls)
    reader.api.edit_text(question, "Kipchoge marathon")
    reader.api.wait_for("editMessageText", since=since, timeout=LIMIT)
    assert reader.shown(answer)["text"].startswith("1. Kipchoge")
    assert len(reader.api.replies_to(question)) == 1
    assert "Deep Blue" not in reader.look(answer, "In context 1")["text"]


def test_an_edited_question_whose_reply_was_deleted_or_forgotten_gets_a_new_one(
    sample_home: Path, tmp_path: Path
) -> None:
    with BotApi() as api:
        reader = Reader(api)
        with running_bot(api, sample_home, tmp_path / "log") as process:
            question = api.send_text("Mars rover landing")
            api.delete(reader.reply_to(question)["message_id"])
            api.edit_text(question, "Kipchoge marathon")
            assert reader.reply_to(question)["text"].startswith("1. Kipchoge")
            api.wait_until_confirmed()
            stop(process)
        with running_bot(api, sample_home, tmp_path / "log"):
            api.edit_text(question, "Deep Blue Kasparov")
            assert "Deep Blue" in api.replies_to(question, count=2, timeout=LIMIT)[-1]["text"]


def test_an_edit_right_behind_its_question_leaves_one_reply_to_the_edited_one(reader: Reader) -> None:
    for _ in range(5):
        question = reader.api.send_text("Mars rover landing")
        reader.api.edit_text(question, "Kipchoge marathon")
        reader.ask("/about")
        reader.api.wait_until_confirmed()
        (reply,) = reader.api.replies_to(question)
        assert reply["text"].startswith("1. Kipchoge")


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2019, 1, 1), date(2019, 12, 31), "2019"),
        (date(2019, 2, 1), date(2019, 2, 28), "2019-02"),
        (date(2019, 2, 3), date(2019, 2, 3), "2019-02-03"),
        (date(2019, 1, 1), date(2021, 12, 31), "2019 – 2021"),
        (date(2019, 2, 3), date(2021, 1, 1), "2019-02-03 – 2021-01-01"),
        (date(2019, 2, 3), None, "2019-02-03 –"),
        (None, date(2019, 2, 3), "– 2019-02-03"),
    ],
)
def test_the_footer_reads_back_as_it_was_written(first: date | None, last: date | None, written: str) -> None:
    for subject in ("", "Kipchoge marathon"):
        line = footer(subject, Scope(first, last))
        assert line.endswith(f"🗓 {written}")
        assert footer_of(f"1. A headline\n\n{line}") == (subject, first, last)


@pytest.mark.parametrize(
    ("words", "written", "first", "last"),
    [
        ("March 2015 or April 2020", "2015-03, 2020-04", date(2015, 3, 1), date(2020, 4, 30)),
        ("12/03/2020", "2020-03-12, 2020-12-03", date(2020, 3, 12), date(2020, 12, 3)),
        ("since 12/03/2020", "2020-03-12 –, 2020-12-03 –", date(2020, 3, 12), None),
        ("in 2014, 2016 and 2017", "2014, 2016 – 2017", date(2014, 1, 1), date(2017, 12, 31)),
    ],
)
def test_a_footer_names_each_part_of_a_time_and_holds_from_the_first_to_the_last(
    words: str, written: str, first: date, last: date | None
) -> None:
    line = footer("Kipchoge", parse_question(f"Kipchoge {words}", TODAY).scope)
    assert line.endswith(f"🗓 {written}")
    assert footer_of(line) == ("Kipchoge", first, last)


@pytest.mark.parametrize("line", ["🗓 2019-13", "🗓 2019-02-31", "🔎", "🗓", "Source: 🗓 2019", "🔎 🔎 x 🗓", ""])
def test_a_line_that_is_no_footer_carries_nothing(line: str) -> None:
    assert footer_of(f"text\n{line}") == ("", None, None)


@pytest.mark.parametrize(
    ("replied", "subject"),
    [
        (Replied("…", ours=True, bold=SHARING), "Kipchoge marathon"),
        (Replied("…", ours=True, bold=("1. The bridge opens", "It did.")), "bridge opens"),
        (Replied("The bridge over the Arun opens", ours=False), "bridge Arun opens"),
    ],
)
def test_a_reply_without_a_footer_is_about_the_words_its_entries_share_and_a_text_about_all(
    replied: Replied, subject: str
) -> None:
    assert understand(Line("and in 2021?", TODAY, "en", replied), parse_question).subject == subject


def test_who_just_goes_on_is_answered_about_what_was_shown_last(reader: Reader) -> None:
    first = reader.ask("Who beat Kasparov in 1997?")
    following = reader.ask("and where was it played?")
    assert "Kasparov" in footer_of(following["text"])[0]
    assert next(line for line in first["text"].split("\n") if line.startswith("1. ")) in following["text"]


def test_a_new_topic_may_begin_like_a_follow_up(reader: Reader) -> None:
    reader.ask("Mars rover landing")
    assert reader.ask("what about the volcano krakatoa")["text"].partition("\n\n🔎")[2].split() == [
        "volcano",
        "krakatoa",
    ]


def test_who_asks_when_is_not_held_to_the_time_of_the_question_before(reader: Reader) -> None:
    answer = reader.ask("World Cup final in 2014")
    assert footer_of(answer["text"])[1] == date(2014, 1, 1)
    assert footer_of(reader.ask("and when was it?", reply_to=answer["message_id"])["text"])[1] is None


def test_a_question_of_its_own_begins_anew(reader: Reader) -> None:
    reader.ask("Who beat Kasparov in 1997?")
    other = reader.ask("When did Kipchoge run in Vienna?")
    assert "Kasparov" not in other["text"]


def test_what_a_button_says_can_be_typed_and_its_reply_has_buttons_that_work(reader: Reader) -> None:
    answer = reader.ask("Mars rover landing")
    question = answer["reply_to_message"]["message_id"]
    reader.api.send_text("next")
    second = reader.api.replies_to(question, count=2, timeout=LIMIT)[-1]
    assert second["text"].startswith("4. ")
    assert reader.look(second, "‹ Previous")["text"] == answer["text"]
    reader.api.send_text("2 context")
    context = reader.api.replies_to(question, count=3, timeout=LIMIT)[-1]
    assert context["text"].startswith("2. ")
    assert reader.look(context, "‹ Back")["text"] == answer["text"]


@pytest.mark.parametrize(
    ("typed", "shows"),
    [("only 2012", "🗓 2012"), ("Nur 2012", "🗓 2012"), ("newest first please", "🔎 Mars rover landing")],
)
def test_a_typed_form_may_reply_to_the_message_that_it_is_about(reader: Reader, typed: str, shows: str) -> None:
    answer = reader.ask("Mars rover landing")
    reader.ask("Kipchoge marathon")
    reader.api.send_text(typed, reply_to=answer["message_id"])
    question = answer["reply_to_message"]["message_id"]
    assert reader.api.replies_to(question, count=2, timeout=LIMIT)[-1]["text"].endswith(shows)


def test_where_there_is_no_more_that_is_said(reader: Reader) -> None:
    answer = reader.ask("Who beat Kasparov in 1997?")
    assert "only 1850" not in buttons(answer)
    assert reader.ask("only 1850")["text"] == "There is nothing further to show."


def test_after_a_restart_a_typed_form_that_replies_is_understood_from_the_message(
    sample_home: Path, tmp_path: Path
) -> None:
    with BotApi() as api:
        reader = Reader(api)
        with running_bot(api, sample_home, tmp_path / "log") as process:
            answer = reader.ask("Mars rover landing")
            api.wait_until_confirmed()
            stop(process)
        with running_bot(api, sample_home, tmp_path / "log"):
            assert not reader.ask("next")["text"].startswith("4. ")  # what was shown is forgotten
            assert reader.ask("only 2012", reply_to=answer["message_id"])["text"].endswith("🗓 2012")
