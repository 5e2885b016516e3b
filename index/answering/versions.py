"""Shows one of the versions of a page that was saved several times; the others are known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from corpus.store.reading import StoredPassage

SHARED = 0.6
"""Of the words of the shorter of two passages from versions of one page: then one is the other, edited. A choice."""


class Shown(NamedTuple):
    """Passages that say the same, as places among the candidates.

    Attributes:
        best: that fits the question best.
        place: of the one that is shown.
        copies: the others.
    """

    best: int
    place: int
    copies: tuple[int, ...]


def one_of_each_page(groups: list[tuple[int, list[int]]], passages: Mapping[int, StoredPassage]) -> list[Shown]:
    """Return groups of passages that say the same, those from versions of one page together.

    Where the words of a group's best passage are word for word in an earlier capture of its page, that is shown: it
    was the first to have them.

    Args:
        groups: the best passage of each, and the copies of it in other articles.
        passages: by their places.
    """
    heads: list[int] = []
    versions: dict[int, list[int]] = {}
    for place, copies in groups:
        of = next((head for head in heads if _edited(passages[head], passages[place])), None)
        if of is None:
            heads.append(place)
            versions[place] = list(copies)
        else:
            versions[of] += [place, *copies]
    return [_earliest_first(head, versions[head], passages) for head in heads]


def _earliest_first(best: int, copies: list[int], passages: Mapping[int, StoredPassage]) -> Shown:
    same = [one for one in copies if _same_page(passages[one], passages[best])]
    alike = [one for one in same if passages[one].text.split() == passages[best].text.split()]
    first = min((best, *alike), key=lambda one: passages[one].article.captured or date.max)
    others = {passages[one].article.row: one for one in reversed([best, *copies])}
    others.pop(passages[first].article.row)
    return Shown(best, first, tuple(one for one in (best, *copies) if one in others.values()))


def _edited(one: StoredPassage, other: StoredPassage) -> bool:
    """Tell whether two passages are the same place of a page at different times."""
    if one.article.row == other.article.row or not _same_page(one, other):
        return False
    words, others = set(one.text.casefold().split()), set(other.text.casefold().split())
    return len(words & others) >= SHARED * min(len(words), len(others))


def _same_page(one: StoredPassage, other: StoredPassage) -> bool:
    return one.article.url is not None and one.article.url == other.article.url
