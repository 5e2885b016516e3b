"""Reads date fields as a maintainer tells it: which comes first of day and month, and in which time zone a day is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from corpus.dates.spans import one_day
from corpus.dating.claims import CONFIDENCE
from corpus.model import DateClaim, Precision
from corpus.reading.directions import Directions

FIGURES = re.compile(r"\s*(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|\d{2})\b")
"""03/04/2019, whose order nothing tells."""
SPOKEN = {"dmy": "en-GB", "mdy": "en-US"}
"""Languages in which day and month are in an order."""
MOMENT = re.compile(r"\d{4}-?\d\d-?\d\d[T ](\d\d):?(\d\d)")
UNIX = {9: 1, 10: 1, 12: 10**3, 13: 10**3, 16: 10**6, 19: 10**9}
"""Parts of a second that Unix time counts, by its number of digits."""


def spoken_in(value: str, lang: str | None, directions: Directions) -> str | None:
    """Return the language in which a field is to be read: one with the order that was told, for figures alone."""
    return SPOKEN[directions.date_order] if directions.date_order and FIGURES.match(value) else lang


def as_told(claims: list[DateClaim], directions: Directions, weight: float) -> list[DateClaim]:
    """Return the claims of a field that agree with what was told, at full weight where that settles them."""
    if directions.date_order and len(claims) > 1 and (figures := FIGURES.match(claims[0].words)):
        day = int(figures[1] if directions.date_order == "dmy" else figures[3])
        fitting = [one for one in claims if one.span.first.day == day][:1]
        claims = [replace(one, confidence=CONFIDENCE[one.kind] * weight) for one in fitting] or claims
    return [_there(one, directions.timezone) for one in claims] if directions.timezone else claims


def _there(claim: DateClaim, zone: str | None) -> DateClaim:
    """Return a claim that is told in UTC as the day that it was in a time zone then."""
    if claim.utc_offset != 0 or claim.span.precision is not Precision.DAY or zone is None:
        return claim
    day, clock, digits = claim.span.first, MOMENT.search(claim.words), claim.words.partition(".")[0]
    try:
        if digits.isdigit() and len(digits) in UNIX:
            moment = datetime.fromtimestamp(int(digits) // UNIX[len(digits)], UTC)
        elif clock:
            moment = datetime(day.year, day.month, day.day, int(clock[1]), int(clock[2]), tzinfo=UTC)
        else:
            return claim
        there = moment.astimezone(ZoneInfo(zone))
    except (ValueError, OverflowError, OSError):
        return claim
    offset = there.utcoffset()
    minutes = None if offset is None else int(offset.total_seconds() // 60)
    return replace(claim, span=one_day(there.date()), utc_offset=minutes)
