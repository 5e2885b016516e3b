"""The engine that searches in a cluster: the same passages, scores and order as the embedded one.

The cluster lists slices of articles by the most that a passage in them can score. The words of the first articles are
fetched, and their passages scored here, exactly; more of them are looked at until none that is left can hold one of the
best passages. Words are kept for the next questions, so that most of them fetch few.
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
from index.engine.opensearch.best import Best
from index.engine.opensearch.features import share_of
from index.engine.opensearch.layout import ARTICLES, SHORT_OF, SLICES, index_name
from index.engine.opensearch.nodes import Nodes
from index.engine.opensearch.packs import Kept, Unpacked, unpacked
from index.generations.arrays import BoolArray, FloatArray, IntArray, LongArray
from index.generations.ragged import Ragged

LISTED = 256
"""Slices that are listed at first; four times as many should they not do. Nine in ten Senate questions need 268."""
FIRST = 64
"""Articles that are looked at before it is known which others need be. Of the Senate's questions the best hundred
passages are of 64 articles in the middle, of 97 at most."""
STRETCHES, NAMED = 200, 30_000
"""Stretches of articles, and single articles beside them, that are named to the cluster at most; if more are wanted,
they are told apart here."""
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
        self.name, self._slices = (index_name(prefix, kind, generation.number) for kind in (ARTICLES, SLICES))
        try:
            super().__init__(generation, arrays)
            self._marks: IntArray = arrays["marks"]
        except KeyError as error:
            raise IndexUnusable(f"{self.name}: lacks the array {error}; {CURE}") from error
        self._shares = share_of(self.lexicon)
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
        if not search.terms.size:
            return Best(self, search, np.zeros(0, bool)).found()
        wanted = self.wanted(search)
        query, best = self._query(search, wanted), Best(self, search, wanted)
        size = LISTED
        while True:
            bounds, articles = self._listed(query, size)
            best.add(articles[: _reaching(articles, FIRST)])
            while (open_to := best.reached(bounds)) > 0 and best.add(articles[:open_to]):
                pass
            if len(articles) < size or open_to < len(articles):
                return best.found()
            size *= 4

    def _query(self, search: Search, wanted: BoolArray) -> dict[str, Any]:
        """Return the query for slices by the most that a passage in them can score."""
        factors = np.maximum(search.factors, search.article_factors / self._shares[search.terms])
        told = zip(search.terms.tolist(), factors.tolist(), strict=True)
        found: dict[str, Any] = {"should": [_weighing(term, factor) for term, factor in told]}
        if wanted.size:
            articles = np.flatnonzero(np.logical_or.reduceat(wanted, self.first_passage[:-1]))
            within = _within(articles)
            if within:
                found |= {"filter": [within], "minimum_should_match": 1}
        return {"bool": found}

    def _listed(self, query: dict[str, Any], size: int) -> tuple[FloatArray, IntArray]:
        """Return the most that a passage in each of the best slices can score, highest first, and their articles."""
        asked = {"size": size, "track_total_hits": False, "_source": False, "stored_fields": "_none_"}
        hits = self._hits(self._slices, asked | {"docvalue_fields": ["n"], "query": query})
        scores = np.array([hit["_score"] for hit in hits], np.float32) * np.float32(1 + 2 * SHORT_OF)
        return scores, np.array([hit["fields"]["n"][0] for hit in hits], np.int32)

    def _hits(self, name: str, body: dict[str, Any]) -> list[dict[str, Any]]:
        found = self.nodes.ask("POST", f"/{name}/_search?{WHOLE_ANSWER}", body)
        hits: list[dict[str, Any]] = found["hits"]["hits"]
        return hits

    def _packs(self, articles: Sequence[int]) -> dict[int, bytes]:
        """Fetch and keep the words of some articles; those that were taken down are not among them."""
        body = {"size": len(articles), "_source": False, "stored_fields": ["words"]}
        hits = self._hits(self.name, body | {"query": {"constant_score": {"filter": {"terms": {"n": articles}}}}})
        try:
            packs = {int(hit["_id"]): base64.b64decode(hit["fields"]["words"][0]) for hit in hits}
        except (LookupError, ValueError, binascii.Error) as error:
            raise IndexUnusable(f"{self.name}: holds an article without its words; {CURE}") from error
        self._kept.put(packs)
        return packs

    def unpacked(self, articles: IntArray) -> Unpacked:
        """Return the words of some articles, given ascending, none twice; what is not kept is fetched."""
        packs = self._kept.get(articles.tolist())
        missing = [one for one in articles.tolist() if one not in packs]
        for begin in range(0, len(missing), PAGE):
            packs |= self._packs(missing[begin : begin + PAGE])
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
            "stored_fields": "_none_",
            "sort": ["n"],
            "query": {"bool": {"filter": [{"term": {"first": True}}, *(_weighing(term, 1.0) for term in terms)]}},
        }
        while True:
            hits = self._hits(self._slices, asked | ({"search_after": after} if after else {}))
            if hits:
                found.append(self._held(np.array([hit["sort"][0] for hit in hits], np.int32), terms, titled=titled))
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

    def rest(self) -> None:
        """Do nothing: searches take memory in the cluster."""

    def close(self) -> None:
        """Close all connections."""
        self.nodes.close()


def _reaching(articles: IntArray, most: int) -> int:
    """Return how many of some slices, by their articles, are of so many articles."""
    firsts = np.sort(np.unique(articles, return_index=True)[1])
    return int(firsts[most]) if firsts.size > most else articles.size


def _within(articles: LongArray) -> dict[str, Any] | None:
    """Return the query for some articles, None if they are too many to be named: most as stretches, as in a scope."""
    cuts = np.flatnonzero(np.diff(articles) > 1) + 1
    begins, ends = np.append(0, cuts), np.append(cuts, articles.size)
    if not articles.size:
        return {"match_none": {}}
    longest = np.argsort(begins - ends, kind="stable")[:STRETCHES]
    named = np.ones(articles.size, bool)
    ranges = []
    for begin, end in zip(begins[longest].tolist(), ends[longest].tolist(), strict=True):
        named[begin:end] = False
        ranges.append({"range": {"n": {"gte": int(articles[begin]), "lte": int(articles[end - 1])}}})
    single = articles[named].tolist()
    return {"bool": {"should": [{"terms": {"n": single}}, *ranges]}} if len(single) <= NAMED else None


def _weighing(term: int, factor: float) -> dict[str, Any]:
    return {"rank_feature": {"field": f"f.{term}", "linear": {}, "boost": factor}}
