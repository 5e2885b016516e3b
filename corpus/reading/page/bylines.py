"""Reads the dates that a page shows: bylines by the headline, and the day of the visit in its masthead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from corpus.dates.written import Reading, find_days
from corpus.dating.claims import CONFIDENCE
from corpus.model import DateClaim, Kind, Role
from corpus.reading.page.fields import LABELS, WEIGHTS
from corpus.reading.page.scan import Scan, Spot

BYLINES = 4
"""Visible dates that are kept as claims; the strongest first."""
LABEL_REACH = 40
"""Characters before a date in which a label counts: "Veröffentlicht von Anna Muster am 7. Januar 2019"."""
LONGEST_BARE = 90
"""A date in a longer run of text is a part of a sentence, unless a label stands before it."""
LONG = 200
"""In longer runs of text a label is a part of the prose too, unless a class speaks of dates."""
LEAD = 120
PLACE = re.compile(r"\W{0,3}(?:[A-ZÀ-Þ][\w’'-]{1,20}[ ,/.]{1,3}(?:(?:den|am|le|el|il|de|of) )?){0,4}[\W]{0,4}")
"""What may stand before the day of a dateline: a place or two, set apart by commas, slashes or brackets."""
AFTER_DATELINE = re.compile(r"\s?[).:–—/|-]|\n|\s{1,3}[–—-]")
ROOM = 45
"""Characters beside a date that are still a byline: an author, a place, a time."""
FINITE = re.compile(r"(?i)\b(?:wurde|wird|was|werd|blev)\b")
"""Verbs before a date whose participle comes behind it."""
FIRST_YEAR = 1990
WEEKDAY = 14
"""Characters that a weekday adds to a line with only a day: "Wednesday, ", "понедельник, "."""
SHORTEST_WEEKDAY = 3
"""Above the headline a line with only a weekday and a day, with nothing about it that speaks of publication, is a
newspaper's masthead: the day of the visit."""


def visible_claims(found: Scan, lang: str | None) -> Iterator[DateClaim]:
    """Yield what a page shows of its dates: published, modified and captured days, strongest first.

    Args:
        found: the spots of the page.
        lang: of the page, for names of months.
    """
    claims: dict[Role, list[DateClaim]] = {role: [] for role in Role}
    for spot in found.spots:
        for reading in chain.from_iterable(find_days(spot.text, lang)):
            claim = _claim(spot, reading, found.headline) if reading.span.first.year >= FIRST_YEAR else None
            if claim is not None:
                claims[claim.role].append(claim)
    shown = {claim.span for claim in claims[Role.PUBLISHED] if claim.confidence >= CONFIDENCE[Kind.BYLINE]}
    captured = [claim for claim in claims[Role.CAPTURED] if claim.span not in shown]  # saved on the day it appeared
    if len({claim.span for claim in captured}) == 1:  # a page has one day of the visit; several are a list of news
        yield captured[0]
    yield from claims[Role.MODIFIED][:2]
    published = sorted(claims[Role.PUBLISHED], key=lambda claim: -claim.confidence)[:BYLINES]
    yield from published[:1]
    yield from (replace(claim, confidence=claim.confidence * WEIGHTS["further"]) for claim in published[1:])


def lead_claim(words: str, lang: str | None) -> DateClaim | None:
    """Return the dateline that opens an article's first paragraph: "Karlsruhe (12.11.2021). ..."."""
    head = words[:LEAD]
    first = next((readings[0] for readings in find_days(head, lang)), None)
    if first is None or first.span.first.year < FIRST_YEAR:
        return None
    if not (PLACE.fullmatch(head[: first.start]) and AFTER_DATELINE.match(head[first.end :])):
        return None
    confidence = CONFIDENCE[Kind.DATELINE] * first.share
    written = head[first.start : first.end]
    return DateClaim(Role.PUBLISHED, Kind.DATELINE, first.span, written, "first paragraph", confidence)


def _claim(spot: Spot, reading: Reading, headline: tuple[int, int] | None) -> DateClaim | None:
    """Return what a visible date claims, None if it is no claim at all."""
    labels = _labels(spot, reading)
    if "foreign" in labels:
        return None
    words = spot.text[reading.start : reading.end]
    place = _place(spot, headline)
    ahead = headline is None or spot.offset < headline[0]
    around = len(spot.text) - (reading.end - reading.start)
    alone = around <= WEEKDAY
    labelled = "published" in labels
    today = alone and around >= SHORTEST_WEEKDAY and not spot.dated and not labelled
    captured = ahead and (spot.captured or "captured" in labels or (headline is not None and today))
    if captured or (spot.above_menu and alone and (ahead or not spot.dated)):
        confidence = CONFIDENCE[Kind.MASTHEAD] * reading.share
        return DateClaim(Role.CAPTURED, Kind.MASTHEAD, reading.span, words, place, confidence)
    if spot.outside:
        return None
    changed = "modified" in labels or any(start <= reading.start < end for start, end in spot.changed)
    if changed and not labelled:
        return DateClaim(Role.MODIFIED, Kind.BYLINE, reading.span, words, place, CONFIDENCE[Kind.BYLINE])
    opens = spot.dated and reading.start < (LABEL_REACH if labelled else ROOM // 2)
    if len(spot.text) > LONGEST_BARE and not opens and not (labelled and len(spot.text) <= LONG):
        return None
    weight = WEIGHTS["labelled"] if labelled else WEIGHTS["hinted"] if spot.dated else WEIGHTS["bare"]
    if not labelled and not spot.dated and reading.start > ROOM // 2 and len(spot.text) > ROOM:
        weight *= WEIGHTS["inside"]
    if spot.beside:
        weight *= WEIGHTS["beside"]
    confidence = CONFIDENCE[Kind.BYLINE] * min(weight * _nearness(spot, headline) * reading.share, 1.1)
    return DateClaim(Role.PUBLISHED, Kind.BYLINE, reading.span, words, place, confidence)


def _labels(spot: Spot, reading: Reading) -> set[str]:
    """Return which labels stand before a date, or behind it as in German: "wurde am 4. März 2019 veröffentlicht"."""
    before = f"{spot.lead} {spot.text[: reading.start]}"[-LABEL_REACH:]
    labels = {name for name, pattern in LABELS.items() if pattern.search(before)}
    behind = spot.text[reading.end : reading.end + LABEL_REACH]
    if not labels and FINITE.search(before) and LABELS["published"].search(behind):
        return {"published"}
    return labels


def _nearness(spot: Spot, headline: tuple[int, int] | None) -> float:
    """Return the weight of a date by its distance from the headline."""
    if headline is None:
        return WEIGHTS["headless_weight"]
    begin, end = headline
    if spot.offset >= begin:
        far = spot.offset - end > WEIGHTS["after"]
        return WEIGHTS["far_weight"] if far else 1.0 - (spot.offset - begin) / WEIGHTS["after"] * WEIGHTS["decay"]
    return WEIGHTS["before_weight"] if begin - spot.offset <= WEIGHTS["before"] else WEIGHTS["far_weight"] * 0.8


def _place(spot: Spot, headline: tuple[int, int] | None) -> str:
    """Say where a spot stands, in the same words on every page of a site."""
    name = str(spot.element.get("class") or "").split()
    tag = f"<{spot.element.tag}{' class=' + name[0][:40] if name else ''}>"
    if headline is None:
        return f"in {tag}"
    return f"{'after' if spot.offset >= headline[0] else 'before'} the headline, in {tag}"
