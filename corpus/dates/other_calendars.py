"""Reads fields whose years are counted otherwise: by an era of our calendar, by the solar or the lunar Hijri one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.data import table
from corpus.dates.calendars import SOLAR
from corpus.dates.explicit import find_explicit
from corpus.model import DateSpan

_DATA = table("corpus.dates", "eras")
FIGURES = (
    re.compile(r"(?<!\d)(?P<day>[0-3]?\d)(?P<sep>[-/.])(?P<month>[01]?\d)(?P=sep)(?P<year>1[2-5]\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>1[2-5]\d\d)(?P<sep>[-/.])(?P<month>[01]?\d)(?:(?P=sep)(?P<day>[0-3]?\d))?(?![\d/.-])"),
    re.compile(r"(?P<year>1[2-5]\d\d)(?P<month>)(?P<day>)$"),
)
"""07-03-1394, 1394/03/07, 1394/03, 1394."""
THAI = re.compile("[\u0e00-\u0e7f]")
FIRST_YEAR_NAME = "元"
"""The first year of an era of Japan or China is written so."""


@dataclass(frozen=True, slots=True)
class Era:
    """A way to count the years of the Gregorian calendar; eras.toml explains the facts."""

    marks: re.Pattern[str]
    shift: int
    years: range
    behind: bool


def in_our_era(text: str) -> str:
    """Return a text whose years of other eras are those of ours: "民國108年1月7日" is "2019年1月7日"."""
    text = _in_latin(text)
    number = re.compile(rf"\d{{1,4}}|{FIRST_YEAR_NAME}")
    for era in _eras():
        mark = era.marks.search(text)
        if mark is None:
            continue
        before, behind = text[: mark.start()], text[mark.end() :].lstrip()
        found = [number.match(behind)] if era.behind else [*number.finditer(behind), *number.finditer(before)]
        for one in filter(None, found):
            year = 1 if one[0] == FIRST_YEAR_NAME else int(one[0])
            if year in era.years:
                ours = one.string[: one.start()] + str(year + era.shift) + one.string[one.end() :]
                whole = f"{before.rstrip()} {ours}" if one.string is behind else f"{ours.rstrip()} {behind}"
                return whole.strip()
    return text


def calendar_marked(text: str) -> str | None:
    """Return the calendar that a text names: "solar", "lunar", "gregorian"; None if it names none."""
    return next((name for name, marks in _calendars().items() if marks.search(text)), None)


def calendar_of_language(lang: str) -> str | None:
    """Return the calendar of which years such as 1394 or 1440 are in a language that uses it, None for others."""
    return next((name for name, languages in _DATA["languages"].items() if lang in languages), None)


def in_figures(text: str, calendar: str) -> DateSpan | None:
    """Read a day, month or year in figures.

    Args:
        text: whose digits are of ASCII.
        calendar: "solar" or "lunar".
    """
    *within, alone = FIGURES
    match = next(filter(None, (form.search(text) for form in within)), None) or alone.match(text)
    if match is None:
        return None
    year, month, day = int(match["year"]), int(match["month"] or 0), int(match["day"] or 0)
    if calendar == "solar":
        return SOLAR.day(year, month, day) if day else SOLAR.month(year, month) if month else SOLAR.year(year)
    return _lunar(year, month, day)


def _lunar(year: int, month: int, day: int) -> DateSpan | None:
    """Read a date of the lunar calendar as the rule for its words does, which knows how far the moon may be off."""
    names = table("corpus.dates.languages", "ar")["lunar_months"]
    if month > len(names) or (day and not month):
        return None
    name = names[month - 1].partition("|")[0].strip() if month else ""
    words = " ".join(filter(None, (str(day) if day else "", name, str(year), "هـ")))
    return next((one.span for one in find_explicit(words, "ar")), None)


def _in_latin(text: str) -> str:
    """Replace a Thai month by its English name; Thai letters mark the years of their era as its name does."""
    if not THAI.search(text):
        return text
    for name, english in _thai_months():
        text = text.replace(name, f" {english} ")
    return f"{text} BE"


@cache
def _thai_months() -> list[tuple[str, str]]:
    """Return the names of the months in Thai and in English, the longest first."""
    from babel.dates import get_month_names  # noqa: PLC0415 - only where a field holds Thai letters

    english = get_month_names("wide", "format", "en")
    widths = (get_month_names(width, "format", "th") for width in ("wide", "abbreviated"))
    found = [(name, english[month]) for names in widths for month, name in names.items()]
    return sorted(found, key=lambda one: -len(one[0]))


@cache
def _eras() -> tuple[Era, ...]:
    return tuple(
        Era(_marks(era["marks"]), era["shift"], range(era["years"][0], era["years"][1] + 1), era.get("behind", False))
        for era in _DATA["eras"].values()
    )


@cache
def _calendars() -> dict[str, re.Pattern[str]]:
    return {name: _marks(marks) for name, marks in _DATA["calendars"].items()}


def _marks(marks: list[str]) -> re.Pattern[str]:
    """Return a pattern of marks that are words of their own; a digit may touch them."""
    longest = "|".join(map(re.escape, sorted(marks, key=len, reverse=True)))
    return re.compile(rf"(?<![^\W\d_])(?:{longest})(?![^\W\d_{FIRST_YEAR_NAME}])")
