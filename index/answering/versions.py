"""Shows of the versions of one page the earliest that has the words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from corpus.store.reading import StoredPassage


def earliest_first(place: int, copies: list[int], passages: Mapping[int, StoredPassage]) -> tuple[int, list[int]]:
    """Return the passage that is shown of some that say the same, and the others.

    A page that was saved several times has many versions; where the words of the best one are word for word in an
    earlier one of the same address, that was the first to have them.

    Args:
        place: of the best.
        copies: those of other articles.
        passages: by their places.
    """
    best = passages[place]
    same = [one for one in copies if best.article.url and _same(passages[one], best)]
    first = min((place, *same), key=lambda one: passages[one].article.captured or date.max)
    return first, [place if one == first else one for one in copies]


def _same(one: StoredPassage, other: StoredPassage) -> bool:
    return one.article.url == other.article.url and one.text.split() == other.text.split()
