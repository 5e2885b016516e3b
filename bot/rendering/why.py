"""Says why an article has its date: which claim was chosen, and what became of the others.

What decided is told as reasons, which are no words yet. ``in_english`` says them to maintainers, in commands and in
JSON; bot/rendering/why_told.py says them to readers, in their language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dating.deciding import misread
from corpus.dating.rulings import CountsAs, Ruled, doubt
from corpus.dating.trust import TRUST
from corpus.model import REFUSED_DATE, DateClaim, DateSpan, Furniture, Kind, Role, Status

UNTRUSTED = "no claim is more likely right than wrong; no date is better than a wrong one"
ENGLISH = {
    "maintainer": "{day}, {kind}: the maintainer says so ({place}), which goes before everything",
    "changed": "{day}, {kind}: the page tells only when it was changed",
    "own_field": "{day}, {kind}: the article's own field, which goes before what names and pages say",
    "agreeing": "{day}, {kind}: the likeliest day, since {kinds} agree",
    "likeliest": "{day}, {kind}: the likeliest day of those claimed",
    "only": "{day}, {kind}: the only day claimed",
    "before": "it goes before {others}",
    "of_saving_one": "{count} more claim is of the day of saving",
    "of_saving": "{count} more claims are of the day of saving",
    "which_order": "nothing tells whether {words!r} has the day or the month first, so both are shown",
    "both": "{day} is too likely to be left out, so both are shown",
    "undated_ruled": "undated: {why}",
    "undated_silent": "undated: nothing claims to tell a day",
    "undated_changed": "undated: all that is known is when it was changed, which is not when it was published",
    "undated_saved": (
        "undated: all that is known is when the page was saved, which bounds the day of publication but never is it"
    ),
    "undated_later": "undated: every day claimed is later than the page was saved",
    "undated_untrusted": f"undated: {UNTRUSTED}",
    "refused": "not believed: {notes}",
    "as_saving": "read as {kind}, counts as the day of saving",
    "as_nothing": "counts as nothing",
    "chosen": "chosen",
    "agrees": "agrees with the choice",
    "later": "not believed: later than the page was saved",
    "untrusted": f"not believed: {UNTRUSTED}",
    "other_reading": "the other reading of {words!r}: nothing tells the order of day and month",
    "disagrees": "disagrees with {day}, and is likely enough to be shown beside it",
    "unlikelier": "names another day, but {kind} is likelier right",
    "tells_captured": "tells when the page was saved: it was published on that day or before",
    "tells_modified": "tells when the article was changed, not when it was published",
    "ruling": "{why}",
}
"""How each reason is said to maintainers; readers are told it by the wording ``why_`` and its key."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, without words: its key, and what of the claims it is about; what it needs none of is left empty.

    Attributes:
        claim: the one whose day, kind, place or words are told.
        kinds: that agree.
        others: claims of other days.
        count: of claims.
        why: what other articles or the maintainer make of a claim, as the store holds it.
        notes: on values that are no dates, as the store holds them.
    """

    key: str
    claim: DateClaim | None = None
    kinds: tuple[Kind, ...] = ()
    others: tuple[DateClaim, ...] = ()
    count: int = 0
    why: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an article has its date.

    Attributes:
        choice: why the day was chosen, or why there is none.
        claims: the reasons of each claim, in their order.
    """

    choice: tuple[Reason, ...]
    claims: tuple[tuple[Reason, ...], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The same in words, a text for each claim."""

    choice: str
    claims: tuple[str, ...]


def explain(
    published: DateSpan | None,
    kind: str,
    status: Status,
    captured: date | None,
    ruled: Sequence[Ruled],
    furniture: Sequence[Furniture] = (),
) -> Reasons:
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
    notes = tuple(piece.text for piece in furniture if piece.role == REFUSED_DATE)
    refused = (Reason("refused", notes=notes),) if notes else ()
    return Reasons(
        (*_choice(chosen, rival, captured, ruled), *refused),
        tuple(tuple(_reasons(one, chosen, rival, captured)) for one in ruled),
    )


def in_english(reasons: Reasons) -> Explanation:
    """Say to maintainers why an article has its date."""
    return Explanation(
        "; ".join(map(_said, reasons.choice)), tuple(": ".join(map(_said, one)) for one in reasons.claims)
    )


def _said(reason: Reason) -> str:
    claim, key = reason.claim, reason.key
    told = {} if claim is None else {"day": days(claim.span), "kind": claim.kind, "place": claim.place}
    return ENGLISH[f"{key}_one" if reason.count == 1 else key].format(
        words=claim and claim.words,
        kinds=" and ".join(reason.kinds),
        others=", ".join(f"{days(one.span)} ({one.kind})" for one in reason.others),
        count=reason.count,
        why=reason.why,
        notes="; ".join(reason.notes),
        **told,
    )


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


def _choice(
    chosen: DateClaim | None, rival: DateClaim | None, captured: date | None, ruled: Sequence[Ruled]
) -> Iterator[Reason]:
    if chosen is None:
        yield _absence(captured, ruled)
        return
    counted = [one.effective for one in ruled if one.counts_as is None and one.effective.role is Role.PUBLISHED]
    agreeing = tuple(dict.fromkeys(one.kind for one in counted if one.span.overlaps(chosen.span)))
    others = tuple(one for one in counted if not one.span.overlaps(chosen.span))
    yield Reason(_rule(chosen, len(agreeing), several=bool(others)), chosen, agreeing)
    if others:
        yield Reason("before", others=others)
    turned = sum(one.counts_as is CountsAs.CAPTURE for one in ruled)
    if turned:
        yield Reason("of_saving", count=turned)
    if rival is not None:
        yield Reason("which_order", chosen) if misread(chosen, rival) else Reason("both", rival)


def _rule(chosen: DateClaim, agreeing: int, *, several: bool) -> str:
    if chosen.kind is Kind.MAINTAINER:
        return "maintainer"
    if chosen.role is Role.MODIFIED:
        return "changed"
    if TRUST[chosen.kind].own_field:
        return "own_field"
    if agreeing > 1:
        return "agreeing"
    return "likeliest" if several else "only"


def _absence(captured: date | None, ruled: Sequence[Ruled]) -> Reason:
    aside = next((one.why for one in ruled if one.counts_as is CountsAs.NOTHING), None)
    if aside is not None:
        return Reason("undated_ruled", why=aside)
    if not ruled:
        return Reason("undated_silent")
    published = [one for one in ruled if one.effective.role is Role.PUBLISHED]
    if all(one.effective.role is Role.MODIFIED for one in ruled):
        return Reason("undated_changed")
    if not published:
        return Reason("undated_saved")
    if captured is not None and all(one.effective.span.first > captured for one in published):
        return Reason("undated_later")
    return Reason("undated_untrusted")


def _reasons(one: Ruled, chosen: DateClaim | None, rival: DateClaim | None, captured: date | None) -> Iterator[Reason]:
    claim = one.effective
    if one.counts_as is CountsAs.CAPTURE:
        yield Reason("as_saving", one.claim)
    elif one.counts_as is CountsAs.NOTHING:
        yield Reason("as_nothing")
    elif claim == chosen:
        yield Reason("chosen")
    elif claim.role is Role.PUBLISHED:
        yield _of_published(claim, chosen, rival, captured)
    else:
        yield Reason(f"tells_{claim.role}")
    if one.why:
        yield Reason("ruling", why=one.why)


def _of_published(claim: DateClaim, chosen: DateClaim | None, rival: DateClaim | None, captured: date | None) -> Reason:
    if captured is not None and claim.span.first > captured:
        return Reason("later")
    if chosen is None:
        return Reason("untrusted")
    if claim.span.overlaps(chosen.span):
        return Reason("agrees")
    if misread(claim, chosen):
        return Reason("other_reading", claim)
    return Reason("disagrees" if claim == rival else "unlikelier", chosen)
