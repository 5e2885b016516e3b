"""Tells days that were printed on pages when they were saved from days of publication, by looking at many pages.

A *family* is the claims of one kind that stand in the same place of the pages of one folder: on the same line, in
the same field, or beside the same piece of navigation. A page's *witness* is its strongest claim of another kind.
The rule:

1. Same day. Where many pages of a family carry the very same day, and the witnesses of most of them tell of
   several different earlier days, that day of that family is the day of saving.
2. Same place. Where the day of a family is later than the witness on nearly every page, whatever the day, the
   whole family is a masthead: only the date changes, with the page being saved.
3. Sisters. Where single pages have given the place away as a masthead (a menu follows, or "Today:") more often
   than witnesses have confirmed it, the rest of the family is a masthead too.
4. Stale pages. Where a family has no witnesses at all, but its pages hardly ever cite a day of the month before,
   it is a masthead: news cites last week, pages saved years later do not.

The claims found out count as capture, never as publication. The passes stream over an archive's claims and keep
counts by family and day only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dating.archive.pages import Comparing, Family, Page, numberless, witness
from corpus.dating.deciding import latest_cited
from corpus.dating.rulings import CountsAs, Ruling, of_page
from corpus.dating.trust import TRUST
from corpus.model import DateClaim, Kind

LAG = timedelta(days=7)
"""A day this much later than the witness may still be the dateline of the same text: in the Senate archive 9 of 10
datelines that differ from the file name do so by a week or less."""
SAME_DAY_PAGES = 5
"""Pages that rule 1 wants. Among the 72,622 articles of the Senate archive the stamps stand on 497 and 197 pages; the
most pages of one folder with the same true day more than a week after their file names are 2 (of 10)."""
SAME_DAY_WITNESSED = 3
"""Different days that their witnesses must tell of; those of the two stamps tell of 305 and 170."""
SAME_PLACE_PAGES = 8
SAME_PLACE_SHARE = 0.8
"""Pages and share that rule 2 wants: both stamps have 1.0; the next families 4 pages of 6, 4 of 8, 39 of 290 (.13)."""
CITING_PAGES = 20
RECENT = timedelta(days=31)
RECENT_SHARE = 0.05
"""Of 60 families in the Senate and State of the Union archives with a known day and 20 pages that cite another, true
days have at least .13 of the pages citing a day of the month before; the one stamp has .00 (of 100)."""
SAMPLE = 100
"""Pages without a witness that are remembered for rule 4, for each family."""
NEIGHBOURS = frozenset({"navigation", "sharing", "contact"})


@dataclass(slots=True)
class _Counts:
    """What was counted of a family, or of one day of it.

    Attributes:
        witnessed: pages with a witness; ``later`` of them tell of a day well before.
        days: some different days that those later ones' witnesses tell of.
        mastheads: pages whose day there has given itself away.
        alone: some pages without a witness, by number, and their days.
    """

    pages: int = 0
    witnessed: int = 0
    later: int = 0
    mastheads: int = 0
    days: tuple[date, ...] = ()
    alone: tuple[tuple[int, date], ...] = ()


class Stamps(Comparing):
    """Counts pages, then tells which claims are stamps of the day of saving."""

    COUNTED = frozenset(kind for kind in Kind if kind is Kind.MASTHEAD or not TRUST[kind].outside)

    def __init__(self) -> None:
        self._counts: dict[tuple[Family, date | None], _Counts] = {}
        self._why: dict[tuple[Family, date | None], str] = {}

    def count(self, page: Page) -> None:
        """Count the claims of one page."""
        for claim in (ruled.claim for ruled in page.claims):
            if claim.kind is Kind.MASTHEAD:
                for family in _families(page, claim, Kind.DATELINE):
                    self._of(family, None).mastheads += 1
            elif of_page(claim):
                other = witness(page.claims, claim)
                for family in _families(page, claim, claim.kind):
                    self._count(family, claim.span.last, other, page.row)

    def _of(self, family: Family, day: date | None) -> _Counts:
        found = self._counts.get((family, day))
        if found is None:
            found = self._counts[family, day] = _Counts()
        return found

    def _count(self, family: Family, day: date, other: DateClaim | None, row: int) -> None:
        later = other is not None and day - other.span.last > LAG
        same, place = self._of(family, day), self._of(family, None)
        for counts in (same, place):
            counts.pages += 1
            counts.witnessed += other is not None
            counts.later += later
        if other is None and len(place.alone) < SAMPLE:
            place.alone += ((row, day),)
        if other is not None and later and len(same.days) < SAME_DAY_WITNESSED and other.span.first not in same.days:
            same.days += (other.span.first,)

    def settle(self, text: Callable[[int], str]) -> None:
        """Apply the rule to what has been counted; ``text`` serves the few pages that its point 4 looks at."""
        for (family, day), counts in self._counts.items():
            why = _masthead(counts, text) if day is None else _same_day(counts)
            if why is not None:
                where = f"the day {_where(family)} is a masthead:" if day is None else f"{day} stands {_where(family)}"
                self._why[family, day] = f"{where} {why}"
        self._counts = {}

    def folders(self) -> set[str]:
        """Return the folders where a stamp was found."""
        return {folder for (folder, *_), _ in self._why}

    def ruling(self, page: Page, claim: DateClaim) -> Ruling | None:
        """Rule that a stamp tells when a page was captured."""
        if not of_page(claim):
            return None
        families = _families(page, claim, claim.kind)
        found = (self._why.get((family, day)) for family in families for day in (claim.span.last, None))
        why = next(filter(None, found), None)
        return None if why is None else (CountsAs.CAPTURE, why)


def _families(page: Page, claim: DateClaim, kind: Kind) -> Iterator[Family]:
    """Yield the families of a claim: by its place, and by the navigation that stands beside it.

    Args:
        page: where it stands.
        claim: which one.
        kind: the kind that it is counted as; mastheads go with the datelines that they are told from.
    """
    yield page.folder, kind.value, claim.place if claim.place.startswith("line ") else numberless(claim.place)
    if not page.furniture:
        return
    shown = (piece.role in {"masthead", "dateline"} and claim.words in piece.text for piece in page.furniture)
    number = next((number for number, found in enumerate(shown) if found), None)
    for name, step in (("after", -1), ("before", 1)):
        if number is not None and 0 <= number + step < len(page.furniture):
            piece = page.furniture[number + step]
            if piece.role in NEIGHBOURS:
                yield page.folder, kind.value, name, numberless(" ".join(piece.text.split())[:80])


def _same_day(same: _Counts) -> str | None:
    several = same.later >= SAME_DAY_PAGES and len(same.days) >= SAME_DAY_WITNESSED
    if not several or 2 * same.later <= same.witnessed:
        return None
    return f"of {same.pages:,} pages, and other evidence tells of several earlier days for {same.later:,} of them"


def _masthead(place: _Counts, text: Callable[[int], str]) -> str | None:
    confirmed = place.witnessed - place.later
    if place.later >= SAME_PLACE_PAGES and place.later >= SAME_PLACE_SHARE * place.witnessed:
        return f"it is later than other evidence on {place.later:,} of {place.witnessed:,} pages"
    if place.mastheads >= SAME_PLACE_PAGES and place.mastheads > confirmed and 2 * place.mastheads >= place.pages:
        return f"{place.mastheads:,} sister pages have a masthead there"
    if place.witnessed or len(place.alone) < CITING_PAGES:
        return None
    cited = recent = 0
    for row, day in place.alone:
        found = latest_cited(text(row), day - timedelta(days=1))
        cited += found is not None
        recent += found is not None and day - found <= RECENT
        if recent >= RECENT_SHARE * len(place.alone):
            return None  # whatever the others cite: reading them takes long
    if cited >= CITING_PAGES and recent < RECENT_SHARE * cited:
        return f"of {cited:,} pages that cite a day, {recent:,} cite one of the month before it"
    return None


def _where(family: Family) -> str:
    *_, last = family
    if len(family) > 3:  # noqa: PLR2004 - folder, kind, side, words
        return f"{family[2]} “{last}”"
    return f"in the {last}" if not last.startswith("line ") else f"on {last}"
