"""Proves a generation before it answers: all of it is there, it fits the store, and passages find themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.errors import IndexUnusable
from corpus.store.live import LiveArticle
from corpus.store.reading import StoreReader
from index.building.collecting import text_of
from index.building.counting import Counter, Cutter
from index.engine.embedded import EmbeddedEngine
from index.engine.sample import Tried, finds_itself, sample
from index.generations import folder as generations
from index.generations.arrays import LongArray


def prove(store: StoreReader, index: Path, number: int, *, live: Sequence[LiveArticle] | None = None) -> None:
    """See that a generation may be switched to.

    Every byte is compared with its checksum and the articles and their passages with those of the store; of a sample
    of passages the words are counted anew from the store, and each is sought by its own.

    Args:
        store: what it was built from.
        index: the folder of generations.
        number: of the generation.
        live: what is live in the store, of which it was built; without that its articles need only be there still.

    Raises:
        IndexUnusable: it may not.
    """
    arrays = generations.load(index, number, whole=True)[1]
    folder = index / generations.folder_name(number)
    try:
        engine = EmbeddedEngine(index, number, compiled=False)
        wrong = _fault(store, engine, arrays["article_rows"].astype(np.int64), live)
    except (LookupError, ValueError) as error:  # its arrays do not fit together
        wrong = f"cannot be searched ({error})"
    if wrong:
        raise IndexUnusable(f"{folder}: {wrong}; {generations.CURE}")


def _fault(store: StoreReader, engine: EmbeddedEngine, rows: LongArray, live: Sequence[LiveArticle] | None) -> str:
    """Return what is wrong with a generation, "" for nothing."""
    wrong = _fault_in_counts(store, engine, rows, live)
    if wrong:
        return wrong
    for tried in sample(engine):
        article = rows[engine.article_of(np.array([tried.passage]))[0]]
        if not _is_of_store(store, engine, tried, int(article)):
            return f"passage {tried.passage} has not the words that it has in the store"
        if not finds_itself(engine, tried):
            return f"passage {tried.passage} is not found by its own words"
    return ""


def _fault_in_counts(
    store: StoreReader, engine: EmbeddedEngine, rows: LongArray, live: Sequence[LiveArticle] | None
) -> str:
    """Return what is wrong with a generation's articles and their numbers of passages, "" for nothing."""
    sizes = dict(zip(rows.tolist(), np.diff(engine.first_passage).tolist(), strict=True))
    there = store.sizes(rows.tolist()) if live is None else {article.row: article.passages for article in live}
    if sizes == there and engine.rows.size == engine.generation.passages:
        return ""
    return (
        f"has {len(sizes):,} articles with {engine.rows.size:,} passages, but the store {len(there):,} "
        f"with {sum(there.values()):,}, or others"
    )


def _is_of_store(store: StoreReader, engine: EmbeddedEngine, tried: Tried, article: int) -> bool:
    """Tell whether the words of a passage are those that are counted in the store today."""
    number = int(engine.rows[tried.passage])
    stored = next((one for one in store.passages_of([article]) if one.number == number), None)
    if stored is None:
        return False
    cutter, counter = Cutter(), Counter(1)
    cut = cutter.cut([text_of(stored)], [stored.language])
    counter.add(cutter.words, cut)
    terms, (counted,) = counter.finish()
    vocabulary = engine.lexicon.vocabulary
    return [(terms[mark // 2 - 1] if mark else "", mark % 2) for mark in counted.values.tolist()] == [
        (vocabulary.term(mark // 2) if mark else "", mark % 2) for mark in tried.marks.tolist()
    ]
