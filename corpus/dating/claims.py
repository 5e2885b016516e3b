"""Gathers what an article's surroundings say of its date: record fields, file names, datelines, mastheads."""

from __future__ import annotations

import re
from datetime import date

from corpus.dates.explicit import Expression
from corpus.dates.fields import read_field
from corpus.dates.lexicon import lexicon
from corpus.dates.spans import day_span, month_span
from corpus.dating.trust import TRUST
from corpus.model import DateClaim, DateSpan, Kind, Precision, Role

CONFIDENCE = {kind: trust.confidence for kind, trust in TRUST.items()}
"""How often a claim of a kind is right."""

MONTH_IN_NAME = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
DAY_BEFORE_NAME = re.compile(r"^(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>[01]?\d)-(?P<day>[0-3]?\d)(?=[-_.]|$)")
"""2014-8-1-title, as Jekyll and its kin have it."""
DAY_IN_NAME = (
    re.compile(r"(?<!\d)(?P<year>(?:1[5-9]|20)\d\d)[-_.](?P<month>[01]\d)[-_.](?P<day>[0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>(?:1[5-9]|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
    DAY_BEFORE_NAME,
    re.compile(r"(?<![\d.])(?P<day>[0-3]\d)\.(?P<month>[01]\d)\.(?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(rf"(?i)(?<!\d)(?P<day>[0-3]?\d)[-_ ]?(?P<name>{MONTH_IN_NAME})[-_ ]?(?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(rf"(?i)(?<![a-z])(?P<name>{MONTH_IN_NAME})[-_ ]?(?P<day>[0-3]?\d)[-_ ](?P<year>(?:19|20)\d\d)(?!\d)"),
)
"""Days in file names: 2014-08-21, 20140821, 21.08.2014, 9May2006, may-9-2006."""

PAGE_OF_FOLDER = frozenset({"index", "_index", "contents"})
"""Site generators keep a page with its pictures as 2019-05-07-summit/index.md, Lektor as summit/contents.lr."""
AMID_WORDS = re.compile(r"[^\W\d_]{3,}.*[-_](?:19|20)\d\d([-_])\d\d\1\d\d[-_].*[^\W\d_]{3,}")
AMID = 0.8
"""A file called "season-2010-11-12-records" may be of any day; what its page says of itself goes before."""
DAY_IN_FOLDERS = re.compile(
    r"(?:^|/)(?P<year>(?:19|20)\d\d)/(?P<month>[01]\d)(?:/(?P<day>[0-3]\d)/|-(?P<of>[0-3]\d)[-/.])"
)
"""2019/05/07/summit.md, and 2019/05-07-summit.md as Docusaurus has it too."""
MONTH_IN_FOLDERS = re.compile(
    rf"(?i)(?:^|/)(?P<year>(?:19|20)\d\d)/(?:[01]?\d[-_. ]{{1,3}})?(?P<name>{MONTH_IN_NAME})(?:/|\.\w{{1,8}}$)"
)
"""2024/April/en.md and 2024/04-april.md, as newsletters are kept."""


def claims_from_field(
    value: str, kind: Kind, place: str, lang: str | None = None, role: Role = Role.PUBLISHED, weight: float = 1.0
) -> list[DateClaim]:
    """Read a date field of a record or of front matter.

    Args:
        value: what the field holds, in any form and calendar.
        kind: RECORD or FRONT_MATTER.
        place: where the field is, for the maintainer.
        lang: of the article, for the order of day and month, and the calendar.
        role: what the field tells by its name.
        weight: how far to trust it beside the field that such articles usually have.

    Returns:
        The claim; two for 03/04/2019, whose order cannot be told here; none if the value is no date.
    """
    return [
        DateClaim(
            role, kind, one.span, value.strip()[:80], place, CONFIDENCE[kind] * weight * one.share, one.utc_offset
        )
        for one in read_field(value, lang)
    ]


def claim_from_path(path: str) -> DateClaim | None:
    """Read a day from a file name, from that of the folder which is a page, or from folders named year/month/day."""
    folder, _, file = path.rpartition("/")
    name = file.rpartition(".")[0] or file
    if name.lower() in PAGE_OF_FOLDER:
        name = folder.rpartition("/")[2]
    matches = [match for pattern in DAY_IN_NAME if (match := pattern.search(name))]
    folders = DAY_IN_FOLDERS.search(path)
    if folders:
        matches.append(folders)
    for match in matches:
        groups = match.groupdict()
        month = groups.get("month") or lexicon("en").words[groups["name"][:3].lower()][1]
        span = day_span(int(groups["year"]), int(month), int(groups["day"] or groups["of"]))
        if span is not None:
            weight = AMID if AMID_WORDS.fullmatch(name) and match is not folders else 1.0
            confidence = CONFIDENCE[Kind.FILE_NAME] * weight
            return DateClaim(Role.PUBLISHED, Kind.FILE_NAME, span, match[0].strip("/-."), "file name", confidence)
    return None if folders else _claim_of_month(path)


def _claim_of_month(path: str) -> DateClaim | None:
    """Read a month from folders named year/month, where nothing in a path tells the day."""
    match = MONTH_IN_FOLDERS.search(path)
    if match is None:
        return None
    span = month_span(int(match["year"]), int(lexicon("en").words[match["name"][:3].lower()][1]))
    if span is None:
        return None
    words = match[0].strip("/").partition(".")[0]
    return DateClaim(Role.PUBLISHED, Kind.FILE_NAME, span, words, "file name", CONFIDENCE[Kind.FILE_NAME])


def claim_from_address(address: str, place: str) -> DateClaim | None:
    """Read the day in an address that a page is given within its site: "/2019/05/07/summit", "2019-05-07-summit".

    A day further on in a name may be that of an event: "edit-a-thon-on-october-22-2016".
    """
    path = address[:1000].partition("#")[0].partition("?")[0].rstrip("/")
    match = DAY_IN_FOLDERS.search(f"{path}/") or DAY_BEFORE_NAME.search(path.rpartition("/")[2])
    groups = match.groupdict() if match else {}
    span = match and day_span(int(match["year"]), int(match["month"]), int(groups["day"] or groups["of"]))
    if not match or not span:
        return None
    return DateClaim(Role.PUBLISHED, Kind.URL_PATH, span, match[0].strip("/-."), place, CONFIDENCE[Kind.URL_PATH])


def claim_of_capture(day: date, place: str = "capture") -> DateClaim:
    """Return the claim of a web archive, or the like, that a page was saved on a day."""
    span = DateSpan(day, day, Precision.DAY)
    return DateClaim(Role.CAPTURED, Kind.RECORD, span, day.isoformat(), place, CONFIDENCE[Kind.RECORD])


def claim_from_words(
    expression: Expression, text: str, kind: Kind, place: str, role: Role = Role.PUBLISHED
) -> DateClaim:
    """Make a dateline or masthead claim from an expression in the text; a wrong weekday halves its weight."""
    role = Role.CAPTURED if kind is Kind.MASTHEAD else role
    confidence = CONFIDENCE[kind] * (0.5 if expression.weekday_fits is False else 1.0)
    words = text[expression.start : expression.end]
    return DateClaim(role, kind, expression.span, words, place, confidence)
