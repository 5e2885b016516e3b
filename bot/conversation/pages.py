"""Divides an answer into pages: what of its passages stands on each, by article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.entries import TITLE_LIMIT
from index.answering.answers import Answer, Match
from index.answering.extracts import Extract, extracts, whole

ROOM = 1480
"""Characters of an answer's entries: as much as three whole passages of Wikinews take, half as much as of the Senate's.
Of 400 questions there 3 in 100 more would be answered by what is shown with 1,900."""
AROUND_HEADING = 60
"""Characters that stand with a headline at most times: its number, the date line, the source."""


def heading_units(match: Match) -> int:
    """Return how many characters the heading of an article takes, about."""
    return min(len(match.passage.article.title), TITLE_LIMIT) + AROUND_HEADING


@dataclass(frozen=True, slots=True)
class Page:
    """What one page of an answer shows.

    Attributes:
        start: passages on the pages before it; ``before`` is the same for the page before it.
        number: of its first entry.
        shown: of its passages, in the answer's order.
        more: there are passages left for a next page.
    """

    start: int
    before: int
    number: int
    shown: list[Extract]
    more: bool


def paged(answer: Answer, matches: Sequence[Match], start: int) -> Page:
    """Return the page that begins behind some passages, the first one if there are not so many."""
    left, page = list(matches), Page(0, 0, 1, [], more=True)
    first: Page | None = None
    while left:
        shown = extracts(answer, left, ROOM, heading_units)
        taken = {id(one.match) for one in shown}
        left = [match for match in left if id(match) not in taken]
        behind, articles = page.start + len(page.shown), len(by_article(page.shown))
        page = Page(behind, page.start, page.number + articles, shown, more=bool(left))
        first = first or page
        if behind >= start:
            return page
    return first or page


def by_article(shown: Sequence[Extract]) -> list[list[Extract]]:
    """Return extracts by article, in the order of the first of each: the likeliest, then the others in order."""
    found: dict[int, list[Extract]] = {}
    for one in shown:
        found.setdefault(one.match.passage.article.row, []).append(one)
    return [
        sorted(some, key=lambda one: (one is not best, one.match.passage.ordinal))
        for some in found.values()
        for best in [max(some, key=lambda one: one.probability)]
    ]


def best_of(page: Page, match: Match) -> Extract:
    """Return a whole passage, with the best sentence that the page gives it."""
    shown = whole(match)
    return replace(shown, best=next((one.best for one in page.shown if one.match is match), shown.best))


def number_of(page: Page, match: Match) -> int:
    """Return the number of the entry that shows a passage or others of its article, the first one's if none does."""
    rows = [shown[0].match.passage.article.row for shown in by_article(page.shown)]
    row = match.passage.article.row
    return page.number + (rows.index(row) if row in rows else 0)
