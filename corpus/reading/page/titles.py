"""Tells how an article is called: by what its page says of itself, and by the heading that shows it to readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from corpus.cleaning.furniture import letters_only
from corpus.reading.drafting import as_title, one_line
from corpus.reading.page.json_ld import headlines
from corpus.reading.page.site_name import SEPARATOR, Site, site_of, without_site
from corpus.reading.page.tree import OUTSIDE, beginning, ld_scripts

TITLE_LIMIT = 300
TITLES = ("dc:title", "dc.title", "dcterm:title", "og:title", "parsely-title", "twitter:title", "title")
"""Meta tags that say what a page is called, most trusted first; what is made for sharing is what readers are shown."""
HEADINGS = 200
"""An article's headline is among the first headings of its page."""
SHORTEST = 6
"""Letters of a heading, of which menus and sections have fewer: "Menu", "News"."""
TELLING = 14
"""Letters, of which a heading has more whose words may be but a part of the title, or the title a part of them."""
MOST = 0.6
"""Share of an article's title of which a heading that says less does not stand for it."""
NEARLY = 0.85
"""Share of a title but for a short name before or behind it."""
BROKEN_OFF = ("…", "...")
PERMALINK = re.compile(r"(?:\s*[¶🔗]|\s+[#§])\s*$")
"""The mark behind a heading that links to itself."""
OPENS = 0.1
"""What counts besides for a heading of all of a title before its last piece: "Title | Site" is more common."""
BEGUN = 0.3
"""Share that counts for a heading of a title's first piece, short as it is: "Mozilla - Wikipedia"."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says that it is called.

    Attributes:
        titles: of the article, most trusted first, without the name of the site where that is known or can be told.
        whole: the same as they stand there.
        site: how the site is called.
        article: whether one of the titles is told of the article, not just of the window that shows it.
    """

    titles: tuple[str, ...]
    whole: tuple[str, ...]
    site: Site
    article: bool

    def share(self, words: str) -> float:
        """Return how much of the title a heading says, 0 to 1, or how much of what it says is the title.

        Args:
            words: the letters of the heading.
        """
        found = max((_overlap(words, letters_only(title)) for title in (*self.titles, *self.whole)), default=0.0)
        opens = found and any(words == letters_only(title[: gap.start()]) for title, gap in self._last_gaps())
        return max(found + OPENS if opens and found < 1 else found, BEGUN if self.begun(words) else 0.0)

    def _last_gaps(self) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield the titles of several pieces, and what sets the last one apart."""
        for title in self.whole:
            if gaps := list(SEPARATOR.finditer(title)):
                yield title, gaps[-1]

    def pieced(self, words: str) -> bool:
        """Tell whether a heading says all of the first title but its last pieces, or most of it from its second on."""
        title = next(iter(self.whole), "")
        gaps = list(SEPARATOR.finditer(title))
        ahead = any(words == letters_only(title[: gap.start()]) for gap in gaps)
        return ahead or (
            len(words) > len(title) / 2 and words == letters_only(title[gaps[0].end() :] if gaps else title)
        )

    def stands_alone(self, shown: str) -> bool:
        """Tell whether the other titles are what a heading says, and the first one says something else.

        So it is where all of them begin with the heading, of whose words the first has few, and where one of them is
        the heading, of whose words the first has none: that of all pages of a section, "Press releases".
        """
        first, *others = self.whole
        words = set(first.casefold().split())
        common = len(words & set(shown.casefold().split()))
        letters = letters_only(shown)
        if not common and any(_overlap(letters, letters_only(title)) >= NEARLY for title in others):
            return True
        heads = {letters_only(SEPARATOR.split(title, maxsplit=1)[0]) for title in others}
        return heads == {letters} and 2 * common < len(words)

    def begun(self, words: str) -> bool:
        """Tell whether a heading says all that stands before the first separator of a title."""
        return any(words == letters_only(SEPARATOR.split(title, maxsplit=1)[0]) for title in self.whole)


def told_titles(tree: HtmlElement) -> Told:
    """Return what a page says that it is called: in JSON-LD, in meta tags, and in its <title>."""
    named: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = one_line(meta.get("content"))[:TITLE_LIMIT]
        for name in f"{meta.get('property') or ''} {meta.get('name') or ''}".lower().split() if content else ():
            named.setdefault(name, []).append(as_title(content))
    listed = (as_title(one_line(one))[:TITLE_LIMIT] for script in ld_scripts(tree) for one in headlines(script))
    meant = [*listed, *(title for name in TITLES for title in named.get(name, ()))]
    window = as_title(one_line(tree.findtext(".//head/title")))[:TITLE_LIMIT]
    site = site_of(tree, named, (*meant, window))
    own = [title for title in meant if title and letters_only(title) not in site.names]
    whole = tuple(dict.fromkeys(filter(None, (*own, window))))
    titles = tuple(dict.fromkeys(without_site(title, site, guess=title == window) for title in whole))
    return Told(titles, whole, site, bool(own))


def headline_element(tree: HtmlElement, told: Told) -> HtmlElement | None:
    """Return the heading that says most of what the page is told to be called, else the only h1, else None.

    The name of the site is no headline, even where it is the only h1, as that of a logo is; and what is said twice,
    for wide and for narrow screens, is one.
    """
    first: dict[str, HtmlElement] = {}
    best: HtmlElement | None = None
    most = 0.0
    for element, words in _headings(tree, told.site.names):
        share = told.share(words)
        if share > most:
            best, most = element, share
        if element.tag == "h1" and len(words) >= SHORTEST:
            first.setdefault(words, element)
    if best is None and len(first) > 1:
        first = {words: one for words, one in first.items() if next(one.iterancestors(*OUTSIDE), None) is None}
    return best if best is not None else next(iter(first.values())) if len(first) == 1 else None


def _headings(tree: HtmlElement, sites: frozenset[str]) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the first headings of a page and their letters."""
    for number, element in enumerate(tree.iter("h1", "h2", "h3")):
        if number > HEADINGS:
            return
        words = letters_only(beginning(element, TITLE_LIMIT))
        if words and words not in sites:
            yield element, words


def _overlap(words: str, title: str) -> float:
    """Return the share of the longer one of two that the other is, if it is a part of it that tells something."""
    if words == title:
        return 1.0
    short, long = sorted((words, title), key=len)
    return len(short) / len(long) if len(short) > TELLING and short in long else 0.0


def title_of(told: Told, head: HtmlElement | None) -> str:
    """Return what an article is called, "" if nothing says it.

    What a page tells of its article (JSON-LD, meta tags) is its title, but for the name of a site that could not be
    told from it: where a heading says all of it but a last or first piece, or it breaks off, the heading is the title.
    So it is where all of the page's other titles begin with it and the first says something else, as the headline of
    an encyclopedia does, which is a description.
    A page that tells only what its window is called has its heading for a title; only a part of the window's title is
    not believed.
    """
    shown = "" if head is None else PERMALINK.sub("", beginning(head, TITLE_LIMIT)[:TITLE_LIMIT])
    named = next(iter(told.titles), "")
    letters = letters_only(shown)
    if not shown or not named:
        return named or shown
    if told.article:
        same = letters == letters_only(named)
        more = named.endswith(BROKEN_OFF) and told.share(letters) >= MOST
        named_thing = len(letters) <= TELLING and told.begun(letters)
        other = named_thing or told.stands_alone(shown)
        return shown if more or other or (not same and told.pieced(letters)) else named
    return shown
