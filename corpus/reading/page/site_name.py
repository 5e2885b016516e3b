"""Tells how the site of a page is called, by what the page says of itself, and takes that name off a title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from corpus.cleaning.furniture import letters_only
from corpus.reading.page.addresses import addresses
from corpus.reading.page.tree import beginning

SITES = frozenset({"og:site_name", "twitter:site_name", "apple-mobile-web-app-title"})
SEPARATOR = re.compile(
    r"\s+(?:[-–—|·•«»‹›/\\]|::)\s+|\s*[｜¦]\s*|\s+_|_(?=[^_\s]{2,20}$)"
    r"|(?<=[\u3000-\u30ff\u3400-\u9fff！？])[-–—|_](?=[\u3400-\u9fff]{2,8}(?:_[\u3400-\u9fff]{2,8})?$)"
)
"""Between the title of a page and the name of its site: "Both piers repaired | The Harbour News"."""
SET_APART = re.compile(r"\s+[@＠]\s+|\s+\[(?=[^\[\]]+\]$)")
"""Before a name that is known besides: "Both piers repaired @ The Harbour News", "... [Harbour News]"."""
EDGES = " \t|:·•«»‹›-–—"
SITE_WORDS, OWN_WORDS = 4, 3
"""A last piece of at most so many words behind a title of at least so many is taken for the name of the site."""
IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
IN_A_WORD = 2.5
"""Letters of a script without blanks that make a word."""
CHANNELS = re.compile(r"_[\u3400-\u9fff]{2,8}_[\u3400-\u9fff]{2,8}")
"""A channel and its site, as they end the titles of Chinese pages."""
LABEL = 3
"""Letters of a host's name, of which what has fewer names no site: "de", "m"."""
NO_NAMES = frozenset("www com org net gov edu info blog news web".split())
PIECES = 3
"""Pieces at the end of a title that may be names: of a section, of the site, of who publishes it."""
LOGOS, LOGO_LIMIT = 10, 100
"""Headings that are looked at for the name of the site, and characters of each."""


@dataclass(frozen=True, slots=True)
class Site:
    """How the site of a page is called.

    Attributes:
        names: the letters of what the page calls its site, in meta tags and in a heading that leads to its first page.
        host: of the page's address, without dots, "" where it tells none.
        labels: the parts of that host that may be a name.
    """

    names: frozenset[str] = frozenset()
    host: str = ""
    labels: frozenset[str] = frozenset()

    def is_named(self, piece: str) -> bool:
        """Tell whether the last piece of a title is the site's name: as told, or as its host has it.

        "BBC News" is the name of bbc.co.uk, and so is "bbc.co.uk".
        """
        letters = letters_only(piece)
        if letters in self.names:
            return True
        words = piece.split()
        some = len(words) <= 2 and any(letters_only(one) in self.labels for one in words)  # noqa: PLR2004 - no sentence
        return some or (len(letters) >= LABEL and letters in self.host)


def site_of(tree: HtmlElement, named: Mapping[str, Sequence[str]], titles: Iterable[str]) -> Site:
    """Return what a page says of its site.

    Args:
        tree: of the page.
        named: what its meta tags hold, by name.
        titles: all that it is called.
    """
    names = {letters_only(site) for name in SITES for site in named.get(name, ())}
    host, path = _place(next(iter(addresses(tree)), ""))
    labels = {one for part in host.split(".")[:-1] if len(one := letters_only(part)) >= LABEL} - NO_NAMES
    if path.strip("/"):  # the first page of a site is called as the site is
        names |= _logos(tree, host) | {one for title in titles if (one := _first_piece(title)) in labels}
    return Site(frozenset(names - {""}), letters_only(host), frozenset(labels))


def _first_piece(title: str) -> str:
    """Return the letters of what stands before the first separator of a title, "" where there is none."""
    first = SEPARATOR.search(title)
    return "" if first is None else letters_only(title[: first.start()])


def _place(address: str) -> tuple[str, str]:
    """Return the host and the path of an address; a page without one may be any but the first of its site."""
    with suppress(ValueError):
        parts = urlsplit(address)
        return (parts.hostname or "").lower(), parts.path if address else "?"
    return "", "?"


def _logos(tree: HtmlElement, host: str) -> set[str]:
    """Return the letters of the main headings that lead to the first page of the site."""
    found: set[str] = set()
    for heading in islice(tree.iter("h1"), LOGOS):
        link = next(heading.iter("a"), None)
        if link is None:
            link = next(heading.iterancestors("a"), None)
        href = "" if link is None else str(link.get("href") or "").strip()
        other, path = _place(href)
        words = letters_only(beginning(heading, LOGO_LIMIT))
        first_page = path == "/" or (other and not path)
        if first_page and other in {"", host} and words == letters_only(beginning(link, LOGO_LIMIT)):
            found.add(words)
    return found


def without_site(title: str, site: Site, *, guess: bool) -> str:
    """Take the name of the site off a title: one that is known, or what stands last and is short.

    Args:
        title: as the page says it.
        site: how its site is called.
        guess: whether the title is that of a window, which most sites end with their name.
    """
    left = title
    for _ in range(PIECES):
        gaps = sorted([*SEPARATOR.finditer(left), *SET_APART.finditer(left)], key=lambda one: -one.end())
        gap = next((one for one in gaps if site.is_named(left[one.end() :].strip("[] " + EDGES))), None)
        if gap is None:
            break
        left = left[: gap.start()].rstrip(EDGES)
    first = SEPARATOR.search(left)
    if first is not None and letters_only(left[: first.start()]) in site.names:
        left = left[first.end() :]
    if not letters_only(left):
        return title
    gaps = list(SEPARATOR.finditer(left))
    if not guess or left != title or not gaps:
        return left
    gap = next((one for one in gaps if CHANNELS.fullmatch(left, one.start())), gaps[-1])
    before, after = left[: gap.start()], left[gap.end() :]
    short = _words(after) <= SITE_WORDS and _words(before) >= OWN_WORDS and len(before) > len(after)
    return before if short else left


def _words(text: str) -> float:
    """Return how many words a text has, also in a script that sets none apart."""
    return max(len(text.split()), len(IDEOGRAPHS.findall(text)) / IN_A_WORD)
