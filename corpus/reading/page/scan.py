"""Walks once over a page and notes every short text that may hold a date, with what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from corpus.cleaning.furniture import is_breadcrumb
from corpus.dates.written import DAY_PATTERN
from corpus.reading.page.blocks import Run, Surroundings
from corpus.reading.page.fields import LABELS, MOMENTS, ZONES
from corpus.reading.page.tree import INLINE, OUTSIDE, SILENT, beginning

UNSEEN = SILENT | {"head"}
"""Elements of which readers see nothing, a quarter of a page."""
MACHINE_TIME = re.compile(r"\s*(?:(?:19|20)\d\d-\d\d-\d\d(?!\d)|\d{10}(?:\d{3})?\s*$)")
SPOT_LIMIT = 400
"""Longest text in characters that is looked at for a byline: "This entry was posted on ... and is filed under ..."."""
LEAD_LIMIT = 30
"""Longest text in characters that may be the label of the next one."""
SPOTS = 4000
"""A page with more short texts than this is a list; its first ones decide."""
ALONE = 16
"""Characters of a weekday and a time of day beside a date: "Sat 24 Feb 2024 12.42 CET"."""
HEADLINES = frozenset({"h1", "h2", "h3"})
TITLE_LIMIT = 50
"""Characters of a title attribute that is hardly more than a moment: <b title="4 March 2019, 18:12">4 years ago</b>."""
DIGIT = re.compile(r"[\d²³¹⁰⁴-⁹₀-₉①-⑨]")
NUMBERS = re.compile(r"\d+")
"""In the names of elements, of which "post-1201" says no more than "post-1202"."""
SAID_BY_READERS = re.compile(r"schema\.org/(?:UserComments|Comment|Answer)\b")
"""Types of what stands below an article and is none."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A short piece of visible text.

    Attributes:
        text: with blanks folded.
        offset: characters of visible text before it.
        element: the element that it was collected for.
        outside: it stands in navigation, a sidebar, comments or the like.
        captured: it stands where sites show the day of the visit.
        dated: a class or element around it speaks of a date.
        changed: (start, end) of the characters whose class speaks of a change.
        above_menu: a breadcrumb follows, as below a masthead.
        lead: the short text right before it, which may be its label: <dt>Published</dt>.
        beside: it stands in a container that is called a sidebar or the like, but where articles have their byline.
    """

    text: str
    offset: int
    element: HtmlElement
    outside: bool
    captured: bool
    dated: bool
    changed: tuple[tuple[int, int], ...] = ()
    above_menu: bool = False
    lead: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """What a walk over a page found.

    Attributes:
        spots: short texts with a digit, in order.
        times: the <time> elements and those with a moment in an attribute; the text of each is its machine-readable
            value, or else its words.
        headline: the offsets at which the headline begins and ends, None without one.
        foreign: elements in which all belongs to other articles or to replies.
    """

    spots: tuple[Spot, ...]
    times: tuple[Spot, ...]
    headline: tuple[int, int] | None
    foreign: frozenset[HtmlElement] = frozenset()


@dataclass(slots=True, eq=False)
class _Zone:
    outside: bool = False
    captured: bool = False
    dated: int = 0
    modified: int = 0
    silent: bool = False


@dataclass(slots=True)
class _Run:
    """The pieces of text between two block elements and the block that holds the first one, or an element's moment."""

    holder: HtmlElement
    parts: list[tuple[str, _Zone]] = field(default_factory=list)
    moment: bool = False

    @property
    def text(self) -> str:
        """The pieces with a blank between them."""
        return " ".join(words for words, _ in self.parts)

    def spot(self, offset: int, lead: str = "") -> Spot:
        """Return the run as a spot, with the short text right before it."""
        changed: list[tuple[int, int]] = []
        start = 0
        for words, around in self.parts:
            if around.modified:
                changed.append((start, start + len(words)))
            start += len(words) + 1
        captured, dated = any(one.captured for _, one in self.parts), any(one.dated for _, one in self.parts)
        outside = self.parts[0][1].outside
        return Spot(self.text, offset, self.holder, outside, captured, dated, tuple(changed), lead=lead)


