"""Timelines as they are told: which periods are called the most, which are named on the axis, and what buttons show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.conversation.axis import MOST_NAMED, named
from bot.conversation.desk import Desk
from bot.conversation.replies import Choice, Reply
from bot.conversation.requests import Line, Replied
from bot.conversation.views import FRESH, View, read_view
from bot.rendering.for_telegram import CAPTION_UNITS, plain, render_caption, units
from bot.rendering.for_terminal import render
from bot.rendering.timeline_picture import draw
from bot.settings import Settings
from corpus.language.known import OUR_LANGUAGES
from index.answering.timeline import Period
from tests.index.making import searching_records

TODAY = date(2024, 5, 3)
COUNTS = {1993: 2, 1994: 9, 1995: 11, 1996: 3, 1999: 1, 2001: 8, 2003: 5, 2008: 4, 2012: 1}
"""Articles by year: 1994, which its neighbour tops, is the second."""
WORDS = "pear plum fig date lime nut rye oat barley hop vine rose moss fern reed sedge oak elm ash yew".split()
RECORDS = [
    {
        "id": f"{year}-{number}",
        "title": f"The mill in {year}",
        "date": f"{year}-{1 + number % 12:02}-03",
        "text": f"The mill was seen {number}. " + " ".join(f"{word}{number}{year}" for word in WORDS[number:][:9]),
    }
    for year, count in COUNTS.items()
    for number in range(count)
]
FLOOD = [
    {"id": f"flood-{day}", "title": "Flood", "date": str(day), "text": f"The flood rose to mark {day:%j%y}."}
    for day in (date(1994, 1, 9), *(date(2002, 8, 11) + timedelta(days=number) for number in range(6)))
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of an archive of two topics."""
    root = tmp_path_factory.mktemp("timelines")
    with searching_records(root, RECORDS + FLOOD) as searcher:
        yield Desk(Settings(home=root / "home"), searcher)


def _ask(desk: Desk, text: str, view: View = FRESH, lang: str = "en", footer: str | None = None) -> Reply:
    answered = None if footer is None else Replied(footer, ours=True)
    return desk.reply(Line(text, TODAY, lang, answered=answered), view)


def _choices(reply: Reply) -> dict[str, Choice]:
    return {choice.name: choice for row in reply.choices for choice in row}


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_the_most_are_the_greatest(desk: Desk, lang: str) -> None:
    bars = _ask(desk, "/timeline mill", lang=lang).bars
    numbered = [bar.count for bar in bars if bar.peak]
    assert sorted(numbered, reverse=True) == [11, 9, 8, 5]
    assert min(numbered) >= max(bar.count for bar in bars if not bar.peak)
    assert [bar.peak for bar in bars if bar.peak] == [1, 2, 3, 4]


def test_a_button_of_a_year_shows_what_was_published_in_it(desk: Desk) -> None:
    reply = _ask(desk, "/timeline mill")
    shown = _choices(reply)["peak 1"]
    assert shown.label == "1. 1994"
    seen, view = [], shown.view
    while True:
        page = _ask(desk, "/timeline mill", view, footer=reply.footer)
        seen += [entry.title for entry in page.entries]
        if "next" not in _choices(page):
            break
        view = _choices(page)["next"].view
    assert seen == ["The mill in 1994"] * 9


def test_what_stands_elsewhere_is_told_and_one_step_away(desk: Desk) -> None:
    reply = _ask(desk, "/timeline flood")
    assert reply.lines[0] == "6 passages, by the day of publication"
    assert reply.lines[1] == "Shown: 11 Aug 2002 – 16 Aug 2002. From other times: 1 passage"
    view = _choices(reply)["any"].view
    assert read_view(view.data()) == view
    whole = _ask(desk, "/timeline flood", view, footer=reply.footer)
    assert whole.lines[0] == "7 passages, by the year of publication"
    assert sum(bar.count for bar in whole.bars) == 7
    assert "any" not in _choices(whole)


def test_a_time_asked_about_stays_in_sight_and_can_be_left(desk: Desk) -> None:
    for text in ("/timeline mill 1995", "/timeline mill in 1995"):
        reply = _ask(desk, text)
        assert (len(reply.bars), sum(bar.count for bar in reply.bars)) == (12, 11)
        assert reply.title == "Timeline: mill"
        assert reply.footer == "🗓 1995"
        whole = _ask(desk, text, _choices(reply)["any"].view, footer=reply.footer)
        assert sum(bar.count for bar in whole.bars) == sum(COUNTS.values())
    nothing = _ask(desk, "/timeline mill 1950")
    assert nothing.lines == ("Nothing here is from 1950.",)
    assert "any" in _choices(nothing)


