"""The year that frames what follows it: in "In 2019 ... on February 6" the day is of 2019, whenever that was published.

Only a year that opens its sentence frames: "founded in 1949, the firm said on Feb. 6" tells a year in passing. A year
alone ("In 2019", "In the 2016 election") holds to the end of the paragraph or until something counts from the day of
publication ("yesterday"); a day or month with its year holds in its sentence, for the days that come next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.dates import kinds
from corpus.dates.expressions import Phrase
from corpus.dates.lexicon import Lexicon
from corpus.dates.tense import WORD, sentences
from corpus.language.cutting import fold
from corpus.model import Mention

REACH = 600
"""Characters behind a year that it may frame; also keeps the time linear."""
OPENING = 40
"""Characters before a year in which the beginning of its sentence is looked for."""
LEADING = kinds.IN + kinds.OF + kinds.THE + kinds.EARLY
"""What may stand before a year that opens a sentence: "In the", "At the beginning of"."""
MOST_LEADING = 4
FRAMED = frozenset({"date", "yearless"})
"""Frames of rules whose expressions a year may frame (expressions.py), unless they have one of these:"""
TOLD = kinds.ANY_YEAR + kinds.DECADE_NUMBER + kinds.YEAR + kinds.LAST_NEXT


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
    if phrase.first(kinds.YEAR_NUMBER) is None:
        return None if mention.anchor == "published" and phrase.rule.frame not in FRAMED else known
    if mention.span is None or not _opens(text, phrase.start, words):
        return known
    if phrase.rule.frame not in {"year", "date"}:
        return known
    first = mention.span.first if phrase.rule.frame == "date" else None
    return Frame(phrase.value(kinds.YEAR_NUMBER), first, phrase.end)


def framing_year(text: str, phrase: Phrase, frame: Frame | None) -> int | None:
    """Return the year in which a day, month or season without one lies by the frame, None if none frames it."""
    if frame is None or phrase.rule.frame not in FRAMED or phrase.first(TOLD) or phrase.start - frame.end > REACH:
        return None
    between = text[frame.end : phrase.start]
    if "\n" in between or (frame.first is not None and len(sentences(between)) > 1):
        return None
    if frame.first is None:
        return frame.year
    month, day = phrase.value(kinds.GREGORIAN_MONTH), phrase.value(kinds.MONTHDAY) or frame.first.day
    if not month:
        return None
    return frame.year + ((month, day) < (frame.first.month, frame.first.day))


def _opens(text: str, start: int, words: Lexicon) -> bool:
    """Tell whether only prepositions and articles stand between the beginning of a sentence and a character."""
    head = text[max(0, start - OPENING) : start]
    parts = sentences(head)
    if len(parts) == 1 and start > OPENING:
        return False
    leading = WORD.findall(parts[-1])
    found = (words.words.get(fold(word), (kinds.ORDINARY, 0))[0] for word in leading[:MOST_LEADING])
    return len(leading) < MOST_LEADING and all(kind in LEADING for kind in found)
