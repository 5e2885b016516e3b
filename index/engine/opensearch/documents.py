"""Makes the documents of a generation: an article each, with what its words weigh, the words, and what replies show."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from corpus.language.cutting import fold
from corpus.store.filtering import HOST, author_words
from corpus.store.reading import StoreReader
from corpus.store.shown import Dumped, dumped
from index.engine.embedded import EmbeddedEngine
from index.engine.opensearch.features import counted, objects
from index.engine.opensearch.layout import place_words
from index.engine.opensearch.packs import packed
from index.generations.arrays import IntArray, LongArray, Weighing

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

    def lines(self, first: int, last: int) -> list[bytes]:
        """Return the lines of a bulk request for some articles, two each."""
        begins = self._engine.first_passage[first : last + 1].astype(np.int64)
        own, shared = self._features(first, last, begins)
        words = self._words(first, last, begins)
        shown = self._shown(begins)
        lines = []
        for place, one in enumerate(shown):
            begin, end = begins[place : place + 2].tolist()
            number = first + place
            if one.passages != end - begin:
                raise ValueError(f"article {one.article.row}: the index has {end - begin} passages of {one.passages}")
            told = json.dumps(self._told(number, one), ensure_ascii=False).encode()[:-1]
            nested = b",".join(b'{"f":{%b}}' % features for features in own[begin - begins[0] : end - begins[0]])
            lines.append(b'{"index":{"_id":"%d"}}' % number)
            lines.append(
                b'%b,"a":{%b},"p":[%b],"words":"%b","shown":"%b"}'
                % (told, shared[place], nested, base64.b64encode(words[place]), base64.b64encode(one.text.encode()))
            )
        return lines

    def _told(self, number: int, one: Dumped) -> dict[str, Any]:
        """Return the fields of a document by which filters find it."""
        source, url, archive, language, authors = one.labels
        found: dict[str, Any] = {
            "n": number,
            "id": one.article.article_id,
            "from": int(self._engine.first_day[number]),
            "to": int(self._engine.last_day[number]),
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

    def _features(self, first: int, last: int, begins: LongArray) -> tuple[list[bytes], list[bytes]]:
        """Return what words weigh in each passage of some articles, and in each of the articles."""
        engine, terms = self._engine, self._engine.generation.terms + 1
        numbers = np.arange(begins[0], begins[-1])
        passages = engine.texts.take(numbers)
        titles = engine.titles.take(np.arange(first, last))
        of_passage = np.repeat(np.arange(numbers.size), passages.lengths)
        of_title = np.repeat(np.arange(last - first), titles.lengths)
        article_of = np.repeat(np.arange(last - first), np.diff(begins))
        own = _objects(of_passage, passages.values >> 1, terms, numbers, engine.passage_weighing)
        rows = np.concatenate([article_of[of_passage], np.repeat(of_title, self._title_weight)])
        marks = np.concatenate([passages.values, np.repeat(titles.values, self._title_weight)])
        return own, _objects(rows, marks >> 1, terms, np.arange(first, last), engine.article_weighing)

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


def _objects(rows: LongArray, terms: IntArray, in_all: int, documents: LongArray, weighing: Weighing) -> list[bytes]:
    row, term, often = counted(rows, terms, in_all)
    bounds = np.searchsorted(row, np.arange(documents.size + 1)).astype(np.int64)
    return objects(bounds, term, weighing.of(documents[row], often))
