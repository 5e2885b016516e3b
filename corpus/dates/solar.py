"""What days an expression means that counts by the solar Hijri calendar, as Persian texts do."""

from __future__ import annotations

from datetime import date, timedelta

from corpus.dates import calendars
from corpus.dates.grammar import Phrase
from corpus.dates.leaning import SOLAR_LANGUAGES, SOLAR_YEARS, Leaning, nearest_year
from corpus.dates.lexicon import lexicon
from corpus.dates.periods import MONTHS_IN, PRECISION, period, shifted
from corpus.model import DateSpan, Precision

GREGORIAN = 621
"""A year of this calendar begins in the Gregorian year that is so much greater."""
SEASONS = {3: 1, 6: 4, 9: 7, 12: 10}
"""First months: of a season in our tables, and of the same season in this calendar."""


def counted(year: int, phrase: Phrase, leaning: Leaning) -> bool:
    """Tell whether a year is one of this calendar."""
    return leaning.lang in SOLAR_LANGUAGES and year in SOLAR_YEARS and phrase.word("C") != "gregorian"


def one_day(year: int, month: int, day: int) -> DateSpan | None:
    """Return the span of a day of this calendar."""
    only = calendars.solar_day(year, month, day)
    return None if only is None else DateSpan(only, only, Precision.DAY)


def months(year: int, month: int, count: int, precision: Precision) -> DateSpan | None:
    """Return the span of some months of a year."""
    years, place = divmod(month + count - 2, 12)
    first, last = calendars.solar_month(year, month), calendars.solar_month(year + years, place + 1)
    return DateSpan(first.first, last.last, precision) if first and last else None


def season(year: int, month: int) -> DateSpan:
    """Return the season that begins in a Gregorian year; ``month`` is its first in our tables.

    Raises:
        ValueError: the year is outside the calendar.
    """
    span = months(year - GREGORIAN, SEASONS[month], 3, Precision.SEASON)
    if span is None:
        raise ValueError("outside the calendar")
    return span


def decade(year: int) -> DateSpan | None:
    """Return the ten years from 1390 to 1399 for any year of them."""
    first, last = calendars.solar_year(year // 10 * 10), calendars.solar_year(year // 10 * 10 + 9)
    return DateSpan(first.first, last.last, Precision.RANGE) if first and last else None


def year_of(phrase: Phrase, leaning: Leaning) -> int | None:
    """Return the year that an expression names: in digits, or as last, this or next year."""
    year = phrase.value("y")
    if year:
        return year
    if leaning.year is not None and leaning.year in SOLAR_YEARS:
        return leaning.year
    if leaning.day is None or not phrase.first("7"):
        return None
    return calendars.solar_of(leaning.day)[0] + phrase.value("r")


def season_year(phrase: Phrase, leaning: Leaning) -> int | None:
    """Return the Gregorian year in which the season that an expression names begins."""
    year = year_of(phrase, leaning)
    return year + GREGORIAN if year is not None and year in SOLAR_YEARS else year


def part_year(phrase: Phrase, leaning: Leaning) -> int | None:
    """Return the year of this calendar that a quarter or half belongs to, None for a Gregorian one."""
    year = year_of(phrase, leaning)
    if year is None and leaning.day is not None:
        return calendars.solar_of(leaning.day)[0]
    return year if year is not None and counted(year, phrase, leaning) else None


def day(phrase: Phrase, leaning: Leaning, number: int) -> DateSpan | None:
    """Resolve "14 Bahman 1387"."""
    month = phrase.value("H")
    year = year_of(phrase, leaning)
    if year is not None:
        return one_day(year, month, number)
    if leaning.day is None:
        return None
    return nearest_year(phrase, leaning, lambda y: one_day(y - GREGORIAN, month, number))


def month(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "Aban 1398", "last Aban"."""
    wanted = phrase.value("H")
    year = year_of(phrase, leaning)
    if year is not None:
        return calendars.solar_month(year, wanted)
    if leaning.day is None:
        return None
    here, month, _ = calendars.solar_of(leaning.day)
    relative = phrase.first("r")
    shift = 0 if relative is None else int(relative.value)
    if relative is not None and shift == 0:
        return calendars.solar_month(here, wanted)
    if shift > 0 or (shift == 0 and leaning.future):
        return calendars.solar_month(here + (wanted < month or (shift > 0 and wanted == month)), wanted)
    return calendars.solar_month(here - (wanted > month or (shift < 0 and wanted == month)), wanted)


def period_at(unit: str, day: date, shift: int, lang: str) -> DateSpan:
    """Return the period around a day, or the one so many before or after it, in the calendar of a language.

    Weeks and weekends begin on the language's own days; the weekend of a weekday is the one that follows it.

    Raises:
        ValueError: the period leaves the calendar.
    """
    if unit in {"week", "weekend"}:
        words = lexicon(lang)
        begins, days = (words.week_begins, 7) if unit == "week" else (words.weekend_begins, 2)
        back = (day.weekday() - begins) % 7
        first = day + timedelta(days=7 * shift - (back if back < days else back - 7))
        return DateSpan(first, first + timedelta(days=days - 1), Precision.RANGE)
    if lang not in SOLAR_LANGUAGES or unit in {"day", "decade", "century"}:
        return shifted(period(unit, day), unit, shift)
    count = MONTHS_IN[unit]
    year, month, _ = calendars.solar_of(day)
    place = year * 12 + (month - 1) // count * count + shift * count
    span = months(place // 12, place % 12 + 1, count, PRECISION[unit])
    if span is None:
        raise ValueError("outside the calendar")
    return span
