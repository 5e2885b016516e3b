"""The catalogue of a cluster: its articles by year and month, from the arrays that a worker keeps, and one whole."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from corpus.errors import IndexUnusable
from corpus.store.catalogue import Month
from corpus.store.reading import StoredArticle
from corpus.store.whole import Whole, loaded_whole
from index.engine.opensearch.arrays import CURE, fetch_meta, manifest_of
from index.engine.opensearch.engine import WHOLE_ANSWER, OpenSearchEngine
from index.engine.opensearch.nodes import Nodes
from index.generations.arrays import BoolArray, IntArray, LongArray

EPOCH = date(1970, 1, 1).toordinal()
NUMBERS = 16
"""By which a year is multiplied to make one number of it and a month."""
SHARING = 1_000
"""Archives that may have an article of the same id: far more than there are."""
Articles = Callable[[OpenSearchEngine, Any], list[StoredArticle]]


class ClusterCatalogue:
    """Lists the articles of the current generation, and shows them whole; safe to ask from several threads.

    Args:
        nodes: of the cluster.
        prefix: with which the names of its indices begin.
        current: gives the current engine, which knows the days of all articles.
        articles: fetches articles by their numbers in a generation; those that are gone are left out.
    """

    def __init__(self, nodes: Nodes, prefix: str, current: Callable[[], OpenSearchEngine], articles: Articles) -> None:
        self._nodes = nodes
        self._prefix = prefix
        self._current = current
        self._articles = articles

    def whole(self, article_id: str) -> list[Whole]:
        """Return the articles of an id, one for each archive that has one, none if no reply can show such an article.

        Raises:
            EngineUnreachable: the cluster does not answer.
            IndexUnusable: there is no generation, or it is damaged or of another format.
        """
        name, meta = fetch_meta(self._nodes, self._prefix)
        manifest_of(meta, name)
        query = {"constant_score": {"filter": {"term": {"id": article_id}}}}
        body = {"size": SHARING, "_source": False, "stored_fields": ["shown", "whole"], "query": query}
        hits = self._nodes.ask("POST", f"/{name}/_search?{WHOLE_ANSWER}", body)["hits"]["hits"]
        try:
            found = [
                loaded_whole(*(base64.b64decode(hit["fields"][one][0]) for one in ("shown", "whole"))) for hit in hits
            ]
        except (LookupError, ValueError, TypeError, binascii.Error) as error:
            raise IndexUnusable(f"{name}: holds an article without what is told of it whole; {CURE}") from error
        return sorted(found, key=lambda one: one.article.article.row)

    def months(self) -> tuple[Month, ...]:
        """Return the months, and years, that have articles, in order."""
        first, last = _months_of(self._current())
        numbers, counts = np.unique(_numbers(first, last), return_counts=True)
        return tuple(
            Month(number // NUMBERS, number % NUMBERS, count)
            for number, count in zip(numbers.tolist(), counts.tolist(), strict=True)
        )

    def undated(self) -> int:
        """Return how many articles have no date."""
        engine = self._current()
        return engine.generation.articles - engine.dated

    def of_month(self, first: date, count: int, skip: int = 0) -> list[StoredArticle]:
        """Return articles of the month that begins on a day, the earliest first."""
        return self._numbered(first.year * NUMBERS + first.month, count, skip)

    def of_year(self, year: int, count: int, skip: int = 0) -> list[StoredArticle]:
        """Return articles whose month is not known, of the year in which they may begin to have been published."""
        return self._numbered(year * NUMBERS, count, skip)

    def of_no_date(self, count: int, skip: int = 0) -> list[StoredArticle]:
        """Return articles without a date, by their ids."""
        engine = self._current()
        return self._articles(engine, np.arange(engine.dated, engine.generation.articles)[skip : skip + count])

    def _numbered(self, number: int, count: int, skip: int) -> list[StoredArticle]:
        engine = self._current()
        found = np.flatnonzero(_is_of(engine, number))
        order = np.lexsort((found, engine.last_day[found], engine.first_day[found]))
        return self._articles(engine, found[order][skip : skip + count])


def _is_of(engine: OpenSearchEngine, number: int) -> BoolArray:
    found: BoolArray = _numbers(*_months_of(engine)) == number
    return found


def _months_of(engine: OpenSearchEngine) -> tuple[IntArray, IntArray]:
    """Return the months of the first and the last day of every dated article, since the year 0."""
    first, last = (_month(days[: engine.dated]) for days in (engine.first_day, engine.last_day))
    return first, last


def _month(days: IntArray) -> IntArray:
    since = (days.astype(np.int64) - EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (since + 12 * 1970).astype(np.int32)


def _numbers(first: IntArray, last: IntArray) -> LongArray:
    """Return one number of a year and a month for each article; the month is 0 where it is not known."""
    months = np.where(first == last, first % 12 + 1, 0)
    return (first // 12 * NUMBERS + months).astype(np.int64)
