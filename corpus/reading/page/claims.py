"""Gathers what a page's markup says of its date: meta tags, JSON-LD, microdata, <time>, its address, scripts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from corpus.dates.fields import read_field
from corpus.dating.claims import CONFIDENCE
from corpus.model import DateClaim, DateSpan, Kind, Role
from corpus.reading.page.addresses import addresses, claims_from_url, other_addresses, plausible
from corpus.reading.page.bylines import LABEL_REACH, visible_claims
from corpus.reading.page.fields import LABELS, META_FIELDS, PROPERTIES, SCRIPT_DATE, SCRIPT_NAMES, WEIGHTS, Field
from corpus.reading.page.json_ld import ld_properties
from corpus.reading.page.scan import Scan, Spot
from corpus.reading.page.tree import beginning, ld_scripts

LONGEST_LABEL = 100
TIMES = 2
"""The first <time> is right 52 times of 59, the second 13 of 24 (175 pages of html_dates)."""
WITH_PROPERTIES = etree.XPath("descendant-or-self::*[@itemprop or @property]")
SCRIPT_TYPES = ("", "text/javascript", "application/javascript", "module", "application/json")
SCRIPT_BYTES = 2_000_000
"""Characters of scripts that are searched; single-page applications carry their whole state."""


def page_claims(tree: HtmlElement, found: Scan, lang: str | None, head: HtmlElement | None) -> list[DateClaim]:
    """Return every claim that a page makes of its dates, without repetitions.

    Args:
        tree: the parsed page, scripts and all.
        found: what a walk over its text found.
        lang: of the page, for dates in words.
        head: its headline, if it has one.
    """
    claims = [*_meta(tree, lang), *_json_ld(tree, lang), *_microdata(tree, found, lang), *_times(found, lang)]
    told = [*addresses(tree), *other_addresses(tree, head)]
    claims.extend(claim for address in told for claim in claims_from_url(address))
    claims.extend(_scripts(tree, lang))
    latest = max((claim.span.first for claim in claims if claim.role is Role.PUBLISHED), default=date.min)
    claims.extend(
        claim
        for claim in visible_claims(found, lang)
        if claim.role is not Role.CAPTURED or claim.span.last >= latest  # else it is news of an older day
    )
    distinct: dict[tuple[Role, Kind, DateSpan, str], DateClaim] = {}
    for claim in claims:
        distinct.setdefault((claim.role, claim.kind, claim.span, claim.place), claim)
    return list(distinct.values())


def _claims(kind: Kind, field: Field, value: str, place: str, lang: str | None) -> Iterator[DateClaim]:
    for reading in read_field(value, lang):
        if plausible(reading.span):
            confidence = CONFIDENCE[kind] * field.weight * reading.share
            words = value.strip()[:80]
            yield DateClaim(field.role, kind, reading.span, words, place, min(confidence, 0.99), reading.utc_offset)


def _meta(tree: HtmlElement, lang: str | None) -> Iterator[DateClaim]:
    seen: set[str] = set()
    for meta in tree.iter("meta"):
        content = meta.get("content")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()
            field = META_FIELDS.get(name)
            if field is not None and name not in seen:
                seen.add(name)
                yield from _claims(Kind.META, field, content, f"meta tag {name}", lang)
                break


def _json_ld(tree: HtmlElement, lang: str | None) -> Iterator[DateClaim]:
    """Yield the dates of JSON-LD; of each role and weight the first, for the page's own node stands first."""
    seen: set[Field] = set()
    for script in ld_scripts(tree):
        for field, value, place in ld_properties(script):
            if field not in seen:
                seen.add(field)
                yield from _claims(Kind.JSON_LD, field, value, f"JSON-LD {place}", lang)


def _microdata(tree: HtmlElement, found: Scan, lang: str | None) -> Iterator[DateClaim]:
    outside = {spot.element for spot in found.spots if spot.outside} | found.foreign
    seen: set[str] = set()
    for element in cast("list[HtmlElement]", WITH_PROPERTIES(tree)):
        names = (
            f"{element.get('itemprop') or ''} {element.get('property') or ''}"
            if element.tag != "meta"
            else element.get("itemprop") or ""
        )
        for name in names.lower().replace("schema:", "").split():
            field = PROPERTIES.get(name)
            if field is None or name in seen or _of_another(element) or _below(element, outside):
                continue
            value = element.get("content") or element.get("datetime") or beginning(element, 100)
            for claim in _claims(Kind.MICRODATA, field, value, f"microdata {name}", lang):
                seen.add(name)
                yield claim


def _below(element: HtmlElement, blocks: Collection[HtmlElement]) -> bool:
    return element in blocks or any(above in blocks for above in element.iterancestors())


def _of_another(element: HtmlElement) -> bool:
    """Tell whether microdata belongs to a comment or a picture."""
    kinds = ((one.get("itemtype") or "").rpartition("/")[2].lower() for one in element.iterancestors())
    nearest = next(filter(None, kinds), "")
    return nearest in {"comment", "usercomments", "review", "imageobject", "person", "event", "answer"}


def _times(found: Scan, lang: str | None) -> Iterator[DateClaim]:
    """Yield the claims of the first <time> elements from the headline on; without a headline, of all."""
    begin, end = found.headline or (0, 0)
    near = [spot for spot in found.times if not spot.outside and spot.offset >= end - WEIGHTS["before"]]
    for number, spot in enumerate(near[:TIMES]):
        element = spot.element
        declared = element.get("pubdate") is not None or "datepublished" in (element.get("itemprop") or "").lower()
        modified = not declared and (bool(spot.changed) or _says_changed(element, spot, found))
        weight = 1.02 if declared else WEIGHTS["time_second_weight"] if number else 1.0
        name = "<time>" if element.tag == "time" else f"moment of <{element.tag}>"
        if spot.offset > end + WEIGHTS["after"] or not found.headline:
            weight *= WEIGHTS["time_far_weight"]
        if spot.beside:
            weight *= WEIGHTS["beside"]
        field = Field(Role.MODIFIED if modified else Role.PUBLISHED, weight)
        place = f"{name} {'before' if spot.offset < begin else 'after'} the headline" if found.headline else name
        yield from _claims(Kind.TIME, field, spot.text, place, lang)


def _says_changed(element: HtmlElement, time: Spot, found: Scan) -> bool:
    """Tell whether a <time> is called a change by its property, or by the words in or before it."""
    if "datemodified" in (element.get("itemprop") or "").lower():
        return True
    words = beginning(element, LONGEST_LABEL)
    inside = (spot for spot in found.spots if words and spot.offset == time.offset and words in spot.text)
    run = next(inside, None)
    before = "" if run is None else f"{run.lead} {run.text.partition(words)[0]}"[-LABEL_REACH:]
    told = f"{before} {words}"
    return LABELS["modified"].search(told) is not None and LABELS["published"].search(told) is None


def _scripts(tree: HtmlElement, lang: str | None) -> Iterator[DateClaim]:
    """Yield the day that the page's scripts give, if they give one only."""
    claims: dict[DateSpan, DateClaim] = {}
    left = SCRIPT_BYTES
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() not in SCRIPT_TYPES or not script.text or left <= 0:
            continue
        text = script.text[:left]
        for match in SCRIPT_DATE.finditer(text) if any(name in text for name in SCRIPT_NAMES) else ():
            for claim in _claims(Kind.SCRIPT, Field(Role.PUBLISHED, 1.0), match[2], f"script {match[1]}", lang):
                claims.setdefault(claim.span, claim)
        left -= len(script.text)
    if len(claims) == 1:
        yield from claims.values()
