"""Looks around in the store beside any question: what is newest, what appeared on a day, what stands around."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.store.reading import StoredPassage, StoreReader

FIRST_PASSAGES = """
    SELECT (SELECT id FROM passages WHERE article = articles.id AND role IS NOT 'furniture'
        ORDER BY ordinal, id LIMIT 1) FROM articles
    WHERE retired_in IS NULL AND published_from IS NOT NULL {condition}
        AND (format IS NOT 'feed teaser' OR copy_of IS NULL) AND EXISTS
        (SELECT 1 FROM passages WHERE article = articles.id AND role IS NOT 'furniture')
    ORDER BY published_to DESC, articles.id DESC LIMIT ? OFFSET ?
"""
TITLES = """
    SELECT title FROM articles WHERE retired_in IS NULL AND title <> '' AND length(title) < ?
    ORDER BY published_from IS NULL, published_from, id
"""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The passages directly before and after one in its article; "" where it begins or ends."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Browser:
    """Reads what no question asked for.

    Attributes:
        store: that is open; every method raises StoreUnusable where it cannot be read.
    """

    store: StoreReader

    def newest(self, count: int, skip: int = 0) -> list[StoredPassage]:
        """Return the first passage of each of the newest dated articles, newest first."""
        return self._first_passages("", (), count, skip)

    def published_on(self, day: date, count: int, skip: int = 0, *, any_year: bool) -> list[StoredPassage]:
        """Return the first passage of each article that was published on a day, or on that day of any year."""
        shown = "substr(published_from, 6)" if any_year else "published_from"
        wanted = f"{day:%m-%d}" if any_year else day.isoformat()
        return self._first_passages(f"AND published_from = published_to AND {shown} = ?", (wanted,), count, skip)

    def around(self, passage: StoredPassage) -> Surroundings:
        """Return what stands directly before and after a passage."""
        before, after = passage.ordinal - 1, passage.ordinal + 1
        sql = (
            "SELECT ordinal, text FROM passages WHERE article = ? AND ordinal IN (?, ?) AND role IS NOT 'furniture'"
            " ORDER BY id"
        )
        texts: dict[int, str] = dict(self.store.rows(sql, passage.article.row, before, after))
        return Surroundings(texts.get(before, ""), texts.get(after, ""))

    def titles(self, longest: int) -> list[str]:
        """Return the titles of live articles in date order that have fewer characters than ``longest``."""
        return [title for (title,) in self.store.rows(TITLES, longest)]

    def _first_passages(self, condition: str, values: tuple[str, ...], count: int, skip: int) -> list[StoredPassage]:
        rows = self.store.rows(FIRST_PASSAGES.format(condition=condition), *values, count, skip)
        found = self.store.passages([number for (number,) in rows])
        return [passage for passage in found if passage is not None]
