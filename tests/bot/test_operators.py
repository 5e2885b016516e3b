"""Operators in a conversation: what a reply says of them, what its footer names, and what stays of them afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.desk import Desk
from bot.conversation.replies import Reply
from bot.conversation.requests import Line, Replied
from bot.conversation.views import FRESH, View
from bot.rendering.for_telegram import MESSAGE_UNITS, plain, render, units
from bot.settings import Settings
from bot.wording import words
from corpus.language.known import OUR_LANGUAGES
from index.answering.searcher import Searcher
from tests.conftest import Run

TODAY = date(2024, 5, 3)


@pytest.fixture(scope="module")
def desk(sample_home: Path) -> Iterator[Desk]:
    """The sample archive's desk."""
    with closing(Searcher(sample_home, compiled=False)) as searcher:
        yield Desk(Settings(home=sample_home), searcher)


def _ask(desk: Desk, text: str, view: View = FRESH, replied: Replied | None = None) -> Reply:
    return desk.reply(Line(text, TODAY, "en", replied), view)


def _view(reply: Reply, name: str) -> View:
    return next(choice.view for row in reply.choices for choice in row if choice.name == name)


def _shown(reply: Reply) -> str:
    return " ".join(f"{entry.title} {quote.text}" for entry in reply.entries for quote in entry.quotes)


@pytest.mark.parametrize(
    ("text", "footer"),
    [
        ("Moon -Apollo", "🔎 Moon"),
        ('Kipchoge "no human is limited"', "🔎 Kipchoge human limited"),
        ("Moon source:dumps -author:x lang:en year:1969", "🔎 Moon"),
        ("Kipchoge OR Gebrselassie marathon", "🔎 Kipchoge Gebrselassie marathon"),
        ("source:dumps in 1970", "🔎 1970 🗓 1970"),
        ("source:dumps", ""),
    ],
)
def test_the_footer_names_what_was_searched_and_nothing_that_was_left_out(desk: Desk, text: str, footer: str) -> None:
    assert _ask(desk, text).footer == footer


def test_a_button_keeps_the_operators_of_the_question(desk: Desk) -> None:
    text = "Moon -Apollo"
    for name in ("newest", "only 2023"):
        assert "Apollo" not in _shown(_ask(desk, text, _view(_ask(desk, text), name)))


def test_a_follow_up_keeps_its_own_operators(desk: Desk) -> None:
    replied = Replied("…\n\n🔎 Moon landing", ours=True)
    assert "Apollo" in _shown(_ask(desk, "and in 1969?", replied=replied))
    reply = _ask(desk, "and -Apollo?", replied=replied)
    assert reply.entries
    assert "Apollo" not in _shown(reply)
    reply = _ask(desk, "source:wire", replied=replied)
    assert reply.entries[0].title.startswith("Chandrayaan")


def test_a_quotation_that_stands_nowhere_is_told_and_offered_without_quotes(desk: Desk) -> None:
    reply = _ask(desk, '"landing soft on the Moon"')
    assert reply.title == words("en")["nothing"]
    assert reply.lines[0] == "Nothing here holds these words as they stand: “landing soft on the Moon”"
    closest = _ask(desk, '"landing soft on the Moon"', _view(reply, "closest"))
    assert "soft landing on the Moon" in _shown(closest)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("source:nobody", "Nothing here fits all of this: source:nobody"),
        ("Moon source:nobody -war", "Nothing here fits all of this: source:nobody -war"),
        ('"no human is limited" year:1950', 'Nothing here fits all of this: "no human is limited" year:1950'),
        ("quelle:niemand wann war das?", "Nichts hier erfüllt all das: quelle:niemand"),
    ],
)
def test_operators_that_nothing_fits_are_told(desk: Desk, text: str, line: str) -> None:
    reply = _ask(desk, text)
    assert line in reply.lines
    assert not reply.entries
    assert not reply.choices


def test_a_list_has_entries_and_what_can_be_looked_at_next(desk: Desk) -> None:
    reply = _ask(desk, "source:wire -lang:en")
    assert len(reply.entries) == 3
    assert _view(reply, "next").start == 3
    assert len(_ask(desk, "/ask source:wire -lang:en").entries) == 3


@pytest.mark.parametrize(
    ("topic", "counts"),
    [
        ("Kipchoge", [2]),
        ('Kipchoge -"human is limited"', [1]),
        ("source:wire -lang:en year:2009-2010", [3, 4]),
        ("Kipchoge OR Gebrselassie", [3]),
        ("Kipchoge source:nobody", []),
    ],
)
def test_a_timeline_counts_what_fits(desk: Desk, topic: str, counts: list[int]) -> None:
    assert [bar.count for bar in _ask(desk, f"/timeline {topic}").bars if bar.count] == counts


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_help_tells_of_operators_in_one_line_that_works(desk: Desk, lang: str) -> None:
    (line,) = (line for line in words(lang)["help"].splitlines() if "OR" in line)
    assert line.count('"') == 4
    assert len(line) < 220
    example = line[line.rindex('"', 0, line.rindex('"')) :].rstrip(".")
    operators = desk.searcher.read(example, TODAY).operators
    assert operators.phrases
    assert len(operators.without) == len(operators.years) == 1
    assert units(plain(render(desk.reply(Line("/help", TODAY, lang))))) < MESSAGE_UNITS


def test_the_command_line_takes_a_question_that_begins_with_what_is_left_out(dateline: Run, sample_home: Path) -> None:
    done = dateline("--home", sample_home, "ask", "-Mars year:2021 source:wire", "--top", "1")
    assert done.returncode == 0
    assert "Log4j" in done.stdout


@pytest.mark.parametrize("option", ["--nosuch", "--nosuch=1"])
def test_the_command_line_knows_a_wrong_option(dateline: Run, sample_home: Path, option: str) -> None:
    done = dateline("--home", sample_home, "ask", option)
    assert done.returncode == 2
    assert "No such option" in done.stderr
