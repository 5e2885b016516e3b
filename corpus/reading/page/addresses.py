"""Reads the day in the address of a page: sites file articles by it, but amid the words of a slug it may be any day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from corpus.dates.spans import day_span, month_span
from corpus.dating.claims import CONFIDENCE
from corpus.model import DateClaim, DateSpan, Kind, Precision, Role
from corpus.reading.page.saved import original
from corpus.reading.page.tree import meta_values

URL_DAY = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>[01]?\d)/(?P<day>[0-3]?\d)(?=[/_.]|$)")
URL_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-_]?)(?P<month>[01]\d)(?P=sep)(?P<day>[0-3]\d)(?!\d)")
URL_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>[01]\d)(?=/)")
BEFORE_SEGMENT = re.compile(r"(?:^|[/?&=])~?$")
AFTER_SEGMENT = re.compile(r"(?:\.\w{2,5})?(?:[/?&]|$)")
FOLDER, SEGMENT, FIRST, LAST, AMID, MONTH = 1.0, 0.95, 0.9, 0.72, 0.6, 0.9
"""Weights of a day in folders, as a whole segment, before, behind and amid the words of a slug; of a month in folders.
"season-2010-11-12-records" is no day at all: what stands amid words dates nothing by itself, and no part of a slug goes
before JSON-LD."""
ADDRESSES = ("og:url", "twitter:url", "parsely-link", "canonical")
OTHERS = 20
"""Other addresses of a page that are looked at."""
FIRST_WEB_YEAR = 1990


def addresses(tree: HtmlElement) -> list[str]:
    """Return the addresses that a page gives as its own, most trusted first."""
    found = [*_links(tree, "canonical"), *(one.strip() for one in meta_values(tree, ADDRESSES))]
    return list(dict.fromkeys(map(original, found)))


def other_addresses(tree: HtmlElement, head: HtmlElement | None) -> list[str]:
    """Return the addresses at which the same article stands besides: linked by its headline, for telephones, ..."""
    linked = [] if head is None else [*head.iter("a"), *islice(head.iterancestors("a"), 1)]
    own = (str(link.get("href") or "") for link in linked)
    return [*own, *_links(tree, "amphtml"), *_links(tree, "alternate", "hreflang")][:OTHERS]


def _links(tree: HtmlElement, rel: str, attribute: str = "href") -> Iterator[str]:
    for link in tree.iter("link"):
        if str(link.get("rel") or "").strip().lower() == rel and link.get(attribute) and link.get("href"):
            yield str(link.get("href")).strip()


def claims_from_url(url: str) -> Iterator[DateClaim]:
    """Yield the claim of a page's address: a day (/2019/01/07/, 20190107), else a month (/2019/01/)."""
    path = re.sub(r"^\w+://[^/]*", "", url[:2000]).partition("#")[0]
    for pattern in (URL_DAY, URL_COMPACT, URL_MONTH):
        match = pattern.search(path)
        if match is None:
            continue
        year, month = int(match["year"]), int(match["month"])
        span = day_span(year, month, int(match["day"])) if pattern is not URL_MONTH else month_span(year, month)
        if span is not None and plausible(span):
            weight = FOLDER if pattern is URL_DAY else MONTH if pattern is URL_MONTH else _weight_in_segment(match)
            confidence = CONFIDENCE[Kind.URL_PATH] * weight
            yield DateClaim(Role.PUBLISHED, Kind.URL_PATH, span, match[0].strip("/"), "address of the page", confidence)
            return


def _weight_in_segment(match: re.Match[str]) -> float:
    """Return how far to trust digits by where they stand between two slashes."""
    opens = BEFORE_SEGMENT.search(match.string[: match.start()]) is not None
    closes = AFTER_SEGMENT.match(match.string[match.end() :]) is not None
    return (SEGMENT if closes else FIRST) if opens else LAST if closes else AMID


def plausible(span: DateSpan) -> bool:
    """Tell whether a page of the web may be of that time, and the day is none that software fills in."""
    return span.first.year >= FIRST_WEB_YEAR and span.precision is not Precision.YEAR
