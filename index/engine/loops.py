"""Adds up what the terms of a search weigh and keeps the best, in loops to be compiled.

Sums, sorting and arithmetic of whole arrays are spelled out: numba keeps numpy's in modules of its own, which would be
loaded with the compiled loops and take 14 MiB of each process.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from index.generations.arrays import (
    BLOCK,
    BLOCK_BITS,
    OFTEN,
    BoolArray,
    FloatArray,
    IntArray,
    LongArray,
    Postings,
    SignedArray,
    Weighing,
)

LOW, BITS, RARE = np.uint32(BLOCK - 1), np.uint32(BLOCK_BITS), np.uint32(OFTEN - 1)
"""Without a sign, so that the compiled loop looks for no numbers below 0."""
STRETCH = 64
"""Passages that are looked at together: those that cannot reach the best are passed over."""
ROOM = 128
"""Passages that are kept beside the best: the more, the less often the best of them are told from the others."""


class Kept(NamedTuple):
    """The best passages so far, and some that may not be.

    Attributes:
        totals: what they score with their articles.
        passages: their numbers, ascending among equals.
        own: what they score themselves.
        size: (1,), how many there are.
        least: (1,), what a further one must score more than.
    """

    totals: FloatArray
    passages: LongArray
    own: FloatArray
    size: LongArray
    least: FloatArray


class Articles(NamedTuple):
    """Which passages are of which article.

    Attributes:
        first_passage: (n_articles + 1,) int32, and behind the last one the number of passages.
        at: (n_stretches + 1,) int32, the article of each ``STRETCH``-th passage and of the last one.
    """

    first_passage: IntArray
    at: IntArray


class Places(NamedTuple):
    """Where the terms of a search go on in an inverted file, each an array of as many.

    Attributes:
        post: the next posting.
        extra: the next extra.
        block: the next block.
        end: behind the last block.
        extra_end: behind the last extra.
    """

    post: LongArray
    extra: LongArray
    block: LongArray
    end: LongArray
    extra_end: LongArray


def beginning(postings: Postings, terms: IntArray) -> Places:
    """Return where some terms begin and end."""
    size = terms.size
    room = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    at = Places(*room, np.empty(size, np.int64), np.empty(size, np.int64))
    for place in range(size):
        term = terms[place]
        at.post[place], at.extra[place] = postings.starts[term], postings.extra_starts[term]
        at.block[place], at.end[place] = postings.block_starts[term], postings.block_starts[term + 1]
        at.extra_end[place] = postings.extra_starts[term + 1]
    return at


def add(postings: Postings, terms: IntArray, factors: FloatArray, weighing: Weighing, scores: FloatArray) -> None:
    """Add each term's weights times its factor to the scores of the documents that hold it."""
    at = beginning(postings, terms)
    for first in range(0, scores.size, BLOCK):
        add_block(first, postings, at, factors, weighing, scores[first:])


def add_block(
    first: int, postings: Postings, at: Places, factors: FloatArray, weighing: Weighing, scores: FloatArray
) -> bool:
    """Add what the terms of a search weigh in the documents of a block, from its first on, and go on behind it.

    Returns:
        Whether any does.
    """
    classes, table, row = weighing.classes[first:], weighing.table.ravel(), np.uint32(weighing.table.shape[1])
    touched = False
    for place in range(factors.size):
        block = at.block[place]
        if block == at.end[place] or postings.blocks[block] != first >> BLOCK_BITS:
            continue
        touched = True
        factor, extra = factors[place], at.extra[place]
        posts = postings.posts[at.post[place] : at.post[place] + postings.sizes[block]]
        if extra == at.extra_end[place]:  # no posting is rare, which the loop need not ask each
            for one in range(posts.size):
                posting = np.uint32(posts[one])
                document = posting & LOW
                scores[document] += table[np.uint32((posting >> BITS) * row + np.uint32(classes[document]))] * factor
        else:
            for one in range(posts.size):
                posting = np.uint32(posts[one])
                document, often = posting & LOW, posting >> BITS
                weight = table[np.uint32(often * row + np.uint32(classes[document]))]
                if often == RARE:
                    count = np.float32(postings.extras[extra])
                    weight = count * weighing.most / (count + weight)
                    extra += 1
                scores[document] += weight * factor
        at.post[place] += posts.size
        at.extra[place] = extra
        at.block[place] += 1
    return touched


def pass_over(first: int, postings: Postings, at: Places) -> None:
    """Go on to the block of a document, past those before it."""
    for place in range(at.post.size):
        block, begin = at.block[place], at.post[place]
        end = begin
        while block < at.end[place] and postings.blocks[block] < first >> BLOCK_BITS:
            end += postings.sizes[block]
            block += 1
        if at.extra[place] < at.extra_end[place]:
            for one in range(begin, end):
                at.extra[place] += postings.posts[one] >> BLOCK_BITS == OFTEN - 1
        at.post[place], at.block[place] = end, block


