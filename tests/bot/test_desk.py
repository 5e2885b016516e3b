"""The conversation by itself: what a line gets, whoever asks and wherever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.desk import Desk
from bot.conversation.replies import Reply
from bot.conversation.requests import Line, Replied
from bot.conversation.surroundings import UNITS
from bot.conversation.views import DEPTH, FRESH, View
from bot.rendering.for_telegram import CAPTION_UNITS, MESSAGE_UNITS, plain, render, render_caption, units
from bot.rendering.timeline_picture import draw
from bot.settings import Settings
from corpus.language.known import OUR_LANGUAGES
from index.answering.answers import Answer
from index.answering.question import parse_question
from index.answering.searcher import Searcher
from index.answering.timeline import Timeline, timeline, topic_of
from index.questions import Question

TODAY = date(2024, 5, 3)


@pytest.fixture(scope="module")
def desk(sample_home: Path) -> Iterator[Desk]:
    with closing(Searcher(sample_home, compiled=False)) as searcher:
        yield Desk(Settings(home=sample_home), searcher)


def _ask(desk: Desk, text: str, view: View = FRESH) -> Reply:
    return desk.reply(Line(text, TODAY, "en"), view)


def _names(reply: Reply) -> list[str]:
    return [choice.name for row in reply.choices for choice in row]


def _view(reply: Reply, name: str) -> View:
    return next(choice.view for row in reply.choices for choice in row if choice.name == name)


@pytest.mark.parametrize("text", ["why?", "who was it?", "and in 2021?", "warum?"])
def test_a_follow_up_may_be_in_another_language_than_what_it_replies_to(desk: Desk, text: str) -> None:
    replied = Replied("…\n\n🔎 ganó Mundial goleó 🗓 2014", ours=True)
    reply = desk.reply(Line(text, TODAY, "en", replied))
    assert reply.title or reply.entries


def test_where_else_the_same_words_stand_is_one_step_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = desk.searcher.find

    def find(question: Question, top: int = 3, *, newest: bool = False) -> Answer:
        found = real(question, top, newest=newest)
        others = tuple(match.passage.article for match in real(question, DEPTH).matches)
        first, *rest = found.matches
        known = replace(first, also=others)
        return replace(found, matches=(known, *rest))

    monkeypatch.setattr(desk.searcher, "find", find)
    reply = _ask(desk, "Mars rover landing")
    labels = [choice.label for row in reply.choices for choice in row]
    count = len(real(parse_question("Mars rover landing", TODAY), DEPTH).matches)
    assert f"1: also in {count} articles" in labels
    others = _ask(desk, "Mars rover landing", _view(reply, "also 1"))
    assert others.title == "The same words also stand in"
    assert len(others.lines) == count
    assert "Published" in others.lines[0]
    assert _ask(desk, "Mars rover landing", _view(others, "back")).entries == reply.entries


def test_a_page_is_never_longer_than_a_message(desk: Desk) -> None:
    for text in ("Mars", "the landing of the rover", "/latest", "/timeline Mars"):
        reply = _ask(desk, text)
        assert units(plain(render(reply))) <= MESSAGE_UNITS
        assert sum(entry.units for entry in reply.entries) <= UNITS or len(reply.entries) == 1
        assert units(plain(render_caption(reply))) <= CAPTION_UNITS


@pytest.mark.parametrize(
    "text", ["x" * 4096, "Mars " + "y" * 4000, "😀Mars" * 600, "/timeline " + "Mars" * 900, "ماه " * 1000]
)
def test_no_question_makes_a_reply_that_is_too_long(desk: Desk, text: str) -> None:
    for old in (None, Replied("z" * 4000, ours=False), Replied("Mars rover", ours=False, quote="w" * 900 + " Mars")):
        reply = desk.reply(Line(text, TODAY, "en", old))
        assert units(plain(render(reply))) <= MESSAGE_UNITS
        assert units(plain(render_caption(reply))) <= CAPTION_UNITS
        assert len(reply.footer) < 260


def test_paging_shows_every_match_once(desk: Desk) -> None:
    reply = _ask(desk, "Mars rover landing")
    numbers = [entry.number for entry in reply.entries]
    while "next" in _names(reply):
        reply = _ask(desk, "Mars rover landing", _view(reply, "next"))
        numbers += [entry.number for entry in reply.entries]
    assert numbers == list(range(1, len(numbers) + 1))
    assert 3 < len(numbers) <= DEPTH


def test_a_long_question_is_not_shown_again_and_a_short_one_is(desk: Desk) -> None:
    assert _ask(desk, "Mars rover landing").footer == "🔎 Mars rover landing"
    assert _ask(desk, "Kipchoge " + " ".join(f"marathon{number}" for number in range(20))).footer == ""


def test_a_year_inside_a_time_keeps_to_both(desk: Desk) -> None:
    view = View(year=2012, first=date(2012, 8, 1), last=date(2014, 1, 1))
    assert _ask(desk, "Mars rover", view).footer.endswith("🗓 2012-08-01 – 2012-12-31")
    outside = View(year=1997, first=date(2012, 8, 1), last=date(2014, 1, 1))
    assert _ask(desk, "Mars rover", outside).footer.endswith("🗓 1997")


def test_a_follow_up_says_when_and_its_buttons_keep_saying_it(desk: Desk) -> None:
    answered = Replied("🔎 Kipchoge Vienna marathon", ours=True)
    line = Line("When was that?", TODAY, "en", answered)
    reply = desk.reply(line)
    assert reply.title.startswith("Sat 12 Oct 2019")
    pressed = Line("When was that?", TODAY, "en", answered=Replied(reply.footer, ours=True))
    context = desk.reply(pressed, _view(reply, "context 1"))
    assert desk.reply(pressed, _view(context, "back")).title == reply.title


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_the_terminal_is_told_of_the_terminal(desk: Desk, lang: str) -> None:
    terminal = Desk(desk.settings, desk.searcher, place="terminal")
    of_chats = re.compile(
        r"\b(?:tap|touchez|toque|tippen|Telegram|chat|bot|bots?|buttons?|Knöpfe|boutons|botones|edit|Ändern|Modifiez)\b"
        r"|تيليغرام|تلگرام|الأزرار|دکمه|ربات|المس |لمس",
        re.IGNORECASE,
    )
    for command in ("/help", "/privacy", "/start", "/from", "/to Mars"):
        told, chat = (one.reply(Line(command, TODAY, lang)) for one in (terminal, desk))
        assert not of_chats.search("\n".join(told.lines)), command
        assert told.title == chat.title
    (said,) = terminal.reply(Line("/help", TODAY, lang)).lines
    for typed in ("\n/quit", "+ ", "/next", "/context 1", "/timeline", "/from 2019"):
        assert typed in said
    assert "{" not in said


def test_a_timeline_counts_dated_passages_that_hold_all_words(desk: Desk) -> None:
    def drawn(topic: str) -> Timeline:
        return timeline(desk.searcher.engine, topic_of(parse_question(topic, TODAY)))

    found = drawn("Mars")
    assert sum(one.count for one in found.periods) == 8
    assert [one.first.year for one in found.periods] == list(range(1976, 2022))
    assert all((one.first.month, one.last.month) == (1, 12) for one in found.periods)
    assert drawn("Mars nosuchword").periods == drawn("the").periods == ()
    months = drawn("Kipchoge").periods
    assert [(one.first, one.last) for one in months] == [(date(2019, 10, 1), date(2019, 10, 31))]


def test_a_timeline_is_drawn_whatever_its_words_are(desk: Desk) -> None:
    bars = _ask(desk, "/timeline Mars").bars
    for title, lang in (("$5 ^_{x} \\alpha", "en"), ("ماهواره", "fa"), ("😀" * 90, "de"), ("", "en")):
        picture = draw([replace(bar, headline=title if bar.peak else "") for bar in bars], title, lang)
        assert picture.startswith(b"\x89PNG")
        assert len(picture) > 5000


def test_the_browser_finds_what_stands_around_and_what_is_newest(desk: Desk) -> None:
    browser = desk.searcher.store.browser
    newest = browser.newest(5)
    days = [passage.article.published.last for passage in newest if passage.article.published]
    assert days == sorted(days, reverse=True)
    assert len(days) == 5
    assert browser.newest(2, 3) == newest[3:5]
    first = newest[0]
    around = browser.around(first)
    assert (around.before, bool(around.after)) == ("", True)
    (moon,) = browser.published_on(date(2000, 7, 21), 3, any_year=True)
    assert moon.article.title == "Two men walk on the Moon"
    assert browser.published_on(date(2000, 7, 21), 3, any_year=False) == []


def test_an_example_is_sought_only_for_who_is_told_one(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sought: list[str] = []

    def example(_searcher: Searcher, lang: str) -> str:
        sought.append(lang)
        return "Who?"

    monkeypatch.setattr("bot.conversation.desk.example_question", example)
    desk = Desk(Settings(home=sample_home), Searcher(sample_home, compiled=False))
    assert _ask(desk, "When did the rover land on Mars?").entries
    assert not sought
    assert "Who?" in "\n".join(_ask(desk, "Who discovered penicillin?").lines)
    assert sought == ["en"]
