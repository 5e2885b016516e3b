"""Tells pages that list, redirect or tell an error by their structure: what is linked there, and what is prose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from corpus.omissions import Omission
from corpus.reading.page.addresses import addresses
from corpus.reading.page.json_ld import types
from corpus.reading.page.tree import OUTSIDE, SILENT, beginning, ld_scripts, meta_values

HEADINGS = frozenset("h1 h2 h3 h4".split())
ERROR = re.compile(
    r"(?i)^(?:error\s*[:-]?\s*)?(?:40[0134]|410|50[0234])\b(?!\s*(?:\(k\)|years|people|days))"
    r"|\bpage (?:was |can(?:no|')t be )?not found\b"
    r"|^(?:403 )?forbidden$|^access (?:is )?denied$|^not found$|^page not found|(?:^|[:|] )error$"
    r"|^just a moment\.*$|^attention required!|^access to this page (?:has been|is) denied"
    r"|^this site can[’']t be reached|^(?:server not found|problem loading page|privacy error|security check)$"
    r"|^(?:are you (?:a )?(?:robot|human)|verify(?:ing)? (?:that )?you are (?:a )?human|pardon our interruption)\b"
)
"""Titles of pages that a server, a guard or a browser shows in place of what was asked for."""
SCRIPTS = re.compile(
    r"(?i)\bjavascript (?:is|seems to be|has been) (?:disabled|turned off|not (?:enabled|available|supported))"
    r"|\b(?:please )?(?:enable|turn on|activate) javascript (?:to|in|and|or)\b|\brequires? javascript\b"
)
"""What a page says to a program that runs no scripts, in place of its text."""
LISTED = re.compile(
    r"(?i)(?:^|/)(?:tags?|categor(?:y|ies)|authors?|archives?|topics?|labels?|search|page)(?:/[^/]+)?(?:/page/?\d+)?/?(?:index\d*\.html?)?$"
    r"|(?:^|/)(?:archives?|tags|categories|authors|sitemap|index\d+|page-?\d+)\.html?$|/page/\d+(?:/|/index\.html?)?$"
    r"|^(?:https?://[^/]+)?/?(?:index\.html?)?$"
    r"|[?&](?:s|q|paged?|cat|tag)=|(?:^|/)(?:19|20)\d\d(?:/[01]\d)?/?(?:index\.html?)?$"
)
"""Addresses of pages that list others."""
FRONT = re.compile(r"(?:https?://[^/]+)?/?(?:index\.html?)?")
"""The address of a first page, which may be all that there is."""
CLASSES = frozenset("archive category tag author search search-results paged error404 blog home date tax".split())
"""Classes that WordPress and its kin give the body of such pages."""
ARTICLES = frozenset(
    "article newsarticle blogposting reportagenewsarticle opinionnewsarticle report techarticle".split()
)
COLLECTIONS = frozenset("collectionpage itemlist searchresultspage blog".split())
"""Types in JSON-LD."""
ENTRIES, LINKS = 3, 12
"""Headlines that are links, and links of any kind, from which on a page is a list."""
EXCERPT = 600
"""Letters of prose without a headline that is a link, of which more are an article: of the 990 labelled pages of
trafilatura's evaluation three are left out, two of which are lists, and of readability's 130 none."""
LINKED = 0.7
"""Share of linked letters in a page that is but a list."""
LONGEST = 0.6
"""Share of a page's prose that may stand below one of several headlines: front pages show a few articles whole."""
SHORT = 1500
"""Letters, of which pages that tell an error or lead elsewhere have fewer."""
WITHOUT_SCRIPTS = 400
"""Letters of a page that asks for scripts and says nothing besides; the longest that was seen has 330."""


@dataclass(slots=True)
class _Measures:
    """What a walk over a page counts, in letters outside navigation."""

    prose: int = 0
    linked: int = 0
    links: int = 0
    entries: int = 0
    longest: int = 0
    targets: set[str] = field(default_factory=set)
    said: str = ""


