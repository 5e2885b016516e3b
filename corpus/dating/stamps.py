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

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from corpus.dating.deciding import latest_cited
from corpus.dating.pages import Page, witness
from corpus.dating.rulings import of_page
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
FOLDERS = 3
"""Depth to which folders set families apart; digits in their names do not, so that years and days are one family."""
DIGITS = re.compile(r"\d+")

Family = tuple[str, ...]


@dataclass(slots=True)
class _SameDay:
    pages: int = 0
    witnessed: int = 0
    later: int = 0
    days: tuple[date, ...] = ()


@dataclass(slots=True)
class _Place:
    pages: int = 0
    witnessed: int = 0
    later: int = 0
    mastheads: int = 0
    alone: list[tuple[int, date]] = field(default_factory=list)


class Stamps:
    """Counts pages, then tells why a claim is a stamp of the day of saving."""

    def __init__(self) -> None:
        self._days: dict[tuple[Family, date], _SameDay] = {}
        self._places: dict[Family, _Place] = {}
        self._why: dict[tuple[Family, date] | Family, str] = {}

    def count(self, page: Page) -> None:
        """Count the claims of one page."""
        for ruled in page.claims:
            claim = ruled.claim
            if claim.kind is Kind.MASTHEAD:
                for family in families(page, claim, Kind.DATELINE):
                    self._places.setdefault(family, _Place()).mastheads += 1
            elif of_page(claim):
                other = witness(page.claims, claim)
                for family in families(page, claim, claim.kind):
                    self._count(family, claim.span.last, other, page.row)

    def _count(self, family: Family, day: date, other: DateClaim | None, row: int) -> None:
        same = self._days.setdefault((family, day), _SameDay())
        place = self._places.setdefault(family, _Place())
        same.pages += 1
        place.pages += 1
        if other is None:
            if len(place.alone) < SAMPLE:
                place.alone.append((row, day))
            return
        later = day - other.span.last > LAG
        for counts in (same, place):
            counts.witnessed += 1
            counts.later += later
        if later and len(same.days) < SAME_DAY_WITNESSED and other.span.first not in same.days:
            same.days += (other.span.first,)

    def settle(self, text: Callable[[int], str]) -> None:
        """Apply the rule to what has been counted.

        Args:
            text: returns an article's paragraphs by its number, for the few that rule 4 looks at.
        """
        for (family, day), same in self._days.items():
            several = same.later >= SAME_DAY_PAGES and len(same.days) >= SAME_DAY_WITNESSED
            if several and 2 * same.later > same.witnessed:
                self._why[family, day] = (
                    f"{day} stands {_where(family)} of {same.pages:,} pages, and other evidence tells of several "
                    f"earlier days for {same.later:,} of them"
                )
        for family, place in self._places.items():
            why = _masthead(place, text)
            if why is not None:
                self._why[family] = f"the day {_where(family)} is a masthead: {why}"
        self._days, self._places = {}, {}

    def why(self, page: Page, claim: DateClaim) -> str | None:
        """Return why a claim of a page is a stamp, in a maintainer's words; None if it is not."""
        for family in families(page, claim, claim.kind):
            why = self._why.get((family, claim.span.last)) or self._why.get(family)
            if why is not None:
                return why
        return None


def families(page: Page, claim: DateClaim, kind: Kind) -> Iterable[Family]:
    """Return the families of a claim: by its place, and by the navigation that stands beside it.

    Args:
        page: where it stands.
        claim: which one.
        kind: the kind that it is counted as; mastheads go with the datelines that they are told from.
    """
    place = claim.place if claim.place.startswith("line ") else DIGITS.sub("#", claim.place)
    found: list[Family] = [(page.folder, kind.value, place)]
    for number, piece in enumerate(page.furniture):
        if claim.words in piece.text and piece.role in {"masthead", "dateline"}:
            for name, beside in (("after", number - 1), ("before", number + 1)):
                if 0 <= beside < len(page.furniture) and page.furniture[beside].role in NEIGHBOURS:
                    words = " ".join(page.furniture[beside].text.split())[:80]
                    found.append((page.folder, kind.value, name, DIGITS.sub("#", words)))
            break
    return found


def folder_of(path: str, url: str | None) -> str:
    """Return the name of the folder that sets an article's family apart: of its file, and the site of its link."""
    host = url.split("/", 3)[2] if url and url.count("/") > 1 else ""
    folders = path.split("/")[:-1][:FOLDERS] if "/" in path else [path]
    return DIGITS.sub("#", "/".join([host, *folders] if host else folders))


def _masthead(place: _Place, text: Callable[[int], str]) -> str | None:
    confirmed = place.witnessed - place.later
    if place.later >= SAME_PLACE_PAGES and place.later >= SAME_PLACE_SHARE * place.witnessed:
        return f"it is later than other evidence on {place.later:,} of {place.witnessed:,} pages"
    if place.mastheads >= SAME_PLACE_PAGES and place.mastheads > confirmed and 2 * place.mastheads >= place.pages:
        return f"{place.mastheads:,} sister pages have a masthead there"
    if place.witnessed or len(place.alone) < CITING_PAGES:
        return None
    cited = [(day, found) for row, day in place.alone if (found := latest_cited(text(row), day - timedelta(days=1)))]
    recent = sum(day - found <= RECENT for day, found in cited)
    if len(cited) >= CITING_PAGES and recent < RECENT_SHARE * len(cited):
        return f"of {len(cited):,} pages that cite a day, {recent:,} cite one of the month before it"
    return None


def _where(family: Family) -> str:
    *_, last = family
    if len(family) > 3:  # noqa: PLR2004 - folder, kind, side, words
        return f"{family[2]} “{last}”"
    return f"in the {last}" if not last.startswith("line ") else f"on {last}"
