"""Makes the documents of a generation: slices with what words weigh, articles with words and what replies show."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from corpus.language.cutting import fold
from corpus.store.filtering import HOST, author_words
from corpus.store.reading import StoreReader
from corpus.store.shown import Dumped, dumped
from corpus.store.whole import dumped_wholes
from index.engine.embedded import EmbeddedEngine
from index.engine.opensearch.features import counted, objects, share_of
from index.engine.opensearch.layout import SLICE, place_words
from index.engine.opensearch.packs import packed
from index.generations.arrays import FloatArray, IntArray, LongArray

STRETCH = 4_000
"""Passages whose documents are made at once."""
BOUNDARY = "|"
"""Between the names of an author field, so that no phrase goes over it."""


class Documents:
    """The documents of a generation.

    Args:
        engine: the generation as it was built.
        store: that it was built of.
    """

    def __init__(self, engine: EmbeddedEngine, store: StoreReader) -> None:
        self._engine = engine
        self._store = store
        self._title_weight = int(engine.generation.settings["title_weight"])

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Yield from which article to before which one documents are made at once."""
        first, articles = 0, self._engine.generation.articles
        while first < articles:
            end = int(self._engine.first_passage[first]) + STRETCH
            last = max(first + 1, int(np.searchsorted(self._engine.first_passage, end, "right")) - 1)
            yield first, min(last, articles)
            first = min(last, articles)

    def articles(self, first: int, last: int) -> list[bytes]:
        """Return the lines of a bulk request for some articles, two each."""
        begins = self._engine.first_passage[first : last + 1].astype(np.int64)
        words, shown, lines = self._words(first, last, begins), self._shown(begins), []
        beside = list(dumped_wholes(self._store, [one.article for one in shown]))
        for place, one in enumerate(shown):
            begin, end = begins[place : place + 2].tolist()
            number = first + place
            if one.passages != end - begin:
                raise ValueError(f"article {one.article.row}: the index has {end - begin} passages of {one.passages}")
            told = json.dumps(self._told(number, one), ensure_ascii=False).encode()[:-1]
            lines.append(b'{"index":{"_id":"%d"}}' % number)
            texts = map(base64.b64encode, (words[place], one.text, beside[place]))
            lines.append(b'%b,"words":"%b","shown":"%b","whole":"%b"}' % (told, *texts))
        return lines

    def slices(self, first: int, last: int) -> list[bytes]:
        """Return the lines of a bulk request for the slices of some articles, two each."""
        cut = Slices.of(self._engine.first_passage, first, last)
        lines = []
        for features, article, place in zip(
            self._features(cut, first, last), cut.articles.tolist(), cut.places.tolist(), strict=True
        ):
            is_first = b"true" if place == 0 else b"false"
            lines.append(b'{"index":{"_id":"%d-%d"}}' % (article, place))
            lines.append(b'{"n":%d,"first":%b,"f":{%b}}' % (article, is_first, features))
        return lines

    def _told(self, number: int, one: Dumped) -> dict[str, Any]:
        """Return the fields of a document by which filters find it."""
        source, url, archive, language, authors = one.labels
        found: dict[str, Any] = {
            "n": number,
            "id": one.article.article_id,
            "language": language,
            "place": [place_words(f"/{fold(path)}") for path in (source, archive)],
        }
        names = [author_words(name) for name in json.loads(authors or "[]")]
        if names:
            found["author"] = f" {BOUNDARY} ".join(names)
        if (host := HOST.match(fold(url))) is not None:
            found["host"] = place_words(f".{host[1]}.")
        return found

    def _shown(self, begins: LongArray) -> Sequence[Dumped]:
        """Return what replies show of some articles."""
        rows = self._engine.rows[begins[:-1]].tolist()
        asked = json.dumps([int(row) for row in rows])
        article_of: dict[int, int] = dict(
            self._store.rows("SELECT id, article FROM passages WHERE id IN (SELECT value FROM json_each(?))", asked)
        )
        return list(dumped(self._store, [article_of[row] for row in rows]))

    def _features(self, cut: Slices, first: int, last: int) -> list[bytes]:
        """Return what words weigh in some slices: the most in one of its passages, and a share of it in the article."""
        engine, in_all = self._engine, self._engine.generation.terms + 1
        begins = engine.first_passage[first : last + 1].astype(np.int64)
        numbers = np.arange(begins[0], begins[-1])
        passages, titles = engine.texts.take(numbers), engine.titles.take(np.arange(first, last))
        of_passage = np.repeat(np.arange(numbers.size), passages.lengths)
        article_of = np.repeat(np.arange(last - first), np.diff(begins))
        of_title = np.repeat(np.arange(last - first), titles.lengths)
        rows = np.concatenate([article_of[of_passage], np.repeat(of_title, self._title_weight)])
        marks = np.concatenate([passages.values, np.repeat(titles.values, self._title_weight)])
        article, term, often = counted(rows, marks >> 1, in_all)
        shared = engine.article_weighing.of(first + article, often) * share_of(engine.lexicon)[term]

        bounds = np.searchsorted(article, np.arange(last - first + 1))
        sizes = np.diff(bounds)[cut.articles - first]
        ends = np.cumsum(sizes)
        every = np.arange(sizes.sum()) + np.repeat(bounds[cut.articles - first] - (ends - sizes), sizes)
        keys = np.repeat(np.arange(sizes.size), sizes) * in_all + term[every]
        weights = shared[every]

        passage, own_term, often = counted(of_passage, passages.values >> 1, in_all)
        own = engine.passage_weighing.of(numbers[passage], often)
        places, own = highest(cut.of_passage[passage] * in_all + own_term, own)
        weights[np.searchsorted(keys, places)] += own
        return objects(np.concatenate([[0], ends]).astype(np.int64), term[every], weights)

    def _words(self, first: int, last: int, begins: LongArray) -> list[bytes]:
        """Return the words of some articles in their codes."""
        texts, titles = self._engine.texts, self._engine.titles
        bounds = texts.bounds[begins[0] : begins[-1] + 1].tolist()
        codes = texts.codes[bounds[0] : bounds[-1]].tobytes()
        pieces = [codes[a - bounds[0] : b - bounds[0]] for a, b in pairwise(bounds)]
        heads = titles.bounds[first : last + 1].tolist()
        places = (begins - begins[0]).tolist()
        return [
            packed(pieces[places[at] : places[at + 1]], titles.codes[heads[at] : heads[at + 1]].tobytes())
            for at in range(last - first)
        ]


