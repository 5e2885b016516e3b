"""Compares the articles of an archive, and rules what single ones cannot tell of their claims.

The articles stream past twice: once to be counted, once to be ruled. Between them ``settle`` applies the rules:
days of saving (stamps.py), names that carry another file's day (slips.py), the order of day and month (day_order.py).
"""

from __future__ import annotations

from collections.abc import Callable

from corpus.dating.day_order import DayOrders
from corpus.dating.pages import Page
from corpus.dating.rulings import CountsAs, Ruled, Ruling, of_page
from corpus.dating.slips import Slips
from corpus.dating.stamps import Stamps
from corpus.model import DateClaim, Role


class Comparison:
    """What the articles of one archive tell of each other."""

    def __init__(self) -> None:
        self._stamps = Stamps()
        self._slips = Slips()
        self._orders = DayOrders()

    def count(self, page: Page) -> None:
        """Count the claims of one page."""
        self._stamps.count(page)
        self._slips.count(page)
        self._orders.count(page)

    def settle(self, text: Callable[[int], str]) -> None:
        """Apply the rules to what has been counted; ``text`` returns an article's paragraphs by its number."""
        self._stamps.settle(text)
        self._slips.settle()

    def ruling(self, page: Page, claim: DateClaim) -> Ruling | None:
        """Return what a claim counts as in the light of the other articles, None if it counts as what it says."""
        why = self._orders.why(page, claim)
        if why is None and claim.role is Role.PUBLISHED:
            why = self._slips.why(page, claim)
        if why is not None:
            return CountsAs.NOTHING, why
        why = self._stamps.why(page, claim) if of_page(claim) else None
        return None if why is None else (CountsAs.CAPTURE, why)

    def lent(self, page: Page) -> Ruled | None:
        """Return the claim that another article lends to this one, if one does."""
        return self._slips.claim(page)
