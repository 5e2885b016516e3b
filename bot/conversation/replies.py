"""A reply before any markup: words, passages, and what can be looked at next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.entries import Entry
from bot.conversation.steps import Button
from bot.conversation.views import View
from bot.wording import words
from bot.wording.dates import DayTold


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to look at next: a button in Telegram, a command in the terminal.

    Attributes:
        name: what is typed for it in the terminal, such as "next" or "context 2".
    """

    label: str
    name: str
    view: View


Row = tuple[Choice, ...]
ROW = 42
"""Characters of the labels in a row, with one beside each: a phone cuts off what is longer."""


def rows_of(choices: Sequence[Choice]) -> tuple[Row, ...]:
    """Return choices in as few rows as show their labels whole, all of a row being as wide."""
    for most in range(len(choices), 0, -1):
        rows = [tuple(choices[place : place + most]) for place in range(0, len(choices), most)]
        if most == 1 or all(len(row) * max(len(one.label) + 1 for one in row) <= ROW for row in rows):
            return tuple(rows)
    return ()


@dataclass(frozen=True, slots=True)
class Bar:
    """Passages of one day, month or year in a timeline.

    Attributes:
        label: the period in the reader's language; ``short`` is the same where there is little room.
        peak: number of the peak that it is, 0 for none.
        headline: what a peak was about.
        tick: what stands below it on the axis, "" for most.
    """

    label: str
    short: str
    count: int
    peak: int = 0
    headline: str = ""
    tick: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said and shown.

    Attributes:
        lang: the language of its words.
        title: the first line, bold: the date for a "when" question; ``days`` are the certain ones in it.
        lines: below it, plain.
        above: a line directly above the entries.
        notice: a line below the entries that a reader is told once, wherever a conversation is remembered.
        footer: what was asked beyond the question's own words; read again from the message when someone replies to it.
        choices: in rows.
        bars: a timeline to be drawn.
        buttons: below the choices, in rows, where there are buttons.
        quoted: words of a reader, below the lines.
        answers: what was asked: "answer", "maybe" or "nothing"; "" for what is no reply to a question.
        chosen: the language of the replies from now on, "" for that of each question, None if it was not chosen.
        aside: it shows nothing that somebody goes on about.
    """

    lang: str
    title: str = ""
    lines: tuple[str, ...] = ()
    above: str = ""
    entries: tuple[Entry, ...] = ()
    notice: str = ""
    footer: str = ""
    choices: tuple[Row, ...] = ()
    bars: tuple[Bar, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    quoted: str = ""
    answers: str = ""
    chosen: str | None = None
    aside: bool = False
    days: tuple[DayTold, ...] = ()


def told(lang: str, key: str, **values: object) -> Reply:
    """Return a reply that is a wording, with values filled in."""
    return Reply(lang, lines=(words(lang)[key].format(**values),))
