"""What a date expression leans on: the day that it counts from, and what was spoken of before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from corpus.dates.grammar import Phrase
from corpus.dates.periods import two_digit_year
from corpus.model import DateSpan

NEAR_DAYS = 92
"""A day without a year is the nearest one within this many days (docs/dates.md: 147 of 151 right)."""

SOLAR_LANGUAGES = frozenset({"fa"})
SOLAR_YEARS = range(1250, 1451)
"""Years that a Persian text counts by the solar Hijri calendar: 1871 to 2071."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """What an expression leans on.

    Attributes:
        day: the day that relative expressions count from, None if none is known.
        future: whether the sentence speaks of what is to come.
        antecedent: the span that was mentioned last.
        quarter: the quarter that was spoken of last: business news compares with the same one "a year earlier".
        lang: the text's language.
        day_first: whether 03/04/2019 is read as 3 April; None when it cannot be told.
        year: the year that frames the sentence (framing.py).
    """

    day: date | None
    future: bool = False
    antecedent: DateSpan | None = None
    quarter: DateSpan | None = None
    lang: str = "en"
    day_first: bool | None = None
    year: int | None = None


def year_named(phrase: Phrase, leaning: Leaning) -> int | None:
    """Return the year that an expression names: in digits, or as last, this or next year."""
    written = phrase.first("yYK")
    if written is not None and isinstance(written.value, int):
        return two_digit_year(written.value, leaning.day) if written.code == "Y" else written.value
    if leaning.year is not None and (leaning.lang not in SOLAR_LANGUAGES or leaning.year not in SOLAR_YEARS):
        return leaning.year
    if leaning.day is None or not phrase.first("7"):
        return None
    return leaning.day.year + phrase.value("r")


def nearest_year(phrase: Phrase, leaning: Leaning, on: Callable[[int], DateSpan | None]) -> DateSpan | None:
    """Return a day whose year is not named: the nearest within 92 days, else by tense."""
    assert leaning.day is not None
    here = leaning.day
    found = [span for year in (here.year - 1, here.year, here.year + 1) if (span := on(year)) is not None]
    if phrase.first("r") and phrase.value("r") < 0:  # "the 31st day of October last"
        return max((span for span in found if span.first < here), key=lambda span: span.first, default=None)
    close = min(found, key=lambda span: abs(span.first - here), default=None)
    if close is None or abs((close.first - here).days) <= NEAR_DAYS:
        return close
    side = [span for span in found if (span.first > here) == leaning.future]
    return min(side, key=lambda span: abs(span.first - here), default=close)