def best(
    postings: Postings,
    terms: IntArray,
    factors: FloatArray,
    weighing: Weighing,
    article_scores: FloatArray,
    articles: Articles,
    wanted: BoolArray,
    most: int,
) -> tuple[FloatArray, LongArray, FloatArray]:
    """Find the passages with the greatest sum of their own score, if they have one, and their article's.

    They are scored block by block, so that all a block needs stays close at hand. Of equals the lower numbers are best.

    Args:
        postings: of the passages.
        terms: that are searched for.
        factors: of each.
        weighing: of the passages.
        article_scores: of the articles.
        articles: which passages are theirs.
        wanted: which passages are wanted; empty for all.
        most: how many are returned.

    Returns:
        The sums, ascending by number where they are equal; the passages; and their own scores.
    """
    at, passages = beginning(postings, terms), weighing.classes.size
    kept = nothing_kept(most)
    scores = np.zeros(BLOCK, np.float32)
    for first in range(0, passages, BLOCK):
        end = min(first + BLOCK, passages)
        if wanted.size > 0 and not reaching(wanted[first:end].view(np.int8), 1):
            continue
        pass_over(first, postings, at)
        if add_block(first, postings, at, factors, weighing, scores):
            if wanted.size > 0:
                blot_out(scores, wanted[first:end])
            rank(scores[: end - first], first, article_scores, articles, kept, most)
            scores[:] = 0
    keep_best(kept, most)
    size = kept.size[0]
    return kept.totals[:size], kept.passages[:size], kept.own[:size]


def blot_out(scores: FloatArray, wanted: BoolArray) -> None:
    """Set to nothing what passages score that are not wanted."""
    bits = scores.view(np.int32)
    for place in range(wanted.size):
        bits[place] &= -np.int32(wanted[place])


def nothing_kept(most: int) -> Kept:
    """Return room for so many passages and some more."""
    size = most + ROOM
    room = np.zeros(size, np.float32), np.zeros(size, np.int64), np.zeros(size, np.float32)
    return Kept(*room, np.zeros(1, np.int64), np.zeros(1, np.float32))


def keep_best(kept: Kept, most: int) -> None:
    """Keep no more than the best; of equal ones those with the lower numbers, which came first.

    What the last of them scores is found bit by bit, as the greatest number that enough of them reach.
    """
    size = kept.size[0]
    if size < most:
        return
    bits, least = kept.totals.view(np.int32), np.int32(0)
    for bit in range(30, -1, -1):
        tried = least | np.int32(1 << bit)
        if reaching(bits[:size], tried) >= most:
            least = tried
    equal = most - reaching(bits[:size], least + np.int32(1))
    place = 0
    for one in range(size):
        if bits[one] > least or (bits[one] == least and equal > 0):
            equal -= bits[one] == least
            kept.totals[place], kept.passages[place] = kept.totals[one], kept.passages[one]
            kept.own[place] = kept.own[one]
            place += 1
    kept.size[0] = place
    kept.least.view(np.int32)[0] = least


def reaching(numbers: IntArray | SignedArray, least: np.int32 | int) -> int:
    """Return how many numbers are not below another."""
    found = 0
    for place in range(numbers.size):
        found += numbers[place] >= least
    return found


def rank(scores: FloatArray, first: int, article_scores: FloatArray, articles: Articles, kept: Kept, most: int) -> None:
    """Take the passages of a block that are among the best so far, from its first on.

    Scores are not negative, so that they compare as their bits do; the compiled loop runs on many integers at once.
    """
    bits, article_bits = scores.view(np.int32), article_scores.view(np.int32)
    bounds = np.zeros(2, np.int32)
    own, around = bounds[:1].view(np.float32), bounds[1:].view(np.float32)
    at, end = first // STRETCH, (first + scores.size - 1) // STRETCH
    for article in range(articles.at[at], articles.at[end + 1] + 1):
        bounds[1] = max(bounds[1], article_bits[article])
    farther = around[0]
    for begin in range(0, scores.size, STRETCH):
        greatest = np.int32(0)
        for place in range(begin, min(begin + STRETCH, scores.size)):
            greatest = max(greatest, bits[place])
        bounds[0] = greatest
        if greatest == 0 or own[0] + farther <= kept.least[0]:
            continue
        at = (first + begin) // STRETCH
        greatest = np.int32(0)
        for article in range(articles.at[at], articles.at[at + 1] + 1):
            greatest = max(greatest, article_bits[article])
        bounds[1] = greatest
        if own[0] + around[0] > kept.least[0]:
            if kept.size[0] + STRETCH > kept.totals.size:
                keep_best(kept, most)
            stretch = scores[begin : begin + STRETCH]
            take(stretch, first + begin, around[0], article_scores, articles, kept)


def take(
    scores: FloatArray,
    first: int,
    around: np.float32,
    article_scores: FloatArray,
    articles: Articles,
    kept: Kept,
) -> None:
    """Take those of a stretch of passages that may be among the best, whose articles score ``around`` at most."""
    size, least, article = kept.size[0], kept.least[0], articles.at[first // STRETCH]
    for place in range(scores.size):
        own, passage = scores[place], first + place
        if own == 0 or own + around <= least:
            continue
        while articles.first_passage[article + 1] <= passage:
            article += 1
        total = own + article_scores[article]
        if total > least:
            kept.totals[size], kept.passages[size], kept.own[size] = total, passage, own
            size += 1
    kept.size[0] = size
