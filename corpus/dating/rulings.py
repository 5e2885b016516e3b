"""What a claim counts as in the light of the other articles and of the maintainer, and the dates that follow.

A claim is kept as it was read, whatever is ruled of it, so that every ruling can be taken back without reading
the file again: when a line of dates.toml goes, or when the pages that gave a stamp away are gone. What another
article lends is no claim of this one's; it is found anew each time (corpus/dating/archive/slips.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.dating.corrections import MASTHEAD, UNDATED, Correction
from corpus.dating.deciding import Rival, decide, misread, rival
from corpus.dating.trust import TRUST
from corpus.model import ArticleDates, DateClaim, DateSpan, Kind, Role, Status

SURE = 0.99
"""No claim of a kind is surer than this."""


class CountsAs(StrEnum):
    """What a claim counts as, other than what it says."""

    CAPTURE = "capture"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Ruled:
    """A claim as it was read, and what it counts as.

    Attributes:
        claim: as read; never changed by a ruling.
        counts_as: None when it counts as what it says.
        why: the ruling's reason, in a maintainer's words; empty without a ruling.
    """

    claim: DateClaim
    counts_as: CountsAs | None = None
    why: str = ""

    @property
    def effective(self) -> DateClaim:
        """The claim as it is decided on: a publication that counts as capture is a masthead."""
        if self.counts_as is CountsAs.CAPTURE:
            return replace(self.claim, role=Role.CAPTURED, kind=Kind.MASTHEAD)
        return self.claim


def of_page(claim: DateClaim) -> bool:
    """Tell whether a claim says that a page was published on a day that stands in the page itself."""
    return claim.role is Role.PUBLISHED and not TRUST[claim.kind].outside


Ruling = tuple[CountsAs, str]
"""What a claim counts as, and why."""


def rule(
    claims: Iterable[DateClaim], compared: Callable[[DateClaim], Ruling | None], correction: Correction | None
) -> tuple[Ruled, ...]:
    """Return what an article's claims count as, with the maintainer's claim first if there is one.

    Args:
        claims: as they were read; earlier claims of the maintainer are dropped.
        compared: tells what the other articles make of a claim, None if it counts as what it says.
        correction: what the maintainer says of the article.
    """
    ruled = [_ruled(claim, compared, correction) for claim in claims if claim.kind is not Kind.MAINTAINER]
    if correction is not None and isinstance(correction.says, DateSpan):
        given = DateClaim(Role.PUBLISHED, Kind.MAINTAINER, correction.says, correction.words, correction.place, 1.0)
        ruled.insert(0, Ruled(given))
    return tuple(ruled)


def _ruled(claim: DateClaim, compared: Callable[[DateClaim], Ruling | None], correction: Correction | None) -> Ruled:
    found = compared(claim)
    if claim.role is Role.CAPTURED:
        return Ruled(claim) if found is None else Ruled(claim, *found)
    says = None if correction is None else correction.says
    if correction is not None and says == UNDATED:
        return Ruled(claim, CountsAs.NOTHING, f"the maintainer calls the article undated ({correction.place})")
    if correction is not None and says == MASTHEAD and claim.role is Role.PUBLISHED and TRUST[claim.kind].visible:
        return Ruled(claim, CountsAs.CAPTURE, f"the maintainer calls it a masthead ({correction.place})")
    return Ruled(claim) if found is None else Ruled(claim, *found)


def counted(ruled: Sequence[Ruled]) -> list[DateClaim]:
    """Return the claims that are decided on; what a reading ruled out had of confidence, the one left gets."""
    aside = [one.claim for one in ruled if one.counts_as is CountsAs.NOTHING]
    claims = []
    for claim in (one.effective for one in ruled if one.counts_as is not CountsAs.NOTHING):
        lost = max((other.confidence for other in aside if misread(claim, other)), default=0.0)
        claims.append(replace(claim, confidence=min(claim.confidence + lost, SURE)) if lost else claim)
    return claims


def doubt(ruled: Sequence[Ruled]) -> Rival | None:
    """Return what puts the chosen day of an article in doubt whose status is conflict."""
    return rival(ArticleDates(status=Status.CONFLICT, claims=tuple(counted(ruled))))


def settle(ruled: Sequence[Ruled], text: str) -> ArticleDates:
    """Decide an article's dates on its claims as they are ruled; a day that the maintainer gives stands.

    Args:
        ruled: every claim of the article.
        text: its paragraphs.

    Returns:
        The dates, with every claim among ``claims``: also those that count as nothing.
    """
    dates = decide(counted(ruled), text)
    aside = tuple(one.claim for one in ruled if one.counts_as is CountsAs.NOTHING)
    dates = replace(dates, claims=(*dates.claims, *aside))
    given = next((one.claim for one in ruled if one.claim.kind is Kind.MAINTAINER), None)
    if given is None:
        return dates
    late = dates.not_after is not None and dates.not_after < given.span.first
    early = dates.not_before is not None and dates.not_before > given.span.last
    return replace(
        dates,
        published=given.span,
        kind=Kind.MAINTAINER.value,
        status=Status.DATED,
        not_before=None if early else dates.not_before,
        not_after=None if late else dates.not_after,
        cites_to=None,
        confidence=1.0,
    )
