"""A question with two parts is answered for both, in one reply."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.desk import Desk
from bot.conversation.replies import Reply
from bot.conversation.requests import Line, Replied
from bot.conversation.views import FRESH, View, read_view
from bot.rendering import for_terminal
from bot.rendering.for_telegram import MESSAGE_UNITS, plain, render, units
from bot.settings import Settings
from index.answering.searcher import Searcher
from tests.bot.running import Reader, buttons, running_bot
from tests.botapi import BotApi

TODAY = date(2024, 5, 3)
BOTH = "Who won the chess match against Deep Blue and when did Krakatoa erupt?"
BOTH_IN = [
    ("en", "who beat Kasparov and when did Krakatoa erupt", "Deep Blue defeated", "August 27, 1883"),
    ("en", "What did the iPhone cost? How many seats did the BJP win in 2019?", "499 dollars", "303 seats"),
    ("en", "What did the iPhone cost and what did Bannister run?", "499 dollars", "3 minutes 59.4"),
    ("de", "Wie schlug Deep Blue Kasparow und wann war Krakatau: Krakatoa?", "Deep Blue", "Krakatoa"),
    ("fr", "Quand Notre-Dame a-t-elle rouvert et qui est Iniesta ?", "7 décembre", "Iniesta"),
    ("es", "¿Quién ganó el Mundial de 2010 y qué es Notre-Dame?", "Iniesta", "Notre-Dame"),
    ("ar", "متى وصل مسبار الأمل إلى المريخ وما هو Log4j؟", "9 فبراير", "Log4j"),
    ("fa", "ماهواره امید چه وزنی دارد و Log4j چه بود؟", "۲۷ کیلوگرم", "Log4j"),
]


@pytest.fixture(scope="module")
def desk(sample_home: Path) -> Iterator[Desk]:
    with closing(Searcher(sample_home, compiled=False)) as searcher:
        yield Desk(Settings(home=sample_home), searcher)


@pytest.fixture(scope="module")
def reader(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with BotApi() as api, running_bot(api, sample_home, tmp_path_factory.mktemp("parts") / "log"):
        yield Reader(api)


def _ask(desk: Desk, text: str, view: View = FRESH, interface: str = "en") -> Reply:
    return desk.reply(Line(text, TODAY, interface), view)


def _view(reply: Reply, name: str) -> View:
    view = read_view(next(choice.view for row in reply.choices for choice in row if choice.name == name).data())
    assert view is not None
    return view


def _led(reply: Reply) -> list[str]:
    return [lead.lines[0] for entry in reply.entries for lead in entry.leads]


def _names(reply: Reply) -> list[str]:
    return [choice.name for row in reply.choices for choice in row]


def test_what_answers_each_part_stands_below_its_words_and_the_date_with_its_part(desk: Desk) -> None:
    reply = _ask(desk, BOTH)
    assert _led(reply) == ["“Who won the chess match against Deep Blue”", "“when did Krakatoa erupt?”"]
    text = plain(render(reply))
    first, _, second = text.partition("“when did Krakatoa erupt?”\nMon 27 Aug 1883 (‘")
    assert "Garry Kasparov" in first
    assert "blew itself apart" in second
    assert reply.title == ""
    assert "<b>Mon 27 Aug 1883" in render(reply)
    assert text.endswith("🔎 won chess match against Deep Blue Krakatoa erupt")


@pytest.mark.parametrize(("lang", "text", "first", "second"), BOTH_IN)
def test_both_are_answered_in_each_language(desk: Desk, lang: str, text: str, first: str, second: str) -> None:
    reply = _ask(desk, text, interface=lang)
    assert reply.lang == lang
    shown = plain(render(reply))
    assert first in shown
    assert second in shown


@pytest.mark.parametrize("text", [BOTH, *(text for _, text, _, _ in BOTH_IN)])
def test_both_together_take_no_more_than_a_message(desk: Desk, text: str) -> None:
    reply = _ask(desk, text)
    while "next" in _names(reply):
        assert units(plain(render(reply))) <= MESSAGE_UNITS / 2
        reply = _ask(desk, text, _view(reply, "next"))


def test_an_article_that_answers_both_stands_there_once(desk: Desk) -> None:
    for text in (
        "Who beat Kasparov? What did Deep Blue win in New York?",
        "When did Kipchoge run and how long did it take?",
    ):
        titles = [entry.title for entry in _ask(desk, text).entries]
        assert len(titles) == len(set(titles))


def test_a_part_without_a_subject_goes_on_about_the_other(desk: Desk) -> None:
    reply = _ask(desk, "When did Kipchoge run in Vienna and how long did it take?")
    assert "1 hour, 59 minutes" in plain(render(reply))
    assert reply.entries[0].title.startswith("Kipchoge")


def test_a_part_that_nothing_answers_is_told_in_a_line(desk: Desk) -> None:
    reply = _ask(desk, "When did Krakatoa erupt and when did the zeppelin bakery open?")
    assert reply.lines == ("“when did the zeppelin bakery open?”: nothing here answers that.",)
    assert _led(reply) == ["“When did Krakatoa erupt”"]


def test_two_parts_that_nothing_answers_are_answered_as_one_question(desk: Desk) -> None:
    reply = _ask(desk, "Who baked the zeppelin bread and who opened the zeppelin tavern?")
    assert reply.title == "Nothing in this archive answers that."


def test_every_button_leads_on_and_back(desk: Desk) -> None:
    reply = first = _ask(desk, BOTH)
    numbers = []
    while True:
        for entry in reply.entries:
            numbers.append(entry.number)
            near = _ask(desk, BOTH, _view(reply, f"context {entry.number}"))
            assert [(one.number, one.title) for one in near.entries] == [(entry.number, entry.title)]
            assert _ask(desk, BOTH, _view(near, "back")) == replace(reply, notice="")
        if "next" not in _names(reply):
            break
        following = _ask(desk, BOTH, _view(reply, "next"))
        assert _ask(desk, BOTH, _view(following, "previous")) == replace(reply, notice="")
        reply = following
    assert numbers == list(range(1, len(numbers) + 1))
    newest = _ask(desk, BOTH, _view(first, "newest"))
    assert _led(newest) == _led(first)
    only = _ask(desk, BOTH, _view(first, "only 1997"))
    assert only.footer.endswith("🗓 1997")


def test_a_time_beside_the_words_is_that_of_both(desk: Desk) -> None:
    reply = _ask(desk, f"/from 1980 /to 1999 {BOTH}")
    assert "1980" in reply.footer
    dated = _ask(desk, f"/to 1990 {BOTH}")
    assert dated.footer.endswith("🗓 – 1990-12-31")


def test_a_button_of_an_older_generation_is_told_so(desk: Desk) -> None:
    view = replace(_view(_ask(desk, BOTH), "context 2"), generation=35)
    reply = _ask(desk, BOTH, view)
    assert reply.lines[0].startswith("The archive has changed since")
    assert len(_led(reply)) == 2


@pytest.mark.parametrize(
    "text",
    ["What happened when Krakatoa erupted?", '"Deep Blue" who won and when did Krakatoa erupt?', "/timeline Mars"],
)
def test_other_questions_have_no_parts(desk: Desk, text: str) -> None:
    assert _led(_ask(desk, text)) == []


def test_a_follow_up_keeps_its_subject(desk: Desk) -> None:
    line = Line("who won and when was it?", TODAY, "en", Replied("…\n\n🔎 Kasparov Deep Blue", ours=True))
    assert _led(desk.reply(line)) == []


def test_the_terminal_shows_the_parts_too(desk: Desk) -> None:
    text = for_terminal.render(_ask(desk, BOTH))
    assert "\n“when did Krakatoa erupt?”\nMon 27 Aug 1883 (‘" in text


def test_buttons_below_a_reply_to_two_questions_work_in_the_real_process(reader: Reader) -> None:
    answer = reader.ask(BOTH)
    assert "“when did Krakatoa erupt?”" in answer["text"]
    near = reader.look(answer, "In context 2")
    assert near["text"].startswith("2. Krakatoa")
    assert reader.look(answer, "‹ Back")["text"] == answer["text"]
    assert "Next ›" in buttons(answer)
    assert reader.look(answer, "Next ›")["text"].startswith("“Who won the chess match")
    assert reader.look(answer, "‹ Previous")["text"] == answer["text"]
