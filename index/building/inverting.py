"""Inverts the texts of an archive: counts first what every term will need, then fills in the postings.

The texts are walked through in the order of their numbers, so that the documents of a term come in theirs. Postings of
as many terms are filled in at once as memory should hold; further terms take another walk. All loops are plain Python
over arrays, compiled where there is much to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from index.building.weighting import Weigher
from index.generations.arrays import (
    BLOCK,
    BLOCK_BITS,
    MOST_OFTEN,
    OFTEN,
    IntArray,
    LongArray,
    Postings,
    ShortArray,
    Weighing,
)

TITLE_WEIGHT = 3
"""A word of the title counts as this many in the article."""
POSTING, BLOCK_OF_TERM, EXTRA = 2, 4, 2
"""Bytes that each takes."""


class Counts(NamedTuple):
    """What is known of each term in the documents so far, (n_terms + 1,) each.

    Attributes:
        documents: how many hold it.
        blocks: how many blocks of documents do.
        extras: how many hold it at least ``OFTEN`` times.
        last: the last one that does, -1 for none yet.
        often: how often that one does.
    """

    documents: LongArray
    blocks: LongArray
    extras: LongArray
    last: IntArray
    often: IntArray


def no_counts(terms: int) -> Counts:
    """Return the counts of so many terms before the first document."""
    documents, blocks, extras = (np.zeros(terms + 1, np.int64) for _ in range(3))
    return Counts(documents, blocks, extras, np.full(terms + 1, -1, np.int32), np.zeros(terms + 1, np.int32))


class Texts(NamedTuple):
    """Articles that follow one another in a generation.

    Attributes:
        words: the marks of their passages.
        bounds: of each passage.
        titles: the marks of their titles.
        title_bounds: of each.
        sizes: passages of each article.
        passage: the number of the first passage.
        article: the number of the first article.
    """

    words: IntArray
    bounds: LongArray
    titles: IntArray
    title_bounds: LongArray
    sizes: IntArray
    passage: int
    article: int


def count(texts: Texts, passages: Counts, articles: Counts) -> None:
    """Count the terms of some texts."""
    row = 0
    for one in range(len(texts.sizes)):
        article = texts.article + one
        for place in range(texts.title_bounds[one], texts.title_bounds[one + 1]):
            if texts.titles[place] > 1:
                meet(articles, texts.titles[place] >> 1, article, TITLE_WEIGHT)
        for _ in range(texts.sizes[one]):
            for place in range(texts.bounds[row], texts.bounds[row + 1]):
                if texts.words[place] > 1:
                    meet(passages, texts.words[place] >> 1, texts.passage + row, 1)
                    meet(articles, texts.words[place] >> 1, article, 1)
            row += 1


def meet(counts: Counts, term: int, document: int, times: int) -> None:
    """Count a term that stands so many times more in a document."""
    if counts.last[term] != document:
        if counts.last[term] < 0 or counts.last[term] >> BLOCK_BITS != document >> BLOCK_BITS:
            counts.blocks[term] += 1
        counts.last[term] = document
        counts.documents[term] += 1
        counts.often[term] = 0
    before = counts.often[term]
    counts.often[term] = before + times
    if before < OFTEN <= before + times:
        counts.extras[term] += 1


class Filling(NamedTuple):
    """Postings of the terms of a range, and where those of each go on.

    Attributes:
        first: the first term.
        end: one past the last one.
        post: (n,) of the terms of the range.
        block: likewise.
        extra: likewise.
        last: the last document of each, -1 for none yet.
        often: how often it stands there.
        posts: filled in.
        blocks: likewise.
        sizes: likewise.
        extras: likewise.
    """

    first: int
    end: int
    post: LongArray
    block: LongArray
    extra: LongArray
    last: IntArray
    often: IntArray
    posts: ShortArray
    blocks: ShortArray
    sizes: ShortArray
    extras: ShortArray


def fill(texts: Texts, passages: Filling, articles: Filling) -> None:
    """Fill in the postings of some texts."""
    row = 0
    for one in range(len(texts.sizes)):
        article = texts.article + one
        for place in range(texts.title_bounds[one], texts.title_bounds[one + 1]):
            post(articles, texts.titles[place] >> 1, article, TITLE_WEIGHT)
        for _ in range(texts.sizes[one]):
            for place in range(texts.bounds[row], texts.bounds[row + 1]):
                post(passages, texts.words[place] >> 1, texts.passage + row, 1)
                post(articles, texts.words[place] >> 1, article, 1)
            row += 1


def post(filling: Filling, term: int, document: int, times: int) -> None:
    """Note a term that stands so many times more in a document, if it is of the range."""
    if not filling.first <= term < filling.end:
        return
    place = term - filling.first
    last = filling.last[place]
    if last != document:
        if last < 0 or last >> BLOCK_BITS != document >> BLOCK_BITS:
            filling.blocks[filling.block[place]] = document >> BLOCK_BITS
            filling.block[place] += 1
        filling.sizes[filling.block[place] - 1] += 1
        filling.post[place] += 1
        filling.last[place], filling.often[place] = document, 0
    before = filling.often[place]
    often = before + times
    filling.often[place] = often
    if often >= OFTEN:
        if before < OFTEN:
            filling.extra[place] += 1
        filling.extras[filling.extra[place] - 1] = min(often, MOST_OFTEN)
    filling.posts[filling.post[place] - 1] = (document & (BLOCK - 1)) | ((min(often, OFTEN) - 1) << BLOCK_BITS)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the postings of each term begin; each (n_terms + 2,) int64, as in ``Postings``."""

    starts: LongArray
    block_starts: LongArray
    extra_starts: LongArray

    @classmethod
    def of(cls, counts: Counts) -> Layout:
        """Return it for what has been counted."""
        every = counts.documents, counts.blocks, counts.extras
        return cls(*(np.concatenate([[0], np.cumsum(one)]) for one in every))

    def bytes_before(self) -> LongArray:
        """Return how many bytes stand before each term, and in all."""
        found: LongArray = self.starts * POSTING + self.block_starts * BLOCK_OF_TERM + self.extra_starts * EXTRA
        return found

    def filling(self, first: int, end: int) -> Filling:
        """Return room for the postings of the terms from one to before another."""
        every = self.starts, self.block_starts, self.extra_starts
        post, block, extra = (one[first:end] - one[first] for one in every)
        posts, blocks, extras = (int(one[end] - one[first]) for one in every)
        size = end - first
        return Filling(
            first, end, post, block, extra, np.full(size, -1, np.int32), np.zeros(size, np.int32),
            np.zeros(posts, np.uint16), np.zeros(blocks, np.uint16), np.zeros(blocks, np.uint16),
            np.zeros(extras, np.uint16),
        )  # fmt: skip

    def postings(self, filling: Filling) -> Postings:
        """Return the postings of all terms, that have been filled in at once."""
        values = filling.posts, filling.blocks, filling.sizes, filling.extras
        return Postings(self.starts, self.block_starts, self.extra_starts, *values)

    def starts_by_name(self) -> dict[str, LongArray]:
        """Return the arrays of ``Postings`` that tell where the others begin."""
        return {name: getattr(self, name) for name in ("starts", "block_starts", "extra_starts")}

    def sizes(self) -> dict[str, int]:
        """Return how many values each of the other arrays of ``Postings`` has."""
        posts, blocks, extras = (int(one[-1]) for one in (self.starts, self.block_starts, self.extra_starts))
        return {"posts": posts, "blocks": blocks, "sizes": blocks, "extras": extras}


