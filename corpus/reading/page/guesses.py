"""Takes htmldate's guess of a page's day as one voice among the claims, unless it is the day of others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from corpus.dates.spans import parse_period
from corpus.dates.written import find_days
from corpus.dating.claims import CONFIDENCE
from corpus.model import DateClaim, DateSpan, Kind, Precision, Role
from corpus.reading.page.addresses import claims_from_url
from corpus.reading.page.scan import Scan
from corpus.reading.page.tree import ld_scripts, meta_values

NEW_YEAR = (1, 1)
"""htmldate makes a year alone into its first of January: wrong 7 times of 10 (docs/dates.md)."""
NUMBER = re.compile(r"\d{1,4}(?!\d)")
LINKS = 5000
PICTURES = ("og:image", "twitter:image")


def guess_claim(
    day: str, tree: HtmlElement, found: Scan, lang: str | None, claims: Iterable[DateClaim]
) -> DateClaim | None:
    """Return htmldate's voice, unless what it found is the day of a reply or of another article, or made up.

    Of a month that a page tells without a day it makes the day of the month that today is.
    """
    span = parse_period(day)
    if span is None or span.precision is not Precision.DAY or (span.first.month, span.first.day) == NEW_YEAR:
        return None
    if not _shown(span, tree, found, lang):
        within = (one.span for one in claims if one.role is Role.PUBLISHED and one.span.precision is not Precision.DAY)
        if any(one.first <= span.first <= one.last for one in within) or _of_others(span, tree, found, lang):
            return None
    return DateClaim(Role.PUBLISHED, Kind.GUESS, span, day, "htmldate", CONFIDENCE[Kind.GUESS])


def _shown(span: DateSpan, tree: HtmlElement, found: Scan, lang: str | None) -> bool:
    """Tell whether what the page shows of itself, or the address of its picture, names a day."""
    own = [spot.text for spot in found.spots if not spot.outside]
    days = {one.span for text in own for readings in find_days(text, lang) for one in readings}
    days.update(claim.span for address in meta_values(tree, PICTURES) for claim in claims_from_url(address))
    numbers = (set(map(int, NUMBER.findall(text))) for text in own)
    return span in days or any({span.first.year, span.first.day} <= some for some in numbers)


def _of_others(span: DateSpan, tree: HtmlElement, found: Scan, lang: str | None) -> bool:
    """Tell whether a day is that of replies or other articles, of a link to one, or of another thing in JSON-LD.

    The page's own properties of JSON-LD are claims already, so that no guess is needed for them.
    """
    if any(span.first.isoformat() in script for script in ld_scripts(tree)):
        return True
    others = (spot.text for spot in (*found.spots, *found.times) if spot.outside)
    if any(one.span == span for text in others for readings in find_days(text, lang) for one in readings):
        return True
    links = (str(link.get("href") or "") for link in islice(tree.iter("a"), LINKS))
    return any(claim.span == span for link in links for claim in claims_from_url(link))
