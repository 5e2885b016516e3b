"""Writes the inverted files of a generation, and what terms weigh in its documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import NamedTuple

import numpy as np

from index.building import inverting
from index.building.inverting import TITLE_WEIGHT, Filling, Layout, Texts, no_counts, ranges, weighing
from index.building.merging import Kept, Merger, Side
from index.building.texts import Written
from index.building.weighting import Weigher
from index.generations import compiling
from index.generations.arrays import IntArray, narrowed
from index.generations.folder import Piece, Writing


class Kind(NamedTuple):
    """How the documents of a kind are weighed (index/building/weighting.py)."""

    name: str
    k: float
    b: float


PASSAGE, ARTICLE = KINDS = Kind("passage", 0.9, 0.75), Kind("article", 1.2, 0.5)
"""Best of those tried on sets of questions in four languages (benchmarks/RESULTS.md)."""


def write_postings(out: Writing, written: Written, terms: int, memory: int, kept: Kept | None) -> None:
    """Write them.

    Args:
        out: takes the arrays.
        written: the texts.
        terms: how many there are.
        memory: bytes that postings may take at once.
        kept: what stays of the generation before, which makes no difference.
    """
    filled = kept and _merging(written, terms, memory, kept)
    layouts, fillings = filled or _inverting(written, terms, memory)
    lengths = written.lengths, _article_lengths(written)
    for kind, layout, of_each in zip(KINDS, layouts, lengths, strict=True):
        weigher = Weigher(kind.k, kind.b)
        weigher.fit_counted(np.diff(layout.starts), of_each.size, float(of_each.sum(dtype=np.int64)))
        _write_weights(out, kind.name, weigher, of_each)
    with ExitStack() as files:
        pieces = [_pieces(out, files, kind.name, layout) for kind, layout in zip(KINDS, layouts, strict=True)]
        for filling_of_each in fillings:
            for takers, filling in zip(pieces, filling_of_each, strict=True):
                for part, take in takers.items():
                    take(getattr(filling, part))


def _article_lengths(written: Written) -> IntArray:
    """Return how many words each article has, its title weighed."""
    before = np.concatenate([[0], np.cumsum(written.lengths, dtype=np.int64)])
    ends = np.cumsum(written.sizes, dtype=np.int64)
    words = before[ends] - before[ends - written.sizes]
    lengths: IntArray = (words + TITLE_WEIGHT * written.title_lengths).astype(np.int32)
    return lengths


Filled = tuple[tuple[Layout, Layout], Iterator[tuple[Filling, Filling]]]
"""Where the postings of passages and of articles begin, and they themselves, some terms at once."""


def _inverting(written: Written, terms: int, memory: int) -> Filled:
    """Invert all texts."""
    layouts = _counted(written.walk(), terms)
    return layouts, _filled(written, layouts, memory)


def _counted(walk: Iterable[Texts], terms: int) -> tuple[Layout, Layout]:
    counts = no_counts(terms), no_counts(terms)
    for texts in walk:
        compiling.run(inverting.count, texts, *counts)
    return Layout.of(counts[0]), Layout.of(counts[1])


def _filled(
    written: Written,
    layouts: tuple[Layout, Layout],
    memory: int,
    among: Sequence[tuple[int, int]] | None = None,
) -> Iterator[tuple[Filling, Filling]]:
    """Fill in postings, as many terms at once as there is memory for."""
    for first, end in ranges(layouts, memory):
        fillings = layouts[0].filling(first, end), layouts[1].filling(first, end)
        for texts in written.walk(among):
            compiling.run(inverting.fill, texts, *fillings)
        yield fillings


def _merging(written: Written, terms: int, memory: int, kept: Kept) -> Filled | None:
    """Put the postings of what is new between those that stay; None if the new ones are more than memory may hold."""
    of_new = _counted(written.walk(kept.added), terms)
    if sum(int(one.bytes_before()[-1]) for one in of_new) > memory:
        return None
    sizes = len(written.passages), len(written.sizes)
    whole = next(_filled(written, of_new, memory, kept.added), None)
    if whole is None:  # nothing is new
        whole = of_new[0].filling(1, terms + 1), of_new[1].filling(1, terms + 1)
    sides = [
        Side(layout.postings(filling), np.arange(size, dtype=np.int32))
        for layout, filling, size in zip(of_new, whole, sizes, strict=True)
    ]
    merger = Merger(kept, sides, sizes)
    layouts = merger.counted(terms, memory)
    return layouts, merger.filled(layouts, memory)


def _write_weights(out: Writing, name: str, weigher: Weigher, lengths: IntArray) -> None:
    found = weighing(weigher, lengths)
    out.array(f"{name}_classes", found.classes)
    out.array(f"{name}_table", found.table)
    out.array(f"{name}_idf", weigher.idf_)


def _pieces(out: Writing, files: ExitStack, name: str, layout: Layout) -> dict[str, Callable[[Piece], None]]:
    """Write where postings begin; return what takes the others, by their names, until the files are closed."""
    for part, starts in layout.starts_by_name().items():
        out.array(f"{name}_{part}", narrowed(starts))
    return {
        part: files.enter_context(out.pieces(f"{name}_{part}", np.uint16, (size,)))
        for part, size in layout.sizes().items()
    }
