"""Reads the live articles whole, one after the other, for ``dateline export``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import DateClaim, Furniture
from corpus.store.live import AS_READ
from corpus.store.reading import StoredArticle, StoreReader
from corpus.store.rows import load_furniture

REST = """
    SELECT COALESCE(archives.name, ''), COALESCE(format, ''), authors, furniture FROM articles
    LEFT JOIN archives ON archives.id = archive_id WHERE articles.id = ?
"""
PASSAGES = f"SELECT text, COALESCE(heading, '') {AS_READ}"


@dataclass(frozen=True, slots=True)
class Exported:
    """All of an article that its own file has told, and what it was read with.

    Attributes:
        passages: (text, heading above it) of each.
        claims: as they were read, whatever is ruled of them.
    """

    article: StoredArticle
    archive: str
    format: str
    authors: tuple[str, ...]
    furniture: tuple[Furniture, ...]
    passages: tuple[tuple[str, str], ...]
    claims: tuple[DateClaim, ...]


def exported(store: StoreReader) -> Iterator[Exported]:
    """Yield every live article in date order, undated ones last."""
    for article, _ in store.articles():
        for archive, form, authors, furniture in store.rows(REST, article.row):
            yield Exported(
                article,
                archive,
                form,
                tuple(json.loads(authors or "[]")),
                load_furniture(furniture or "[]"),
                tuple((text, heading) for text, heading in store.rows(PASSAGES, article.row)),
                tuple(one.claim for one in store.ruled(article.row)),
            )
