"""Commands: what each one replies, in the reader's language, with what can be looked at next."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.wording import words
from corpus.language.known import OUR_LANGUAGES
from tests.bot.running import LIMIT, Reader, buttons, running_bot, text_of
from tests.botapi import OTHER_READER, BotApi, User


@pytest.fixture(scope="module")
def reader(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with BotApi() as api, running_bot(api, sample_home, tmp_path_factory.mktemp("commands") / "log"):
        yield Reader(api)


def test_telegram_is_told_the_commands_in_every_language(reader: Reader) -> None:
    reader.api.wait_for("setMyCommands", len(OUR_LANGUAGES), timeout=LIMIT)
    known = "start help ask about latest on from to timeline alerts mydata forgetme language privacy"
    assert set(reader.api.commands()) == set(known.split())
    for lang in set(OUR_LANGUAGES) - {"en"}:
        assert reader.api.commands(lang)["privacy"] == words(lang)["command_privacy"]
        assert reader.api.commands(lang)["ask"] == words(lang)["command_ask"]


@pytest.mark.parametrize("command", ["/start", "/help", "/about", "/privacy"])
def test_commands_of_words_speak_the_language_of_the_app(reader: Reader, command: str) -> None:
    for number, code in enumerate(("en", "de", "es-419", "fr", "ar", "fa", "it", "ja", None)):
        somebody = Reader(reader.api, User(9000 + number, "Somebody", language_code=code))
        lang = (code or "en")[:2] if code != "ja" else "en"
        shown = text_of(somebody.ask(command))
        if command == "/about":
            assert words(lang)["about_principle"] in shown
        else:
            assert words(lang)[f"{command[1:]}_title"] in shown


def test_privacy_says_what_is_kept_and_who_can_read_along(reader: Reader) -> None:
    told = text_of(reader.ask("/privacy"))
    for fact in ("not stored", "not logged", "Telegram can read", "holds your phone"):
        assert fact in told


def test_a_deep_link_leads_to_a_command_or_a_question(reader: Reader) -> None:
    assert "How to ask" in text_of(reader.ask("/start help"))
    payload = base64.urlsafe_b64encode(b"Mars rover landing").decode().rstrip("=")
    linked = reader.ask(f"/start q-{payload}")
    assert linked["text"].startswith("1. ")
    assert linked["text"] != reader.look(linked, "Next ›")["text"]
    for broken in ("q-", "q-!", "q-gICA", "nosuch", "q-" + "A" * 62):
        assert text_of(reader.ask(f"/start {broken}"))
    assert reader.ask("/start nosuch")["text"].startswith("Ask this archive.")


def test_latest_shows_the_newest_articles_and_turns_pages(reader: Reader) -> None:
    latest = reader.ask("/latest")
    assert latest["text"].startswith("The newest articles\n\n1. Notre-Dame de Paris a rouvert ses portes\n")
    older = reader.look(latest, "Next ›")
    assert "\n\n4. " in older["text"]
    assert reader.look(latest, "‹ Previous")["text"] == latest["text"]


def test_on_a_day_shows_what_appeared_on_it_in_any_year_or_in_one(reader: Reader) -> None:
    for written in (
        "21 July",
        "July 21",
        "21. Juli",
        "21 de julio",
        "21 juillet",
        "21 يوليو",
        "21 July 1969",
        "1969-07-21",
    ):
        assert "Two men walk on the Moon" in text_of(reader.ask(f"/on {written}")), written
    assert "published on that day" in text_of(reader.ask("/on 21 July 1970"))
    for unclear in ("/on 1969", "/on the day", "/on July"):
        assert "Write a day" in text_of(reader.ask(unclear))
    assert "On this day" in text_of(reader.ask("/on"))


def test_from_and_to_narrow_a_question_and_stay_in_sight(reader: Reader) -> None:
    answer = reader.ask("/from 1990 /to May 2005 Mars rover landing")
    assert answer["text"].endswith("🗓 1990-01-01 – 2005-05-31")
    assert "2012" not in answer["text"]
    assert "In context 1" in buttons(answer)
    assert reader.look(answer, "In context 1")["text"].endswith("🗓 1990-01-01 – 2005-05-31")
    assert "Write a day" in text_of(reader.ask("/from Mars"))
    assert "Write a day" in text_of(reader.ask("/from"))
    assert "Write a day" in text_of(reader.ask("/from 2019"))
    assert "Write a day" in text_of(reader.ask("/from 2019 /to 2018 Mars"))


def test_a_timeline_is_a_picture_with_its_peaks_in_words_and_on_buttons(reader: Reader) -> None:
    picture = reader.ask("/timeline Mars")
    assert picture["photo"][-1]["width"] >= 800
    caption = picture["caption"]
    assert caption.startswith("Timeline: Mars\n")
    assert "1. 1976 (2): Viking" in caption
    assert "Perseverance" in caption
    assert "2. 1997" in buttons(picture)
    since = len(reader.api.calls)
    assert "text" not in reader.press(picture, "2. 1997")
    (call,) = reader.api.wait_for("sendMessage", since=since, timeout=LIMIT)
    behind = reader.api.message(call.result["message_id"])
    assert "Sojourner" in behind["text"].partition("\n")[0]
    assert behind["text"].endswith("🔎 Mars 🗓 1997")
    assert "Sojourner" in reader.look(behind, "In context 1")["text"]


def test_a_timeline_of_a_year_is_drawn_by_month_and_that_of_any_time_is_one_press_away(reader: Reader) -> None:
    picture = reader.ask("/timeline Mars 2012")
    assert picture["caption"].startswith("Timeline: Mars\n")
    assert "by the month of publication" in picture["caption"]
    assert picture["caption"].endswith("🗓 2012")
    since = len(reader.api.calls)
    reader.press(picture, "Any time")
    (call,) = reader.api.wait_for("sendPhoto", since=since, timeout=LIMIT)
    assert "8 passages, by the year of publication" in reader.api.message(call.result["message_id"])["caption"]


def test_a_timeline_of_nothing_says_so_and_one_of_an_answer_takes_its_subject(reader: Reader) -> None:
    assert "No dated passage" in text_of(reader.ask("/timeline zeppelin bakery"))
    assert "Write a topic" in text_of(reader.ask("/timeline"))
    answer = reader.ask("Mars rover landing")
    taken = reader.ask("/timeline", reply_to=answer["message_id"])
    assert "Mars" in text_of(taken).partition("\n")[0]
    peak = next(label for label in buttons(taken) if label.startswith("1. "))
    since = len(reader.api.calls)
    reader.press(taken, peak)
    (call,) = reader.api.wait_for("sendMessage", since=since, timeout=LIMIT)
    assert "Mars" in call.result["text"]


def test_ask_is_a_question_for_groups_without_mentions(reader: Reader) -> None:
    for text in ("/ask Kipchoge marathon", "/ask\nKipchoge marathon of 2019"):
        assert reader.ask(text)["text"].startswith("1. Kipchoge")
    assert "Write your question" in text_of(reader.ask("/ask"))


def test_every_hint_is_in_the_readers_language(reader: Reader) -> None:
    german = Reader(reader.api, OTHER_READER)
    assert "Schreiben Sie einen Tag" in text_of(german.ask("/on irgendwann"))
    assert "Diesen Befehl" in text_of(german.ask("/nosuch"))
    assert "Fragen Sie nach etwas" in text_of(german.ask("😀"))
    assert "Dieses Archiv beantwortet das nicht" in text_of(german.ask("Zeppelin Zahnbürste Kuckucksuhr"))


def test_today_is_the_day_that_on_means_without_a_day(reader: Reader) -> None:
    today = date.today()  # noqa: DTZ011 - the title names a day, whichever
    assert str(today.day) in text_of(reader.ask("/on")).partition("\n")[0]
