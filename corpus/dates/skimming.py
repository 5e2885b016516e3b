"""Skims a text for the stretches in which a date expression may stand; all else is passed over unread.

An expression has a telling word, or figures that may be a year, a day or a code, beside small words and numbers, and it
never goes on over an ordinary word. So a text is cut at its blanks, and of each distinct piece it is told once what it
is; most are ordinary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.dates import kinds
from corpus.dates.adjusting import roman
from corpus.dates.lexicon import Lexicon, lexicon
from corpus.language.cutting import fold

ORDINARY, SMALL, COUNT, PARTIAL, TELLING = ".scpt"
"""What a piece is: ordinary words alone; small words or marks; a number that is no year; a word that tells a time only
beside others, perhaps with ordinary ones; or what may tell one by itself."""
ALONE, PASSED_OVER = ORDINARY + PARTIAL + ORDINARY, ORDINARY * 3
WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u064b-\u0655\u0670]+[^\W\d_]*)*")
FIGURE = re.compile(r"\d")
NUMBER = re.compile(r"[$€£(\[\"“]*\d{1,3}(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?[%.,;:)\]\"”]*")
FISCAL_YEAR = "FY"
"""Begins a code whose digits may stand apart: "FY 19"."""
MOST_PIECES, LONGEST_PIECE = 1 << 16, 32
"""What is remembered of a language, 8 MB at most; of news one piece in 25 is new. Writing without blanks is long."""


def stretches(text: str, words: Lexicon, *, asked: bool = False) -> Iterator[tuple[int, int]]:
    """Yield where an expression may stand in a text, in characters, with a piece of ordinary words at either end.

    Args:
        text: any text; time is linear in its length.
        words: of its language.
        asked: it is a reader's question, in which a number of two digits may be a decade.
    """
    pieces = text.split(" ")
    sorts = "".join(map(_sorts(words.lang).__getitem__, pieces)).replace(ALONE, PASSED_OVER).replace(PARTIAL, TELLING)
    if asked:
        sorts = sorts.replace(COUNT, TELLING)
    begin = passed = 0
    for first, last in _runs(sorts):
        begin += sum(map(len, pieces[passed:first])) + first - passed
        end = begin + sum(map(len, pieces[first:last])) + last - first - 1
        yield begin, end
        begin, passed = end + 1, last


def _runs(sorts: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of pieces around those that tell, with the ordinary ones beside them; runs that share one join."""
    first = last = 0
    place = sorts.find(TELLING)
    while place >= 0:
        before, behind = max(sorts.rfind(ORDINARY, 0, place), 0), sorts.find(ORDINARY, place)
        if before >= last:
            if last:
                yield first, last
            first = before
        last = behind + 1 if behind >= 0 else len(sorts)
        place = sorts.find(TELLING, last)
    if last:
        yield first, last


class _Sorts(dict[str, str]):
    """What the pieces of texts in a language are; all are forgotten when they are too many.

    Attributes:
        small: all words that may be part of an expression.
        telling: those of them of which every expression without figures has one.
        partial: those again that tell a time only beside others; a doubtful month or weekday while it has no capital.
    """

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        phrases = [phrase for found in words.phrases.values() for phrase in found]
        telling = {word: kind for word, (kind, _) in words.words.items() if kind in kinds.TELLING}
        doubtful = {word: kinds.DOUBTFUL.get(kind, kind) for word, kind in telling.items() if word in words.doubtful}
        partial = kinds.PARTIAL + kinds.ORDINARY
        self.partial = frozenset(word for word, kind in (telling | doubtful).items() if kind in partial)
        for parts, (kind, _) in phrases:
            if kind in kinds.TELLING and telling.keys().isdisjoint(parts):
                telling[max(parts, key=len)] = kind
        self.telling = frozenset(telling)
        self.small = words.known.union(*(parts for parts, _ in phrases))

    def __missing__(self, piece: str) -> str:
        sort = self._sort(piece)
        if len(self) >= MOST_PIECES:
            self.clear()
        if len(piece) <= LONGEST_PIECE:
            self[piece] = sort
        return sort

    def _sort(self, piece: str) -> str:
        if FIGURE.search(piece):
            return COUNT if NUMBER.fullmatch(piece) else TELLING
        found = WORD.findall(piece)
        if FISCAL_YEAR in found:
            return TELLING
        beside = [word for word in map(fold, found) if word in self.small]
        if not beside:
            return SMALL if not found or (self._words.roman and any(map(roman, found))) else ORDINARY
        if self.telling.isdisjoint(beside):
            return SMALL
        lower = beside[0] not in self._words.doubtful or piece == piece.lower()
        return PARTIAL if len(beside) == 1 and beside[0] in self.partial and lower else TELLING


@cache
def _sorts(lang: str) -> _Sorts:
    return _Sorts(lexicon(lang))
