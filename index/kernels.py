"""The loops that a question runs through, in plain Python over arrays.

They are compiled by numba in index/compiled.py for processes that answer many questions. Every function here uses
only numbers and arrays, so that both ways give the same result.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]
LongArray = npt.NDArray[np.int64]

EVIDENCE = ("passage", "article", "coverage", "title", "sentence", "pairs", "window", "lead", "length", "time")
"""Names of the columns that ``gather_evidence`` fills."""
NEAR = 6
"""Words of a pair count as close together up to this many words apart."""


def add_postings(
    documents: IntArray,
    weights: FloatArray,
    factor: np.float32,
    scores: FloatArray,
    touched: IntArray,
    count: int,
) -> int:
    """Add one term's weights to the documents that hold it.

    Args:
        documents: ascending document numbers.
        weights: of the term in each of them.
        factor: idf times the term's weight in the question.
        scores: by document; zero where untouched.
        touched: receives the documents that were zero before.
        count: how many are in ``touched`` already.

    Returns:
        How many are in ``touched`` now.
    """
    for place in range(documents.size):
        document = documents[place]
        if scores[document] == 0:
            touched[count] = document
            count += 1
        scores[document] += weights[place] * factor
    return count


def best_passages(
    scores: FloatArray,
    touched: IntArray,
    article_scores: FloatArray,
    article_of: IntArray,
    share: np.float32,
    allowed: npt.NDArray[np.bool_],
    heap_scores: FloatArray,
    heap: IntArray,
) -> int:
    """Keep the k best of the touched passages in a heap, and clear their scores.

    A passage counts its own score plus ``share`` times its article's. Equal scores go to the lower number.

    Args:
        scores: by passage; cleared for every touched passage.
        touched: passages with a score.
        article_scores: by article.
        article_of: the article of each passage.
        share: weight of the article's score.
        allowed: by passage, whether it is in scope; empty when everything is.
        heap_scores: (k,), receives the scores, the worst first, otherwise in no order.
        heap: (k,), receives the passages.

    Returns:
        How many passages were found, at most k.
    """
    size = 0
    for place in range(touched.size):
        passage = touched[place]
        score = scores[passage] + share * article_scores[article_of[passage]]
        scores[passage] = 0
        if allowed.size > 0 and not allowed[passage]:
            continue
        if size < heap.size:
            size += 1
            rise(heap_scores, heap, size, score, passage)
        elif score > heap_scores[0] or (score == heap_scores[0] and passage < heap[0]):
            sink(heap_scores, heap, size, score, passage)
    return size


def rise(heap_scores: FloatArray, heap: IntArray, size: int, score: np.float32, passage: int) -> None:
    """Put a passage into the last place of a heap of ``size`` and let it rise to where it belongs."""
    position = size - 1
    while position > 0:
        parent = (position - 1) // 2
        if heap_scores[parent] < score or (heap_scores[parent] == score and heap[parent] > passage):
            break
        heap_scores[position] = heap_scores[parent]
        heap[position] = heap[parent]
        position = parent
    heap_scores[position] = score
    heap[position] = passage


def sink(heap_scores: FloatArray, heap: IntArray, size: int, score: np.float32, passage: int) -> None:
    """Put a passage into the first place of a heap of ``size`` and let it sink to where it belongs."""
    position = 0
    while True:
        child = 2 * position + 1
        if child >= size:
            break
        other = child + 1
        if other < size and (
            heap_scores[other] < heap_scores[child]
            or (heap_scores[other] == heap_scores[child] and heap[other] > heap[child])
        ):
            child = other
        if heap_scores[child] > score or (heap_scores[child] == score and heap[child] < passage):
            break
        heap_scores[position] = heap_scores[child]
        heap[position] = heap[child]
        position = child
    heap_scores[position] = score
    heap[position] = passage


def gather_evidence(
    terms: IntArray,
    weights: FloatArray,
    passages: IntArray,
    sequence: IntArray,
    bounds: LongArray,
    titles: IntArray,
    title_bounds: LongArray,
    article_of: IntArray,
    first_passage: IntArray,
    evidence: FloatArray,
) -> None:
    """Measure how a question's terms stand in each candidate; fills columns 2 and up of ``evidence``.

    Args:
        terms: (n_terms,) the question's term numbers, in the order asked, none twice.
        weights: (n_terms,) their idf, summing to 1.
        passages: (n_candidates,) candidates.
        sequence: term numbers of all passages as they stand, 0 for a sentence end.
        bounds: where each passage begins in ``sequence``.
        titles: term numbers of all titles.
        title_bounds: where each article's title begins in ``titles``.
        article_of: the article of each passage.
        first_passage: the first passage of each article.
        evidence: (n_candidates, len(EVIDENCE)), receives coverage, title, sentence, pairs, window, lead, length.
    """
    for row in range(passages.size):
        passage = passages[row]
        article = article_of[passage]
        words = sequence[bounds[passage] : bounds[passage + 1]]
        measure_words(terms, weights, words, evidence[row])
        evidence[row, 3] = measure_title(terms, weights, titles[title_bounds[article] : title_bounds[article + 1]])
        evidence[row, 7] = 1 if first_passage[article] == passage else 0
        evidence[row, 8] = min(1.0, words.size / 150)


def measure_title(terms: IntArray, weights: FloatArray, title: IntArray) -> np.float32:
    """Return how much of the question's weight stands in a title, 0 to 1."""
    covered = np.float32(0)
    for which in range(terms.size):
        for word in title:
            if word == terms[which]:
                covered += weights[which]
                break
    return covered


