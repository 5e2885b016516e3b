"""What days an expression means that names a day, month, season or year of the calendar; one function per rule."""

from __future__ import annotations

import re
from datetime import date, timedelta

from corpus.dates import calendars, solar
from corpus.dates.grammar import Phrase
from corpus.dates.leaning import NEAR_DAYS, SOLAR_LANGUAGES, SOLAR_YEARS, Leaning, nearest_year, year_named
from corpus.dates.periods import century_span, decade_span, nearest, period, season_span, shifted, two_digit_year
from corpus.dates.spans import day_span, month_span, months_span, year_span, years_span
from corpus.model import DateSpan, Precision

SOON = 2
"""A month that is at most so many months ahead is that one: of the year before, a text would tell the year."""


def numeric(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve 2019-11, 30/01/2006; where day and month cannot be told apart no day is claimed."""
    parts = [int(part) for part in re.split(r"[-/. ]", phrase.word("g"))]
    if len(parts) == 2:  # noqa: PLR2004 - 2019-11
        return calendars.solar_month(*parts) if solar.counted(parts[0], phrase, leaning) else month_span(*parts)
    if parts[0] > 31:  # noqa: PLR2004 - a year
        return solar.one_day(*parts) if solar.counted(parts[0], phrase, leaning) else day_span(*parts)
    first, second, year = parts
    if solar.counted(year, phrase, leaning):
        return solar.one_day(year, second, first)
    year = year if year > 99 else two_digit_year(year, leaning.day)  # noqa: PLR2004
    if first == second or second > 12 >= first:  # noqa: PLR2004 - months
        return day_span(year, first, second)
    if first > 12 >= second:  # noqa: PLR2004 - months
        return day_span(year, second, first)
    if leaning.day_first is not None:
        return day_span(year, second, first) if leaning.day_first else day_span(year, first, second)
    return None


def day(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "March 27, 2024", "the 31st day of October last", "July 15"."""
    number = next(iter(phrase.values("do")), 0)
    if phrase.first("H"):
        return solar.day(phrase, leaning, number)
    month = phrase.value("Mm")
    if not month:  # "the 4th instant"
        return _of_month(leaning.day, number, phrase.value("u"))
    year = year_named(phrase, leaning)
    if year is not None:
        return day_span(year, month, number)
    return None if leaning.day is None else nearest_year(phrase, leaning, lambda y: day_span(y, month, number))


def days(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "March 3-5, 2019"."""
    first, last = phrase.values("do")[:2]
    month = phrase.value("Mm")
    if phrase.first("H"):
        ends = [solar.day(phrase, leaning, one) for one in (first, last)]
    else:
        near = nearest_year(phrase, leaning, lambda y: day_span(y, month, first)) if leaning.day else None
        known = year_named(phrase, leaning) or (near.first.year if near else None)
        ends = [day_span(known, month, one) if known else None for one in (first, last)]
    begin, end = ends
    if begin is None or end is None or end.first < begin.first:
        return None
    return DateSpan(begin.first, end.last, Precision.RANGE)


def week_of(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the week of March 6"."""
    inside = day(phrase, leaning)
    return None if inside is None else period("week", inside.first)


def _of_month(day: date | None, number: int, shift: int) -> DateSpan | None:
    if day is None:
        return None
    month = shifted(period("month", day), "month", shift)
    return day_span(month.first.year, month.first.month, number)


def week_in_month(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the last week of January 2020", "the first week of May" (seven days), "the last day of May"."""
    whole = month(phrase, leaning)
    if whole is None:
        return None
    if phrase.first("1"):  # "the last day of May"
        return DateSpan(whole.last, whole.last, Precision.DAY) if phrase.value("r") < 0 else None
    place = phrase.value("o")
    first = whole.first + timedelta(days=7 * (place - 1)) if place else whole.last - timedelta(days=6)
    last = min(first + timedelta(days=6), whole.last)
    return DateSpan(first, last, Precision.RANGE) if first <= last else None


def months(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "January to March 2020"."""
    first, last = phrase.values("MmH")[:2]
    year = (solar.year_of if phrase.first("H") else year_named)(phrase, leaning)
    if year is None:
        return None
    if phrase.first("H"):
        begin, end = calendars.solar_month(year, first), calendars.solar_month(year, last)
        return DateSpan(begin.first, end.last, Precision.RANGE) if begin and end and begin.first < end.last else None
    return months_span(year, first, last - first + 1, Precision.RANGE) if last > first else month_span(year, first)


def month(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "March 2006", "June of last year", "in May"."""
    if phrase.first("H"):
        return solar.month(phrase, leaning)
    month = phrase.value("Mm")
    year = year_named(phrase, leaning)
    if year is not None:
        return month_span(year, month)
    if leaning.day is None:
        return None
    relative = phrase.first("r")
    if relative is not None and phrase.shift == 0:
        return month_span(leaning.day.year, month)
    soon = 0 < (month - leaning.day.month) % 12 <= SOON
    future = phrase.shift == 1 if relative is not None else leaning.future or soon
    year = leaning.day.year + (month < leaning.day.month) if future else leaning.day.year - (month > leaning.day.month)
    if relative is not None and month == leaning.day.month:
        year += 1 if future else -1
    return month_span(year, month)


def season(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the summer of 1988", "last spring"."""
    month = phrase.value("S")
    persian = leaning.lang in SOLAR_LANGUAGES
    season_in = solar.season if persian else season_span
    year = (solar.season_year if persian else year_named)(phrase, leaning)
    if year is not None:
        return season_in(year, month)
    if leaning.day is None:
        return None
    shift = sum(phrase.values("r"))
    this = season_in(leaning.day.year, month)
    if shift > 0 or (shift == 0 and leaning.future and not phrase.first("r")):
        return this if this.first > leaning.day else season_in(leaning.day.year + 1, month)
    if phrase.first("r") and shift == 0:
        return this
    return (
        this
        if this.last < leaning.day or (shift == 0 and this.first <= leaning.day)
        else season_in(leaning.day.year - 1, month)
    )


def years(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "between 1979 and 1981", "2007-08"."""
    years = phrase.values("y")
    if len(years) > 1:
        if all(solar.counted(year, phrase, leaning) for year in years):
            count = years[1] - years[0] + 1
            return solar.months(years[0], 1, 12 * count, Precision.RANGE) if count > 0 else None
        return years_span(years[0], years[1])
    short = phrase.value("dN")
    last = years[0] // 100 * 100 + short
    return years_span(years[0], last) if short < 100 and last > years[0] else year_span(years[0])  # noqa: PLR2004


def plain_year(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "2019", "'98", and in Persian texts years of the solar Hijri calendar."""
    if phrase.first("Y"):
        return year_span(two_digit_year(phrase.value("Y"), leaning.day))
    year = phrase.value("y")
    if solar.counted(year, phrase, leaning):
        return calendars.solar_year(year)
    return year_span(year)


def decade(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the 1990s", "the '90s"."""
    value = phrase.value("Ky")
    if leaning.lang in SOLAR_LANGUAGES and phrase.word("C") != "gregorian" and (value < 100 or value in SOLAR_YEARS):  # noqa: PLR2004
        return solar.decade(value if value > 99 else value + 1300)  # noqa: PLR2004 - two digits
    if value < 100:  # noqa: PLR2004 - "the '90s"
        value = two_digit_year(value, leaning.day)
    if phrase.first("K") and value % 100 == 0 and value < 2000:  # noqa: PLR2004 - "the 1800s" are a century
        return century_span(value // 100 + 1)
    return decade_span(value)


def century(phrase: Phrase, _leaning: Leaning) -> DateSpan | None:
    """Resolve "the 19th century"."""
    if phrase.first("C") and phrase.word("C") != "gregorian":
        return None
    return century_span(phrase.value("od"))


def part_of_year(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the first half of 2022", "third-quarter", "last year's fourth quarter"."""
    unit = phrase.word("56I")
    final = "r5f" in phrase.codes and phrase.value("r") < 0  # "the last quarter of 1988"
    if phrase.first("y") and not phrase.first("o") and not final:
        return _quarter_in(phrase.value("y"), unit, leaning)
    if phrase.first("r") and not phrase.first("o") and not final:
        whole = shifted(period("year", leaning.day), "year", phrase.value("r")) if leaning.day else None
        return None if whole is None else nearest(unit, whole, leaning.day, future=False)
    count, months = 4 if final else phrase.value("o"), 3 if unit == "quarter" else 6
    if not 1 <= count <= 12 // months:
        return None
    if leaning.lang in SOLAR_LANGUAGES and (named := solar.part_year(phrase, leaning)):
        return solar.months(named, (count - 1) * months + 1, months, Precision.RANGE if months == 3 else Precision.HALF)  # noqa: PLR2004
    year = year_named(phrase, leaning)
    if year is None:
        if leaning.day is None:
            return None
        year = leaning.day.year
        begins = date(year, (count - 1) * months + 1, 1)
        if begins > leaning.day + timedelta(days=NEAR_DAYS) and not leaning.future:
            year -= 1
        elif leaning.future and begins + timedelta(days=31 * months + NEAR_DAYS) < leaning.day:
            year += 1  # "into the first quarter", in November
    precision = Precision.RANGE if unit == "quarter" else Precision.HALF
    return months_span(year, (count - 1) * months + 1, months, precision)


def _quarter_in(year: int, unit: str, leaning: Leaning) -> DateSpan | None:
    """Resolve "the 1988 quarter", "the 1988 period": the one that was spoken of last, in a year."""
    if leaning.quarter is not None:
        return shifted(leaning.quarter, "year", year - leaning.quarter.first.year)
    if leaning.day is None:
        return None
    whole = year_span(year)
    return nearest(unit, whole, leaning.day, future=False) if whole and unit == "quarter" else whole


def first_units(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the first nine months of 1989", "the last three months of the year"."""
    numbers = phrase.values("Nd") or ([1] if phrase.first("a") else [2])
    months = numbers[0] * {"month": 1, "quarter": 3, "half": 6}.get(phrase.word("456"), 0)
    year = year_named(phrase, leaning) or (leaning.day.year if leaning.day else None)
    if not 0 < months <= 12 or year is None:  # noqa: PLR2004 - months of a year
        return None
    first = 13 - months if phrase.codes.lstrip("T").startswith("r") else 1
    return months_span(year, first, months, Precision.HALF if months == 6 else Precision.RANGE)  # noqa: PLR2004


def named_day(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "Christmas", "Thanksgiving 1999"."""
    rule = phrase.word("Z")
    year = year_named(phrase, leaning)
    if year is not None:
        return calendars.named_day(rule, year + solar.GREGORIAN if solar.counted(year, phrase, leaning) else year)
    if leaning.day is None:
        return None
    relative = phrase.value("r")
    if relative:
        found = calendars.named_day(rule, leaning.day.year)
        passed = found is not None and found.first < leaning.day
        return calendars.named_day(rule, leaning.day.year + (passed if relative > 0 else passed - 1))
    return nearest_year(phrase, leaning, lambda y: calendars.named_day(rule, y))
