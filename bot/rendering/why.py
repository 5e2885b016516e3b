"""Says in a maintainer's words why an article has its date: which claim was chosen, and what became of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dating.deciding import misread
from corpus.dating.rulings import CountsAs, Ruled, doubt
from corpus.dating.trust import TRUST
from corpus.model import REFUSED_DATE, DateClaim, DateSpan, Furniture, Kind, Role, Status

TELLS = {
    Role.CAPTURED: "tells when the page was saved: it was published on that day or before",
    Role.MODIFIED: "tells when the article was changed, not when it was published",
}
UNTRUSTED = "no claim is more likely right than wrong; no date is better than a wrong one"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article has its date.

    Attributes:
        choice: why the day was chosen, or why there is none.
        claims: a reason for each claim, in their order.
    """

    choice: str
    claims: tuple[str, ...]


def explain(
    published: DateSpan | None,
    kind: str,
    status: Status,
    captured: date | None,
    ruled: Sequence[Ruled],
    furniture: Sequence[Furniture] = (),
) -> Explanation:
    """Explain a decision from what is stored of it.

    Args:
        published: the chosen span, None when undated.
        kind: of the claim that was chosen.
        status: what is known of the publication.
        captured: the day the page was saved.
        ruled: every claim, with what is ruled of it.
        furniture: what was set apart from its text, refused dates among it.
    """
    chosen = next((one.effective for one in ruled if _is_chosen(one, published, kind)), None)
    rival = other_claim(status, ruled)
    return Explanation(
        _choice(chosen, rival, captured, ruled) + _refused(furniture),
        tuple(_reason(one, chosen, rival, captured) for one in ruled),
    )


def _refused(furniture: Sequence[Furniture]) -> str:
    """Say which values were no dates, and why."""
    notes = [piece.text for piece in furniture if piece.role == REFUSED_DATE]
    return f"; not believed: {'; '.join(notes)}" if notes else ""


def other_claim(status: Status, ruled: Sequence[Ruled]) -> DateClaim | None:
    """Return the claim that puts the chosen day in doubt; None without conflict."""
    found = doubt(ruled) if status is Status.CONFLICT else None
    counted = (one.effective for one in ruled if one.counts_as is not CountsAs.NOTHING)
    return None if found is None else next(claim for claim in counted if claim.span == found.span)


def days(span: DateSpan) -> str:
    """Write a span as ISO days."""
    return str(span.first) if span.first == span.last else f"{span.first} to {span.last}"


def _is_chosen(one: Ruled, published: DateSpan | None, kind: str) -> bool:
    claim = one.effective
    return one.counts_as is None and claim.span == published and claim.kind.value == kind


def _choice(chosen: DateClaim | None, rival: DateClaim | None, captured: date | None, ruled: Sequence[Ruled]) -> str:
    if chosen is None:
        return f"undated: {_absence(captured, ruled)}"
    counted = [one.effective for one in ruled if one.counts_as is None and one.effective.role is Role.PUBLISHED]
    agreeing = list(dict.fromkeys(one.kind.value for one in counted if one.span.overlaps(chosen.span)))
    others = [one for one in counted if not one.span.overlaps(chosen.span)]
    words = f"{days(chosen.span)}, {chosen.kind}: {_rule(chosen, agreeing, several=bool(others))}"
    if others:
        words += "; it goes before " + ", ".join(f"{days(one.span)} ({one.kind})" for one in others)
    turned = sum(one.counts_as is CountsAs.CAPTURE for one in ruled)
    if turned:
        words += f"; {turned} more {'claims are' if turned > 1 else 'claim is'} of the day of saving"
    if rival is not None and misread(chosen, rival):
        words += f"; nothing tells whether {chosen.words!r} has the day or the month first, so both are shown"
    elif rival is not None:
        words += f"; {days(rival.span)} is too likely to be left out, so both are shown"
    return words


def _rule(chosen: DateClaim, agreeing: list[str], *, several: bool) -> str:
    if chosen.kind is Kind.MAINTAINER:
        return f"the maintainer says so ({chosen.place}), which goes before everything"
    if chosen.role is Role.MODIFIED:
        return "the page tells only when it was changed"
    if TRUST[chosen.kind].own_field:
        return "the article's own field, which goes before what names and pages say"
    if len(agreeing) > 1:
        return f"the likeliest day, since {' and '.join(agreeing)} agree"
    return "the likeliest day of those claimed" if several else "the only day claimed"


def _absence(captured: date | None, ruled: Sequence[Ruled]) -> str:
    aside = next((one.why for one in ruled if one.counts_as is CountsAs.NOTHING), None)
    if aside is not None:
        return aside
    if not ruled:
        return "nothing claims to tell a day"
    published = [one for one in ruled if one.effective.role is Role.PUBLISHED]
    if all(one.effective.role is Role.MODIFIED for one in ruled):
        return "all that is known is when it was changed, which is not when it was published"
    if not published:
        return "all that is known is when the page was saved, which bounds the day of publication but never is it"
    if captured is not None and all(one.effective.span.first > captured for one in published):
        return "every day claimed is later than the page was saved"
    return UNTRUSTED


def _reason(one: Ruled, chosen: DateClaim | None, rival: DateClaim | None, captured: date | None) -> str:
    claim = one.effective
    if one.counts_as is CountsAs.CAPTURE:
        return f"read as {one.claim.kind}, counts as the day of saving: {one.why}"
    if one.counts_as is CountsAs.NOTHING:
        return f"counts as nothing: {one.why}"
    if claim == chosen:
        reason = "chosen"
    elif claim.role is Role.PUBLISHED:
        reason = _published_reason(claim, chosen, rival, captured)
    else:
        reason = TELLS[claim.role]
    return f"{reason}: {one.why}" if one.why else reason


def _published_reason(
    claim: DateClaim, chosen: DateClaim | None, rival: DateClaim | None, captured: date | None
) -> str:
    if captured is not None and claim.span.first > captured:
        return "not believed: later than the page was saved"
    if chosen is None:
        return f"not believed: {UNTRUSTED}"
    if claim.span.overlaps(chosen.span):
        return "agrees with the choice"
    if misread(claim, chosen):
        return f"the other reading of {claim.words!r}: nothing tells the order of day and month"
    if claim == rival:
        return f"disagrees with {days(chosen.span)}, and is likely enough to be shown beside it"
    return f"names another day, but {chosen.kind} is likelier right"
