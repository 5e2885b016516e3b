"""The engine that searches in a cluster: the same passages, scores and order as the embedded one.

A document of the cluster is an article with its passages; its score there is that of its best passage, cut off a
little. The best articles are fetched with their words, and scored anew here, exactly; more of them are fetched until
none that is left can hold one of the best passages.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from functools import reduce
from time import monotonic
from typing import Any

import numpy as np

from corpus.errors import IndexUnusable
from index.engine.engine import Found, Search
from index.engine.known import Known
from index.engine.opensearch.arrays import CURE, current_number, fetch_generation
from index.engine.opensearch.features import counted
from index.engine.opensearch.layout import ARTICLES, SHORT_OF, index_name
from index.engine.opensearch.nodes import Nodes
from index.engine.opensearch.packs import Kept, Unpacked, unpacked
from index.generations.arrays import BoolArray, FloatArray, IntArray, LongArray
from index.generations.ragged import Ragged

FIRST, MORE = 96, 256
"""Articles that are fetched at first, and then at least: as many again as there were. Of the Senate's questions the
best hundred passages are of 64 articles in the middle, of 97 at most."""
LISTED = 30_000
"""Articles that are named to the cluster at most; if more are wanted, they are told apart here."""
KEPT_BYTES = 64 << 20
"""Of the words of articles that were fetched last."""
PAGE = 2_000
"""Articles that are fetched at once where all that hold some words are wanted."""
FOLLOW_SECONDS = 1.0
"""For so long what the alias names is taken to stand: workers follow within two seconds."""
WHOLE_ANSWER = "allow_partial_search_results=false&preference=_local&request_cache=false"


class OpenSearchEngine(Known):
    """One generation in a cluster; safe to ask from several threads.

    Args:
        nodes: of the cluster.
        prefix: with which the names of its indices begin.
        name: of the articles of a generation that is not current, to look at it.

    Raises:
        EngineUnreachable: the cluster does not answer, or not wholly.
        IndexUnusable: there is no generation, or it is damaged or of another format.
    """

    def __init__(self, nodes: Nodes, prefix: str, name: str | None = None) -> None:
        self.nodes = nodes
        self.prefix = prefix
        self._seen = monotonic()
        generation, arrays = fetch_generation(nodes, prefix, name)
        self.name = index_name(prefix, ARTICLES, generation.number)
        try:
            super().__init__(generation, arrays)
            self._marks: IntArray = arrays["marks"]
        except KeyError as error:
            raise IndexUnusable(f"{self.name}: lacks the array {error}; {CURE}") from error
        self._kept = Kept(KEPT_BYTES)

    def is_current(self) -> bool:
        """Tell whether the alias still named this generation a second ago."""
        now = monotonic()
        if now - self._seen < FOLLOW_SECONDS:
            return True
        if current_number(self.nodes, self.prefix) != self.generation.number:
            return False
        self._seen = now
        return True

    def search(self, searches: Sequence[Search]) -> list[Found]:
        """Find the best passages for each of some searches."""
        return [self._search(one) for one in searches]

    def _search(self, search: Search) -> Found:
        wanted = self.wanted(search)
        query = self._query(search, wanted)
        best = _Best(self, search, wanted)
        begin, size = 0, FIRST
        while True:
            scores, articles = self._best_articles(query, begin, size)
            best.add(articles)
            if len(articles) < size or best.is_proven(scores[-1]):
                return best.found()
            begin, size = begin + size, max(MORE, begin + size)

    def _query(self, search: Search, wanted: BoolArray) -> dict[str, Any]:
        """Return the query for articles by their best passages."""
        told = list(zip(search.terms.tolist(), search.factors.tolist(), search.article_factors.tolist(), strict=True))
        own = [_weighing(f"p.f.{term}", factor) for term, factor, _ in told]
        passages = {"nested": {"path": "p", "score_mode": "max", "query": {"bool": {"should": own}}}}
        shared = [_weighing(f"a.{term}", factor) for term, _, factor in told if factor > 0]
        found: dict[str, Any] = {"must": [passages], "should": shared}
        if wanted.size:
            articles = np.flatnonzero(np.logical_or.reduceat(wanted, self.first_passage[:-1]))
            if articles.size <= LISTED:
                found["filter"] = [{"terms": {"n": articles.tolist()}}]
        return {"bool": found}

    def _best_articles(self, query: dict[str, Any], begin: int, size: int) -> tuple[list[float], IntArray]:
        """Return the scores and the numbers of some of the best articles, whose words are kept."""
        asked = {"from": begin, "size": size, "track_total_hits": False, "_source": False, "stored_fields": ["words"]}
        hits = self._hits(asked | {"query": query})
        return [hit["_score"] for hit in hits], self._keep(hits)

    def _hits(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        found = self.nodes.ask("POST", f"/{self.name}/_search?{WHOLE_ANSWER}", body)
        hits: list[dict[str, Any]] = found["hits"]["hits"]
        return hits

    def _packs(self, hits: Sequence[dict[str, Any]]) -> dict[int, bytes]:
        """Return the words of articles that were found, by number in the order of the hits, and keep them."""
        try:
            packs = {int(hit["_id"]): base64.b64decode(hit["fields"]["words"][0]) for hit in hits}
        except (LookupError, ValueError, binascii.Error) as error:
            raise IndexUnusable(f"{self.name}: holds an article without its words; {CURE}") from error
        self._kept.put(packs)
        return packs

    def _keep(self, hits: Sequence[dict[str, Any]]) -> IntArray:
        """Keep the words of articles that were found; return their numbers in the order of the hits."""
        return np.array(list(self._packs(hits)), np.int32)

    def unpacked(self, articles: IntArray) -> Unpacked:
        """Return the words of some articles, given ascending, none twice; what is not kept is fetched."""
        packs = self._kept.get(articles.tolist())
        missing = [one for one in articles.tolist() if one not in packs]
        for begin in range(0, len(missing), PAGE):
            some = missing[begin : begin + PAGE]
            body = {"size": len(some), "_source": False, "stored_fields": ["words"]}
            hits = self._hits(body | {"query": {"constant_score": {"filter": {"terms": {"n": some}}}}})
            packs |= self._packs(hits)
        gone = [one for one in missing if one not in packs]  # taken down: it holds no words any more
        sizes = self.first_passage[articles + 1].astype(np.int64) - self.first_passage[articles]
        for one, size in zip(articles.tolist(), sizes.tolist(), strict=True):
            if one in gone:
                packs[one] = bytes(4 * (size + 1))
        return unpacked(articles, sizes, [packs[one] for one in articles.tolist()], self._marks)

    def words(self, passages: IntArray) -> Ragged:
        """Return the words of some passages, of those before and behind them, and of their titles."""
        articles, own = np.unique(self.article_of(passages), return_inverse=True)
        found = self.unpacked(articles.astype(np.int32))
        rows = found.first_rows[own] + passages - self.first_passage[articles[own]]
        first, end = found.first_rows[own], found.first_rows[own + 1]
        begins = np.concatenate([rows, np.maximum(rows - 1, first), rows + 1, found.rows + own])
        ends = np.concatenate([rows + 1, rows, np.minimum(rows + 2, end), found.rows + own + 1])
        marks = found.marks.cut(found.marks.bounds[begins], found.marks.bounds[ends])
        return Ragged(marks.values >> 1, marks.bounds)

    def holding(self, terms: Sequence[int], *, titled: bool = False) -> IntArray:
        """Return the passages that hold all of some terms, with ``titled`` in their titles too."""
        found = [np.zeros(0, np.int64)]
        after: list[Any] | None = None
        asked: dict[str, Any] = {
            "size": PAGE,
            "track_total_hits": False,
            "_source": False,
            "stored_fields": ["words"],
            "sort": ["n"],
            "query": {"bool": {"filter": [_weighing(f"a.{term}", 1.0) for term in terms]}},
        }
        while True:
            hits = self._hits(asked | ({"search_after": after} if after else {}))
            if hits:
                found.append(self._held(self._keep(hits), terms, titled=titled))
            if len(hits) < PAGE:
                return np.concatenate(found).astype(np.int32)
            after = hits[-1]["sort"]

    def _held(self, articles: IntArray, terms: Sequence[int], *, titled: bool) -> LongArray:
        """Return the passages of some articles that hold all of some terms."""
        words = self.unpacked(articles)
        of_row = np.repeat(np.arange(len(words.marks)), words.marks.lengths)
        article = np.repeat(np.arange(articles.size), np.diff(words.first_rows))

        def holding(term: int) -> BoolArray:
            held = np.zeros(len(words.marks), bool)
            held[of_row[words.marks.values >> 1 == term]] = True
            return held[: words.rows] | held[words.rows :][article] if titled else held[: words.rows]

        held = reduce(np.logical_and, map(holding, terms))
        numbers = np.arange(words.rows) - words.first_rows[article] + self.first_passage[articles[article]]
        return np.asarray(numbers[held], np.int64)

    def close(self) -> None:
        """Close all connections."""
        self.nodes.close()


class _Best:
    """The best passages of a search among the articles that have been fetched so far."""

    def __init__(self, engine: OpenSearchEngine, search: Search, wanted: BoolArray) -> None:
        self._engine, self._search, self._wanted = engine, search, wanted
        self._slots = np.zeros(engine.generation.terms + 2, np.int32)
        self._slots[search.terms] = np.arange(1, search.terms.size + 1)
        self._passages: list[IntArray] = [np.zeros(0, np.int32)]
        self._own: list[FloatArray] = [np.zeros(0, np.float32)]
        self._shared: list[FloatArray] = [np.zeros(0, np.float32)]

    def add(self, articles: IntArray) -> None:
        """Score the passages of some articles."""
        articles = np.sort(articles)
        if not articles.size:
            return
        engine, search = self._engine, self._search
        words = engine.unpacked(articles)
        slots = self._slots[words.marks.values >> 1]
        met = np.flatnonzero(slots)
        rows = np.searchsorted(words.marks.bounds, met, "right") - 1
        article_of_row = np.repeat(np.arange(articles.size), np.diff(words.first_rows))
        owner = np.concatenate([article_of_row, np.arange(articles.size)])
        places = np.arange(words.rows) - words.first_rows[article_of_row]
        numbers = places + engine.first_passage[articles[article_of_row]]
        within = rows < words.rows
        own = _sums(rows[within], slots[met][within], numbers, search.factors, engine.passage_weighing)
        times = np.where(within, 1, int(engine.generation.settings["title_weight"]))
        shared = _sums(
            np.repeat(owner[rows], times), np.repeat(slots[met], times), articles, search.article_factors,
            engine.article_weighing,
        )  # fmt: skip
        kept = np.zeros(words.rows, bool)
        kept[rows[within]] = True
        if self._wanted.size:
            kept &= self._wanted[numbers]
        self._passages.append(numbers[kept].astype(np.int32))
        self._own.append(own[kept])
        self._shared.append(shared[article_of_row[kept]])

    def is_proven(self, score: float) -> bool:
        """Tell whether no passage can be among the best of an article whose score in the cluster is not higher."""
        totals = np.concatenate(self._own) + np.concatenate(self._shared)
        if totals.size < self._search.k:
            return False
        least = np.partition(totals, totals.size - self._search.k)[totals.size - self._search.k]
        return bool(score * (1 + 2 * SHORT_OF) < least)

    def found(self) -> Found:
        """Return the best passages."""
        passages = np.concatenate(self._passages)
        own, shared = np.concatenate(self._own), np.concatenate(self._shared)
        order = np.lexsort((passages, -(own + shared)))[: self._search.k]
        return Found(passages[order], own[order], shared[order])


def _sums(
    rows: LongArray, slots: IntArray, documents: LongArray | IntArray, factors: FloatArray, weighing: Any
) -> FloatArray:
    """Return for each document what the terms of a search weigh in it.

    Args:
        rows: the place of the document of each word that is met.
        slots: which term it is, from 1.
        documents: their numbers.
        factors: of the terms.
        weighing: of the documents.
    """
    sums = np.zeros(documents.size, np.float32)
    document, term, often = counted(rows.astype(np.int64), slots, factors.size + 1)
    weights = weighing.of(documents[document], often)
    np.add.at(sums, document, factors[term - 1] * weights)
    return sums


def _weighing(field: str, factor: float) -> dict[str, Any]:
    return {"rank_feature": {"field": field, "linear": {}, "boost": factor}}