def test_the_words_below_say_what_is_drawn(desk: Desk) -> None:
    assert _ask(desk, "/timeline mill").lines[0] == "44 passages, by the year of publication"
    assert _ask(desk, "/timeline mill 1995").lines[0] == "11 passages, by the month of publication"
    assert _ask(desk, "/timeline mill 1999").lines[0] == "1 passage, by the month of publication"
    assert _ask(desk, "/timeline mill", lang="fa").lines[0].startswith("۴۴ بند")
    assert _ask(desk, "/timeline mill 1995", lang="ar").lines[0].startswith("11 مقطعاً")


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
@pytest.mark.parametrize("topic", ["mill", "flood", "mill 1995"])
def test_it_is_drawn_and_told_in_every_language(desk: Desk, topic: str, lang: str) -> None:
    reply = _ask(desk, f"/timeline {topic}", lang=lang)
    assert draw(reply.bars, reply.title, reply.lang).startswith(b"\x89PNG")
    assert units(plain(render_caption(reply))) <= CAPTION_UNITS
    assert max(map(len, render(reply, 60).splitlines())) <= 60


def _years(first: int, last: int, lang: str = "en") -> list[str]:
    periods = [Period(date(year, 1, 1), date(year, 12, 31), 1) for year in range(first, last + 1)]
    return named(periods, "Y", lang)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (1793, 2024, "1800 1850 1900 1950 2000"),
        (1790, 2026, "1800 1850 1900 1950 2000"),
        (1976, 2021, "1980 1990 2000 2010 2020"),
        (1989, 2000, "1990 1992 1994 1996 1998 2000"),
        (2001, 2004, "2001 2002 2003 2004"),
        (1995, 2021, "1995 2000 2005 2010 2015 2020"),
        (1700, 2020, "1700 1800 1900 2000"),
        (1021, 2021, "1200 1400 1600 1800 2000"),
        (1999, 1999, "1999"),
    ],
)
def test_years_on_the_axis_are_round(first: int, last: int, said: str) -> None:
    ticks = _years(first, last)
    assert [tick for tick in ticks if tick] == said.split()
    assert all(not tick or int(tick) == first + place for place, tick in enumerate(ticks))


@pytest.mark.parametrize("years", range(1, 400, 7))
def test_there_is_room_for_the_years_and_their_steps_are_even(years: int) -> None:
    ticks = [int(tick) for tick in _years(1803, 1803 + years - 1) if tick]
    assert 1 <= len(ticks) <= MOST_NAMED["Y"]
    steps = {after - before for before, after in pairwise(ticks)}
    assert len(steps) <= 1
    assert all(re.fullmatch("[125]0*", str(step)) and not tick % step for step in steps for tick in ticks)


def test_a_persian_axis_has_its_own_digits_below_round_years() -> None:
    assert [tick for tick in _years(1793, 2024, "fa") if tick] == "۱۸۰۰ ۱۸۵۰ ۱۹۰۰ ۱۹۵۰ ۲۰۰۰".split()


def _months(first: date, count: int, lang: str = "en") -> list[str]:
    months = [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count + 1)
    ]
    return named([Period(one, after - timedelta(days=1), 1) for one, after in pairwise(months)], "M", lang)


@pytest.mark.parametrize(
    ("first", "count", "said"),
    [
        (date(2019, 11, 1), 4, "Nov 2019,Dec 2019,Jan 2020,Feb 2020"),
        (date(2019, 1, 1), 12, "Jan 2019,Apr 2019,Jul 2019,Oct 2019"),
        (date(2019, 2, 1), 9, "Mar 2019,May 2019,Jul 2019,Sep 2019"),
        (date(2004, 5, 1), 50, "Jan 2005,Jan 2006,Jan 2007,Jan 2008"),
    ],
)
def test_months_on_the_axis_are_round(first: date, count: int, said: str) -> None:
    assert [tick for tick in _months(first, count) if tick] == said.split(",")


@pytest.mark.parametrize(
    ("first", "count", "said"),
    [
        (date(2019, 4, 14), 4, "14 Apr 2019,15 Apr,16 Apr,17 Apr"),
        (date(2019, 4, 1), 30, "1 Apr 2019,10 Apr,20 Apr"),
        (date(2019, 12, 10), 35, "10 Dec 2019,20 Dec,1 Jan 2020,10 Jan"),
        (date(2005, 3, 8), 72, "15 Mar 2005,1 Apr,15 Apr,1 May,15 May"),
        (date(2005, 3, 8), 92, "1 Apr 2005,1 May,1 Jun"),
    ],
)
def test_days_on_the_axis_are_round(first: date, count: int, said: str) -> None:
    days = [first + timedelta(days=number) for number in range(count)]
    ticks = [tick for tick in named([Period(day, day, 1) for day in days], "D", "en") if tick]
    assert ticks == said.split(",")