@dataclass(frozen=True, slots=True)
class Slices:
    """The slices of some articles.

    Attributes:
        articles: (n,) int64, of which article each is.
        places: (n,) int64, which of its slices, from 0.
        of_passage: the slice of each passage of these articles.
    """

    articles: LongArray
    places: LongArray
    of_passage: LongArray

    @classmethod
    def of(cls, first_passage: IntArray, first: int, last: int) -> Slices:
        """Cut articles ``first`` to before ``last``; an article without passages has one slice too."""
        sizes = np.diff(first_passage[first : last + 1]).astype(np.int64)
        slices = np.maximum(1, -(-sizes // SLICE))
        begins = np.cumsum(slices) - slices
        articles = np.repeat(np.arange(sizes.size), slices)
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        of_passage = np.repeat(begins, sizes) + within // SLICE
        return cls(articles + first, np.arange(slices.sum()) - begins[articles], of_passage)


def slices_in(first_passage: IntArray) -> int:
    """Return how many slices all articles have."""
    return int(np.maximum(1, -(-np.diff(first_passage.astype(np.int64)) // SLICE)).sum())


def highest(keys: LongArray, values: FloatArray) -> tuple[LongArray, FloatArray]:
    """Return the distinct keys, ascending, and the highest value of each."""
    if not keys.size:
        return keys, values
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    begins = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    return ordered[begins], np.maximum.reduceat(values[order], begins)
