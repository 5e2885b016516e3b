"""The loops that find candidates, in plain Python over arrays: exactly the best k passages, skipping what cannot be.

They are compiled by numba in index/compiled.py for processes that answer many questions. Every function here uses
only numbers and arrays, so that both ways give the same result.

A passage counts its own score plus a share of its article's. Terms are added up from the rarest to the most common.
Before a long list of postings, the k-th best score so far is compared with what the remaining terms can still give
at most: when no untouched passage can reach it any more, the remaining lists are not walked through but looked up,
for those passages only that may still be among the best. Source of the idea: Turtle & Flood, "Query evaluation:
strategies and optimizations", 1995 (MaxScore).
"""

from __future__ import annotations

import numpy as np

from index.arrays import BLOCK_BITS, ByteArray, FloatArray, Heap, IntArray, Layout, Postings, Room, Wanted
from index.heap import rise, sink

SEED = 16_384
"""The k-th best of one term's passages is a first threshold; a list longer than this is no seed. A choice."""
COMMON = 0.1
"""The share of passages that a term must stand in for its list to be looked up rather than walked through: finding out
whether that can be done costs about as much as walking through a list of that length."""
DEAR = 24
"""What looking up one passage in a list costs, in postings walked through. A choice."""
SLACK = np.float32(1e-3)
"""Scores are single precision; a bound this close below the threshold may still reach it."""


