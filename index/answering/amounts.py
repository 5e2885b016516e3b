"""Finds the amounts in a passage, and what speaks for each to be what "how many" and "how much" ask for."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.model import Mention
from index.answering.amount_words import AmountWords, amount_words, asked_units
from index.answering.passage_cuts import SENTENCES, Cut, Word, remembered
from index.answering.passage_words import Candidate, PassageWords
from index.questions import CAPITALISING, Question

SIGNS = (
    "near", "same", "around", "focus_behind", "focus_near", "asked_behind", "right_unit", "wrong_unit", "no_unit",
    "word", "weak", "year", "in_name", "about", "long", "intercept",
)  # fmt: skip
"""Names of the signs: the three of ``passage_words.Nearness``; whether the word for what is asked ("priests") stands
right behind the amount, or close to it, or else another word of the question right behind; whether its unit is of the
kind asked for, of another, or missing; whether it is in words, in one that often counts nothing ("one"), a bare number
that may be a year, part of a name ("Apollo 11"), or told as a rough one; and 1."""
CURRENCY = re.compile(r"(?:(?<!\w)(?:US|A|C|CA|AU|NZ|HK|R)?[$€£¥₹₽₩]|\b(?:USD|EUR|GBP|CHF|INR|Rs\.?))\s?$")
PERCENT = re.compile(r"\s?[%٪]")
CURRENCY_BEHIND = re.compile(r"\s?[$€£¥₹₽₩]")
TIGHT = frozenset((" ", "\u00a0", "\u202f", "-", "\u2010", "\u2011", "\u200c"))
DASHES = frozenset("-\u2010\u2011–")
GROUP = re.compile(r"\d{1,3}(?: \d{3})* \d{3}")
YEAR = re.compile(r"1[0-9]\d\d|20\d\d")
ABOUT = 24
"""Characters before a number that may tell it as a rough one."""
NOUN = 4
"""Words behind a number up to the last of which the noun asked for may stand: "19 hot air balloons"."""
CLOSE = 5
"""Words up to which the word for what is asked is close to an amount."""
SIGN = 6
"""Characters of a currency before a number at most."""


class Extent(NamedTuple):
    """How far an amount goes beyond its number.

    Attributes:
        start: its first character, with what tells its currency or that it is rough; ``end`` is one past its last.
        last: one past the place of its last word, the noun that it counts.
        kinds: of its unit, such as "money".
        named: the question says its unit.
        focus: the word for what is asked stands right behind it; ``asked``: another word of the question does.
        about: it is told as a rough one.
    """

    start: int
    end: int
    last: int
    kinds: frozenset[str]
    named: bool
    focus: bool
    asked: bool
    about: bool


class Amounts:
    """The amounts of a passage, for one question.

    Args:
        question: its words tell which unit is asked for.
        cut: the passage.
        dates: expressions of the passage that are no amounts.
    """

    def __init__(self, question: Question, cut: PassageWords, dates: Sequence[Mention]) -> None:
        self.question, self.cut = question, cut
        self.told = amount_words(cut.code)
        self.wanted = asked_units(question.wording, question.language)
        self.known = frozenset(question.sequence)
        self.dates = [(one.start, one.end) for one in dates if one.form != "duration" and one.status != "assumed"]

    def candidates(self) -> Iterator[Candidate]:
        """Yield each amount that may answer."""
        for sentence, begin in self.cut.likely.items():
            for first, last in _numbers(self.cut.cut, sentence):
                if self._counts(begin + first, begin + last):
                    yield self._candidate(begin + first, begin + last)

    def _numeric(self, word: Word) -> bool:
        return _is_numeric(word, self.told)

    def _counts(self, first: int, last: int) -> bool:
        """Tell whether a number may be an amount that the question does not name itself."""
        words, cut = self.cut.words, self.cut
        start, end = words[first].start, words[last - 1].end
        if any(start < until and since < end for since, until in self.dates):
            return False
        if self.known.issuperset(word.term for word in words[first:last]):
            return False
        if first and cut.gap(first) in ("", *DASHES) and not self._numeric(words[first - 1]):
            return False  # F-16
        following = words[last] if last < len(words) else None
        if following is not None and following.start == end and words[last - 1].text[0].isdecimal():
            return following.text.lower() in self.told.glued  # no 1990s, no 12th
        return not (end < len(cut.text) and cut.text[end] == "_")

    def _candidate(self, first: int, last: int) -> Candidate:
        words = self.cut.words
        extent = self._extent(first, last)
        near = self.cut.nearness(first, extent.last)
        wanted = self.wanted - {"count"}
        right = extent.named or bool(wanted & extent.kinds)
        bare = last == first + 1
        signs = {
            "near": near.near,
            "same": near.same,
            "around": near.around,
            "focus_behind": extent.focus,
            "focus_near": not extent.focus and self._focus_near(first, last),
            "asked_behind": extent.asked and not extent.focus,
            "right_unit": right,
            "wrong_unit": bool(extent.kinds and self.wanted) and not right,
            "no_unit": bool(wanted) and not extent.kinds,
            "word": not any(word.text[0].isdecimal() for word in words[first:last]),
            "weak": bare and words[first].term in self.told.weak,
            "year": bare and not extent.kinds and YEAR.fullmatch(words[first].text) is not None,
            "in_name": self._in_name(first),
            "about": extent.about,
            "long": math.log(len(self.cut.weights)),
            "intercept": 1.0,
        }
        key = frozenset(word.term for word in words[first:last])
        told = {name: float(value) for name, value in signs.items() if value}
        return Candidate(extent.start, extent.end, first, extent.last, told, key)

    def _extent(self, first: int, last: int) -> Extent:
        text, words = self.cut.text, self.cut.words
        start, end = words[first].start, words[last - 1].end
        kinds, behind = self._unit(first, last)
        if before := CURRENCY.search(text, max(0, start - SIGN), start):
            kinds.add("money")
            start = before.start()
        if after := CURRENCY_BEHIND.match(text, end):
            kinds.add("money")
        elif after := PERCENT.match(text, end):
            kinds.add("percent")
        named = bool(kinds) and words[behind - 1].term in self.cut.weights
        beyond, focus, asked = self._noun(behind, self.question.focus)
        about = self.told.about.search(text, max(0, start - ABOUT), start)
        return Extent(
            about.start() if about else start,
            max(words[beyond - 1].end, after.end() if after else end),
            beyond,
            frozenset(kinds),
            named,
            focus,
            asked,
            about is not None,
        )

    def _unit(self, first: int, last: int) -> tuple[set[str], int]:
        """Return what the words of an amount and behind it tell it to be of, and one past the place of the last."""
        cut, words, units = self.cut, self.cut.words, self.told.units
        kinds = {kind for word in words[first:last] for kind in units.get(word.term, ())}
        for size in (2, 1):
            behind = range(last, min(last + size, len(words)))
            name = " ".join(words[place].term for place in behind)
            if name in units and all(cut.gap(place) in ("", *TIGHT) for place in behind):
                return kinds | units[name], behind.stop
        return kinds, last

    def _noun(self, place: int, focus: str) -> tuple[int, bool, bool]:
        """Return the end of the noun asked for right behind a number, whether it is that, or another asked word."""
        cut, words = self.cut, self.cut.words
        beyond, found, skipped = place, bool(focus) and words[place - 1].term == focus, 0
        for after in range(place, min(place + NOUN, len(words))):
            if cut.gap(after) not in TIGHT or self._numeric(words[after]):
                break
            if words[after].term in cut.weights:
                if self.told.verbal.search(words[after].text):
                    continue
                beyond, skipped = after + 1, 0
                found |= words[after].term == focus
                if self.told.plural.search(words[after].text):
                    break
            elif skipped or words[after].term in self.told.ending:
                break
            else:
                skipped = 1
        return beyond, found, beyond > place

    def _in_name(self, first: int) -> bool:
        """Tell whether a number is part of a name: "Apollo 11", "The Five Doctors"."""
        words, cut = self.cut.words, self.cut
        if first == 0 or cut.opens(first) or cut.code in CAPITALISING:
            return False
        follows = words[first - 1].text[0].isupper() and cut.gap(first) == " " and not cut.opens(first - 1)
        return follows or words[first].text[0].isupper()

    def _focus_near(self, first: int, last: int) -> bool:
        focus, words = self.question.focus, self.cut.words
        around = words[max(0, first - CLOSE) : last + CLOSE]
        return bool(focus) and any(word.term == focus and word.sentence == words[first].sentence for word in around)


@remembered(SENTENCES)
def _numbers(cut: Cut, sentence: int) -> tuple[tuple[int, int], ...]:
    """Return the places of the first word of each number in a sentence and one past its last."""
    words, told = cut.words(sentence), amount_words(cut.code)
    found, place = [], 0
    while place < len(words):
        last = place + 1
        if _is_numeric(words[place], told):
            while last < len(words) and (step := _joined(cut, words, told, place, last)):
                last += step
            found.append((place, last))
        place = last
    return tuple(found)


def _is_numeric(word: Word, told: AmountWords) -> bool:
    return word.text[0].isdecimal() or word.term in told.numbers


def _joined(cut: Cut, words: Sequence[Word], told: AmountWords, first: int, place: int) -> int:
    """Return how many words from ``place`` on belong to the number before them: 0, 1, or 2 with an "and"."""
    before, word = words[place - 1], words[place]
    gap = cut.between(before, word)
    if _is_numeric(word, told):
        if before.text[0].isdecimal() and word.text[0].isdecimal():
            grouped = gap == " " and GROUP.fullmatch(cut.text[words[first].start : word.end])
            return int(bool(grouped) or gap in DASHES)
        return int(gap in TIGHT)
    beyond = words[place + 1] if place + 1 < len(words) else None
    if beyond is None or gap != " " or not _is_numeric(beyond, told):
        return 0
    small = word.text.lower()
    spelled = not before.text[0].isdecimal() and not beyond.text[0].isdecimal()
    return 2 if small in told.ranging or (spelled and small in told.joining) else 0
