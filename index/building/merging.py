"""Takes the postings of what stays from the generation before, and puts those of what is new between them.

A posting says which document holds a term and how often, whatever else is in the archive, so that of a document that
stays nothing changes but its number. What is new is inverted by itself. Both are put together term by term, as many
terms at once as memory should hold; the postings are those of inverting everything anew, byte for byte. All loops are
plain Python over arrays, compiled where there is much to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.building.inverting import (
    BLOCK_OF_TERM,
    EXTRA,
    POSTING,
    Counts,
    Filling,
    Layout,
    divided,
    no_counts,
)
from index.building.parts import BuiltPart, Part, Stretch
from index.building.vocabularies import Marks
from index.generations import compiling
from index.generations.arrays import BLOCK, BLOCK_BITS, MOST_OFTEN, OFTEN, IntArray, LongArray, Postings, ShortArray

VALUES = {"posts": 0, "blocks": 1, "sizes": 1, "extras": 2}
"""Arrays of postings, and which of those that tell where they begin tells it of each."""


class Found(NamedTuple):
    """Room for the postings of a term, unpacked.

    Attributes:
        documents: that hold it, ascending.
        often: how often each does.
    """

    documents: IntArray
    often: IntArray


def room_for(documents: int) -> Found:
    """Return room for a term that stands in so many documents."""
    return Found(np.empty(documents, np.int32), np.empty(documents, np.int32))


class Side(NamedTuple):
    """Postings from which some are taken.

    Attributes:
        postings: of some terms.
        documents: the number that each document has now, -1 for one that is gone.
    """

    postings: Postings
    documents: IntArray


def unpack(side: Side, term: int, found: Found, size: int) -> int:
    """Put the postings of a term that stay behind others; return how many there are then."""
    place, extra = side.postings.starts[term], side.postings.extra_starts[term]
    for block in range(side.postings.block_starts[term], side.postings.block_starts[term + 1]):
        base = side.postings.blocks[block] * BLOCK
        for _ in range(side.postings.sizes[block]):
            value = side.postings.posts[place]
            often = (value >> BLOCK_BITS) + 1
            place += 1
            if often == OFTEN:
                often = side.postings.extras[extra] + 0  # in the compiled loop the 0 makes more than 16 bits of it
                extra += 1
            document = side.documents[base + (value & (BLOCK - 1))]
            if document >= 0:
                found.documents[size], found.often[size] = document, often
                size += 1
    return size


def combine(kept: Side, place: int, added: Side, term: int, found: Found, more: Found) -> int:
    """Find all postings of a term in order; return how many there are.

    Args:
        kept: what stays.
        place: of the term there, -1 for one that is new.
        added: what is new.
        term: there.
        found: takes them.
        more: room for those that are new.
    """
    new: int = added.postings.starts[term + 1] - added.postings.starts[term]
    end = new
    if place >= 0:
        end = unpack(kept, place, found, new)
    if new > 0:
        unpack(added, term, more, 0)
    read, other = new, 0
    while other < new:  # what is left behind the last one that is new stands in its place already
        if read < end and found.documents[read] < more.documents[other]:
            taken, often = found.documents[read], found.often[read]
            read += 1
        else:
            taken, often = more.documents[other], more.often[other]
            other += 1
        found.documents[read - new + other - 1], found.often[read - new + other - 1] = taken, often
    return end


def count(kept: Side, places: LongArray, added: Side, first: int, found: Found, more: Found, counts: Counts) -> None:
    """Count the documents of terms that follow one another; places are those of the terms in what stays."""
    for one in range(len(places)):
        size = combine(kept, places[one], added, first + one, found, more)
        blocks, extras, last = 0, 0, -1
        for row in range(size):
            block = found.documents[row] >> BLOCK_BITS
            if block != last:
                blocks += 1
                last = block
            if found.often[row] >= OFTEN:
                extras += 1
        counts.documents[first + one], counts.blocks[first + one], counts.extras[first + one] = size, blocks, extras


def fill(kept: Side, places: LongArray, added: Side, found: Found, more: Found, filling: Filling) -> None:
    """Fill in the postings of terms that follow one another."""
    for one in range(len(places)):
        size = combine(kept, places[one], added, filling.first + one, found, more)
        post, extra, held, last = filling.post[one], filling.extra[one], filling.block[one] - 1, -1
        for row in range(size):
            document, often = found.documents[row], found.often[row]
            block = document >> BLOCK_BITS
            if block != last:
                held += 1
                filling.blocks[held] = block
                last = block
            filling.sizes[held] += 1
            if often >= OFTEN:
                filling.extras[extra] = min(often, MOST_OFTEN)
                extra += 1
            filling.posts[post] = (document & (BLOCK - 1)) | ((min(often, OFTEN) - 1) << BLOCK_BITS)
            post += 1


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays of the generation before.

    Attributes:
        folder: of that generation.
        starts: of its postings by the name of the kind of documents: as in ``Postings``.
        terms: (n_terms + 1,) int64, the number there of each term of the new one, 0 for one that is new.
        documents: by the name of the kind, the new number of each document there, -1 for one that is gone.
        added: the articles of the new generation that are not of that one, from one number to before another.
    """

    folder: Path
    starts: dict[str, tuple[LongArray, ...]]
    terms: LongArray
    documents: dict[str, IntArray]
    added: list[tuple[int, int]]

    def bytes_of_terms(self) -> LongArray:
        """Return how many bytes the postings there of each term of the new generation take, (n_terms + 1,)."""
        total = np.zeros(self.terms.size, np.int64)
        for starts in self.starts.values():
            for one, width in zip(starts, (POSTING, BLOCK_OF_TERM, EXTRA), strict=True):
                total += np.diff(one)[self.terms] * width
        return total

    def cut(self, name: str, first: int, end: int) -> tuple[Side, LongArray]:
        """Return the postings there of the terms from one to before another, and the place of each, -1 for none."""
        terms = self.terms[first:end]
        known = terms[terms > 0]
        begin, last = (int(known[0]), int(known[-1]) + 1) if known.size else (0, 0)
        starts = [one[begin : last + 1].astype(np.int64) for one in self.starts[name]]
        values = {
            part: _read(self.folder / f"{name}_{part}.npy", int(starts[of][0]), int(starts[of][-1]))
            for part, of in VALUES.items()
        }
        postings = Postings(*(one - one[0] for one in starts), **values)
        return Side(postings, self.documents[name]), np.where(terms > 0, terms - begin, -1)


