"""The library of a cluster: passages word for word, and what filters ask of articles, without any file of one's own.

A passage's number tells its generation too, so that passages are of the generation in which they were found.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby
from time import monotonic
from typing import Any

import numpy as np

from corpus.dates.spans import iso
from corpus.errors import IndexUnusable
from corpus.language.cutting import fold
from corpus.store.browsing import Surroundings
from corpus.store.captures import Capture
from corpus.store.filtering import Filter, author_words, place_of
from corpus.store.holdings import Counts
from corpus.store.reading import StoredArticle, StoredPassage, StoreReader
from corpus.store.rows import load_day
from corpus.store.shown import Loaded
from index.engine.opensearch.arrays import CURE, GENERATION_BITS, fetch_meta
from index.engine.opensearch.catalogue import ClusterCatalogue
from index.engine.opensearch.engine import WHOLE_ANSWER, OpenSearchEngine
from index.engine.opensearch.layout import ARTICLES, KEPT_GENERATIONS, index_name, place_words
from index.engine.opensearch.nodes import Nodes
from index.engine.opensearch.packs import Kept

KEPT_BYTES, KEPT_SECONDS = 16 << 20, 1.0
"""Of the articles that were shown last, and for how long: as long as a switch may take to be followed."""
PAGE = 10_000
"""Numbers of articles that are listed at once."""
NUMBER = (1 << GENERATION_BITS) - 1


def counts_row(store: StoreReader) -> dict[str, Any]:
    """Return what a store counts, as it is kept with a generation."""
    counts = store.counts()
    return asdict(counts) | {"first": iso(counts.first), "last": iso(counts.last)}


class ClusterLibrary:
    """The library of the generations in a cluster; safe to ask from several threads.

    Args:
        nodes: of the cluster.
        prefix: with which the names of its indices begin.
        engine: gives the current engine, which knows where the passages of an article begin.

    Attributes:
        catalogue: lists articles, and shows them whole.
    """

    def __init__(self, nodes: Nodes, prefix: str, engine: Callable[[], OpenSearchEngine]) -> None:
        self._nodes = nodes
        self._prefix = prefix
        self._engine = engine
        self.catalogue = ClusterCatalogue(nodes, prefix, self._current, self._first_articles)
        self._seen: dict[int, OpenSearchEngine] = {}
        self._kept: dict[int, Kept] = {}
        self._since = monotonic()

    @property
    def store_id(self) -> str:
        """What tells the store from any other from which the passages come."""
        return self._current().generation.store_state.partition(":")[0]

    @property
    def labels(self) -> ClusterLibrary:
        """What looks up filters and quotations."""
        return self

    @property
    def browser(self) -> ClusterLibrary:
        """What looks around beside any question."""
        return self

    def close(self) -> None:
        """Do nothing: the connections are the engine's."""

    def earlier(self, passages: Sequence[int]) -> dict[int, str]:  # noqa: ARG002 - a door's method
        """Return nothing: a generation in a cluster holds one version of an article."""
        return {}

    def expunging(self) -> bool:
        """Tell whether a passage that is not there may have been taken down: nothing else takes one out."""
        return True

    def counts(self) -> Counts:
        """Return how much there was when the generation was loaded, and from when to when."""
        name, meta = fetch_meta(self._nodes, self._prefix)
        try:
            found: dict[str, Any] = dict(meta["counts"])
            found |= {one: load_day(found[one]) for one in ("first", "last")}
            return Counts(**found | {"archives": tuple(map(tuple, found["archives"]))})
        except (LookupError, ValueError, TypeError) as error:
            raise IndexUnusable(f"{name}: does not say what it holds; {CURE}") from error

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage | None]:
        """Return passages by number, in the order given; None for one that is no longer there."""
        found: dict[int, StoredPassage | None] = {}
        for _, own in groupby(sorted(map(int, numbers)), lambda one: one >> GENERATION_BITS):
            found |= {number: one.passage(place, number) for number, (one, place) in self._articles(list(own)).items()}
        return [found.get(int(number)) for number in numbers]

    def captures(self, passages: Iterable[StoredPassage]) -> dict[int, list[Capture]]:
        """Return the other captures of the pages that some passages are of, by the numbers of their articles."""
        by_number = {one.number: one.article.row for one in passages if one.article.captured is not None}
        return {
            by_number[number]: loaded.captures
            for number, (loaded, _) in self._articles(sorted(by_number)).items()
            if loaded.captures
        }

    def texts(self, passages: Sequence[int]) -> list[tuple[str, str]]:
        """Return the headline and the text of each of some passages, empty for what is gone."""
        return [(one.article.title, one.text) if one else ("", "") for one in self.passages(passages)]

    def around(self, passage: StoredPassage) -> Surroundings:
        """Return what stands directly before and after a passage."""
        found = self._articles([passage.number]).get(passage.number)
        return Surroundings(*(found[0].around(passage.ordinal) if found else ("", "")))

    def newest(self, count: int, skip: int = 0) -> list[StoredPassage]:
        """Return the first passage of each of the newest dated articles, newest first."""
        engine = self._current()
        order = np.lexsort((-np.arange(engine.dated), -engine.last_day[: engine.dated]))
        return self._first_passages(engine, order[skip : skip + count])

    def published_on(self, day: date, count: int, skip: int = 0, *, any_year: bool) -> list[StoredPassage]:
        """Return the first passage of each article that was published on a day, or on that day of any year."""
        engine = self._current()
        days = engine.last_day[: engine.dated]
        surely = days == engine.first_day[: engine.dated]
        if any_year:
            wanted = [date(year, day.month, day.day).toordinal() for year in range(1, 9999) if _is_there(year, day)]
            surely &= np.isin(days, wanted)
        else:
            surely &= days == day.toordinal()
        return self._first_passages(engine, np.flatnonzero(surely)[::-1][skip : skip + count])

    def passages_of(self, wanted: Filter, most: int) -> list[int] | None:
        """Return a passage of each article that has one of a filter's values; None if there may be more than some."""
        return self._found({"bool": {"filter": [_asked(wanted)]}}, most)

    def passages_not_in(self, languages: Sequence[str], most: int) -> list[int] | None:
        """Return a passage of each article that is in none of some languages; None if there are more than some."""
        return self._found({"bool": {"must_not": [_asked(Filter("lang", tuple(languages)))]}}, most)

    def fitting(self, wanted: Filter, passages: Sequence[int]) -> list[bool]:
        """Tell for each of some passages whether its article has one of a filter's values."""
        engine = self._current()
        articles = engine.article_of(np.array([int(one) & NUMBER for one in passages], np.int64)).tolist()
        asked = {"bool": {"filter": [_asked(wanted), {"terms": {"n": sorted(set(articles))}}]}}
        held = set(self._listed(engine, asked, len(articles) or 1))
        return [article in held for article in articles]

    def _current(self) -> OpenSearchEngine:
        """Return the current engine; what was found by the one before is fetched from that yet."""
        engine = self._engine()
        if engine.generation.number not in self._seen:
            self._seen = dict([*self._seen.items(), (engine.generation.number, engine)][-KEPT_GENERATIONS:])
        return engine

    def _kept_now(self) -> dict[int, Kept]:
        """Return what is kept of each generation: for a moment, as an article may be taken down at any time."""
        now = monotonic()
        if now - self._since > KEPT_SECONDS:
            self._kept, self._since = {}, now
        return self._kept

    def _found(self, query: dict[str, Any], most: int) -> list[int] | None:
        engine = self._current()
        articles = self._listed(engine, query, most + 1)
        if len(articles) > most:
            return None
        return [int(one) for one in engine.rows[engine.first_passage[np.array(articles, np.int64)]].tolist()]

    def _listed(self, engine: OpenSearchEngine, query: dict[str, Any], most: int) -> list[int]:
        """Return the numbers of articles that a query finds, so many at most."""
        found: list[int] = []
        body: dict[str, Any] = {"track_total_hits": False, "_source": False, "sort": ["n"], "query": query}
        while len(found) < most:
            size = min(PAGE, most - len(found))
            after = {"search_after": [found[-1]]} if found else {}
            hits = self._hits(engine.name, body | after | {"size": size})
            found += [int(hit["_id"]) for hit in hits]
            if len(hits) < size:
                break
        return found

    def _first_passages(self, engine: OpenSearchEngine, articles: Any) -> list[StoredPassage]:
        found = self.passages(engine.rows[engine.first_passage[articles]].tolist())
        return [passage for passage in found if passage is not None]

    def _first_articles(self, engine: OpenSearchEngine, articles: Any) -> list[StoredArticle]:
        return [passage.article for passage in self._first_passages(engine, articles)]

    def _articles(self, numbers: list[int]) -> dict[int, tuple[Loaded, int]]:
        """Return for passages, all of one generation, their articles as they are shown, and their places in these."""
        if not numbers:
            return {}
        generation = numbers[0] >> GENERATION_BITS
        current = self._current()
        engine = current if current.generation.number == generation else self._seen.get(generation)
        if engine is None:
            return {}
        own = np.array(numbers, np.int64) & NUMBER
        articles = engine.article_of(own)
        places = (own - engine.first_passage[articles]).tolist()
        kept = self._kept_now().setdefault(generation, Kept(KEPT_BYTES))
        texts = kept.get(articles.tolist())
        missing = sorted(set(articles.tolist()) - texts.keys())
        if missing:
            name = index_name(self._prefix, ARTICLES, generation)
            body = {"size": len(missing), "_source": False, "stored_fields": ["shown"]}
            hits = self._hits(name, body | {"query": {"constant_score": {"filter": {"terms": {"n": missing}}}}})
            try:
                fetched = {int(hit["_id"]): base64.b64decode(hit["fields"]["shown"][0]) for hit in hits}
            except (LookupError, ValueError, binascii.Error) as error:
                raise IndexUnusable(f"{name}: holds an article without its text; {CURE}") from error
            kept.put(fetched)
            texts |= fetched
        loaded = {article: Loaded(text) for article, text in texts.items()}
        return {
            number: (loaded[article], place)
            for number, article, place in zip(numbers, articles.tolist(), places, strict=True)
            if article in loaded
        }

    def _hits(self, name: str, body: dict[str, Any]) -> list[dict[str, Any]]:
        found = self._nodes.ask("POST", f"/{name}/_search?{WHOLE_ANSWER}", body)
        hits: list[dict[str, Any]] = found["hits"]["hits"]
        return hits


def _asked(wanted: Filter) -> dict[str, Any]:
    """Return the query for articles that have one of a filter's values, whatever is negated."""
    if wanted.label == "lang":
        return {"terms": {"language": list(wanted.values)}}
    if wanted.label == "author":
        phrases = [{"match_phrase": {"author": author_words(fold(value))}} for value in wanted.values]
    else:
        places = [place for value in wanted.values if (place := place_of(value))]
        phrases = [{"match_phrase": {"place": place_words(f"/{place}")}} for place in places]
        phrases += [{"match_phrase": {"host": place_words(f".{place}.")}} for place in places]
    return {"bool": {"should": phrases or [{"match_none": {}}], "minimum_should_match": 1}}


def _is_there(year: int, day: date) -> bool:
    return (day.month, day.day) != (2, 29) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