def omission_of_page(tree: HtmlElement, path: str, title: str) -> Omission | None:
    """Return what a page is if it is no article, None if it may be one.

    Args:
        tree: the parsed page; time is linear in its size.
        path: of its file, whose name and folders may be those of its address.
        title: what it says that it is.
    """
    found = _measures(tree)
    if ERROR.search(title.strip()) and found.prose < SHORT:
        return Omission.ERROR_PAGE
    if found.prose + found.linked < WITHOUT_SCRIPTS and SCRIPTS.search(found.said):
        return Omission.ERROR_PAGE
    if found.prose + found.linked < SHORT and _leads_on(tree):
        return Omission.NO_PAGE
    kinds = {one.strip().lower() for one in meta_values(tree, ("og:type",))}
    if "article" in kinds or _is_told_article(tree):
        return None
    body = tree.find(".//body")
    classes = set(str(body.get("class") or "").lower().split()) if body is not None else set()
    if "single" in classes or "single-post" in classes:
        return None
    called = [one for one in (path, *addresses(tree)[:2]) if LISTED.search(one)]
    named = bool(called) or not CLASSES.isdisjoint(classes)
    if found.links and found.prose < EXCERPT / 3 and not all(map(FRONT.fullmatch, called)):
        return Omission.LISTING
    share = found.linked / max(1, found.linked + found.prose)
    several = found.entries > 1 and (found.longest < LONGEST * found.prose or found.prose < EXCERPT)
    if named and (several or share > LINKED or (found.links >= LINKS and found.longest < EXCERPT / 3)):
        return Omission.LISTING
    if found.entries >= ENTRIES and found.longest < EXCERPT and share > LINKED / 3:
        return Omission.LISTING
    return Omission.LISTING if found.links >= LINKS and share > LINKED and found.longest < EXCERPT / 3 else None


def take_notices(tree: HtmlElement) -> None:
    """Take out of a page what it says to programs that run no scripts, where that is only that they should."""
    for element in list(tree.iter("noscript")):
        said = beginning(element, 2 * WITHOUT_SCRIPTS)
        if SCRIPTS.search(said) and len(said) < 2 * WITHOUT_SCRIPTS and element.getparent() is not None:
            element.drop_tree()


def _is_told_article(tree: HtmlElement) -> bool:
    """Tell whether JSON-LD says that a page is one article; where it tells of several the page may list them."""
    told = [name for script in ld_scripts(tree) for name in types(script)]
    return sum(name in ARTICLES for name in told) == 1 and COLLECTIONS.isdisjoint(told)


def _leads_on(tree: HtmlElement) -> bool:
    """Tell whether a page sends its readers elsewhere at once."""
    metas = (one for one in tree.iter("meta") if str(one.get("http-equiv") or "").lower() == "refresh")
    return any(re.match(r"\s*[0-3]\s*;\s*url\s*=", str(one.get("content") or ""), re.IGNORECASE) for one in metas)


def _measures(tree: HtmlElement) -> _Measures:
    found = _Measures()
    silent = links = headings = stretch = 0
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        step = 1 if event == "start" else -1
        tag = element.tag
        if tag in SILENT or tag in OUTSIDE:
            silent += step
            if step > 0:
                walk.skip_subtree()
        elif tag == "a" and element.get("href"):
            links += step
            found.links += event == "start" and not silent
        elif tag in HEADINGS:
            headings += step
            if event == "start" and not silent and _is_entry(element, found):
                stretch = 0
        text = element.text if event == "start" else element.tail
        if not text or silent or text.isspace():
            continue
        length = len("".join(text.split()))
        found.said += text if found.prose + found.linked < WITHOUT_SCRIPTS else ""
        if links:
            found.linked += length
        elif not headings:
            found.prose += length
            stretch += length
            found.longest = max(found.longest, stretch)
    return found


def _is_entry(heading: HtmlElement, found: _Measures) -> bool:
    """Tell whether a heading is that of another page: all of its words lead to one that no heading before led to."""
    link = next(heading.iter("a"), None)
    if link is None:
        link = next(heading.iterancestors("a"), None)
    target = str(link.get("href") or "").partition("#")[0] if link is not None else ""
    if not target or target in found.targets or len(beginning(heading, 100)) > len(beginning(link, 100)) + 12:
        return False
    found.targets.add(target)
    found.entries += 1
    return True
