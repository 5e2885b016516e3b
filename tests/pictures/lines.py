"""Breaks the text of a message into lines as a phone does, each with its direction and the style of its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

SIGNS = str.maketrans({"🔎": "⚲", "🗓": "▦", "👍": "☺", "👎": "☹"} | dict.fromkeys("\u2068\u2069", ""))
"""Signs that the font lacks, and marks that show nothing."""
ISOLATED = re.compile("\u2068[^\u2069]*\u2069?")
"""Has no say in the direction of a line: apps look for the first letter outside."""
FOLDED_LINES = 4
LEFT, RIGHT = frozenset({"L"}), frozenset({"R", "AL"})


@dataclass(frozen=True)
class Word:
    """A word with its style."""

    text: str
    bold: bool = False
    link: bool = False
    underlined: bool = False


@dataclass(frozen=True)
class Line:
    """A line as it is shown.

    Attributes:
        words: in the order in which they are read.
        backwards: its paragraph begins on the right.
        quote: number of the quotation that it stands in, 0 for none.
    """

    words: tuple[Word, ...]
    backwards: bool
    quote: int

    def from_the_left(self) -> list[Word]:
        """Return the words in the order of their places: those of the other direction keep theirs among themselves."""
        runs: list[list[Word]] = []
        for against, run in groupby(self._directed(), key=lambda one: one[0]):
            words = [word for _, word in run]
            runs.append(words[::-1] if against else words)
        ordered = [word for run in runs for word in run]
        return ordered[::-1] if self.backwards else ordered

    def _directed(self) -> Iterator[tuple[bool, Word]]:
        """Yield each word, and whether it runs against the line; one without letters does between two that do."""
        against = [_direction(word.text) not in {None, self.backwards} for word in self.words]
        neutral = [_direction(word.text) is None for word in self.words]
        for place, word in enumerate(self.words):
            before = next((against[other] for other in range(place - 1, -1, -1) if not neutral[other]), False)
            behind = next((against[other] for other in range(place + 1, len(against)) if not neutral[other]), False)
            yield against[place] or (neutral[place] and before and behind), word


@dataclass(frozen=True)
class Measure:
    """How much a line takes.

    Attributes:
        room: pixels of a line; a quotation has ``beside_quote`` less.
        length: of a word and a blank.
    """

    room: int
    beside_quote: int
    length: Callable[[Word], float]


@dataclass(frozen=True)
class _Paragraph:
    words: tuple[Word, ...]
    backwards: bool
    quote: int
    folds: bool


def lines_of(text: str, entities: list[dict[str, Any]], measure: Measure) -> Iterator[Line]:
    """Yield the lines of a text, broken at words; a quotation that folds is cut as the app does."""
    quote, shown = 0, 0
    for paragraph in _paragraphs(text, entities):
        if paragraph.quote != quote:
            quote, shown = paragraph.quote, 0
        for words in _broken(paragraph, measure):
            shown += 1
            if not paragraph.folds or shown < FOLDED_LINES:
                yield Line(words, paragraph.backwards, quote)
            elif shown == FOLDED_LINES:
                yield Line((*words[:-1], Word("… ⌄", link=True)), paragraph.backwards, quote)


def _broken(paragraph: _Paragraph, measure: Measure) -> Iterator[tuple[Word, ...]]:
    room = measure.room - (measure.beside_quote if paragraph.quote else 0)
    line: list[Word] = []
    for word in paragraph.words:
        if line and sum(map(measure.length, [*line, word])) > room:
            yield tuple(line)
            line = []
        line.append(word)
    yield tuple(line)


def _paragraphs(text: str, entities: list[dict[str, Any]]) -> Iterator[_Paragraph]:
    """Yield each line of a text as words with the style that the entities give them."""
    offset = 0
    for paragraph in text.split("\n"):
        words: list[Word] = []
        around: set[str] = set()
        quote = 0
        for part in paragraph.split(" "):
            units = len(part.encode("utf-16-le")) // 2
            over = [
                one for one in entities if one["offset"] < offset + units and offset < one["offset"] + one["length"]
            ]
            kinds = {one["type"] for one in over}
            quote = next((one["offset"] + 1 for one in over if "blockquote" in one["type"]), quote)
            around |= kinds
            if shown := part.translate(SIGNS):
                link = bool(kinds & {"text_link", "bot_command", "url"})
                words.append(Word(shown, "bold" in kinds, link, "underline" in kinds))
            offset += units + 1
        backwards = bool(_direction(ISOLATED.sub("", paragraph)))
        yield _Paragraph(tuple(words), backwards, quote, "expandable_blockquote" in around)


def _direction(text: str) -> bool | None:
    """Tell whether the first letter of a text is one of those that run from right to left; None without letters."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind in RIGHT for kind in kinds if kind in LEFT | RIGHT), None)
