"""Tells by structure alone which dates of a page belong to others: replies, teasers, the next articles of a stream.

What surrounds an article is built like itself over and over: each reply has an author, a day and words, each teaser
a day and a title. So a day belongs to a block of others if, with text of the article before it,

- days of the same shape (the same elements and class around them) stand in other blocks too, with words in between, or
- it stands above words in a block that holds neither the headline nor anything of the article before: a single reply.

The byline goes before the article's text, so that it is none of them even where replies are built the same way. No name
of a container counts; names are in fields.toml and only leave out what structure cannot tell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from lxml.html import HtmlElement

PROSE = 90
"""Characters of a paragraph of the article; what is shorter may be a name, a menu entry or a caption."""
WORDS = 30
"""Characters below a day that are a reply."""
GAP = 8
"""Characters between two days of one shape that make them two blocks: "Published 3 March, updated 5 March" has less."""
SHAPE_LEVELS = 3
NEAR = 1200
"""Characters after the headline within which a byline stands, not below the article's second paragraph."""
ABOVE = 40
"""Characters before the headline within which it stands above it."""
PAIR = 100
"""Characters within which two days of one shape are one byline: published and updated."""
LIST = 3
"""Days of one shape before the headline that are a list of news."""
BESIDE = 60
"""Characters before the headline within which a day is the article's own, whatever else looks like it."""


class Run(NamedTuple):
    """A run of visible text: characters before it, its length, the element that holds it, whether it has a day."""

    offset: int
    length: int
    element: HtmlElement
    dated: bool

    @property
    def end(self) -> int:
        """Return the characters up to its end."""
        return self.offset + self.length


class Surroundings:
    """What stands around the article of a page.

    Attributes:
        foreign: elements in which everything belongs to others than the article.
    """

    def __init__(self, runs: Sequence[Run], headline: tuple[int, int] | None) -> None:
        """Look at a page.

        Args:
            runs: all of the page, in order.
            headline: the offsets at which it begins and ends; without one the page's first paragraph counts as the
                article's.
        """
        self._headline = headline
        begin, end = headline or (0, 0)
        prose = [run for run in runs if run.offset >= end and run.length >= PROSE and not run.dated]
        self._prose = [run.offset for run in prose]
        self._lengths = [run.length for run in prose]
        self._shapes: dict[tuple[str, ...], list[Run]] = {}
        for run in runs:
            if run.dated:
                self._shapes.setdefault(_shape(run.element), []).append(run)
        own = [run for run in runs if headline and begin <= run.offset < end]
        article = _holders(run.element for run in (*own, *prose[:1]))
        others = (self._repeated() | _single(runs, prose, self._prose, article)) - article
        self.foreign = frozenset(others - _hold_article(others, prose))

    def is_foreign(self, element: HtmlElement) -> bool:
        """Tell whether an element belongs to others than the article."""
        return element in self.foreign or any(above in self.foreign for above in element.iterancestors())

    def is_byline(self, offset: int, element: HtmlElement) -> bool:
        """Tell whether a day stands where bylines do, alone in its shape: at the headline, above the text."""
        if self._headline is None or self.is_foreign(element):
            return False
        begin, end = self._headline
        above = offset < begin <= offset + ABOVE
        below = 0 <= offset - end <= NEAR and self._opens(offset)
        quoted = next(element.iterancestors("a", "blockquote", "figure", "figcaption"), None) is not None
        if quoted or not (above or below):
            return False
        alike = [run for run in self._shapes.get(_shape(element), ()) if run.offset != offset]
        return not alike if above else all(abs(run.offset - offset) <= PAIR for run in alike)

    def _opens(self, offset: int) -> bool:
        """Tell whether most of the article's text comes after an offset: before it are only a summary and captions."""
        before = self._before(offset)
        return before <= 1 or 2 * sum(self._lengths[:before]) < sum(self._lengths[before:])

    def _before(self, offset: int) -> int:
        """Return how many paragraphs of the article stand before an offset."""
        return bisect_left(self._prose, offset)

    def _repeated(self) -> set[HtmlElement]:
        """Return the blocks that days of one shape tell apart, after the article and before its headline."""
        begin, end = self._headline or (0, 0)
        found: set[HtmlElement] = set()
        for alike in self._shapes.values():
            after = [run for run in alike if run.offset >= end and self._before(run.offset)]
            before = [run for run in alike if run.end <= begin - BESIDE]
            for some in (after, before if len(before) >= LIST else []):
                found.update(_apart(some))
        return found


def _shape(element: HtmlElement) -> tuple[str, ...]:
    """Return what the elements around a day are, with the first name of the innermost; numbers in it do not count."""
    name = next(iter(str(element.get("class") or "").split()), "")
    tags = [
        str(element.tag),
        *(str(one.tag) for _, one in zip(range(SHAPE_LEVELS), element.iterancestors(), strict=False)),
    ]
    return ("".join(letter for letter in name if not letter.isdigit()), *tags)


def _apart(alike: list[Run]) -> Iterable[HtmlElement]:
    """Yield for days of one shape the blocks that tell them apart, where there are words between them."""
    for one, other in pairwise(alike):
        if other.offset - one.end < GAP:
            continue
        mine = [one.element, *one.element.iterancestors()]
        common = set(mine)
        theirs = other.element
        for above in other.element.iterancestors():
            if above in common:
                break
            theirs = above
        else:
            continue
        yield theirs
        yield from (block for block, around in pairwise(mine) if around is theirs.getparent())


def _holders(elements: Iterable[HtmlElement]) -> set[HtmlElement]:
    return {above for element in elements for above in (element, *element.iterancestors())}


def _hold_article(blocks: set[HtmlElement], prose: list[Run]) -> set[HtmlElement]:
    """Return the blocks in which most of the text stands: above it are only a summary and captions."""
    before: dict[HtmlElement, int] = {}
    inside: dict[HtmlElement, int] = {}
    length = 0
    for run in prose:
        for above in run.element.iterancestors():
            if above in blocks:
                before.setdefault(above, length)
                inside[above] = inside.get(above, 0) + run.length
        length += run.length
    return {block for block, some in inside.items() if some > before[block]}


def _single(runs: Sequence[Run], prose: list[Run], starts: list[int], article: set[HtmlElement]) -> set[HtmlElement]:
    """Return the blocks in which a day stands above words, with two paragraphs of the article before and outside."""
    found: set[HtmlElement] = set()
    for number, run in enumerate(runs):
        before = bisect_left(starts, run.offset)
        if not run.dated or before < 2:  # noqa: PLR2004 - a summary and a paragraph
            continue
        below = next((one for one in runs[number + 1 : number + 4] if one.length >= WORDS and not one.dated), None)
        if below is None:
            continue
        above = {run.element, *run.element.iterancestors()}
        block = next((one for one in (below.element, *below.element.iterancestors()) if one in above), None)
        if block is None or block in article:
            continue
        last = prose[before - 1].element
        if block is not last and block not in set(last.iterancestors()):
            found.add(block)
    return found
