"""Reads the date that a field holds, in any form and calendar, and says why a value is none."""

from __future__ import annotations

import re
import unicodedata

from corpus.data import table
from corpus.dates.explicit import find_explicit
from corpus.dates.moments import read_moment, written_offset
from corpus.dates.other_calendars import calendar_marked, calendar_of_language, in_figures, in_our_era
from corpus.dates.spans import LAST_YEAR
from corpus.dates.written import ARABIC, LETTERED, Reading, find_days, month_number
from corpus.language.detecting import base_code
from corpus.model import DateSpan, Precision

LONGEST = 100
"""Characters of a field that count."""
FIRST_YEAR = 1500
"""No archive of articles is older: the first newspapers are of 1605."""
YEAR_OF_ZEROS = re.compile(
    r"""(?<![\d:+-])0\d{3}[-/.]\d | ^-0\d{3}-\d                  # 0000-00-00, 0001-01-01T00:00:00Z, -0001-11-30
    | (?<![\d:])\d{1,2}[-/.]\d{1,2}[-/.]0\d{3}(?!\d)           # 00/00/0000, 1/1/0001
    | \d[ -][^\W\d_]{3,12}\.?,?[ -]0\d{3}(?!\d) | [^\W\d_]\.?[ ]\d{1,2},?[ ]0\d{3}(?!\d)   # 1 Jan 0001, Jan 1, 0001
    | (?::\d\d|[+-]\d{4})[ ]0\d{3}$ | ^000\d{4,}              # Mon Jan 1 00:00:00 0001, 00010101
    | ^[-+]?0+(?:\.0*)?$ | ^0+[-/.]0+[-/.]0+""",
    re.VERBOSE,
)
FAR_YEAR = re.compile(r"(?<![\d.:+-])(\d{4})(?=[-/.]\d|$)|(?<=\d[-/.])(\d{4})(?!\d)|(?<=[^\W\d_] )(\d{4})(?!\d)")
MONTH = re.compile(r"(\d{2})(\d{2})/(0[1-9]|1[0-2])")
"""A month as scholarly pages write it, unless it may as well be two years: 2015/07, but 2010/11."""
NUMBER = re.compile(r"\d+")
BEFORE_TIME = re.compile(r"(?<=[日號号일])(?=\d)")
"""2017年10月02日14:42"""
TIME_OF_DAY = re.compile(r"\d:\d\d")
UNREADABLE = "it cannot be read as a date"
_STAND_INS = table("corpus.dates", "stand_ins")


def read_field(value: str, lang: str | None) -> tuple[Reading, ...]:
    """Return the readings of a field's value: none if it is no date, two if day and month may be swapped.

    Args:
        value: what the field holds; only its first 100 characters count.
        lang: of the page, for names of months, the order of day and month, and the calendar.
    """
    text = plain(value)
    if (month := MONTH.fullmatch(text)) and int(month[3]) != (int(month[2]) + 1) % 100:
        text = text.replace("/", "-")
    return (
        () if YEAR_OF_ZEROS.search(text) else tuple(one for one in _readings(text, lang) if not _doubt(one.span, text))
    )


def refusal(value: str, lang: str | None) -> str:
    """Say why a value is no date: because a program stands it in for none, because of its year, or of its form."""
    text = plain(value)
    if YEAR_OF_ZEROS.search(text):
        return "zeros stand in for no date"
    for reading in _readings(text, lang):
        if reason := _doubt(reading.span, text):
            return reason
    if calendar_of_language(base_code(lang)) or calendar_marked(text):
        return UNREADABLE
    years = [int(next(filter(None, found))) for found in FAR_YEAR.findall(text)]
    doubtful = next((year for year in years if not FIRST_YEAR <= year <= LAST_YEAR), None)
    return UNREADABLE if doubtful is None else _of_no_archive(doubtful)


def plain(value: str) -> str:
    """Return the text of a field as it is read: digits of ASCII, no marks of direction, the years of our era."""
    text = "".join(_plain(sign) for sign in value[:LONGEST]).strip()
    return in_our_era(text if text.isascii() else BEFORE_TIME.sub(" ", text))


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    return "" if unicodedata.category(sign) == "Cf" and sign != "\u200d" else sign


def _readings(text: str, lang: str | None) -> tuple[Reading, ...]:
    moment = read_moment(text, lambda name: month_number(name, lang))
    if moment is not None:
        return (Reading(0, len(text), moment.span, moment.share, moment.utc_offset),)
    offset = written_offset(text)
    days = [found for found in find_days(text, lang) if found[0].span.first.year >= FIRST_YEAR]
    marked = calendar_marked(text)
    calendar = marked or calendar_of_language(base_code(lang))
    if calendar in {"solar", "lunar"} and not any(str(found[0].span.first.year) in text for found in days):
        span = in_figures(text, calendar)
        if span is not None:
            return (Reading(0, len(text), span, 1.0, offset),)
    if days:
        return tuple(Reading(one.start, one.end, one.span, one.share, offset) for one in days[0])
    return _in_words(text, lang, offset)


def _in_words(text: str, lang: str | None, offset: int | None) -> tuple[Reading, ...]:
    """Read a day, month or year whose words the rules for mentions know: "12 رمضان 1440", "spring 2019", "May 2019".

    Figures alone are left to the forms above, for a rule that reads sentences takes 0001-01-01 for 2001.
    """
    own = base_code(lang)
    for language in LETTERED if ARABIC.search(text) and own not in LETTERED else (own,):
        found = [one for one in find_explicit(text, language) if _says_so(text, text[one.start : one.end])]
        found.sort(key=lambda one: one.span.precision is not Precision.DAY)
        if found:
            return (Reading(found[0].start, found[0].end, found[0].span, 1.0, offset),)
    return ()


def _says_so(text: str, words: str) -> bool:
    """Tell whether words name a time by a word, or are the only number of a text: "circa 2019"."""
    return any(map(str.isalpha, words)) or (words.isdigit() and NUMBER.findall(text) == [words])


def _doubt(span: DateSpan, text: str) -> str | None:
    """Say why a day that can be read is not believed, None if nothing speaks against it."""
    if span.first.year < FIRST_YEAR:
        return _of_no_archive(span.first.year)
    if span.precision is not Precision.DAY:
        return None
    day = span.first.isoformat()
    reason = _STAND_INS["days"].get(day)
    if reason is None and TIME_OF_DAY.search(text):
        reason = _STAND_INS["timed"].get(day) or _STAND_INS["moments"].get(text)
    return f"it stands in for no date: {reason}" if reason else None


def _of_no_archive(year: int) -> str:
    return f"no article is of the year {year}"
