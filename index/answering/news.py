"""Tells what is new in a generation: by their texts, passages that no earlier one had, and what only says it again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from corpus.likeness.signatures import runs
from corpus.store.library import Library
from index.engine.engine import Engine, Search
from index.generations.arrays import IntArray, LongArray
from index.generations.lexicon import NAME, NUMERIC
from index.ranking.duplicates import same

WORD = re.compile(r"\w+")
RAREST = 12
"""Terms of a passage by which those that say the same are looked for."""
LOOKED_AT = 20
"""Passages that hold most of these terms, which are compared."""
EDITED_SHARE = 0.8
"""Of a passage's runs of words that stand in an earlier version of its article: then only its wording was mended, or it
was cut otherwise. A choice, as for passages that say the same."""


class Noted(NamedTuple):
    """A passage as it is known again.

    Attributes:
        row: its number in the store.
        text: what tells its words from any others, a signed number of 64 bits.
    """

    row: int
    text: int


def text_number(text: str) -> int:
    """Return what tells the words of a text from any others, whatever their case, marks and spaces."""
    words = " ".join(WORD.findall(text.casefold()))
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def rows_behind(engine: Engine, row: int) -> LongArray:
    """Return the numbers in the store of all passages of a generation that came behind one, ascending."""
    rows = engine.facts(np.arange(engine.generation.passages, dtype=np.int32)).rows
    return np.sort(rows[rows > row])


def noted(library: Library, rows: Sequence[int]) -> list[Noted]:
    """Return some passages as they are known again."""
    texts = library.labels.texts(rows)
    return [Noted(row, text_number(text)) for row, (_, text) in zip(rows, texts, strict=True) if text]


def edited(library: Library, rows: Sequence[int]) -> set[int]:
    """Return which of some passages stand nearly so in an earlier version of their article, by their numbers."""
    earlier = library.earlier(rows)
    texts = dict(zip(rows, (text for _, text in library.labels.texts(rows)), strict=True)) if earlier else {}
    return {row for row, before in earlier.items() if _share(texts[row], before) >= EDITED_SHARE}


def _share(text: str, before: str) -> float:
    """Return how much of the runs of words of a text stands in another."""
    own = np.unique(runs(text))
    return float(np.isin(own, runs(before)).mean()) if own.size else 0.0


def repeated(engine: Engine, library: Library, row: int) -> list[int]:
    """Return the texts, by their numbers, of the other passages of a generation that say the same as one.

    What holds a number or a name that the other lacks says something else: a bulletin of another town, or day.
    """
    place = engine.numbered(np.array([row], np.int64))
    if not place.size:
        return []
    own = next(_terms(engine, place), frozenset())
    idf = engine.lexicon.idf
    rarest = np.array(sorted(own, key=lambda term: -float(idf[term]))[:RAREST], np.int32)
    if not rarest.size:
        return []
    factors = idf[rarest].astype(np.float32)
    found = engine.search([Search(rarest, factors, np.zeros_like(factors), None, LOOKED_AT)])[0].passages
    telling = frozenset(term for term in own if engine.lexicon.word_kinds[term] & (NUMERIC | NAME))
    others = [
        one
        for one, terms in zip(found.tolist(), _terms(engine, found), strict=True)
        if same(own, terms) and telling <= terms
    ]
    facts = engine.facts(np.array(others, np.int32))
    return [one.text for one in noted(library, facts.rows.tolist()) if one.row != row]


def _terms(engine: Engine, passages: IntArray) -> Iterator[frozenset[int]]:
    """Yield the distinct terms of each of some passages."""
    words = engine.words(passages)
    for place in range(len(passages)):
        found = words.values[words.bounds[place] : words.bounds[place + 1]]
        yield frozenset(found[found > 0].tolist())
