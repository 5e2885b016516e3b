"""Tells what of an archive is still to come on the day of a run: held back until its day, or an error of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dating.trust import TRUST
from corpus.model import DateClaim, Role

GRACE = timedelta(days=1)
"""East of here it is already tomorrow."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far publication has come.

    Attributes:
        last: the last day that may have been one of publication.
        beyond: whether an article of a later day is let through all the same.
    """

    last: date = date.max
    beyond: bool = False


def horizon_on(today: date, *, beyond: bool = False) -> Horizon:
    """Return how far publication has come on a day."""
    return Horizon(today + GRACE, beyond)


def errors_among(claims: Iterable[DateClaim], horizon: Horizon) -> list[DateClaim]:
    """Return the claims of days to come that are errors.

    A record's or front matter's own field announces its article, and so does another kind that announces, unless
    something else tells of a day that has come. What a page shows or somebody guesses cannot be of a later day.
    """
    claims = list(claims)
    come = any(one.role is Role.PUBLISHED and one.span.first <= horizon.last for one in claims)
    return [one for one in claims if one.span.first > horizon.last and not _announces(one, come=come)]


def _announces(claim: DateClaim, *, come: bool) -> bool:
    trust = TRUST[claim.kind]
    return claim.role is Role.PUBLISHED and (trust.own_field or (trust.announces and not come))