def ranges(layouts: tuple[Layout, Layout], room: int) -> list[tuple[int, int]]:
    """Return ranges of terms, of one or of as many whose postings of both kinds take no more room together."""
    return divided(layouts[0].bytes_before() + layouts[1].bytes_before(), room)


def divided(before: LongArray, room: int) -> list[tuple[int, int]]:
    """Return ranges of terms, of one or of as many as take no more room together.

    Args:
        before: (n_terms + 2,), how many bytes stand before each term, and in all.
        room: in bytes.
    """
    found = []
    first, terms = 1, len(before) - 1  # 0 is no term, but the end of a sentence
    while first < terms:
        end = int(np.searchsorted(before, before[first] + room, "right")) - 1
        end = min(terms, max(first + 1, end))
        found.append((first, end))
        first = end
    return found


def weighing(weigher: Weigher, lengths: IntArray) -> Weighing:
    """Return what terms weigh in documents of some lengths; of very many different lengths similar ones are one."""
    step = 1
    known, classes = np.unique(lengths, return_inverse=True)
    while known.size > 1 << 16:
        step *= 2
        known, classes = np.unique(lengths // step, return_inverse=True)
    norms = weigher.norms(known * step)
    table = weigher.weights(np.arange(1, OFTEN + 1, dtype=np.float32)[:, None], norms)
    table[-1] = norms
    return Weighing(classes.astype(np.uint16), table, np.float32(weigher.k + 1))
