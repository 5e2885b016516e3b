"""Finds what a page was at other times: its other captures, by the address that they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.store.reading import StoreReader
from corpus.store.rows import load_day

CAPTURES = """
    SELECT other.captured, versions.article_id FROM articles
    JOIN items ON items.id = articles.item_id
    JOIN items AS other
        ON other.archive_id = items.archive_id AND other.address = items.address AND other.id <> items.id
    LEFT JOIN articles AS versions ON versions.item_id = other.id AND versions.retired_in IS NULL
    WHERE articles.id = ? AND items.address IS NOT NULL AND other.captured IS NOT NULL
        AND (versions.id IS NOT NULL OR other.left_out IN ('repeated capture', 'same page as captured earlier'))
    GROUP BY other.captured, versions.article_id ORDER BY other.captured, versions.article_id
"""


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as it was saved on another day.

    Attributes:
        article_id: of the version that it was then; None if it was as it had been saved before.
    """

    day: date
    article_id: str | None


def captures_of(store: StoreReader, article: int) -> tuple[Capture, ...]:
    """Return the other captures of an article's page in its archive, in the order of their days.

    Args:
        store: that the article is in.
        article: its number there.
    """
    found = ((load_day(day), article_id) for day, article_id in store.rows(CAPTURES, article))
    return tuple(Capture(day, article_id) for day, article_id in found if day is not None)
