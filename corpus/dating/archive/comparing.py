"""Compares the articles of an archive, and rules what single ones cannot tell of their claims.

The articles stream past to be counted; what was counted is settled; then those are ruled of which a rule may say
something, or of which it said something before.
"""

from __future__ import annotations

from collections.abc import Callable

from corpus.dating.archive.day_order import DayOrders
from corpus.dating.archive.pages import Comparing, Page
from corpus.dating.archive.slips import Slips
from corpus.dating.archive.stamps import Stamps
from corpus.dating.archive.templates import Templates
from corpus.dating.rulings import Ruled, Ruling
from corpus.model import DateClaim

RULES: tuple[type[Comparing], ...] = (DayOrders, Slips, Stamps, Templates)
"""The first that rules something of a claim counts."""


class Comparison:
    """What the articles of one archive tell of each other, by all rules."""

    def __init__(self) -> None:
        self._rules = tuple(rule() for rule in RULES)

    def count(self, page: Page) -> None:
        """Count the claims of one page."""
        kinds = {one.claim.kind for one in page.claims}
        for rule in self._rules:
            if not rule.COUNTED.isdisjoint(kinds):
                rule.count(page)

    def settle(self, text: Callable[[int], str]) -> None:
        """Apply the rules to what has been counted; ``text`` returns an article's paragraphs by its number."""
        for rule in self._rules:
            rule.settle(text)

    def folders(self) -> set[str]:
        """Return the folders of the pages of which a rule may say something."""
        return set().union(*(rule.folders() for rule in self._rules))

    def ruling(self, page: Page, claim: DateClaim) -> Ruling | None:
        """Return what a claim counts as in the light of the other articles, None if it counts as what it says."""
        return next((found for rule in self._rules if (found := rule.ruling(page, claim))), None)

    def lent(self, page: Page) -> Ruled | None:
        """Return the claim that another article lends to this one, if one does."""
        return next((found for rule in self._rules if (found := rule.lent(page))), None)
