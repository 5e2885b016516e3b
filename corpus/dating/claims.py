"""Gathers what an article's surroundings say of its date: record fields, file names, datelines, mastheads."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from corpus.dates.explicit import Expression, day_expressions, find_explicit
from corpus.dates.lexicon import lexicon
from corpus.dates.spans import day_span, parse_period
from corpus.dates.written import find_days
from corpus.dating.trust import TRUST
from corpus.model import DateClaim, DateSpan, Kind, Precision, Role

CONFIDENCE = {kind: trust.confidence for kind, trust in TRUST.items()}
"""How often a claim of a kind is right."""

MONTH_IN_NAME = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
DAY_IN_NAME = (
    re.compile(r"(?<!\d)(?P<year>(?:1[5-9]|20)\d\d)[-_.](?P<month>[01]\d)[-_.](?P<day>[0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>(?:1[5-9]|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
    re.compile(rf"(?i)(?<!\d)(?P<day>[0-3]?\d)[-_ ]?(?P<name>{MONTH_IN_NAME})[-_ ]?(?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(rf"(?i)(?<![a-z])(?P<name>{MONTH_IN_NAME})[-_ ]?(?P<day>[0-3]?\d)[-_ ](?P<year>(?:19|20)\d\d)(?!\d)"),
)
"""Days in file names: 2014-08-21, 20140821, 9May2006, may-9-2006."""

AMID_WORDS = re.compile(r"[^\W\d_]{3,}.*[-_](?:19|20)\d\d([-_])\d\d\1\d\d[-_].*[^\W\d_]{3,}")
AMID = 0.8
"""A file called "season-2010-11-12-records" may be of any day; what its page says of itself goes before."""
DAY_IN_FOLDERS = re.compile(r"(?:^|/)(?P<year>(?:19|20)\d\d)/(?P<month>[01]\d)/(?P<day>[0-3]\d)/")


def claims_from_field(value: object, kind: Kind, place: str, lang: str | None = None) -> list[DateClaim]:
    """Read the date field of a record or of front matter.

    Args:
        value: what the field holds: ISO 8601 day, month or time, a written date, or a datetime.
        kind: RECORD or FRONT_MATTER.
        place: where the field is, for the maintainer.
        lang: of the article, for the order of day and month.

    Returns:
        The claim; two for 03/04/2019, whose order cannot be told here; none if the value cannot be read as a date.
    """
    text = str(value).strip()
    span, offset = _moment(text) or (parse_period(text), None)
    spans = [(span, 1.0)] if span else _in_words(text[:200], lang)
    return [
        DateClaim(Role.PUBLISHED, kind, span, text[:80], place, CONFIDENCE[kind] * share, offset)
        for span, share in spans
    ]


def _in_words(text: str, lang: str | None) -> list[tuple[DateSpan, float]]:
    """Return the days that words name, with the share of each reading; else the month or year that they name."""
    found = find_explicit(text)
    if found and found[0].span.precision is Precision.DAY:
        return [(found[0].span, 1.0)]
    days = next(find_days(text, lang), ())
    return [(one.span, one.share) for one in days] or [(one.span, 1.0) for one in found[:1]]


def _moment(text: str) -> tuple[DateSpan | None, int | None] | None:
    """Read the day and the offset, in minutes, of an ISO 8601 time or day.

    Front matter also writes "2014-08-21 10:00:05 -0400". Of a day whose time cannot be read no offset is known.
    """
    tidy = re.sub(r"(\d) ([+-]\d{2}:?\d{2})$", r"\1\2", text).replace("Z", "+00:00")
    if not re.match(r"\d{4}-\d{2}-\d{2}", tidy):
        return None
    try:
        moment = datetime.fromisoformat(tidy)
    except ValueError:
        span = day_span(int(tidy[:4]), int(tidy[5:7]), int(tidy[8:10]))
        return None if span is None else (span, None)
    offset = moment.utcoffset()
    return day_span(moment.year, moment.month, moment.day), None if offset is None else offset // timedelta(minutes=1)


def claim_from_path(path: str) -> DateClaim | None:
    """Read a day from a file name, or from folders named year/month/day."""
    name = path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2]
    matches = [match for pattern in DAY_IN_NAME if (match := pattern.search(name))]
    folders = DAY_IN_FOLDERS.search(path)
    if folders:
        matches.append(folders)
    for match in matches:
        groups = match.groupdict()
        month = groups.get("month") or lexicon("en").words[groups["name"][:3].lower()][1]
        span = day_span(int(groups["year"]), int(month), int(groups["day"]))
        if span is not None:
            weight = AMID if AMID_WORDS.fullmatch(name) and match is not folders else 1.0
            confidence = CONFIDENCE[Kind.FILE_NAME] * weight
            return DateClaim(Role.PUBLISHED, Kind.FILE_NAME, span, match[0].strip("/"), "file name", confidence)
    return None


def claim_from_words(expression: Expression, text: str, kind: Kind, place: str) -> DateClaim:
    """Make a dateline or masthead claim from an expression in the text; a wrong weekday halves its weight."""
    role = Role.CAPTURED if kind is Kind.MASTHEAD else Role.PUBLISHED
    confidence = CONFIDENCE[kind] * (0.5 if expression.weekday_fits is False else 1.0)
    words = text[expression.start : expression.end]
    return DateClaim(role, kind, expression.span, words, place, confidence)


def only_day(line: str) -> Expression | None:
    """Return the day that a line consists of, or None if it says anything else."""
    stripped = line.strip(" \t\xa0.,;:|()[]*–—-")
    if len(stripped) > 60:  # noqa: PLR2004 - longer than "Posted: Wednesday, September 30, 2020 at 11:59"
        return None
    found = next(day_expressions(stripped), None)
    if found is None:
        return None
    rest = stripped[: found.start] + stripped[found.end :]
    rest = LABEL.sub("", rest).strip(" \t\xa0.,;:|()[]*–—-")
    if rest:
        return None
    shift = line.index(stripped)
    return Expression(found.start + shift, found.end + shift, found.span, found.weekday_fits)


LABEL = re.compile(r"(?i)\b(?:posted|published|updated|released?|date[d]?|on|at|\d{1,2}:\d{2}\s*(?:[ap]\.?m\.?)?)\b:?")
CAPTURE_LABEL = re.compile(r"(?i)^\W*(?:today(?:'s date)?|saved|printed|retrieved|accessed)\b")
"""A line such as "Today: July 24, 2008" tells when a page was saved, not when it was written."""
