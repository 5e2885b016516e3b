"""The year that frames what follows it: in "In 2019 ... on February 6" the day is of 2019, whenever that was published.

Only a year that opens its sentence frames: "founded in 1949, the firm said on Feb. 6" tells a year in passing. A year
alone ("In 2019", "In the 2016 election") holds to the end of the paragraph or until something counts from the day of
publication ("yesterday"); a day or month with its year holds in its sentence, for the days that come next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.dates.grammar import Phrase
from corpus.dates.lexicon import Lexicon, fold
from corpus.dates.tense import WORD
from corpus.model import Mention

BOUNDARY = re.compile(r"[.!?؟]\s+(?=[^\sa-z\d])")
REACH = 600
"""Characters behind a year that it may frame; also keeps the time linear."""
OPENING = 40
"""Characters before a year in which the beginning of its sentence is looked for."""
LEADING = "ifTE"
"""Codes of the words that may stand before a year which opens a sentence: "In the", "At the beginning of"."""
MOST_LEADING = 4
WHOLE_YEARS = frozenset({"year", "part of period"})
YEARLESS = frozenset(
    {"day", "days", "month", "months", "named day", "season", "part of year", "week in month", "week of"}
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A year that was named at the beginning of a sentence.

    Attributes:
        year: as the text counts it.
        first: the day that was named with it, None for the year alone.
        end: the character of the passage behind it.
    """

    year: int
    first: date | None
    end: int


def frame_after(text: str, phrase: Phrase, mention: Mention, words: Lexicon, known: Frame | None) -> Frame | None:
    """Return the frame for what follows a mention."""
    if phrase.first("y") is None:
        return None if mention.anchor == "published" and phrase.rule not in YEARLESS else known
    if mention.span is None or not _opens(text, phrase.start, words):
        return known
    if phrase.rule in WHOLE_YEARS:
        return Frame(phrase.value("y"), None, phrase.end)
    return Frame(phrase.value("y"), mention.span.first, phrase.end) if phrase.rule in {"day", "month"} else known


def framing_year(text: str, phrase: Phrase, frame: Frame | None) -> int | None:
    """Return the year in which a day, month or season without one lies by the frame, None if none frames it."""
    if frame is None or phrase.rule not in YEARLESS or phrase.first("yYK7r"):
        return None
    if phrase.start - frame.end > REACH:
        return None
    between = text[frame.end : phrase.start]
    if "\n" in between or (frame.first is not None and BOUNDARY.search(between)):
        return None
    if frame.first is None:
        return frame.year
    month, day = phrase.value("Mm"), phrase.value("do") or frame.first.day
    if not month:
        return None
    return frame.year + ((month, day) < (frame.first.month, frame.first.day))


def _opens(text: str, start: int, words: Lexicon) -> bool:
    """Tell whether only prepositions and articles stand between the beginning of a sentence and a character."""
    head = text[max(0, start - OPENING) : start]
    parts = re.split(BOUNDARY.pattern + r"|\n", head)
    if len(parts) == 1 and start > OPENING:
        return False
    leading = WORD.findall(parts[-1])
    codes = (words.words.get(fold(word), (".", 0))[0] for word in leading[:MOST_LEADING])
    return len(leading) < MOST_LEADING and all(code in LEADING for code in codes)
