"""The loops that touch every posting or every word, as numpy operations: for a process that answers one question."""

from __future__ import annotations

import numpy as np

from index.generations.arrays import SOME, ByteArray, FloatArray, Heap, IntArray, Layout, Nested, Postings, Room, Wanted
from index.ranking import evidence
from index.ranking.evidence import LEAD, LENGTH, LONG, PHRASES, POSITION, Asked, Words

OF_TITLE = [evidence.VARIANT_TITLE, evidence.MEANT_TITLE]


def find_best(wanted: Wanted, passages: Postings, articles: Nested, layout: Layout, room: Room, heap: Heap) -> int:
    """Do what ``loops.find_best`` does, by adding up everything; what is found comes in order, best first."""
    for term, factor, article_factor in zip(wanted.terms, wanted.factors, wanted.article_factors, strict=True):
        _add(term, factor, passages, room.scores)
        _add(term, article_factor, articles, room.article_scores)
    found = np.flatnonzero(room.scores > 0).astype(np.int32)
    found = found[layout.in_scope(found)]
    total = room.scores[found] + room.article_scores[layout.article_of[found]]
    k = heap.passages.size
    if found.size > k:
        keep = total >= np.partition(total, found.size - k)[found.size - k]
        found, total = found[keep], total[keep]
    order = np.lexsort((found, -total))[:k]
    heap.passages[: order.size] = found[order]
    heap.scores[: order.size] = total[order]
    return int(order.size)


def take_in(passages: IntArray, layout: Layout) -> None:
    """Do what ``index.engine.loops.take_in`` does."""
    layout.named[passages] = True
    articles = layout.article_of[passages]
    layout.scope[articles] = np.maximum(layout.scope[articles], SOME)


def clear(_layout: Layout, room: Room) -> None:
    """Do what ``index.engine.loops.clear`` does."""
    for array in room:
        array[:] = 0


def gather(asked: Asked, words: Words, layout: Layout, passages: IntArray, found: FloatArray) -> None:
    """Do what ``index.ranking.evidence.gather`` does."""
    met_by: dict[int, np.int64] = {}
    titles: dict[int, tuple[tuple[np.int64, np.int64], FloatArray]] = {}
    for row, passage in enumerate(passages.tolist()):
        article = int(layout.article_of[passage])
        first, end = layout.first_passage[article], layout.first_passage[article + 1]
        text = words.sequence[words.bounds[passage] : words.bounds[passage + 1]]
        met_by[passage], meant = _measure(asked, words.kinds, text, found[row])
        if article not in titles:
            title = words.titles[words.title_bounds[article] : words.title_bounds[article + 1]]
            titles[article] = evidence.measure_title(asked, title, found[row]), found[row, OF_TITLE]
        (titled, titled_meant), found[row, OF_TITLE] = titles[article]
        whole = met_by[passage] | meant | titled | titled_meant
        found[row, evidence.MEANT_EITHER] = evidence.weight_of(whole, asked.weights)
        before, behind = (
            _met_by(asked, words, beside, met_by) if first <= beside < end else np.int64(0)
            for beside in (passage - 1, passage + 1)
        )
        evidence.fill_neighbourhood(asked.weights, met_by[passage], titled, before, behind, found[row])
        found[row, LEAD] = passage == first
        found[row, LENGTH] = min(1.0, text.size / LONG)
        found[row, POSITION] = (passage - first) / max(1, end - first - 1)


def _add(term: int, factor: np.float32, postings: Postings | Nested, scores: FloatArray) -> None:
    """Add a term's weights times a factor to the scores of the documents that hold it."""
    begin, end = postings.starts[term], postings.starts[term + 1]
    scores[postings.documents[begin:end]] += postings.weights[begin:end] * factor


def _met_by(asked: Asked, words: Words, passage: int, known: dict[int, np.int64]) -> np.int64:
    """Return the slots that a passage meets, as bits, and remember them."""
    if passage in known:
        return known[passage]
    slots = asked.slots[words.sequence[words.bounds[passage] : words.bounds[passage + 1]]]
    bits = np.int64(1) << (np.unique(slots[slots > 0]).astype(np.int64) - 1)
    known[passage] = np.int64(np.bitwise_or.reduce(bits, initial=0))
    return known[passage]


def _measure(asked: Asked, kinds: ByteArray, text: IntArray, row: FloatArray) -> tuple[np.int64, np.int64]:
    """Do what ``index.ranking.evidence.measure_passage`` does."""
    places = np.flatnonzero((asked.slots[text] != 0) | ((kinds[text] & asked.expected) != 0))
    places = places[text[places] != 0]
    sentences = np.cumsum(text == 0)[places]
    pairs = asked.pairs[text[:-1]]
    begins = np.flatnonzero(pairs)
    pairs = pairs[begins]
    follows = np.unique(pairs[asked.seconds[pairs - 1] == text[begins + 1]])
    row[PHRASES] = asked.pair_weights[follows - 1].sum(dtype=np.float32)
    return evidence.measure_notable(asked, kinds, text, places, sentences, row)
