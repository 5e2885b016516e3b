"""Tells when a template was made from when a document was begun, by looking at many documents.

What is written over an older document, or filled into a template, keeps the moment at which that one was begun. A
moment is told to the minute at least, so that no two documents are begun at the same one by chance. Where several
have it and were changed on different days, it is the first's at best: it counts as nothing for those that were
changed on a later day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from corpus.dating.archive.pages import Comparing, Page
from corpus.dating.rulings import CountsAs, Ruling
from corpus.model import DateClaim, Kind, Role

BEGUN = re.compile(r" field (?:created|CreationDate)$")
"""How the place of a claim ends that a program writes by itself when somebody begins a document."""
MOMENT = re.compile(r"T(?!00:00)\d\d:\d\d")
"""Midnight stands where only the day was known."""
DOCUMENTS = 3
"""That have the moment; of two, one may be the other's second version."""
LATER = 2
"""Different later days on which they must have been changed; copies of one file were changed on one."""


@dataclass(slots=True)
class _Begun:
    """Documents that were begun at one moment: how many, their folders, and some later days of changing them."""

    documents: int = 0
    folders: set[str] = field(default_factory=set)
    later: set[date] = field(default_factory=set)


class Templates(Comparing):
    """Counts documents by the moment at which they were begun, then tells the moments of templates."""

    COUNTED = frozenset({Kind.META})

    def __init__(self) -> None:
        self._begun: dict[str, _Begun] = {}

    def count(self, page: Page) -> None:
        """Count the moment at which a document was begun."""
        for claim in (ruled.claim for ruled in page.claims):
            if _is_moment(claim):
                begun = self._begun.setdefault(claim.words, _Begun())
                begun.documents += 1
                begun.folders.add(page.folder)
                if len(begun.later) < LATER and (changed := _changed_later(page, claim)):
                    begun.later.add(changed)

    def settle(self, _text: Callable[[int], str]) -> None:
        """Keep the moments of templates only."""
        self._begun = {
            moment: begun
            for moment, begun in self._begun.items()
            if begun.documents >= DOCUMENTS and len(begun.later) >= LATER
        }

    def folders(self) -> set[str]:
        """Return the folders of documents that have such a moment."""
        return set[str]().union(*(begun.folders for begun in self._begun.values()))

    def ruling(self, page: Page, claim: DateClaim) -> Ruling | None:
        """Rule that a template's moment tells nothing of a document that was changed later."""
        begun = self._begun.get(claim.words) if _is_moment(claim) else None
        if begun is None or _changed_later(page, claim) is None:
            return None
        why = (
            f"{begun.documents:,} documents tell {claim.words} and were changed on different days: a template's moment"
        )
        return CountsAs.NOTHING, why


def _is_moment(claim: DateClaim) -> bool:
    begun = claim.kind is Kind.META and claim.role is Role.PUBLISHED and BEGUN.search(claim.place)
    return bool(begun and MOMENT.search(claim.words))


def _changed_later(page: Page, begun: DateClaim) -> date | None:
    """Return the day on which a document was changed last, None if it is no later one than that of its beginning."""
    changed = [one.claim.span.last for one in page.claims if one.claim.role is Role.MODIFIED]
    day = max(changed, default=None)
    return day if day is not None and day > begun.span.last else None
