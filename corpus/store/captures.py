"""Finds what a page was at other times: its other captures, by the address that they have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from corpus.store.reading import StoredArticle, StoreReader
from corpus.store.rows import load_day

CAPTURES = """
    SELECT articles.id, other.captured, versions.article_id FROM articles
    JOIN items ON items.id = articles.item_id
    JOIN items AS other
        ON other.archive_id = items.archive_id AND other.address = items.address AND other.id <> items.id
    LEFT JOIN articles AS versions ON versions.item_id = other.id AND versions.retired_in IS NULL
    WHERE articles.id IN (SELECT value FROM json_each(?)) AND items.address IS NOT NULL AND other.captured IS NOT NULL
        AND (versions.id IS NOT NULL OR other.left_out IN ('repeated capture', 'same page as captured earlier'))
    GROUP BY articles.id, other.captured, versions.article_id ORDER BY other.captured, versions.article_id
"""


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as it was saved on another day.

    Attributes:
        article_id: of the version that it was then; None if it was as it had been saved before.
    """

    day: date
    article_id: str | None


def captures_of(store: StoreReader, articles: Iterable[StoredArticle]) -> dict[int, list[Capture]]:
    """Return the other captures of the pages of some articles, each in its archive, in the order of their days.

    Args:
        store: that the articles are in.
        articles: of which only those are looked up that were saved from somewhere.

    Returns:
        By the number of the article.
    """
    saved = [one.row for one in articles if one.captured is not None and one.url is not None]
    found: dict[int, list[Capture]] = {}
    for article, day, article_id in store.rows(CAPTURES, json.dumps(saved)) if saved else ():
        if (captured := load_day(day)) is not None:
            found.setdefault(article, []).append(Capture(captured, article_id))
    return found
