"""Which lines go on about what was shown before though they reply to nothing, and which begin anew."""

from __future__ import annotations

import asyncio
from datetime import date
from time import monotonic

import pytest

from bot.conversation.going_on import goes_on
from bot.conversation.replies import Choice
from bot.conversation.requests import Line, Replied
from bot.conversation.shown import Shown, is_look
from bot.conversation.views import View
from bot.telegram.keeping.in_memory import recent
from bot.telegram.keeping.in_memory.recent import Recent
from bot.telegram.keeping.keeping import Kept, Place
from index.answering.question import parse_question

TODAY = date(2024, 5, 3)
SHOWN = Shown(
    Line("the bridge", TODAY),
    Replied("🔎 bridge", ours=True),
    "de",
    (
        Choice("Weiter ›", "next", View(start=3)),
        Choice("Im Zusammenhang 2", "context 2", View("context", item=4)),
        Choice("Nur 2019", "only 2019", View(year=2019)),
        Choice("1. Mai 1997", "peak 1", View("peak")),
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "and in 2021?", "who was he?", "how many died?", "why though", "where exactly", "what about the harbour",
        "did she survive", "so who paid for it?", "what time", "And the women?", "tell me more",
        "wie viele starben?", "und 2019?", "Wer war er?", "was ist mit dem Hafen", "wo genau?", "hat sie überlebt?",
        "combien de morts ?", "et en 2020 ?", "et le port ?", "a-t-il survécu ?",
        "¿y cuándo?", "cuántos murieron", "y el puerto?", "¿quién era él?",
        "وماذا عن مصر؟", "كم عدد القتلى؟", "ومتى؟",
        "کی بود؟", "و در ۲۰۱۹؟", "او چند سال داشت؟",
    ],
)  # fmt: skip
def test_a_line_that_says_nothing_by_itself_goes_on(text: str) -> None:
    usual = next(
        (
            code
            for code, begins in (("es", ("y ", "¿")), ("fr", ("et ",)), ("de", ("und ",)))
            if text.startswith(begins)
        ),
        "en",
    )
    assert goes_on(parse_question(text, TODAY, usual=usual))


@pytest.mark.parametrize(
    "text",
    [
        "Who won the World Cup in 2014?", "what is cholera", "who is putin", "earthquake chile", "Trump",
        "And who won the World Cup final in Brazil?", '"and then there were none"',
        "How many people died in the flood of Ostheim",
        "Was ist Cholera?", "Wann wurde die Brücke eröffnet?", "Erdbeben Chile",
        "Qui a gagné la Coupe du monde ?", "¿Quién ganó el Mundial de 2014?",
        "أين تقع إسبانيا؟", "ایران کجاست؟", "2019",
    ],
)  # fmt: skip
def test_a_line_that_tells_its_own_subject_begins_anew(text: str) -> None:
    assert not goes_on(parse_question(text, TODAY))


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("next", View(start=3)), ("Weiter ›", View(start=3)), ("weiter bitte", View(start=3)), ("/next", View(start=3)),
        ("2 context", View("context", item=4)), ("im zusammenhang 2", View("context", item=4)),
        ("only 2019", View(year=2019)), ("nur ۲۰۱۹", View(year=2019)), ("1. mai 1997", View("peak")),
        ("peak 1", View("peak")),
        ("no, I meant the other one", View(start=3)),
    ],
)  # fmt: skip
def test_what_a_button_says_may_be_typed_in_any_of_our_languages(text: str, view: View) -> None:
    assert is_look(SHOWN, text) == (True, view)


def test_a_form_of_what_cannot_be_looked_at_is_known_and_other_lines_are_none() -> None:
    assert is_look(SHOWN, "previous") == (True, None)
    for text in ("next election", "the bridge", "only 2019 results", "", "/help"):
        assert is_look(SHOWN, text) == (False, None)


def test_what_was_shown_is_forgotten_after_an_hour_and_when_there_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [monotonic()]
    monkeypatch.setattr(recent, "monotonic", lambda: now[0])
    monkeypatch.setattr(recent, "MOST", 3)
    kept, here, there = Recent(), Place(1, None, 1), Place(1, None, 2)

    async def work() -> None:
        await kept.keep(here, Kept(SHOWN, 10, 9))
        assert await kept.last(there) is None
        found = await kept.last(here)
        assert found is not None
        assert found.question == 9
        now[0] += recent.SECONDS + 1
        assert await kept.last(here) is None
        assert await kept.of(1, 10) is None
        for number in range(5):
            await kept.keep(here, Kept(SHOWN, number, number))
        assert await kept.of(1, 0) is None
        found = await kept.last(here)
        assert found is not None
        assert found.message == 4

    asyncio.run(work())
