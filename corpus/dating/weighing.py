"""Weighs claims against each other: how likely each of the days is that they name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from math import exp, log

from corpus.dating.trust import AGREEMENT, STRENGTH, TRUST
from corpus.model import DateClaim, DateSpan, Kind, Precision


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that claims name.

    Attributes:
        confidence: how likely it is the right one, 0 to 1.
        claim: the strongest claim that names exactly this span.
        kinds: kinds of evidence for it; a guess is none, it only repeats others.
    """

    span: DateSpan
    confidence: float
    claim: DateClaim
    kinds: int = 1


def weigh(claims: Iterable[DateClaim]) -> list[Candidate]:
    """Return the spans that claims name, likeliest first.

    Each kind speaks once for a span, with the log-odds w of its best claim there. They add up to
    S = w1 + a * (w2 + w3 + ...), strongest first, since fields of one page are often written by one program;
    a is ``agreement`` in trust.toml. The confidence of span i is exp(S_i) / (1 + sum of all exp(S)).

    A time in UTC speaks softly (``utc``) where a source on the site's own clock names the day before or after.

    Args:
        claims: of publication only. One that names a month speaks for every day in it.
    """
    ordered = sorted(claims, key=lambda claim: (STRENGTH[claim.kind], -claim.confidence))
    named: dict[DateSpan, DateClaim] = {}
    for claim in ordered:
        named.setdefault(claim.span, claim)
    spans = [span for span in named if not any(_within(other, span) for other in named if other != span)]
    beside = frozenset(span for span in spans if _beside_local(span, ordered))
    odds = {span: exp(min(_support(span, ordered, beside), 30.0)) for span in spans}
    total = 1.0 + sum(odds.values())
    candidates = [Candidate(span, odds[span] / total, named[span], _kinds(span, ordered)) for span in spans]
    return sorted(candidates, key=lambda one: (-one.confidence, STRENGTH[one.claim.kind]))


def _beside_local(span: DateSpan, claims: list[DateClaim]) -> bool:
    """Tell whether a source that goes by the site's own clock names the day before or after."""
    return any(
        claim.utc_offset != 0
        and claim.kind is not Kind.GUESS
        and claim.span.precision is Precision.DAY
        and abs(claim.span.first - span.first) == timedelta(days=1)
        for claim in claims
    )


def _support(span: DateSpan, claims: list[DateClaim], beside_local: frozenset[DateSpan]) -> float:
    """Return the log-odds that a span has from all claims that name it or a period around it."""
    best: dict[Kind, float] = {}
    for claim in claims:
        if claim.span == span or _within(span, claim.span):
            rate = AGREEMENT["utc"] if claim.utc_offset == 0 and span in beside_local else 1.0
            voice = _log_odds(claim.confidence) * rate
            best[claim.kind] = max(best.get(claim.kind, -9.0), voice)
    guess = best.pop(Kind.GUESS, -9.0)
    if not best:
        return guess
    voices = sorted(best.values(), reverse=True)
    total = voices[0] + AGREEMENT["fields"] * sum(max(voice, 0.0) for voice in voices[1:])
    repeats = not all(TRUST[kind].guessable for kind in best)
    return total if repeats else total + AGREEMENT["guess"] * max(guess, 0.0)


def _kinds(span: DateSpan, claims: list[DateClaim]) -> int:
    fitting = (claim for claim in claims if claim.span == span or _within(span, claim.span))
    return len({claim.kind for claim in fitting if claim.kind is not Kind.GUESS})


def _within(inner: DateSpan, outer: DateSpan) -> bool:
    """Tell whether a span is a finer reading of another."""
    finer = inner.precision is Precision.DAY and outer.precision is not Precision.DAY
    return finer and outer.first <= inner.first and inner.last <= outer.last


@cache
def _log_odds(confidence: float) -> float:
    share = min(max(confidence, 0.001), 0.999)
    return log(share / (1.0 - share))
