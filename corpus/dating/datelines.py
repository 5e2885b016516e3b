"""Tells lines that are datelines: a day, with its weekday, a time, a label or a place, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus.data import table
from corpus.dates import kinds
from corpus.dates.explicit import Expression, find_explicit
from corpus.dates.fields import FIRST_YEAR
from corpus.dates.lexicon import lexicon
from corpus.language.cutting import fold
from corpus.model import Precision, Role

LONGEST = 90
"""Characters: "Published Monday, January 7, 2019 at 11:59 a.m. EST | Updated January 8, 2019 at 10:15 a.m."."""
EDGE = " \t\xa0.,;:|()[]*–—-"
CAPTURE_LABEL = re.compile(r"(?i)^\W*(?:today(?:'s date)?|saved|printed|retrieved|accessed)\b")
"""A line such as "Today: July 24, 2008" tells when a page was saved, not when it was written."""
PLACE = re.compile(
    r"""[ (]{0,3} [A-ZÀ-Þ][\w’'.-]{1,20} (?:[ /-][A-ZÀ-Þ][\w’'.-]{1,20}){0,3} (?:,[ ][A-ZÀ-Þ][\w.]{1,15})? \s?
    (?:\([\w/ .-]{2,20}\)\s?)? [,/–—-]\s? (?:\w{2,3}\s)?""",
    re.VERBOSE,
)
"""Berlin, den; PARIS (AFP) –; Portland, Ore. -; but no point of a list: "* Convene: January 4, 2005"."""
PLACE_WITHOUT_CAPITALS = re.compile(
    r"[ (]{0,3}[\u0620-\u06ff\u200c]{2,20}(?: [\u0620-\u06ff\u200c]{2,20}){0,2}\s?[،,/–—-]\s?"
)
AGENCY = re.compile(r"\W{0,3}\([\w/ .-]{2,20}\)\W{0,4}|\W*")
MACHINES = "en"
"""Publishing systems write days in English above texts of any language."""
ARABIC_LETTERS = frozenset({"ar", "fa"})
_DATA = table("corpus.dating", "datelines")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A day that a line tells of its article.

    Attributes:
        labelled: a word says what the day is.
    """

    day: Expression
    role: Role
    labelled: bool


def datelines(line: str, lang: str = "en", *, placed: bool = False) -> tuple[Dateline, ...]:
    """Return the days that a line consists of, none if it says anything else.

    Two days without labels must mean the same, in two calendars; the more exact one stands for both.

    Args:
        line: of a text dump or a page.
        lang: of the text.
        placed: a place may stand before the first day, and an agency behind it.
    """
    if len(line.strip(EDGE)) > LONGEST or not any(map(str.isdigit, line)):
        return ()
    days = _days(line, lang) or _days(line, MACHINES)
    if not days:
        return ()
    edges = [0, *(edge for one in days for edge in (one.start, one.end)), len(line)]
    between = [line[edges[number] : edges[number + 1]] for number in range(0, len(edges), 2)]
    if any(_rest(piece, lang) for piece in between) and not (placed and len(days) == 1 and _place(between, lang)):
        return ()
    return _settled([Dateline(day, *_label(before)) for day, before in zip(days, between, strict=False)])


def _days(line: str, lang: str) -> list[Expression]:
    exact = {Precision.DAY, Precision.RANGE}
    return [one for one in find_explicit(line, lang) if one.span.precision in exact and not one.feast]


def only_day(line: str, lang: str = "en") -> Expression | None:
    """Return the day of publication that a line consists of, or None if it says anything else."""
    return next((one.day for one in datelines(line, lang)), None)


def _settled(found: Sequence[Dateline]) -> tuple[Dateline, ...]:
    """Return one day for each role, none if days disagree that should be the same."""
    settled = []
    for role in dict.fromkeys(one.role for one in found):
        same = [one for one in found if one.role is role]
        same.sort(key=lambda one: one.day.span.precision is not Precision.DAY)
        spans = [one.day.span for one in same]
        exact = spans[0].precision is Precision.DAY and spans[0].first.year >= FIRST_YEAR
        if not exact or not all(span.overlaps(spans[0]) for span in spans):
            return ()
        settled.append(same[0])
    return tuple(settled)


def _place(between: list[str], lang: str) -> bool:
    place = PLACE_WITHOUT_CAPITALS if lang in ARABIC_LETTERS else PLACE
    before, behind = between
    return bool(place.fullmatch(before)) and not _rest(AGENCY.sub("", behind, count=1), lang)


def _label(before: str) -> tuple[Role, bool]:
    """Return what the words before a day call it, and whether they do."""
    for role in (Role.MODIFIED, Role.CAPTURED, Role.PUBLISHED):
        if _patterns()[role].search(before):
            return role, True
    return Role.PUBLISHED, False


def _rest(piece: str, lang: str) -> str:
    """Return what stands beside a day and belongs to no dateline."""
    for pattern in _patterns().values():
        piece = pattern.sub(" ", piece)
    words = lexicon(lang).words
    left = (word for word in piece.split() if words.get(fold(word.strip(EDGE + "،")), ("",))[0] != kinds.WEEKDAY)
    return re.sub(r"[\W_]+", "", "".join(left))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of what may stand beside a day: labels by their role, times, words."""
    labels = {Role(role): _any_of(words) for role, words in _DATA["labels"].items()}
    beside, zones = (_any_of(_DATA["beside"][name]) for name in ("words", "zones"))
    time = re.compile(
        r"T?(?<!\d)\d{1,2}\s?(?:[:.٫]|h|uhr)\s?\d{2}(?:[:.]\d{2})?(?:[.,]\d{1,6})?(?:Z|\s?[ap]\.?\s?m\b\.?)?"
        r"|(?<!\d)\d{1,2}\s?(?:[ap]\.?\s?m\b\.?|uhr\b|h\b)|(?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[ap]\.\s?m\.",
        re.IGNORECASE,
    )
    return labels | {"time": time, "zones": zones, "beside": beside}


def _any_of(words: list[str]) -> re.Pattern[str]:
    longest = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{longest})(?!\w)", re.IGNORECASE)
