"""Rules for years and what they are parts and sums of: "2019", "the first half of 2022", "the 1990s"."""

from __future__ import annotations

from datetime import date, timedelta

from corpus.dates import kinds
from corpus.dates.calendars import SOLAR
from corpus.dates.expressions import Leaning, Phrase
from corpus.dates.leaning import NEAR_DAYS, SOLAR_YEARS, calendar_of, year_named
from corpus.dates.periods import (
    MONTHS_IN,
    PRECISION,
    SOLAR_LANGUAGES,
    century_span,
    decade_span,
    nearest,
    period,
    shifted,
    two_digit_year,
)
from corpus.dates.spans import months_span, year_span, years_span
from corpus.model import DateSpan, Precision

TWO_DIGITS = 99
FISCAL_FROM_OCTOBER, FISCAL_FROM_JULY = 1977, 1843
BRITISH_YEARS = {"tax": 6, "financial": 1}
"""The day of April on which a year of taxes, and of public money, begins in Britain."""
SOLAR_CENTURY = 1300
"""Of decades in two digits: Persian "the fifties" are 1350 to 1359."""


def plain_year(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "2019", "'98", and in Persian texts years of the solar Hijri calendar."""
    if phrase.first(kinds.SHORT_YEAR):
        return year_span(two_digit_year(phrase.value(kinds.SHORT_YEAR), leaning.day))
    year = phrase.value(kinds.YEAR_NUMBER)
    if phrase.word(kinds.FISCAL) == "fiscal" and not leaning.company:
        return fiscal_year(year)
    return calendar_of(year, phrase, leaning).year(year)


def fiscal_year(year: int) -> DateSpan | None:
    """Return the fiscal year of the United States' government that ends in a year.

    It begins on 1 October since 1976, and began on 1 July since 1843; before that with the calendar's.
    """
    if year >= FISCAL_FROM_OCTOBER:
        return months_span(year - 1, 10, 12, Precision.RANGE)
    return months_span(year - 1, 7, 12, Precision.RANGE) if year > FISCAL_FROM_JULY else year_span(year)


def year_pair(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the 2018/19 tax year", "the 2006-07 school year"."""
    first = phrase.value(kinds.YEAR_PAIR)
    begins = BRITISH_YEARS.get(phrase.word(kinds.FISCAL))
    if begins is not None:
        return DateSpan(date(first, 4, begins), date(first + 1, 4, begins) - timedelta(days=1), Precision.RANGE)
    return _pair(first, phrase, leaning)


def _pair(first: int, phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    if calendar_of(first, phrase, leaning) is SOLAR:
        return SOLAR.months(first, 1, 24, Precision.RANGE)
    return years_span(first, first + 1)


def years(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "between 1979 and 1981", "2007-08"."""
    if phrase.first(kinds.YEAR_PAIR):
        pairs = phrase.values(kinds.YEAR_PAIR)
        earlier = phrase.values(kinds.YEAR_NUMBER)
        return years_span(earlier[0], pairs[0] + 1) if earlier else _pair(pairs[0], phrase, leaning)
    first, *others = phrase.values(kinds.YEAR_NUMBER)
    if others:
        if all(calendar_of(year, phrase, leaning) is SOLAR for year in (first, *others)):
            return SOLAR.months(first, 1, 12 * (others[0] - first + 1), Precision.RANGE)
        return years_span(first, others[0])
    short = phrase.value(kinds.NUMERAL)
    if (behind := phrase.first(kinds.NUMERAL)) is not None and behind.end - behind.start > 2:  # noqa: PLR2004 - two digits
        return None
    last = first // 100 * 100 + short
    return years_span(first, last) if short <= TWO_DIGITS and last > first else year_span(first)


def decade(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the 1990s", "the '90s"."""
    value = phrase.value(kinds.DECADE_NUMBER + kinds.YEAR_NUMBER)
    solar = leaning.lang in SOLAR_LANGUAGES and phrase.word(kinds.CALENDAR) != "gregorian"
    if solar and (value <= TWO_DIGITS or value in SOLAR_YEARS):
        year = value if value > TWO_DIGITS else value + SOLAR_CENTURY
        return SOLAR.months(year // 10 * 10, 1, 120, Precision.RANGE)
    if value <= TWO_DIGITS:
        value = two_digit_year(value, leaning.day)
    if phrase.first(kinds.DECADE_NUMBER) and value % 100 == 0 and value < 2000:  # noqa: PLR2004 - "the 1800s"
        return century_span(value // 100 + 1)
    return decade_span(value)


def century(phrase: Phrase, _leaning: Leaning) -> DateSpan | None:
    """Resolve "the 19th century"."""
    if phrase.first(kinds.CALENDAR) and phrase.word(kinds.CALENDAR) != "gregorian":
        return None
    return century_span(phrase.value(kinds.MONTHDAY))


def part_of_year(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the first half of 2022", "third-quarter", "last year's fourth quarter"."""
    unit = "quarter" if phrase.first(kinds.QUARTER) else "half"
    told = phrase.value(kinds.LAST_NEXT)
    final = told < 0 and phrase.reads(".* LAST_NEXT QUARTER OF .*")  # "the last quarter of 1988"
    if not final and not phrase.first(kinds.ORDINAL):
        if phrase.first(kinds.YEAR_NUMBER):
            return _spoken_of(phrase.value(kinds.YEAR_NUMBER), unit, leaning)
        if phrase.first(kinds.LAST_NEXT):
            if leaning.day is None:
                return None
            return nearest(unit, period("year", leaning.day, told), leaning.day)
    return _numbered(phrase, leaning, unit, 4 if final else phrase.value(kinds.ORDINAL))


def _numbered(phrase: Phrase, leaning: Leaning, unit: str, place: int) -> DateSpan | None:
    """Return the nth quarter or half of the year that an expression names or leans on."""
    months = MONTHS_IN[unit]
    if not 1 <= place <= 12 // months:
        return None
    first = (place - 1) * months + 1
    if leaning.lang in SOLAR_LANGUAGES:
        solar = year_named(phrase, leaning, SOLAR)
        if solar is None and leaning.day is not None:
            solar = SOLAR.of(leaning.day)[0]
        if solar is not None and calendar_of(solar, phrase, leaning) is SOLAR:
            return SOLAR.months(solar, first, months, PRECISION[unit])
    year = year_named(phrase, leaning)
    if year is not None and phrase.word(kinds.FISCAL) == "fiscal" and not leaning.company:
        whole = fiscal_year(year)
        return whole and _months_into(whole.first, first - 1, months, PRECISION[unit])
    if year is None:
        if leaning.day is None:
            return None
        year = leaning.day.year
        begins = date(year, first, 1)
        if begins > leaning.day + timedelta(days=NEAR_DAYS) and not leaning.future:
            year -= 1
        elif leaning.future and begins + timedelta(days=31 * months + NEAR_DAYS) < leaning.day:
            year += 1  # "into the first quarter", in November
    return months_span(year, first, months, PRECISION[unit])


def _months_into(begin: date, gone: int, months: int, precision: Precision) -> DateSpan | None:
    """Return several months of a year that does not begin in January, so many months after its beginning."""
    years, month = divmod(begin.month - 1 + gone, 12)
    return months_span(begin.year + years, month + 1, months, precision)


def _spoken_of(year: int, unit: str, leaning: Leaning) -> DateSpan | None:
    """Resolve "the 1988 quarter", "the 1988 period": the one that was spoken of last, in a year."""
    if leaning.quarter is not None:
        return shifted(leaning.quarter, year - leaning.quarter.first.year)
    if leaning.day is None:
        return None
    whole = year_span(year)
    return nearest(unit, whole, leaning.day) if whole and unit == "quarter" else whole


def first_units(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the first nine months of 1989", "the last three months of the year"."""
    count = phrase.count if phrase.first(kinds.NUMERAL + kinds.ONE) else 2
    unit = phrase.word(kinds.MONTH + kinds.PART_OF_YEAR)
    months = count * MONTHS_IN[unit] if unit else 0
    year = year_named(phrase, leaning) or (leaning.day.year if leaning.day else None)
    if not 0 < months <= MONTHS_IN["year"] or year is None:
        return None
    first = 13 - months if phrase.reads("THE? LAST_NEXT .*") else 1
    return months_span(year, first, months, Precision.HALF if months == MONTHS_IN["half"] else Precision.RANGE)
