"""A line's way: taken apart once, its language told once, through few files."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from types import FrameType

import pytest

from bot.conversation.desk import Desk
from bot.conversation.requests import Line, Replied
from bot.rendering.for_telegram import render
from bot.settings import Settings
from index.answering.searcher import Searcher

TODAY = date(2024, 5, 3)
ROOT = Path(__file__).parents[2]
MOST_FILES = 66


@pytest.fixture(scope="module")
def desk(sample_home: Path) -> Iterator[Desk]:
    with closing(Searcher(sample_home)) as searcher:
        desk = Desk(Settings(home=sample_home), searcher)
        for text in ("Mars rover landing", "Wer siegte in Wien?"):  # what is read once in a process is read now
            desk.reply(Line(text, TODAY))
        yield desk


def way(desk: Desk, line: Line) -> tuple[Counter[str], set[str]]:
    """Return how often each function of ours is called for a line, and the files that are entered."""
    calls: Counter[str] = Counter()
    files: set[str] = set()

    def watch(frame: FrameType, event: str, _: object) -> None:
        file = Path(frame.f_code.co_filename)
        if (
            event == "call"
            and file.is_relative_to(ROOT)
            and file.relative_to(ROOT).parts[0] in {"bot", "index", "corpus"}
        ):
            calls[frame.f_code.co_name] += 1
            files.add(str(file.relative_to(ROOT)))

    sys.setprofile(watch)
    try:
        render(desk.reply(line))
    finally:
        sys.setprofile(None)
    return calls, files


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Who beat Kasparov?", 0),
        ("When did Kipchoge run in Vienna in October?", 1),
        ("/timeline Mars", 0),
        ("Wer siegte in Wien?", 0),
    ],
)
def test_a_question_is_taken_apart_once_its_language_told_once_and_it_is_read_for_a_time_that_it_may_name(
    desk: Desk, text: str, read: int
) -> None:
    calls, _ = way(desk, Line(text, TODAY, "en"))
    assert (calls["parse_question"], calls["language_of"], calls["mentions_in"]) == (1, 1, read)


@pytest.mark.parametrize(
    "replied",
    [
        Replied("1. A rover lands\n\n🔎 Mars rover landing 🗓 2012", ours=True),
        Replied("…", ours=True, bold=("1. A rover lands on Mars", "It did.", "2. Mars again", "A rover landed.")),
        Replied("A rover has landed on Mars", ours=False),
    ],
)
@pytest.mark.parametrize("text", ["and in 2004?", "who was he?"])
def test_a_follow_up_is_taken_apart_once_and_what_it_replies_to_once(desk: Desk, replied: Replied, text: str) -> None:
    calls, _ = way(desk, Line(text, TODAY, "en", replied))
    assert (calls["parse_question"], calls["language_of"]) == (2, 2)


def test_a_question_goes_through_few_files(desk: Desk) -> None:
    _, files = way(desk, Line("Who beat Kasparov?", TODAY, "en"))
    assert len(files) <= MOST_FILES, sorted(files)