def measure_words(terms: IntArray, weights: FloatArray, words: IntArray, row: FloatArray) -> None:
    """Walk once through a passage; fill its coverage, best sentence, pairs in order, and best window.

    Args:
        terms: the question's term numbers.
        weights: theirs.
        words: term numbers of the passage as they stand, 0 for a sentence end.
        row: of the evidence; receives columns 2, 4, 5 and 6.
    """
    places = np.empty(words.size, np.int64)
    which = np.empty(words.size, np.int64)
    sentences = np.empty(words.size, np.int64)
    hits = 0
    sentence = 0
    for position in range(words.size):
        if words[position] == 0:
            sentence += 1
            continue
        for term in range(terms.size):
            if terms[term] == words[position]:
                places[hits], which[hits], sentences[hits] = position, term, sentence
                hits += 1
                break
    measure_hits(weights, places[:hits], which[:hits], sentences[:hits], row)


def measure_hits(
    weights: FloatArray, places: LongArray, which: LongArray, sentences: LongArray, row: FloatArray
) -> None:
    """Fill coverage, best sentence, pairs in order, and best window of a passage from the words that hit a term.

    Args:
        weights: of the question's terms.
        places: positions of the hits in the passage, ascending.
        which: the number of the term that each hits.
        sentences: the number of the sentence that each stands in.
        row: of the evidence; receives columns 2, 4, 5 and 6.
    """
    last_place = np.full(weights.size, -1, np.int64)
    last_sentence = np.full(weights.size, -1, np.int64)
    paired = np.zeros(weights.size, np.float32)
    sentence_weight = np.float32(0)
    for hit in range(places.size):
        term, place = which[hit], places[hit]
        weight = weights[term]
        if hit == 0 or sentences[hit] != sentences[hit - 1]:
            sentence_weight = np.float32(0)
        if last_place[term] < 0:
            row[2] += weight
        if last_sentence[term] != sentences[hit]:
            last_sentence[term] = sentences[hit]
            sentence_weight += weight
            row[4] = max(row[4], sentence_weight)
        if term > 0 and last_place[term - 1] >= 0 and place - last_place[term - 1] <= NEAR:
            closeness = (weight + weights[term - 1]) / (2 * (place - last_place[term - 1]))
            paired[term] = max(paired[term], closeness)
        last_place[term] = place
        window = np.float32(0)
        for other in range(weights.size):
            if last_place[other] >= 0 and place - last_place[other] <= 2 * NEAR:
                window += weights[other]
        row[6] = max(row[6], window)
    row[5] = paired.sum()
