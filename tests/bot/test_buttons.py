"""What can be looked at below an answer, and what buttons do when the world has changed since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.views import View, read_view
from tests.bot.running import LIMIT, Reader, buttons, index, running_bot, stop, text_of
from tests.botapi import BotApi


@pytest.fixture(scope="module")
def reader(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with BotApi() as api, running_bot(api, sample_home, tmp_path_factory.mktemp("buttons") / "log"):
        yield Reader(api)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]


def _years(text: str) -> list[str]:
    return re.findall(r"^Published .*(\d{4})$", text, re.MULTILINE)


def test_next_and_previous_turn_the_page_in_place(reader: Reader) -> None:
    answer = reader.ask("Mars rover landing")
    assert _numbers(answer["text"]) == [1, 2, 3]
    assert "‹ Previous" not in buttons(answer)
    second = reader.look(answer, "Next ›")
    assert _numbers(second["text"]) == [4, 5, 6]
    first = reader.look(answer, "‹ Previous")
    assert first["text"] == answer["text"]
    assert buttons(first) == buttons(answer)


def test_in_context_shows_the_paragraphs_around_a_passage_and_leads_back(reader: Reader) -> None:
    answer = reader.ask("How many pacemakers ran with Kipchoge in Vienna?")
    passage = answer["text"].split("\n")[2]
    context = reader.look(answer, "In context 1")
    assert passage.split(". ")[0] in context["text"]
    assert "VIENNA - Eliud Kipchoge" in context["text"]  # the paragraph before
    assert len(context["text"]) > len(passage) * 2
    assert reader.look(answer, "‹ Back")["text"] == answer["text"]


def test_newest_first_orders_by_date_and_best_first_leads_back(reader: Reader) -> None:
    answer = reader.ask("Mars rover landing")
    newest = reader.look(answer, "Newest first")
    assert _years(newest["text"]) == sorted(_years(newest["text"]), reverse=True)
    assert newest["text"] != answer["text"]
    assert reader.look(answer, "Best first")["text"] == answer["text"]


def test_only_a_year_shows_that_year_and_says_so(reader: Reader) -> None:
    answer = reader.ask("Mars rover landing")
    only = next(label for label in buttons(answer) if label.startswith("Only "))
    year = only.removeprefix("Only ")
    shown = reader.look(answer, only)
    assert set(_years(shown["text"])) == {year}
    assert shown["text"].endswith(f"🗓 {year}")
    assert reader.look(answer, "Any time")["text"] == answer["text"]


def test_when_nothing_answers_the_closest_is_one_step_away(reader: Reader) -> None:
    answer = reader.ask("Which bank robber escaped to Uruguay?")
    assert answer["text"].startswith("Nothing in this archive answers that.")
    assert "1. " not in answer["text"]
    example = answer["text"].partition("For example: ")[2].partition("\n")[0]
    assert reader.ask(example)["text"].startswith("1. ")
    closest = reader.look(answer, "Show the closest")
    assert closest["text"].startswith("The closest passages:\n\n1. ")
    context = reader.look(answer, "In context 2")
    assert _numbers(context["text"]) == [2]
    assert reader.look(answer, "‹ Back")["text"] == closest["text"]


def test_a_time_with_nothing_from_it_says_so_and_offers_other_times(reader: Reader) -> None:
    answer = reader.ask("Kipchoge marathon in 1953")
    assert "Nothing here is from 1953." in answer["text"]
    assert "From other times:\n\n1. Kipchoge" in reader.look(answer, "From other times")["text"]


def test_buttons_speak_the_language_of_the_question(reader: Reader) -> None:
    answer = reader.ask("Wann ist Kipchoge in Wien den Marathon gelaufen?")
    assert "Umgebung 1" in buttons(answer)
    assert answer["text"].startswith("In keinem Artikel gefunden: ")
    assert "Veröffentlicht" in reader.look(answer, "Umgebung 1")["text"]


@pytest.mark.parametrize(
    "data",
    ["x", "0:a.1.0.0.0.0.0.0", "1:a.1.0.0.0.0.0", "1:z.1.0.0.0.0.0.0", "1:a.1.zzz.0.0.0.0.0", "1:a.1.0.0.2.0.0.0",
     "1:a.1.0.0.0.0.zzzzzzz.0", "1:c.1.0.f.0.0.0.0", "1:a.1.0.0.0.0.2.1", "1:a.1.0.0.0.zzzz.0.0", "’" * 21],
)  # fmt: skip
def test_forged_data_is_refused_with_words_and_changes_nothing(reader: Reader, data: str) -> None:
    answer = reader.ask("Kipchoge marathon")
    assert "no longer works" in reader.press(answer, data, forged=True)["text"]
    assert reader.shown(answer)["text"] == answer["text"]


def test_possible_data_that_no_button_had_is_harmless(reader: Reader) -> None:
    answer = reader.ask("Kipchoge marathon")
    odd = ("1:a.1.b.b.1.1qp.0.0", "1:c.1.9.9.0.0.0.0", "1:d.1.0.0.0.0.0.0", "1:p.1.0.0.0.0.e9k.e9k", View().data())
    for data in odd:
        assert "text" not in reader.press(answer, data, forged=True)
    assert reader.ask("Deep Blue")["text"].startswith("1. ")
    assert set(reader.api.refusals) <= {("editMessageText", 400)}  # an edit that changes nothing


def test_a_press_on_an_answer_whose_question_was_deleted_is_told_so(reader: Reader) -> None:
    question = reader.api.send_text("Mars rover landing")
    answer = reader.reply_to(question)
    reader.api.delete(question)
    assert "no longer in this chat" in reader.press(answer, "Next ›")["text"]
    assert reader.shown(answer)["text"] == answer["text"]


def test_a_press_that_waited_too_long_is_acted_on_without_a_fuss(reader: Reader) -> None:
    answer = reader.ask("Mars rover landing")
    since = len(reader.api.calls)
    reader.api.press(answer["message_id"], "Next ›", stale=True)
    reader.api.wait_for("editMessageText", since=since, timeout=LIMIT)
    assert _numbers(reader.shown(answer)["text"])[0] == 4


def test_a_press_twice_is_answered_twice_and_shows_the_same(reader: Reader) -> None:
    answer = reader.ask("Mars rover landing")
    data = answer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    reader.look(answer, "Next ›")
    shown = reader.shown(answer)["text"]
    assert "text" not in reader.press(answer, data, forged=True)  # the edit changes nothing, and that is no failure
    assert reader.ask("Deep Blue")["text"].startswith("1. ")
    assert reader.shown(answer)["text"] == shown


def test_buttons_survive_a_restart_and_a_new_index_which_is_said(tmp_path: Path) -> None:
    archive, home = tmp_path / "archive", tmp_path / "home"
    archive.mkdir()
    for number in range(1, 8):
        (archive / f"2019-05-0{number}-bridge.txt").write_text(
            f"Bridge opens in place {number}\n\nThe old bridge over the Arun {number} was opened today by "
            + " ".join(f"guest{number}{letter}" for letter in "abcdefgh")  # passages that say the same are shown once
            + ".\n"
        )
    index(home, archive)
    with BotApi() as api:
        reader = Reader(api)
        with running_bot(api, home, tmp_path / "log") as process:
            answer = reader.ask("bridge over the Arun")
            stop(process)
        with running_bot(api, home, tmp_path / "log"):
            reader.ask("/about")  # it is there again
            assert _numbers(reader.look(answer, "Next ›")["text"])[0] == len(_numbers(answer["text"])) + 1
            (archive / "2020-06-01-bridge.txt").write_text("Bridge over the Arun\n\nA bridge over the Arun fell in.\n")
            index(home, archive)
            renewed = reader.look(answer, "Next ›")
            assert renewed["text"].startswith(
                "The archive has changed since; this is today’s answer.\n\n1. Bridge over"
            )
            assert _numbers(reader.look(answer, "Next ›")["text"])[0] == len(_numbers(renewed["text"])) + 1
            assert "has changed" not in reader.shown(answer)["text"]


def test_the_data_of_a_button_is_short_and_reads_back() -> None:
    for view in (
        View(),
        View("context", 36**6 - 1, 999, 11, newest=True, year=9999),
        View("peak", 12, first=date(2019, 1, 1), last=date(2019, 12, 31)),
    ):
        assert len(view.data().encode()) <= 64
        assert read_view(view.data()) == view


def test_every_reply_is_one_message_that_answers_its_question(reader: Reader) -> None:
    for question in ("Mars rover landing", "the of and", "/help", "/latest", "zeppelin bakery"):
        sent = reader.api.send_text(question)
        assert text_of(reader.reply_to(sent))
        assert len(reader.api.replies_to(sent)) == 1
