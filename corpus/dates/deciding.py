"""Chooses an article's publication span from its claims, by rules written down once.

1. Capture claims (mastheads, "Today: ...") never become the publication date; they bound it from above.
2. Of the publication claims the strongest kind is chosen, in the order of ``Kind``.
3. A claim of another kind that names other days, and is trusted enough, makes the status a conflict; both
   claims are kept, and the reader is told both days. A record's own field is not put in doubt by a
   dateline within ``DATELINE_LAG`` days: papers print a dispatch a day or two after its dateline.
4. Without a publication claim the article is undated, whatever it was captured on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from corpus.dates.explicit import find_explicit
from corpus.model import ArticleDates, DateClaim, DateSpan, Kind, Precision, Role, Status

STRENGTH = {kind: place for place, kind in enumerate(Kind)}
TRUSTED = 0.8
"""A claim less likely than this does not put another in doubt."""
DATELINE_LAG = timedelta(days=7)
"""In the Senate archive 9 of 10 datelines that differ from the file name do so by a week or less."""


def decide(claims: Iterable[DateClaim], text: str) -> ArticleDates:
    """Return the chosen span, bounds and status of an article.

    Args:
        claims: everything that was found about its dates.
        text: the article's paragraphs, for the latest day that they cite.
    """
    ordered = sorted(claims, key=lambda claim: (STRENGTH[claim.kind], -claim.confidence))
    captured = max((claim.span.last for claim in ordered if claim.role is Role.CAPTURED), default=None)
    published = [claim for claim in ordered if claim.role is Role.PUBLISHED]
    if captured is not None:  # nothing is published after it was saved
        published = [claim for claim in published if claim.span.first <= captured]
    if not published:
        return ArticleDates(
            not_after=captured,
            captured=captured,
            cites_to=latest_cited(text, captured),
            claims=tuple(ordered),
        )
    chosen = published[0]
    rival = next((claim for claim in published[1:] if _contradicts(chosen, claim)), None)
    return ArticleDates(
        published=chosen.span,
        kind=chosen.kind.value,
        status=Status.DATED if rival is None else Status.CONFLICT,
        not_after=captured,
        captured=captured,
        claims=tuple(ordered),
    )


def rival_span(dates: ArticleDates) -> DateSpan | None:
    """Return the days that the strongest contradicting claim names, for the reader; None without conflict."""
    if dates.status is not Status.CONFLICT:
        return None
    published = [claim for claim in dates.claims if claim.role is Role.PUBLISHED]
    chosen = next(claim for claim in published if claim.span == dates.published)
    return next((claim.span for claim in published if _contradicts(chosen, claim)), None)


def _contradicts(chosen: DateClaim, other: DateClaim) -> bool:
    if other.confidence < TRUSTED or chosen.kind is Kind.MAINTAINER or chosen.span.overlaps(other.span):
        return False
    if chosen.kind in {Kind.RECORD, Kind.FRONT_MATTER} and other.kind is Kind.DATELINE:
        return abs(chosen.span.first - other.span.first) > DATELINE_LAG
    return True


def latest_cited(text: str, captured: date | None) -> date | None:
    """Return the latest day that a text names in full, not later than its capture."""
    days = (found.span for found in find_explicit(text) if found.span.precision is Precision.DAY)
    return max((span.last for span in days if captured is None or span.last <= captured), default=None)
