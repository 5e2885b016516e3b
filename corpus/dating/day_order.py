"""Tells whether 03/04/2019 is a day of April or of March, by the other dates of an archive.

One page cannot tell; both its readings are kept as claims. Where the same field or place of other pages of the folder
holds 13/04/2019, or a day of the page's other evidence fits only one reading, the order is known there. If the place
itself tells nothing, all places of the folder and site together do. The reading of the other order counts as nothing
then, and what it had of confidence goes to the one that is left (corpus/dating/rulings.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.dating.pages import Page
from corpus.dating.slips import lent
from corpus.model import DateClaim, Kind

NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/-])\s?(\d{1,2})\s?\2\s?(?:\d{4}|\d\d)(?![\d/-])")
"""Between full stops the day always comes first (corpus/dates/written.py)."""
MONTHS = 12
TOLD = 3
"""A choice: dates that must tell the order. Three dates in five can be read one way only, so they are soon there."""
SHARE = 0.95
"""Of them that must tell the same one: pages hold a slip of the pen now and then."""
DIGITS = re.compile(r"\d+")

Family = tuple[str, ...]


@dataclass(slots=True)
class _Orders:
    day_first: int = 0
    month_first: int = 0


class DayOrders:
    """Counts pages, then tells which reading of a numeric date is of another order than its neighbours."""

    def __init__(self) -> None:
        self._counts: dict[Family, _Orders] = {}

    def count(self, page: Page) -> None:
        """Count the numeric dates of a page whose order can be told."""
        for claim in _once(page):
            day_first = _told(page, claim)
            if day_first is not None:
                for family in _families(page, claim):
                    counts = self._counts.setdefault(family, _Orders())
                    counts.day_first += day_first
                    counts.month_first += not day_first

    def why(self, page: Page, claim: DateClaim) -> str | None:
        """Return why a claim is a wrong reading of its words; None if it is not or nothing tells."""
        read = _day_first(claim)
        if read is None or _numbers(claim) is None:
            return None
        for family in _families(page, claim):
            counts = self._counts.get(family, _Orders())
            told = counts.day_first + counts.month_first
            first = counts.day_first > counts.month_first
            most = max(counts.day_first, counts.month_first)
            if told >= TOLD and most >= SHARE * told:
                where = "in the same place" if len(family) > 1 else "of the same folder or site"
                return None if first is read else (
                    f"the {'day' if first else 'month'} comes first in {most:,} of {told:,} numeric dates {where}"
                )  # fmt: skip
        return None


def _once(page: Page) -> Iterator[DateClaim]:
    """Yield a claim for each numeric date, not one for each of its readings."""
    seen: set[tuple[Kind, str, str]] = set()
    for ruled in page.claims:
        claim = ruled.claim
        key = (claim.kind, claim.place, claim.words)
        if key not in seen and claim.kind not in {Kind.MAINTAINER, Kind.FILE_NAME} and not lent(claim):
            seen.add(key)
            yield claim


def _told(page: Page, claim: DateClaim) -> bool | None:
    """Tell whether the day comes first in a claim's words; None where they are no numeric date, or nothing tells."""
    match = NUMERIC.search(claim.words)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if first > MONTHS or second > MONTHS:
        return first > MONTHS
    others = {one.claim.span for one in page.claims if one.claim.kind not in {claim.kind, Kind.GUESS}}
    fitting = {
        _day_first(one.claim)
        for one in page.claims
        if (one.claim.kind, one.claim.place, one.claim.words) == (claim.kind, claim.place, claim.words)
        and one.claim.span in others
    }
    return fitting.pop() if len(fitting) == 1 else None


def _numbers(claim: DateClaim) -> tuple[int, int] | None:
    """Return the first two numbers of a numeric date that can be read both ways."""
    match = NUMERIC.search(claim.words)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    return (first, second) if max(first, second) <= MONTHS and first != second else None


def _day_first(claim: DateClaim) -> bool | None:
    """Tell whether a claim reads its words with the day first; None where both orders mean the same."""
    numbers = _numbers(claim)
    day = claim.span.first
    if numbers is None or set(numbers) != {day.day, day.month}:
        return None
    return numbers == (day.day, day.month)


def _families(page: Page, claim: DateClaim) -> tuple[Family, Family]:
    """Return the places whose order holds for a claim, the nearest first."""
    return (page.folder, claim.kind.value, DIGITS.sub("#", claim.place)), (page.folder,)
