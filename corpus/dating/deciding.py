"""Chooses an article's publication span from its claims, by rules written down once.

1. Capture claims (mastheads, "Today: ...") never become the publication date; they bound it from above, and what
   only the page's visible text or a guess says of the same day is the masthead again.
2. The maintainer's word stands. After it a record's or front matter's own field is chosen. All other claims are
   weighed against each other (corpus/dating/weighing.py): page fields that agree strengthen each other.
3. A span is chosen if it is more likely right than wrong, or if two trusted sources name different days, or two
   sources neighbouring ones, as UTC and the site's own clock do. Otherwise no date is better than a wrong one.
4. A second span that keeps a fair share of the weight makes the status a conflict; both claims are kept, and
   the reader is told both days. A record's own field is not put in doubt by a dateline within ``DATELINE_LAG``
   days: papers print a dispatch a day or two after its dateline.
   The two readings of 03/04/2019 are such a conflict, unless another kind of evidence or the archive's other dates
   (corpus/dating/archive/day_order.py) tell the order.
5. A page that only says when it was last changed is dated by that, with the confidence that such pages deserve; a
   mere guess is told beside it. A record's or front matter's field of a change dates nothing: generators fill it in
   at every edit.
6. Otherwise the article is undated, whatever it was captured on.

The confidence of a choice is calibrated on html_dates: of what is said with .9, nine in ten are right
(benchmarks/html_dates.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.dating.trust import STRENGTH, THRESHOLDS, TRUST
from corpus.dating.weighing import Candidate, weigh
from corpus.model import ArticleDates, DateClaim, DateSpan, Kind, Precision, Role, Status

TRUSTED = 0.8
"""A claim less likely than this does not put another in doubt."""
DATELINE_LAG = timedelta(days=7)
"""A choice: papers print a dispatch some days late. Of 1,430 Senate datelines that differ from the file name, 55 in 100
do so by a week or less."""


def decide(claims: Iterable[DateClaim], text: str) -> ArticleDates:
    """Return the chosen span, bounds, status and confidence of an article.

    Args:
        claims: everything that was found about its dates.
        text: the article's paragraphs, for the latest day that they cite.
    """
    ordered = tuple(sorted(claims, key=lambda claim: (STRENGTH[claim.kind], -claim.confidence)))
    captured = max((claim.span.last for claim in ordered if claim.role is Role.CAPTURED), default=None)
    dates = ArticleDates(not_after=captured, captured=captured, claims=ordered)
    candidates = _candidates(ordered)
    chosen = _chosen(candidates)
    if chosen is None:
        return replace(dates, cites_to=latest_cited(text, captured))
    other = _rival(chosen, candidates)
    return replace(
        dates,
        published=chosen.span,
        kind=chosen.claim.kind.value,
        status=Status.DATED if other is None else Status.CONFLICT,
        confidence=round(chosen.confidence, 3),
    )


@dataclass(frozen=True, slots=True)
class Rival:
    """The days that put the chosen ones in doubt.

    Attributes:
        misread: they stand in the same words, whose order of day and month cannot be told.
    """

    span: DateSpan
    misread: bool = False


def rival(dates: ArticleDates) -> Rival | None:
    """Return the days that the likeliest contradicting claim names, for the reader; None without conflict."""
    if dates.status is not Status.CONFLICT:
        return None
    candidates = _candidates(dates.claims)
    chosen = _chosen(candidates)
    other = None if chosen is None else _rival(chosen, candidates)
    if chosen is None or other is None:
        return None
    return Rival(other.span, misread(chosen.claim, other.claim))


def misread(claim: DateClaim, other: DateClaim) -> bool:
    """Tell whether two claims read the same words: 03/04/2019 with the day first, and with the month first."""
    if (claim.role, claim.kind, claim.place, claim.words) != (other.role, other.kind, other.place, other.words):
        return False
    one, two = claim.span.first, other.span.first
    return one != two and (one.year, one.month, one.day) == (two.year, two.day, two.month)


def _candidates(claims: tuple[DateClaim, ...]) -> list[Candidate]:
    """Return the spans that may be the publication, the one to choose first."""
    captures = [claim.span for claim in claims if claim.role is Role.CAPTURED]
    published = [claim for claim in claims if claim.role is Role.PUBLISHED]
    changed = [one for one in claims if one.role is Role.MODIFIED and not TRUST[one.kind].own_field]
    if captures:  # nothing is published after it was saved
        saved = max(span.last for span in captures)
        published = [one for one in published if one.span.first <= saved or one.kind is Kind.MAINTAINER]
        backed = {one.span for one in published if not TRUST[one.kind].misreads_mastheads}
        published = [
            one
            for one in published
            if not TRUST[one.kind].misreads_mastheads or one.span not in captures or one.span in backed
        ]
        changed = [one for one in changed if one.span.first <= saved]
    strongest = min(published, key=lambda one: (STRENGTH[one.kind], -one.confidence), default=None)
    if strongest is not None and strongest.kind is Kind.MAINTAINER:
        return [Candidate(strongest.span, strongest.confidence, strongest)]
    candidates = weigh(published)
    if strongest is not None and TRUST[strongest.kind].own_field:
        own = strongest.span
        candidates.sort(key=lambda one: not one.span.overlaps(own))
    if changed and all(one.kind is Kind.GUESS for one in published):  # what the page says itself goes before a guess
        return _by_change(changed) + candidates
    return candidates if _chosen(candidates) or not changed else _by_change(changed)


def _by_change(changed: list[DateClaim]) -> list[Candidate]:
    """Return the first day on which a page is said to have been changed, which is often that of its publication."""
    first = min(changed, key=lambda claim: claim.span.last)
    return [Candidate(first.span, THRESHOLDS["modified"], first)]


def _chosen(candidates: list[Candidate]) -> Candidate | None:
    """Return the candidate to believe, None if it is more likely wrong and not just one of two good ones."""
    if not candidates:
        return None
    first = candidates[0]
    both = sum(one.confidence for one in candidates[:2])
    if any(misread(first.claim, one.claim) or _a_day_apart(first.span, one.span) for one in candidates[1:2]):
        believed = both >= THRESHOLDS["dated"]
    else:
        trusted = any(one.claim.confidence >= TRUSTED for one in candidates[:2])
        believed = first.confidence >= THRESHOLDS["dated"] or (trusted and both >= THRESHOLDS["both"])
    return first if believed or TRUST[first.claim.kind].own_field else None


def _a_day_apart(one: DateSpan, other: DateSpan) -> bool:
    """Tell whether two days are neighbours, as one moment's days are on the clocks of two places."""
    return one.first == one.last and other.first == other.last and abs(one.first - other.first) == timedelta(days=1)


def _rival(chosen: Candidate, candidates: list[Candidate]) -> Candidate | None:
    """Return the likeliest candidate that puts the chosen one in doubt."""
    return next((one for one in candidates if one is not chosen and _contradicts(chosen, one)), None)


def _contradicts(chosen: Candidate, other: Candidate) -> bool:
    if chosen.kinds == 1 and misread(chosen.claim, other.claim):
        return True
    if other.confidence < THRESHOLDS["rival"] or chosen.span.overlaps(other.span):
        return False
    if TRUST[chosen.claim.kind].own_field and other.claim.kind is Kind.DATELINE:
        return abs(chosen.span.first - other.span.first) > DATELINE_LAG
    return True


def latest_cited(text: str, captured: date | None) -> date | None:
    """Return the latest day that a text names in full, not later than its capture."""
    from corpus.dates.explicit import find_explicit  # noqa: PLC0415 - asking, which loads this too, needs no grammar

    days = (found.span for found in find_explicit(text) if found.span.precision is Precision.DAY)
    return max((span.last for span in days if captured is None or span.last <= captured), default=None)
