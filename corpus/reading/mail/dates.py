"""Tells when a message was sent: by its Date field, else by those who passed it on or put it into the mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from email.utils import parsedate_tz
from typing import NamedTuple

from corpus.dates.fields import read_field
from corpus.dates.spans import one_day
from corpus.dating.claims import CONFIDENCE
from corpus.model import DateClaim, Furniture, Kind, Precision, Role
from corpus.reading.drafting import refused
from corpus.reading.mail.header import Fields, field_text

FIRST = date(1971, 1, 2)
"""No message is older; the days before stand for none in many programs."""
AHEAD, BEHIND = timedelta(days=2), timedelta(days=60)
"""How far a sender's clock may be from that of the first computer that passed the message on. Messages wait on a laptop
for weeks, but not for years."""
SECOND_HAND = 0.9
"""Share of the trust in a Date field that others' days deserve."""
LONGEST_OFFSET = 15 * 60
LAST = date(9999, 1, 1)
ZONE = re.compile(r"[+-]\d{4}\b|\b[A-Z]{2,4}(?:\s*\(.*\))?$|\bZ$")
"""What of a moment tells where its clock is; the library takes Greenwich for what is missing."""


class Moment(NamedTuple):
    """A day on the clock of who wrote it, and its minutes east of Greenwich, None if not told."""

    day: date
    offset: int | None


def date_claims(fields: Fields, from_line: str | None) -> tuple[list[DateClaim], list[Furniture]]:
    """Return what a message tells of its date, and a note of a Date field that is not believed.

    Args:
        fields: of its header.
        from_line: the line above it in a mailbox, or None.
    """
    told = field_text(fields["date"][0]) if fields.get("date") else ""
    received = (field_text(words.rpartition(";")[2]) for words in fields.get("received", ()))
    passed = [(words, found) for words in received if (found := moment(words))]
    kept = field_text(from_line or "")
    put = next((found for words in _ends(kept) if (found := moment(words))), None)
    sent = moment(told) or _in_another_form(told)
    doubt = _doubt(sent, passed[-1][1] if passed else None, put)
    if sent is not None and doubt is None:
        return [_claim(sent, told, 'header field "Date"', 1.0)], []
    notes = [refused('header field "Date"', told, doubt or "it cannot be read as a date")] if told else []
    if passed:
        words, first = passed[-1]
        return [_claim(first, words, 'header field "Received"', SECOND_HAND)], notes
    return [_claim(put, kept.strip(), 'the line "From " above it', SECOND_HAND)] if put else [], notes


def moment(words: str) -> Moment | None:
    """Read a moment as messages have them; None if it is none, or older than messages are."""
    words = words[:200].strip()
    try:
        found = parsedate_tz(words)
        day = None if found is None else date(found[0], found[1], found[2])
    except (ValueError, TypeError, IndexError, OverflowError):  # hostile words break the library's reader, too
        return None
    if found is None or day is None or not FIRST <= day < LAST:
        return None
    offset = found[9] // 60 if found[9] is not None and ZONE.search(words) else None
    return Moment(day, offset if offset is not None and abs(offset) <= LONGEST_OFFSET else None)


def _ends(from_line: str) -> Iterator[str]:
    """Yield what may be the moment in the line above a message: its last words, as the zone may be among them."""
    words = from_line.split()
    return (" ".join(words[-count:]) for count in (5, 6) if len(words) > count)


def _in_another_form(words: str) -> Moment | None:
    """Read a day that is written as no mail program should."""
    found = next((one for one in read_field(words, None) if one.span.precision is Precision.DAY), None)
    return Moment(found.span.first, found.utc_offset) if found is not None and found.span.first >= FIRST else None


def _doubt(sent: Moment | None, passed: Moment | None, put: Moment | None) -> str | None:
    """Say why the day of a Date field is not believed; None if nothing speaks against it."""
    if sent is None:
        return None
    witness = passed or put
    if witness is not None and sent.day > witness.day + AHEAD:
        return f"it had arrived by {witness.day}"
    if passed is not None and sent.day < passed.day - BEHIND:
        return f"it was passed on by {passed.day}, long after"
    return None


def _claim(found: Moment, words: str, place: str, share: float) -> DateClaim:
    confidence = CONFIDENCE[Kind.RECORD] * share
    return DateClaim(Role.PUBLISHED, Kind.RECORD, one_day(found.day), words[:80], place, confidence, found.offset)
