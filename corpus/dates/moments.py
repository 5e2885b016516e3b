"""Reads the forms of a date that machines write: ISO 8601 with its weeks and numbered days, Unix time, asctime."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from corpus.dates.spans import day_span, one_day, parse_period
from corpus.model import DateSpan, Precision, precision_of

ZONE = r"(?P<zone>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)"
TIME = rf"(?P<hour>\d\d?):?(?P<minute>\d\d)(?::?\d\d)?(?:[.,]\d{{1,9}})?\s?{ZONE}?"
LATER = rf"(?:[T\s]{{1,3}}{TIME})?"
YEAR = r"(?P<year>(?:1[5-9]|2[01])\d\d)"
DAYS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{YEAR}(?P<sep>[-/.])(?P<month>[01]?\d)(?P=sep)(?P<day>[0-3]?\d)(?!\d){LATER}",
        rf"{YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d){LATER}",
        rf"{YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)(?:[0-5]\d)?\s?{ZONE}?$",
    )
)
"""2019-01-07T10:00Z, 20190107T100000Z, 20190107100000."""
ORDINAL = re.compile(rf"{YEAR}-?(?P<number>[0-3]\d\d)(?!\d)(?:T{TIME})?$", re.IGNORECASE)
WEEK = re.compile(rf"{YEAR}-?W(?P<week>[0-5]\d)(?:-?(?P<weekday>[1-7])(?!\d)(?:T{TIME})?)?$", re.IGNORECASE)
FROM_TO = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)(?:T[^/]{2,30})?\s?/\s?(\d{4}-\d\d(?:-\d\d)?)(?:T[^/]{2,30})?$")
UNIX = re.compile(r"(\d{9,10}|\d{12,13}|\d{16}|\d{19})(?:\.\d{1,9})?$")
UNITS = {9: 1, 10: 1, 12: 10**3, 13: 10**3, 16: 10**6, 19: 10**9}
"""Parts of a second that Unix time counts, by its number of digits: from 1973 to 2286."""
FAR_END = range(253_370_764_800, 253_402_300_801)
"""Seconds of the year 9999, which stands in for no date; they have as many digits as milliseconds of 1978."""
ASCTIME = re.compile(
    rf"(?:[^\W\d_]{{2,12}}\.?,?\s+)?(?P<name>[^\W\d_]{{3,12}})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<hour>\d\d?):(?P<minute>\d\d)(?::\d\d)?"
    rf"(?:\s?[AP]M)?\s+(?:{ZONE}\s+|[A-Z]{{2,5}}\s+)?(?P<year>\d{{4}})$",
    re.IGNORECASE,
)
"""Wed May 23 06:01:13 2007, Wed May 23 06:01:13 +0000 2007, Wed May 23 06:01:13 CEST 2007."""
EAST_ASIAN = re.compile(r"(\d{4})\s?[年년](?:\s?(\d{1,2})\s?[月월])?$")
"""2019年1月, 2019年; days are found among others (written.py)."""
PERIOD = re.compile(rf"{YEAR}(?:-|$)")
WRITTEN_ZONE = re.compile(rf"\d:\d\d(?::\d\d)?\s?(?:(?:GMT|UTC)(?=[+-]))?{ZONE}(?![\w:])", re.IGNORECASE)
LATE_OR_EARLY = 0.85
"""Share of a UTC time near midnight: on the site's own clock it may be another day."""
NEAR_MIDNIGHT = frozenset({22, 23, 0, 1, 2, 3, 4})


@dataclass(frozen=True, slots=True)
class Moment:
    """What a machine has written.

    Attributes:
        share: how likely the day is that of the site's own clock.
        utc_offset: minutes east of Greenwich, if written.
    """

    span: DateSpan
    share: float = 1.0
    utc_offset: int | None = None


def read_moment(text: str, month_number: Callable[[str], int | None]) -> Moment | None:
    """Read a text in one of the forms, None if it is in none of them or names no day of the calendar.

    Args:
        text: without white space around it; digits are of ASCII.
        month_number: tells which month a word names.
    """
    if match := FROM_TO.match(text):
        return _from_to(match[1], match[2])
    for form in (ORDINAL, WEEK):
        if match := form.match(text):
            span = _numbered(match) if form is ORDINAL else _week(match)
            return None if span is None else _moment(span, match)
    for form in DAYS:
        if match := form.match(text):
            span = day_span(int(match["year"]), int(match["month"]), int(match["day"]))
            return None if span is None else _moment(span, match)
    if match := UNIX.match(text):
        return _unix(match[1])
    if match := ASCTIME.match(text):
        month = month_number(match["name"])
        span = day_span(int(match["year"]), month, int(match["day"])) if month else None
        return None if span is None else _moment(span, match)
    if match := EAST_ASIAN.match(text):
        text = f"{match[1]}-{match[2].zfill(2)}" if match[2] else match[1]
    period = parse_period(text) if PERIOD.match(text) else None
    return None if period is None else Moment(period)


def written_offset(text: str) -> int | None:
    """Return the minutes east of Greenwich that stand behind the time in a date, None without."""
    zone = WRITTEN_ZONE.search(text)
    return _offset(zone["zone"]) if zone else None


def _moment(span: DateSpan, match: re.Match[str]) -> Moment:
    offset = _offset(match["zone"])
    at_night = offset == 0 and int(match["hour"]) in NEAR_MIDNIGHT
    return Moment(span, LATE_OR_EARLY if at_night else 1.0, offset)


def _unix(digits: str) -> Moment | None:
    if int(digits) in FAR_END:
        return None
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(digits) // UNITS[len(digits)])
    return Moment(one_day(moment.date()), LATE_OR_EARLY if moment.hour in NEAR_MIDNIGHT else 1.0, 0)


def _numbered(match: re.Match[str]) -> DateSpan | None:
    """Return a day that is numbered within its year: 2021-088."""
    year, number = int(match["year"]), int(match["number"])
    if not 1 <= number <= 365 + isleap(year):
        return None
    return one_day(date(year, 1, 1) + timedelta(days=number - 1))


def _week(match: re.Match[str]) -> DateSpan | None:
    year, week, weekday = int(match["year"]), int(match["week"]), match["weekday"]
    try:
        first = date.fromisocalendar(year, week, int(weekday or 1))
    except ValueError:
        return None
    return one_day(first) if weekday else DateSpan(first, first + timedelta(days=6), Precision.RANGE)


def _from_to(begin: str, end: str) -> Moment | None:
    first, last = parse_period(begin), parse_period(end)
    if first is None or last is None or last.last < first.first:
        return None
    return Moment(DateSpan(first.first, last.last, precision_of(first.first, last.last)))


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    if zone[0] not in "+-":
        return 0
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return (1 if zone[0] == "+" else -1) * (int(digits[:2]) * 60 + int(digits[2:]))