def scan(tree: HtmlElement, head: HtmlElement | None) -> Scan:
    """Walk over a page.

    Args:
        tree: the parsed page; time is linear in its size.
        head: its headline, if it has one.
    """
    own = frozenset() if head is None else frozenset([head, *head.iterancestors()])
    in_head = frozenset() if head is None else frozenset(head.iter()) if head.tag in HEADLINES else frozenset([head])
    spots: list[Spot] = []
    times: list[Spot] = []
    runs: list[Run] = []
    headline: tuple[int, int] | None = None
    offset = 0
    lead = ""
    for run in _runs(tree, own):
        text = run.text
        if run.moment:
            times.append(run.spot(offset))
            runs.append(Run(offset, len(beginning(run.holder, SPOT_LIMIT)), run.holder, dated=True))
            continue
        if spots and spots[-1].offset + len(spots[-1].text) == offset and is_breadcrumb(text):
            spots[-1] = replace(spots[-1], above_menu=True)
        digits = DIGIT.search(text) is not None
        short = digits and len(text) <= SPOT_LIMIT
        if run.holder is head or (not headline and run.holder in in_head):
            headline = (headline[0] if headline else offset, offset + len(text))
        elif short and len(spots) < SPOTS:
            spots.append(run.spot(offset, lead))
        runs.append(Run(offset, len(text), run.holder, short and DAY_PATTERN.search(text) is not None))
        lead = "" if digits or len(text) > LEAD_LIMIT else text
        offset += len(text)
    surroundings = Surroundings(runs, headline)
    return Scan(
        tuple(_placed(spot, surroundings) for spot in spots),
        tuple(_placed(spot, surroundings) for spot in times[:SPOTS]),
        headline,
        surroundings.foreign,
    )


def _placed(spot: Spot, around: Surroundings) -> Spot:
    """Return a spot with what the structure of the page says of it, which goes before the names of its containers."""
    if spot.outside:
        day = DAY_PATTERN.search(spot.text)
        alone = day is not None and len(spot.text) - len(day[0]) <= ALONE
        told = spot.dated or alone or LABELS["published"].search(f"{spot.lead} {spot.text}") is not None
        byline = told and around.is_byline(spot.offset, spot.element)
        return replace(spot, outside=False, beside=True) if byline else spot
    others = around.is_foreign(spot.element) or LABELS["terms"].search(spot.text) is not None
    return replace(spot, outside=True) if others else spot


def _runs(tree: HtmlElement, own: frozenset[HtmlElement]) -> Iterator[_Run]:
    """Yield each run of inline elements, and each <time>, in order."""
    zones, unseen = [_Zone()], _Zone(silent=True)
    known: dict[tuple[object, ...], _Zone] = {}
    run = _Run(tree)
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in UNSEEN:
                walk.skip_subtree()
                zones.append(unseen)
                names = []
            else:
                names = element.keys()
                zones.append(_known_zone(element, zones[-1], own, known, named=bool(names)))
            if (names or tag == "time") and (moment := _moment(element, names)):
                yield _Run(element, [(" ".join(moment.split()), zones[-1])], moment=True)
        else:
            zones.pop()
        if run.parts and tag not in INLINE:
            yield run
            run = _Run(tree)
        text = element.text if event == "start" else element.tail
        if text and not zones[-1].silent and not text.isspace():
            if not run.parts:
                run.holder = _block(element if event == "start" else element.getparent())
            run.parts.append((" ".join(text.split()), zones[-1]))


