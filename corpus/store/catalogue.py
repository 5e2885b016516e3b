"""Lists the articles of an archive by year and month: how many there are, and which; and shows one whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from corpus.store.reading import StoredArticle, StoreReader
from corpus.store.whole import Whole, wholes

LISTED = """
    FROM articles WHERE retired_in IS NULL AND (format IS NOT 'feed teaser' OR copy_of IS NULL)
        AND EXISTS (SELECT 1 FROM passages WHERE article = articles.id AND role IS NOT 'furniture')
"""
"""What replies can show: articles with passages, and teasers only of what is not there in full."""
WITHIN = "substr(published_from, 1, 7) = substr(published_to, 1, 7)"
"""The month is known; what is not is listed with the year that it begins in."""
MONTHS = f"""
    SELECT CAST(substr(published_from, 1, 4) AS INTEGER),
        CASE WHEN {WITHIN} THEN CAST(substr(published_from, 6, 2) AS INTEGER) ELSE 0 END, COUNT(*)
    {LISTED} AND published_from IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
"""
FIRST_PASSAGE = """
    SELECT (SELECT id FROM passages WHERE article = articles.id AND role IS NOT 'furniture'
        ORDER BY ordinal, id LIMIT 1)
"""
IN_ORDER = "ORDER BY published_from, published_to, article_id, id LIMIT ? OFFSET ?"


@dataclass(frozen=True, slots=True)
class Month:
    """Articles of a month, or of a year whose month is not known, which has the number 0."""

    year: int
    number: int
    articles: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Lists articles by their publication, and shows them whole.

    Attributes:
        store: that is open; every method raises StoreUnusable where it cannot be read.
    """

    store: StoreReader

    def months(self) -> tuple[Month, ...]:
        """Return the months, and years, that have articles, in order."""
        return tuple(self.store.query(lambda row: Month(*row), MONTHS))

    def undated(self) -> int:
        """Return how many articles have no date."""
        ((count,),) = self.store.rows(f"SELECT COUNT(*) {LISTED} AND published_from IS NULL")
        return int(count)

    def of_month(self, first: date, count: int, skip: int = 0) -> list[StoredArticle]:
        """Return articles of the month that begins on a day, the earliest first."""
        return self._listed(f"AND {WITHIN} AND substr(published_from, 1, 7) = ?", (f"{first:%Y-%m}",), count, skip)

    def of_year(self, year: int, count: int, skip: int = 0) -> list[StoredArticle]:
        """Return articles whose month is not known, of the year in which they may begin to have been published."""
        return self._listed(f"AND NOT {WITHIN} AND substr(published_from, 1, 4) = ?", (f"{year:04}",), count, skip)

    def of_no_date(self, count: int, skip: int = 0) -> list[StoredArticle]:
        """Return articles without a date, by their ids."""
        return self._listed("AND published_from IS NULL", (), count, skip)

    def whole(self, article_id: str) -> list[Whole]:
        """Return the articles of an id, one for each archive that has one, none if there is no such article."""
        return wholes(self.store, article_id)

    def _listed(self, condition: str, values: Iterable[str], count: int, skip: int) -> list[StoredArticle]:
        rows = self.store.rows(f"{FIRST_PASSAGE} {LISTED} {condition} {IN_ORDER}", *values, count, skip)
        found = self.store.passages([number for (number,) in rows])
        return [passage.article for passage in found if passage is not None]
