"""Tells whether 03/04/2019 is a day of April or of March, by the other dates of an archive.

One page cannot tell; both its readings are kept as claims. Where the same field or place of other pages of the folder
holds 13/04/2019, or a day of the page's other evidence fits only one reading, the order is known there. If the place
itself tells nothing, all places of the folder and site together do. The reading of the other order counts as nothing
then, and what it had of confidence goes to the one that is left (corpus/dating/rulings.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.dating.archive.pages import Comparing, Family, Page, numberless
from corpus.dating.rulings import CountsAs, Ruling
from corpus.model import DateClaim, Kind

NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/-])\s?(\d{1,2})\s?\2\s?(?:\d{4}|\d\d)(?![\d/-])")
"""Between full stops the day always comes first (corpus/dates/written.py)."""
MONTHS = 12
TOLD = 3
"""A choice: dates that must tell the order. Three dates in five can be read one way only, so they are soon there."""
SHARE = 0.95
"""Of them that must tell the same one: pages hold a slip of the pen now and then."""


class DayOrders(Comparing):
    """Counts numeric dates whose order can be told, then tells which readings of others are of another order."""

    COUNTED = frozenset(Kind) - {Kind.MAINTAINER, Kind.FILE_NAME}

    def __init__(self) -> None:
        self._day_first: dict[Family, Counter[bool]] = {}

    def count(self, page: Page) -> None:
        """Count the numeric dates of a page whose order can be told."""
        for claim in _once(page):
            day_first = _told(page, claim)
            if day_first is not None:
                for family in _families(page, claim):
                    self._day_first.setdefault(family, Counter())[day_first] += 1

    def folders(self) -> set[str]:
        """Return the folders that have numeric dates."""
        return {folder for folder, *_ in self._day_first}

    def ruling(self, page: Page, claim: DateClaim) -> Ruling | None:
        """Rule that a wrong reading of its words is nothing."""
        read = _day_first(claim)
        if read is None:
            return None
        for family in _families(page, claim):
            counts = self._day_first.get(family, Counter())
            first = counts[True] > counts[False]
            most, told = counts[first], counts.total()
            if told >= TOLD and most >= SHARE * told:
                where = "in the same place" if len(family) > 1 else "of the same folder or site"
                order = f"the {'day' if first else 'month'} comes first in {most:,} of {told:,} numeric dates {where}"
                return None if first is read else (CountsAs.NOTHING, order)
        return None


def _once(page: Page) -> Iterator[DateClaim]:
    """Yield a claim for each numeric date, not one for each of its readings."""
    claims = (one.claim for one in page.claims if one.claim.kind in DayOrders.COUNTED)
    own = [claim for claim in claims if NUMERIC.search(claim.words)]
    yield from {_words(claim): claim for claim in reversed(own)}.values()


def _numbers(claim: DateClaim) -> tuple[int, int] | None:
    """Return the first two numbers of a numeric date."""
    match = NUMERIC.search(claim.words)
    return (int(match[1]), int(match[3])) if match else None


def _told(page: Page, claim: DateClaim) -> bool | None:
    """Tell whether the day comes first in a claim's words; None where they are no numeric date, or nothing tells."""
    numbers = _numbers(claim)
    if numbers is None:
        return None
    if max(numbers) > MONTHS:
        return numbers[0] > MONTHS
    claims = [one.claim for one in page.claims]
    others = {one.span for one in claims if one.kind not in {claim.kind, Kind.GUESS}}
    readings = (one for one in claims if _words(one) == _words(claim) and one.span in others)
    fitting = {_day_first(one) for one in readings}
    return fitting.pop() if len(fitting) == 1 else None


def _words(claim: DateClaim) -> tuple[Kind, str, str]:
    """Return where a claim was read: what it has in common with another reading of the same words."""
    return claim.kind, claim.place, claim.words


def _day_first(claim: DateClaim) -> bool | None:
    """Tell whether a claim reads its words with the day first; None where both orders mean the same."""
    numbers, day = _numbers(claim), claim.span.first
    if numbers is None or max(numbers) > MONTHS or set(numbers) != {day.day, day.month} or day.day == day.month:
        return None
    return numbers == (day.day, day.month)


def _families(page: Page, claim: DateClaim) -> tuple[Family, Family]:
    """Return the places whose order holds for a claim, the nearest first."""
    return (page.folder, claim.kind.value, numberless(claim.place)), (page.folder,)
