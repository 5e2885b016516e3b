"""Reads what a program that saved a page has written into it: from where, and when; and takes its toolbar out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.data import table
from corpus.dates.fields import read_field
from corpus.dating.claims import claim_from_address, claim_of_capture
from corpus.model import DateClaim, Precision
from corpus.reading.drafting import web_address

_DATA = table("corpus.reading.page", "saved")
COMMENTS = [re.compile(pattern, re.IGNORECASE) for pattern in _DATA["comments"]]
SIGNS: tuple[str, ...] = tuple(_DATA["signs"])
REMOVED: list[tuple[str, str]] = [(begin, end) for begin, end in _DATA["removed"]]
REWRITTEN = re.compile(_DATA["rewritten"], re.IGNORECASE)
HEAD, TAIL = 20_000, 4_000
"""Characters at the beginning and at the end of a page in which programs write of themselves."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a page says of its saving.

    Attributes:
        address: from where it was saved.
        day: on which.
    """

    address: str | None = None
    day: date | None = None

    def claims(self, *, dated_by_address: bool) -> list[DateClaim]:
        """Return what follows for its date; from the address only where the page gives none of its own."""
        found = [] if self.day is None else [claim_of_capture(self.day, "comment of the program that saved it")]
        if self.address and dated_by_address:
            found += filter(None, [claim_from_address(self.address, "address that it was saved from")])
        return found


def saved_from(markup: str) -> Saved:
    """Return what the comments of a page say of its saving."""
    address: str | None = None
    day: date | None = None
    places = (markup[:HEAD], markup[-TAIL:]) if len(markup) > HEAD else (markup,)
    for place in places:
        if "<!--" not in place or not any(sign in place.lower() for sign in SIGNS):
            continue
        for pattern in COMMENTS:
            match = pattern.search(place)
            if match is None:
                continue
            told = match.groupdict()
            address = address or _address(told.get("address"))
            day = day or _day(told.get("day"))
    return Saved(address, day)


def without_toolbar(markup: str) -> str:
    """Return a page without what an archive has put into it to be shown above."""
    for begin, end in REMOVED:
        start, stop = markup.find(begin), markup.find(end)
        if 0 <= start < stop:
            markup = markup[:start] + markup[stop + len(end) :]
    return markup


def original(address: str) -> str:
    """Return the address of a page whose address an archive has written anew, as its own."""
    return REWRITTEN.sub("", address)


def _address(told: str | None) -> str | None:
    if not told:
        return None
    told = original(told.strip())
    return web_address(told if "://" in told else f"http://{told}")


def _day(told: str | None) -> date | None:
    """Return the day that a program has written, which is always in English."""
    for one in read_field(" ".join(told.split()), "en") if told else ():
        if one.span.precision is Precision.DAY:
            return one.span.first
    return None