def _read(file: Path, first: int, last: int) -> ShortArray:
    """Read values of an array piece by piece: what is mapped would count as this process's memory."""
    with file.open("rb") as stream:
        np.lib.format.read_magic(stream)
        np.lib.format.read_array_header_1_0(stream)
        stream.seek(2 * first, 1)
        return np.fromfile(stream, np.uint16, last - first)


def kept_of(parts: Sequence[Part], order: Sequence[Stretch], marks: Marks) -> Kept | None:
    """Return what stays of the generation before; None if there is none, or its articles have another order now."""
    before = parts[0] if parts else None
    if not isinstance(before, BuiltPart):
        return None
    articles = np.full(before.articles.size, -1, np.int32)
    passages = np.full(int(before.sizes.sum()), -1, np.int32)
    firsts = np.concatenate([[0], np.cumsum(before.sizes, dtype=np.int64)])
    added: list[tuple[int, int]] = []
    article = passage = stood = 0
    for one in order:
        size = int(parts[one.part].sizes[one.first : one.last].sum())
        end = article + one.last - one.first
        if one.part:
            begin = added.pop()[0] if added and added[-1][1] == article else article
            added.append((begin, end))
        elif one.first < stood:
            return None
        else:
            stood = one.last
            articles[one.first : one.last] = np.arange(article, end)
            passages[firsts[one.first] : firsts[one.last]] = np.arange(passage, passage + size)
        article, passage = end, passage + size
    return Kept(before.folder, before.starts, _terms(marks), {"passage": passages, "article": articles}, added)


def _terms(marks: Marks) -> LongArray:
    """Return the number in the first part of each term, 0 for one that it has not."""
    now: IntArray = marks.of_part[0][::2] >> 1
    terms = np.zeros(len(marks.vocabulary) + 1, np.int64)
    terms[now] = np.arange(now.size)
    terms[0] = 0
    return terms


class Merger:
    """Puts what is new between what stays.

    Args:
        kept: what stays of the generation before.
        added: the postings of what is new, of passages and of articles, which have their numbers already.
        documents: how many passages and articles there are.
    """

    def __init__(self, kept: Kept, added: Sequence[Side], documents: Sequence[int]) -> None:
        self._kept = kept
        rooms = ((room_for(size), room_for(size)) for size in documents)
        self._kinds = list(zip(kept.documents, added, rooms, strict=True))

    def counted(self, terms: int, memory: int) -> tuple[Layout, Layout]:
        """Return where the postings of so many terms begin."""
        counts = no_counts(terms), no_counts(terms)
        for first, end in divided(_sums(self._kept.bytes_of_terms()), memory):
            for (name, added, rooms), of_kind in zip(self._kinds, counts, strict=True):
                side, places = self._kept.cut(name, first, end)
                compiling.run(count, side, places, added, first, *rooms, of_kind)
        return Layout.of(counts[0]), Layout.of(counts[1])

    def filled(self, layouts: tuple[Layout, Layout], memory: int) -> Iterator[tuple[Filling, Filling]]:
        """Yield the postings, of as many terms at once as there is memory for."""
        before = layouts[0].bytes_before() + layouts[1].bytes_before() + _sums(self._kept.bytes_of_terms())
        for first, end in divided(before, memory):
            fillings = layouts[0].filling(first, end), layouts[1].filling(first, end)
            for (name, added, rooms), filling in zip(self._kinds, fillings, strict=True):
                side, places = self._kept.cut(name, first, end)
                compiling.run(fill, side, places, added, *rooms, filling)
            yield fillings


def _sums(sizes: LongArray) -> LongArray:
    """Return how much stands before each, and in all."""
    return np.concatenate([[0], np.cumsum(sizes)])
