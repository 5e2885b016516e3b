"""What of an answer is looked at: the whole state of a button, in its data, so that none is kept anywhere else.

The form is VERSION:show.generation.start.item.newest.year.first.last, numbers in base 36 and days as ordinals, at most
64 bytes as Telegram allows. Data of another version, or that nobody can have been given, is no view.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

VERSION = 1
DEPTH = 15
"""Passages of an answer that can be paged through; further ones seldom have to do with the question."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LISTED = 1000
"""Articles of a list that can be paged through."""
SHOWS = {"a": "answer", "c": "context", "o": "closest", "d": "also", "p": "peak", "t": "timeline", "l": "language"}
DATA = re.compile(rf"{VERSION}:([{''.join(SHOWS)}])" + r"\.([0-9a-z]{1,7})" * 7)


@dataclass(frozen=True, slots=True)
class View:
    """A part of an answer.

    Attributes:
        show: answer, context, closest, also, peak, timeline or language.
        generation: of the index that the button was made from, 0 for lists.
        start: passages on the pages before the one shown.
        item: the passage that context or also is about, from 0 in the answer's order; or the language.
        newest: order by date.
        year: the only year shown, 0 for all.
        first: the beginning of a scope that the question itself does not name; ``last`` is its end.
    """

    show: str = "answer"
    generation: int = 0
    start: int = 0
    item: int = 0
    newest: bool = False
    year: int = 0
    first: date | None = None
    last: date | None = None

    def data(self) -> str:
        """Return the view as the data of a button."""
        letter = next(letter for letter, show in SHOWS.items() if show == self.show)
        days = (day.toordinal() if day else 0 for day in (self.first, self.last))
        numbers = (self.generation, self.start, self.item, int(self.newest), self.year, *days)
        return f"{VERSION}:{letter}.{'.'.join(map(_in_base_36, numbers))}"


def _in_base_36(number: int) -> str:
    """Return a number that is not negative with 36 digits, as ``int`` reads it."""
    written = ""
    while number > 0 or not written:
        number, digit = divmod(number, 36)
        written = DIGITS[digit] + written
    return written


FRESH = View()
"""What is shown before any button is pressed."""


def read_view(data: str) -> View | None:
    """Return the view of a button's data, None for data that no button of ours holds."""
    match = DATA.fullmatch(data)
    if match is None:
        return None
    generation, start, item, newest, year, first, last = (int(number, 36) for number in match.groups()[1:])
    latest = date.max.toordinal()
    if start >= LISTED or item >= DEPTH or newest > 1 or year > date.max.year or max(first, last) > latest:
        return None
    days = (date.fromordinal(number) if number else None for number in (first, last))
    view = View(SHOWS[match[1]], generation, start, item, bool(newest), year, *days)
    return None if view.first and view.last and view.last < view.first else view
