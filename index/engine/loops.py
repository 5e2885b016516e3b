"""The loops that find candidates, in plain Python over arrays: exactly the best k passages, looking into few articles.

They are compiled by numba (compiling.py) for processes that answer many questions. Every function here uses only
numbers and arrays, so that both ways give the same result.

A passage counts its own score plus a share of its article's. For each article the most that any of its passages can
get is added up, term by term from the rarest (building/nesting.py). Then the articles with the greatest sums are scored
exactly, round by round, until no other article can reach the k-th best passage. A long list of postings is left out
once the remaining terms cannot lift an article that has none of the others. Sources of the ideas: Turtle & Flood,
"Query evaluation: strategies and optimizations", 1995 (MaxScore); Ding & Suel, "Faster top-k document retrieval
using block-max indexes", 2011.
"""

from __future__ import annotations

import numpy as np

from index.engine.heap import rise, sink
from index.generations.arrays import (
    EVERYTHING,
    NOTHING,
    SOME,
    ByteArray,
    FloatArray,
    Heap,
    IntArray,
    Layout,
    Nested,
    Postings,
    Room,
    Wanted,
)

BLOCK = 64
"""Articles are looked through in blocks; one whose greatest bound is too low is skipped."""
ROUND = 3
"""Articles of a round, in halves of k. Of 1 to 4 halves, the fastest on the Senate questions."""
LONG = 50_000
"""Postings from which a list is worth finding out whether it can be left out."""
DEAR = 30
"""What looking up one article in a list costs, in postings walked through. Between 10 and 80 it makes no difference."""
SLACK = np.float32(1e-3)
"""Scores are single precision; a bound this close below the threshold may still reach it."""
OUT = np.float32(-np.inf)
"""The bound of an article that is done with: scored already, or out of scope."""
HERE, SCORED = 1, 2
"""Marks of the articles of a round, and of those of the rounds before."""


def find_best(wanted: Wanted, passages: Postings, articles: Nested, layout: Layout, room: Room, heap: Heap) -> int:
    """Fill the heap with the best passages in scope that hold a term; return how many there are.

    Equal scores go to the lower number. ``clear`` makes the room ready for the next question.
    """
    size = 0
    most = heap.passages.size * ROUND // 2 + 1
    started = False
    rest = np.float32(0)
    for place in range(wanted.terms.size):
        term = wanted.terms[place]
        postings = articles.starts[term + 1] - articles.starts[term]
        if place > 0 and postings >= LONG:
            if not started:
                started = True
                leave_out(layout, room.bounds)
                some = round_of(room.bounds, SLACK, most)
                size = look_into(some, size, wanted, passages, articles, layout, room, heap)
            missing = least(size, heap) - wanted.rests[place]
            if missing > 0 and count_from(room.bounds, missing) * DEAR <= postings:
                rest = wanted.rests[place]
                break
        add_bounds(articles, term, wanted.trust[place], room.bounds)
    if not started:
        leave_out(layout, room.bounds)
    while True:
        some = round_of(room.bounds, least(size, heap) - rest, most)
        if some.size == 0:
            return size
        most *= 2
        size = look_into(some, size, wanted, passages, articles, layout, room, heap)


def least(size: int, heap: Heap) -> np.float32:
    """Return the bound from which an article may have one of the best passages."""
    return heap.scores[0] - SLACK if size == heap.passages.size else SLACK


def add_bounds(articles: Nested, term: int, trust: np.float32, bounds: FloatArray) -> None:
    """Add the most that a term gives a passage of each article that holds it."""
    for place in range(articles.starts[term], articles.starts[term + 1]):
        bounds[articles.documents[place]] += articles.reach[place] * trust


def take_in(passages: IntArray, layout: Layout) -> None:
    """Take some passages into the scope, with what that makes of their articles."""
    for passage in passages:
        layout.named[passage] = True
        article = layout.article_of[passage]
        if layout.scope[article] == NOTHING:
            layout.scope[article] = SOME


def leave_out(layout: Layout, bounds: FloatArray) -> None:
    """Give articles without a passage in scope a bound that nothing lifts."""
    for article in range(layout.scope.size):  # stored either way, so that the compiled loop runs on many at once
        bounds[article] = OUT if layout.scope[article] == NOTHING else bounds[article]


def greatest(bits: IntArray) -> np.int32:
    """Return the greatest of some bounds, 0 if none is positive, given as the integers that their bits make.

    Positive numbers compare as those integers do; and only for integers the compiled loop runs on many at once, six
    times as fast.
    """
    most = np.int32(0)
    for place in range(bits.size):
        most = max(most, bits[place])
    return most


