"""Finds the days that pages write, in words and in figures, in the languages of the web."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.dates.calendars import solar_day
from corpus.dates.explicit import day_expressions
from corpus.dates.order import month_may_lead
from corpus.dates.other_calendars import calendar_of_language
from corpus.dates.spans import day_span
from corpus.language.detecting import base_code
from corpus.model import DateSpan

LANGUAGES = "en de fr es it pt nl ru pl sv da nb fi cs sk tr el uk ro hu ca bg id hr sl lt lv et vi ar he".split()
"""Whose names of months are known; where two disagree (listopad), that of the page's own language wins."""

DAY_PATTERN = re.compile(
    r"""(?<![\w.,/:-])(?:
      (?P<d1>\d{1,2})(?:st|nd|rd|th|er|º|°|\.|ª)?,?(?:[\s-]{1,3}|(?<=\d\.))(?:de\s|of\s|d['’])?(?P<m1>[^\W\d_]{3,12})[.,]{0,2}(?:[\s-]{1,3}|(?<=\w\.))(?:de\s|del\s)?['’]?(?P<y1>\d{4}|\d\d(?!\d|:))
     |(?P<m2>[^\W\d_]{3,12})\.?\s{0,3}(?P<d2>\d{1,2})(?:st|nd|rd|th)?[\s,.]{1,3}(?P<y2>\d{4})
     |(?P<y3>\d{4})(?P<s3>[./-])\s?(?P<m3>\d{1,2})(?P=s3)\s?(?P<d3>\d{1,2})(?!\d)
     |(?P<a>\d{1,2})\s?(?P<s4>[./-])\s?(?P<b>\d{1,2})\s?(?P=s4)\s?(?P<y4>\d{4}|\d\d(?!\d|:))
     |(?P<y6>\d{4})(?:\.|,|\sm\.)?\s(?P<m6>[^\W\d_]{3,12})\.?\s(?P<d6>\d{1,2})(?=\D|$)
     |(?P<y5>\d{4})\s?[年년]\s?(?P<m5>\d{1,2})\s?[月월]\s?(?P<d5>\d{1,2})\s?[日일]
    )(?!\d|[-/]\d)""",
    re.VERBOSE | re.IGNORECASE,
)
SOLAR_YEARS = range(1340, 1430)
"""1399/04/12 on a page whose language is not told is a day of the solar Hijri calendar: 2 July 2020. 1440/09/12 is
rather one of the lunar calendar."""
PIVOT = 70
"""Two-digit years from 70 on are of the last century."""
LIKELY, UNLIKELY = 0.75, 0.25
"""Shares of the two readings of 03/04/2019 where the month may lead (order.py): with the month first, as in America,
and with the day first. Elsewhere the day comes first."""
ARABIC = re.compile(r"[\u0620-\u064a\u0671-\u06d3].*\d|\d.*[\u0620-\u064a\u0671-\u06d3]", re.DOTALL)
LETTERED = ("fa", "ar")
"""Languages whose days the rules for mentions know better (corpus/dates/languages)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a written date.

    Attributes:
        start: first character in the text; ``end`` is one past the last.
        share: how likely this reading is, 1 unless the order of day and month cannot be told.
        utc_offset: minutes east of Greenwich, if written.
    """

    start: int
    end: int
    span: DateSpan
    share: float = 1.0
    utc_offset: int | None = None


def find_days(text: str, lang: str | None) -> Iterator[tuple[Reading, ...]]:
    """Yield the days that a text names, each with its readings, likeliest first."""
    end = 0
    for match in DAY_PATTERN.finditer(text):
        spans = _spans(match, lang)
        if spans:
            end = match.end()
            yield tuple(Reading(*match.span(), span, share) for span, share in spans)
    if not end and ARABIC.search(text):
        yield from _in_arabic_letters(text, base_code(lang))


def _in_arabic_letters(text: str, own: str) -> Iterator[tuple[Reading, ...]]:
    """Yield the days whose months Babel does not know: of the solar Hijri calendar, of the Levant and the Maghreb."""
    for lang in (own,) if own in LETTERED else LETTERED:
        found = [Reading(one.start, one.end, one.span) for one in day_expressions(text, lang)]
        if found:
            yield from ((one,) for one in found)
            return


def _spans(match: re.Match[str], lang: str | None) -> list[tuple[DateSpan, float]]:
    """Return the days that a match can mean, with their shares."""
    if match["a"]:
        return _numeric(int(match["a"]), int(match["b"]), _year(match["y4"]), match["s4"], lang)
    for number in "126":
        if name := match[f"m{number}"]:
            month = month_number(name, lang)
            span = day_span(_year(match[f"y{number}"]), month, int(match[f"d{number}"])) if month else None
            return [(span, 1.0)] if span else []
    number = "3" if match["y3"] else "5"
    span = _any_calendar(int(match[f"y{number}"]), int(match[f"m{number}"]), int(match[f"d{number}"]), lang)
    return [(span, 1.0)] if span else []


def _any_calendar(year: int, month: int, day: int, lang: str | None) -> DateSpan | None:
    """Return a day of the Gregorian calendar, or of the solar Hijri one where the year can only be of that."""
    solar = year in SOLAR_YEARS and (not lang or calendar_of_language(base_code(lang)) == "solar")
    return (solar_day if solar else day_span)(year, month, day)


def _numeric(first: int, second: int, year: int, separator: str, lang: str | None) -> list[tuple[DateSpan, float]]:
    """Read 07.01.2019, 07/01/2019: between points the day comes first, else as the language has it."""
    day_first, month_first = day_span(year, second, first), day_span(year, first, second)
    if day_first is None or month_first is None or first == second or separator == ".":
        only = day_first or (None if separator == "." else month_first)
        return [(only, 1.0)] if only else []
    if month_may_lead(lang or ""):
        return [(month_first, LIKELY), (day_first, UNLIKELY)]
    return [(day_first, 1.0)]


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - two-digit years
        return year
    return year + (1900 if year >= PIVOT else 2000)


def month_number(name: str, lang: str | None) -> int | None:
    """Return which month a word names, 1 to 12, or None; the page's own language is asked first."""
    folded = name.casefold()
    own = base_code(lang)
    if own in LANGUAGES and (month := _months(own).get(folded)):
        return month
    return _all_months().get(folded)


@cache
def _all_months() -> dict[str, int]:
    merged: dict[str, int] = {}
    for language in reversed(LANGUAGES):
        merged.update(_months(language))
    return merged


@cache
def _months(language: str) -> dict[str, int]:
    """Return the names and abbreviations of the months of a language, case folded, without full stops."""
    from babel.dates import get_month_names  # noqa: PLC0415 - a sixth of a second, only where a page names a month

    names: dict[str, int] = {}
    for width in ("abbreviated", "wide"):
        for context in ("stand-alone", "format"):
            for number, name in get_month_names(width, context, language).items():
                names[name.casefold().strip(".")] = number
    if language == "en":
        names["sept"] = 9
    if language == "de":
        names.update({"mrz": 3, "jänner": 1, "sept": 9, "maerz": 3})
    return names