def _moment(element: HtmlElement, names: list[str]) -> str:
    """Return the day that an element has for programs, beside or instead of its words; nothing if it has none."""
    if element.tag == "time":
        return element.get("datetime") or beginning(element, SPOT_LIMIT)
    for name in _of_moments(tuple(names)):
        value: str | None = element.get(name)
        if value and MACHINE_TIME.match(value):
            return value
    title = element.get("title") if "title" in names else None
    if not title or len(title) > TITLE_LIMIT or not DIGIT.search(title):
        return ""
    day = DAY_PATTERN.search(title)
    return title if day and len(day[0]) >= len(title) / 2 else ""


@lru_cache(maxsize=2000)
def _of_moments(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return which attributes may hold a moment; the elements of a page have a few dozen sets of them."""
    return tuple(name for name in names if name in MOMENTS or (name.startswith("data-") and "publi" in name))


def _block(element: HtmlElement) -> HtmlElement:
    while element.tag == "time":
        element = element.getparent()
    return element


def _article_footer(element: HtmlElement, own: frozenset[HtmlElement]) -> bool:
    """Tell whether an element is the footer of the article that holds the headline: "Posted on ... by ..."."""
    return element.tag == "footer" and next(element.iterancestors("article"), None) in own


@lru_cache(maxsize=4000)
def _hints(names: str) -> frozenset[str]:
    """Return what the names of an element hint at; the elements of a page have a few dozen between them."""
    return frozenset().union(*map(_hints_of_one, names.split()))


@lru_cache(maxsize=8000)
def _hints_of_one(name: str) -> frozenset[str]:
    """Return what one name hints at; pages of different sites have many in common."""
    lower = name.lower().replace("_", "-")
    return frozenset(zone for zone, pattern in ZONES.items() if pattern.search(lower))


def _known_zone(
    element: HtmlElement,
    parent: _Zone,
    own: frozenset[HtmlElement],
    known: dict[tuple[object, ...], _Zone],
    *,
    named: bool,
) -> _Zone:
    """Return what stands around the words of an element, looked up where one like it stood in the same surroundings."""
    tag = element.tag
    if element in own or tag == "footer":  # what holds the headline, and what may be in that, are told by their places
        return _alike(_zone(element, parent, own), known)
    get = element.get
    key = (parent, tag, get("class"), get("id"), get("itemprop"), get("itemtype")) if named else (parent, tag)
    zone = known.get(key)
    if zone is None:
        zone = known[key] = _alike(_zone(element, parent, own), known)
    return zone


def _alike(zone: _Zone, known: dict[tuple[object, ...], _Zone]) -> _Zone:
    """Return the first zone of a page that says the same, so that what stands in either is looked up as one."""
    return known.setdefault((zone.outside, zone.captured, zone.dated, zone.modified, zone.silent), zone)


def _zone(element: HtmlElement, parent: _Zone, own: frozenset[HtmlElement]) -> _Zone:
    """Return what stands around the words of an element; hints of a date reach two levels down."""
    tag = element.tag
    silent = parent.silent or tag in SILENT
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    kind = element.get("itemtype")
    plain = names == "  " and tag not in OUTSIDE and tag not in {"time", "header"}
    if plain and not kind and not parent.dated and not parent.modified and silent == parent.silent:
        return parent
    found = _Zone(parent.outside, parent.captured, max(parent.dated - 1, 0), max(parent.modified - 1, 0), silent)
    found.outside |= bool(kind) and SAID_BY_READERS.search(kind or "") is not None
    if plain:
        return found
    hints = _hints(NUMBERS.sub("0", names[:SPOT_LIMIT]))
    dated = tag == "time" or "dated" in hints
    if element not in own and tag not in {"body", "html", "main", "article"}:
        # an article's own footer or aside beside the headline may hold its byline: <footer class="article-meta">
        found.outside |= "outside" in hints or (tag in OUTSIDE and not dated and not _article_footer(element, own))
        found.captured |= "capture" in hints or tag == "header"
    if dated:
        found.dated = 3
    if hints & {"modified", "published"}:
        found.modified = 0 if "published" in hints else 3
    return found