def count_from(bounds: FloatArray, lowest: np.float32) -> int:
    """Return how many bounds are not below one."""
    return int((bounds >= lowest).sum())


def round_of(bounds: FloatArray, lowest: np.float32, most: int) -> IntArray:
    """Return the articles of the next round, ascending: those with the greatest bounds from ``lowest`` on."""
    blocks = (bounds.size + BLOCK - 1) // BLOCK
    bits = bounds.view(np.int32)
    best = np.empty(blocks, np.int32)
    for block in range(blocks):
        best[block] = greatest(bits[block * BLOCK : (block + 1) * BLOCK])
    from_here = np.array([max(lowest, SLACK)], np.float32).view(np.int32)[0]
    worth = best[best >= from_here]
    if worth.size > most:
        from_here = np.partition(worth, worth.size - most)[worth.size - most]
    found = np.empty(worth.size * BLOCK, np.int32)
    size = 0
    for block in range(blocks):
        if best[block] < from_here:
            continue
        for article in range(block * BLOCK, min((block + 1) * BLOCK, bounds.size)):
            if bits[article] >= from_here:
                found[size] = article
                size += 1
    if size > 2 * most:  # the blocks were few
        values = bits[found[:size]]
        worthiest: IntArray = found[:size][values >= np.partition(values, size - most)[size - most]]
        return worthiest
    return found[:size]


def look_into(
    some: IntArray,
    size: int,
    wanted: Wanted,
    passages: Postings,
    articles: Nested,
    layout: Layout,
    room: Room,
    heap: Heap,
) -> int:
    """Score the passages of some articles, ascending, and put the best into the heap; return its size then."""
    for article in some:
        room.marks[article] = HERE
    for place in range(wanted.terms.size):
        score(some, place, wanted, passages, articles, room)
    for article in some:
        room.marks[article] = SCORED
        room.bounds[article] = OUT
        whole = layout.scope.size == 0 or layout.scope[article] == EVERYTHING
        for passage in range(layout.first_passage[article], layout.first_passage[article + 1]):
            if room.scores[passage] > 0 and (whole or layout.named[passage]):
                size = keep(room.scores[passage] + room.article_scores[article], passage, size, heap)
    return size


def score(some: IntArray, place: int, wanted: Wanted, passages: Postings, articles: Nested, room: Room) -> None:
    """Add what a term gives some articles, which are ascending and marked, and their passages."""
    term = wanted.terms[place]
    begin, end = articles.starts[term], articles.starts[term + 1]
    if end - begin <= DEAR * some.size:
        for posting in range(begin, end):
            if room.marks[articles.documents[posting]] == HERE:
                add_scores(posting, place, wanted, passages, articles, room)
        return
    for article in some:
        begin = first_from(articles.documents, begin, end, article)
        if begin < end and articles.documents[begin] == article:
            add_scores(begin, place, wanted, passages, articles, room)


def add_scores(posting: int, place: int, wanted: Wanted, passages: Postings, articles: Nested, room: Room) -> None:
    """Add what a term gives one article, and each of its passages that holds the term."""
    room.article_scores[articles.documents[posting]] += articles.weights[posting] * wanted.article_factors[place]
    for inside in range(articles.inside[posting], articles.inside[posting + 1]):
        room.scores[passages.documents[inside]] += passages.weights[inside] * wanted.factors[place]


def keep(score: np.float32, passage: int, size: int, heap: Heap) -> int:
    """Put a passage into the heap if it belongs there; return the heap's size then."""
    if size < heap.passages.size:
        size += 1
        rise(heap, size, score, passage)
    elif score > heap.scores[0] or (score == heap.scores[0] and passage < heap.passages[0]):
        sink(heap, size, score, passage)
    return size


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


def clear(layout: Layout, room: Room) -> None:
    """Make the room zero again."""
    for begin in range(0, room.marks.size, BLOCK):
        end = min(begin + BLOCK, room.marks.size)
        if some_of(room.marks[begin:end]):
            room.marks[begin:end] = 0
            room.article_scores[begin:end] = 0
            room.scores[layout.first_passage[begin] : layout.first_passage[end]] = 0
    room.bounds[:] = 0


def some_of(marks: ByteArray) -> bool:
    """Tell whether one of some marks is set; without an early end the compiled loop runs on many at once."""
    found = np.uint8(0)
    for place in range(marks.size):
        found |= marks[place]
    return bool(found)
