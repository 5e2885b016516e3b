"""Tells how an article is called: by what its page says of itself, and by the heading that shows it to readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from corpus.cleaning.furniture import letters_only
from corpus.reading.drafting import as_title, one_line
from corpus.reading.page.json_ld import headlines
from corpus.reading.page.tree import beginning, ld_scripts

TITLE_LIMIT = 300
TITLES = ("dc:title", "dc.title", "dcterm:title", "og:title", "parsely-title", "twitter:title", "title")
"""Meta tags that say what a page is called, most trusted first; what is made for sharing is what readers are shown."""
SITES = frozenset({"og:site_name", "twitter:site_name", "apple-mobile-web-app-title"})
SEPARATOR = re.compile(r"\s+(?:[-–—|·•«»/\\]|::)\s+|\s+_|_(?=[^_\s]{2,20}$)")
"""Between the title of a page and the name of its site: "Both piers repaired | The Harbour News"."""
SITE_WORDS, OWN_WORDS = 4, 3
"""A last piece of at most so many words behind a title of at least so many is taken for the name of the site."""
HEADINGS = 200
"""An article's headline is among the first headings of its page."""
SHORTEST = 6
"""Letters of a heading, of which menus and sections have fewer: "Menu", "News"."""
TELLING = 14
"""Letters, of which a heading has more whose words may be but a part of the title, or the title a part of them."""
MOST = 0.6
"""Share of an article's title of which a heading that says less does not stand for it."""
BROKEN_OFF = ("…", "...")
BEGUN = 0.3
"""Share that counts for a heading of a title's first piece, short as it is: "Mozilla - Wikipedia"."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says that it is called.

    Attributes:
        titles: of the article, most trusted first, without the name of the site where that is known or can be told.
        whole: the same as they stand there.
        sites: the names of the site.
        article: whether one of the titles is told of the article, not just of the window that shows it.
    """

    titles: tuple[str, ...]
    whole: tuple[str, ...]
    sites: frozenset[str]
    article: bool

    def share(self, words: str) -> float:
        """Return how much of the title a heading says, 0 to 1, or how much of what it says is the title.

        Args:
            words: the letters of the heading.
        """
        found = max((_overlap(words, letters_only(title)) for title in (*self.titles, *self.whole)), default=0.0)
        return max(found, BEGUN if self.begun(words) else 0.0)

    def pieced(self, words: str) -> bool:
        """Tell whether a heading says all of the first title but its last pieces, or most of it from its second on."""
        title = next(iter(self.whole), "")
        gaps = list(SEPARATOR.finditer(title))
        ahead = any(words == letters_only(title[: gap.start()]) for gap in gaps)
        return ahead or (
            len(words) > len(title) / 2 and words == letters_only(title[gaps[0].end() :] if gaps else title)
        )

    def stands_alone(self, shown: str) -> bool:
        """Tell whether all titles but the first begin with a heading, of whose words that has few."""
        first, *others = self.whole
        words = set(first.casefold().split())
        heads = {letters_only(SEPARATOR.split(title, maxsplit=1)[0]) for title in others}
        return heads == {letters_only(shown)} and 2 * len(words & set(shown.casefold().split())) < len(words)

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
    sites = frozenset(letters_only(site) for name in SITES for site in named.get(name, ())) - {""}
    listed = (as_title(one_line(one))[:TITLE_LIMIT] for script in ld_scripts(tree) for one in headlines(script))
    meant = [*listed, *(title for name in TITLES for title in named.get(name, ()))]
    own = [title for title in meant if title and letters_only(title) not in sites]
    window = as_title(one_line(tree.findtext(".//head/title")))[:TITLE_LIMIT]
    whole = tuple(dict.fromkeys(filter(None, (*own, window))))
    titles = tuple(dict.fromkeys(_without_site(title, sites, guess=title == window) for title in whole))
    return Told(titles, whole, sites, bool(own))


def _without_site(title: str, sites: frozenset[str], *, guess: bool) -> str:
    """Take the name of the site off a title: one that is known, or what stands last and is short."""
    gaps = list(SEPARATOR.finditer(title))
    if not gaps:
        return title
    before, after = title[: gaps[-1].start()], title[gaps[-1].end() :]
    if letters_only(after) in sites:
        return before
    if letters_only(title[: gaps[0].start()]) in sites:
        return title[gaps[0].end() :]
    short = len(after.split()) <= SITE_WORDS and len(before.split()) >= OWN_WORDS and len(before) > len(after)
    return before if guess and short else title


def headline_element(tree: HtmlElement, told: Told) -> HtmlElement | None:
    """Return the heading that says most of what the page is told to be called, else the only h1, else None.

    The name of the site is no headline, even where it is the only h1, as that of a logo is.
    """
    first: list[HtmlElement] = []
    best: HtmlElement | None = None
    most = 0.0
    for element, words in _headings(tree, told.sites):
        share = told.share(words)
        if share > most:
            best, most = element, share
        if element.tag == "h1" and len(words) >= SHORTEST:
            first.append(element)
    return best if best is not None else first[0] if len(first) == 1 else None


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
    shown = "" if head is None else beginning(head, TITLE_LIMIT)[:TITLE_LIMIT]
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