def find_best(wanted: Wanted, passages: Postings, articles: Postings, layout: Layout, room: Room, heap: Heap) -> int:
    """Fill the heap with the best passages in scope that hold a term; return how many there are.

    Equal scores go to the lower number. ``clear`` makes the room ready for the next question.
    """
    seed = seed_of(wanted, passages, heap.passages.size)
    for place in range(wanted.terms.size):
        term = wanted.terms[place]
        size = passages.starts[term + 1] - passages.starts[term]
        if seed >= 0 and place > seed and size >= COMMON * room.scores.size:
            threshold = seeded(seed, wanted, passages, layout, room, heap) - SLACK
            if wanted.rests[place] < threshold:
                left = reaching(wanted.rests[place], threshold, size // DEAR, layout, room)
                if left.size <= size // DEAR:
                    return look_up(left, place, wanted, passages, articles, layout, room, heap)
        add_term(term, wanted.factors[place], passages, room.scores, room.blocks)
        add_term(term, wanted.article_factors[place], articles, room.article_scores, room.article_blocks)
    threshold = np.float32(0)
    if seed >= 0:
        threshold = seeded(seed, wanted, passages, layout, room, heap)
    return keep_all(threshold, layout, room, heap)


def seed_of(wanted: Wanted, passages: Postings, k: int) -> int:
    """Return the place of the rarest term with at least k passages, -1 if there is none that is rare enough."""
    for place in range(wanted.terms.size):
        term = wanted.terms[place]
        size = passages.starts[term + 1] - passages.starts[term]
        if size >= k:
            return place if size <= SEED else -1
    return -1


def seeded(seed: int, wanted: Wanted, passages: Postings, layout: Layout, room: Room, heap: Heap) -> np.float32:
    """Return a score that at least k passages reach already: the k-th best of one term's; 0 if fewer are in scope."""
    term = wanted.terms[seed]
    found = keep_some(passages.documents[passages.starts[term] : passages.starts[term + 1]], layout, room, heap)
    return heap.scores[0] if found == heap.passages.size else np.float32(0)


def add_term(term: int, factor: np.float32, postings: Postings, scores: FloatArray, blocks: ByteArray) -> None:
    """Add a term's weights times a factor to the scores of the documents that hold it."""
    for place in range(postings.starts[term], postings.starts[term + 1]):
        document = postings.documents[place]
        scores[document] += postings.weights[place] * factor
        blocks[document >> BLOCK_BITS] = 1


def greatest(bits: IntArray) -> np.int32:
    """Return the greatest of some scores, given as the integers that their bits make.

    Scores are not negative, so that they compare as those integers do; and only for integers the compiled loop runs
    on many at once, six times as fast.
    """
    most = np.int32(0)
    for place in range(bits.size):
        most = max(most, bits[place])
    return most


def block_reach(layout: Layout, room: Room) -> FloatArray:
    """Return what no passage of each block has more of: its best passage's and its best article's score together."""
    best = np.zeros(room.blocks.size, np.int32)
    best_article = np.zeros(room.blocks.size, np.int32)
    scores, article_scores = room.scores.view(np.int32), room.article_scores.view(np.int32)
    for block in range(room.blocks.size):
        first = block << BLOCK_BITS
        end = min(first + (1 << BLOCK_BITS), room.scores.size)
        if layout.allowed.size > 0 and not layout.allowed[first:end].any():
            continue  # nothing of it is in scope
        if room.blocks[block]:
            best[block] = greatest(scores[first:end])
        best_article[block] = greatest(article_scores[layout.article_of[first] : layout.article_of[end - 1] + 1])
    return best.view(np.float32) + best_article.view(np.float32)


def keep_all(threshold: np.float32, layout: Layout, room: Room, heap: Heap) -> int:
    """Fill the heap with the best of all passages with a score; return how many it holds.

    Blocks are looked through from the one that may hold the most, until no other can hold anything better.

    Args:
        threshold: a score that k passages are known to reach, 0 if none is known.
        layout: of passages and articles.
        room: their scores.
        heap: filled anew.
    """
    reach = block_reach(layout, room)
    worth = np.flatnonzero((reach >= threshold) & (reach > 0) & (room.blocks > 0))
    size = 0
    for block in worth[np.argsort(-reach[worth])]:
        if size == heap.passages.size and reach[block] < heap.scores[0]:
            break
        first = block << BLOCK_BITS
        for passage in range(first, min(first + (1 << BLOCK_BITS), room.scores.size)):
            size = keep(passage, size, layout, room, heap)
    return size


def keep_some(passages: IntArray, layout: Layout, room: Room, heap: Heap) -> int:
    """Fill the heap anew with the best of some passages, those with a score; return how many it holds."""
    size = 0
    for passage in passages:
        size = keep(passage, size, layout, room, heap)
    return size


def keep(passage: int, size: int, layout: Layout, room: Room, heap: Heap) -> int:
    """Put a passage into the heap if it is in scope, has a score and belongs there; return the heap's size then."""
    if room.scores[passage] == 0 or (layout.allowed.size > 0 and not layout.allowed[passage]):
        return size
    score = room.scores[passage] + room.article_scores[layout.article_of[passage]]
    if size < heap.passages.size:
        size += 1
        rise(heap, size, score, passage)
    elif score > heap.scores[0] or (score == heap.scores[0] and passage < heap.passages[0]):
        sink(heap, size, score, passage)
    return size


def reaching(rest: np.float32, threshold: np.float32, most: int, layout: Layout, room: Room) -> IntArray:
    """Return the passages in scope, ascending, that reach a threshold with what the remaining terms give at most.

    Among them are passages without a score yet, if their article's is high enough.

    Args:
        rest: the most that the remaining terms give a passage and its article.
        threshold: the score to reach.
        most: how many are looked for; with more the search ends, and one more is returned.
        layout: of passages and articles.
        room: scores so far.
    """
    found = np.empty(most + 1, np.int32)
    size = 0
    for block in np.flatnonzero(block_reach(layout, room) + rest >= threshold):
        first = int(block) << BLOCK_BITS
        for passage in range(first, min(first + (1 << BLOCK_BITS), room.scores.size)):
            if reaches(passage, rest, threshold, layout, room):
                found[size] = passage
                size += 1
                if size > most:
                    return found
    return found[:size]


def reaches(passage: int, rest: np.float32, threshold: np.float32, layout: Layout, room: Room) -> bool:
    """Tell whether a passage is in scope and can reach a threshold."""
    score = room.scores[passage] + room.article_scores[layout.article_of[passage]]
    return score + rest >= threshold and (layout.allowed.size == 0 or layout.allowed[passage])


def look_up(
    left: IntArray,
    place: int,
    wanted: Wanted,
    passages: Postings,
    articles: Postings,
    layout: Layout,
    room: Room,
    heap: Heap,
) -> int:
    """Finish a search: only some passages, ascending, can still be among the best and get the remaining weights."""
    for later in range(place, wanted.terms.size):
        term = wanted.terms[later]
        add_to_passages(left, term, wanted.factors[later], passages, room)
        add_to_articles(left, term, wanted.article_factors[later], articles, layout, room)
        if left.size > 2 * heap.passages.size and later + 1 < wanted.terms.size:
            keep_some(left, layout, room, heap)
            left = still(left, wanted.rests[later + 1], heap.scores[0] - SLACK, layout, room)
    return keep_some(left, layout, room, heap)


def still(passages: IntArray, rest: np.float32, threshold: np.float32, layout: Layout, room: Room) -> IntArray:
    """Return those of some passages, in the same order, that can reach a threshold."""
    found = np.empty(passages.size, np.int32)
    size = 0
    for passage in passages:
        if reaches(passage, rest, threshold, layout, room):
            found[size] = passage
            size += 1
    return found[:size]


def add_to_passages(passages: IntArray, term: int, factor: np.float32, postings: Postings, room: Room) -> None:
    """Add a term's weights to some passages only, which are ascending."""
    begin, end = postings.starts[term], postings.starts[term + 1]
    for passage in passages:
        begin = first_from(postings.documents, begin, end, passage)
        if begin < end and postings.documents[begin] == passage:
            room.scores[passage] += postings.weights[begin] * factor
            room.blocks[passage >> BLOCK_BITS] = 1


def add_to_articles(
    passages: IntArray, term: int, factor: np.float32, postings: Postings, layout: Layout, room: Room
) -> None:
    """Add a term's weights to the articles of some passages, which are ascending; to each article once."""
    begin, end = postings.starts[term], postings.starts[term + 1]
    last = -1
    for passage in passages:
        article = layout.article_of[passage]
        if article == last:
            continue
        last = article
        begin = first_from(postings.documents, begin, end, article)
        if begin < end and postings.documents[begin] == article:
            room.article_scores[article] += postings.weights[begin] * factor
            room.article_blocks[article >> BLOCK_BITS] = 1


def first_from(documents: IntArray, begin: int, end: int, wanted: int) -> int:
    """Return the first place from ``begin`` whose document is not below ``wanted``, in steps that double."""
    step = 1
    while begin + step < end and documents[begin + step] < wanted:
        begin += step
        step *= 2
    high = min(begin + step, end)
    while begin < high:
        middle = (begin + high) // 2
        if documents[middle] < wanted:
            begin = middle + 1
        else:
            high = middle
    return begin


def clear(scores: FloatArray, blocks: ByteArray) -> None:
    """Make scores zero again in the blocks that have any."""
    for block in range(blocks.size):
        if blocks[block]:
            scores[block << BLOCK_BITS : (block + 1) << BLOCK_BITS] = 0
            blocks[block] = 0
