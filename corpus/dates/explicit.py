"""Finds date expressions that stand by themselves: "August 2, 2022", "2019-11", "summer of 1988".

The words are data (english.toml). Text dumps have often lost their commas, so the parts of a date may be
set apart by any run of spaces, commas and full stops: "January 31  2007" is a day.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from corpus.dates.spans import day_span, month_span, months_span, year_span, years_span
from corpus.model import DateSpan, Precision


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression in a text: its characters, its days, and whether a named weekday fits them."""

    start: int
    end: int
    span: DateSpan
    weekday_fits: bool | None = None


@cache
def words() -> dict[str, Any]:
    """Return the words of English date expressions from english.toml."""
    return tomllib.loads(resources.files("corpus.dates").joinpath("english.toml").read_text("utf-8"))


def find_explicit(text: str) -> list[Expression]:
    """Return the explicit date expressions of a text, in order, not overlapping.

    Args:
        text: any text; time is linear in its length.
    """
    return [found for match in pattern().finditer(text) if (found := _resolve(match)) is not None]


@cache
def pattern() -> re.Pattern[str]:
    """Return the one pattern that all explicit English expressions match."""
    months = _alternatives(words()["months"])
    weekdays = _alternatives(words()["weekdays"])
    seasons = "|".join(words()["seasons"])
    parts = "|".join(part.replace(" ", r"\s+") for part in words()["parts"])
    gap = r"[\s,.]{1,4}"
    year = r"(?<![\d.])[12]\d{3}(?!\d|,\d|\.\d)"
    return re.compile(
        rf"""(?<![\w$€£])(?:
          (?:(?P<weekday>{weekdays})\b\.?{gap})?(?:
            (?P<month>{months})\b\.?\s{{0,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{gap}(?P<year>{year})
           |(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s{{1,3}}(?:of\s)?(?P<month2>{months})\b\.?,?\s{{1,3}}(?P<year2>{year})
          )
         |(?P<iso>[12]\d{{3}}-[01]\d(?:-[0-3]\d)?)(?![\d-])
         |(?P<number>[0-3]?\d)(?P<sep>[/ .-])(?P<number2>[0-3]?\d)(?P=sep)(?P<year9>{year})
         |(?P<month3>{months})\b\.?,?\s{{1,3}}(?:of\s)?(?P<year3>{year})
         |(?P<season>{seasons})\s(?:of\s)?(?P<year4>{year})
         |(?P<part>{parts})[\s-](?P<year5>{year})
         |(?:between|from)\s(?P<year6>{year})\s(?:and|to|until)\s(?P<year7>{year})
         |(?P<decade>[12]\d\d0)s
         |(?:in|since|by|until|during|before|after|of|from)\s(?P<year8>{year})(?!\s?(?:%|percent|people|dollars|miles|feet))
        )(?!\w)""",
        re.IGNORECASE | re.VERBOSE,
    )


def _alternatives(forms: list[list[str]]) -> str:
    return "|".join(sorted((form for group in forms for form in group), key=len, reverse=True))


@cache
def ordinal(form: str, kind: str) -> int:
    """Return the 0-based place of a month or weekday name; ``kind`` is "months" or "weekdays"."""
    return next(place for place, forms in enumerate(words()[kind]) if form.lower() in forms)


def _resolve(match: re.Match[str]) -> Expression | None:
    span = next((span for reading in (_day, _month, _part, _years) if (span := reading(match))), None)
    if span is None:
        return None
    start, end = match.span()
    fits = None
    if match["weekday"]:
        fits = span.first.weekday() == ordinal(match["weekday"], "weekdays")
    if match["year8"]:
        start = match.start("year8")  # the preposition is no part of the date
    return Expression(start, end, span, fits)


def _day(match: re.Match[str]) -> DateSpan | None:
    if match["month"]:
        return day_span(int(match["year"]), ordinal(match["month"], "months") + 1, int(match["day"]))
    if match["month2"]:
        return day_span(int(match["year2"]), ordinal(match["month2"], "months") + 1, int(match["day2"]))
    if match["iso"]:
        year, month, *day = (int(part) for part in match["iso"].split("-"))
        return day_span(year, month, day[0]) if day else month_span(year, month)
    if match["number"]:
        return _numeric(int(match["number"]), int(match["number2"]), int(match["year9"]))
    return None


def _numeric(first: int, second: int, year: int) -> DateSpan | None:
    """Read 01/30/2006 or 30/01/2006; where the order cannot be told (03/04/2006) no day is claimed."""
    if first == second or second > 12 >= first:  # noqa: PLR2004 - months
        return day_span(year, first, second)
    return day_span(year, second, first) if first > 12 >= second else None  # noqa: PLR2004


def _month(match: re.Match[str]) -> DateSpan | None:
    if match["month3"]:
        return month_span(int(match["year3"]), ordinal(match["month3"], "months") + 1)
    return None


def _part(match: re.Match[str]) -> DateSpan | None:
    if match["season"]:
        month, months = words()["seasons"][match["season"].lower()]
        return months_span(int(match["year4"]), month, months, Precision.SEASON)
    if match["part"]:
        name = " ".join(match["part"].lower().split())
        month, months = words()["parts"][name]
        precision = Precision.HALF if "half" in name else Precision.RANGE
        return months_span(int(match["year5"]), month, months, precision)
    return None


def _years(match: re.Match[str]) -> DateSpan | None:
    if match["year6"]:
        return years_span(int(match["year6"]), int(match["year7"]))
    if match["decade"]:
        return years_span(int(match["decade"]), int(match["decade"]) + 9)
    if match["year8"]:
        return year_span(int(match["year8"]))
    return None


def day_expressions(text: str) -> Iterator[Expression]:
    """Yield the expressions that name one day."""
    return (found for found in find_explicit(text) if found.span.precision is Precision.DAY)
