"""Writes the inverted files of a generation, and what terms weigh in its documents."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import NamedTuple

import numpy as np

from index.building import inverting, word_kinds
from index.building.inverting import Layout, no_counts, ranges, weighing
from index.building.texts import Written
from index.building.weighting import Weigher
from index.building.word_kinds import Cased
from index.generations import compiling
from index.generations.arrays import IntArray, narrowed
from index.generations.folder import Piece, Writing


class Kind(NamedTuple):
    """How the documents of a kind are weighed (index/building/weighting.py)."""

    name: str
    k: float
    b: float


PASSAGE, ARTICLE = Kind("passage", 0.9, 0.75), Kind("article", 1.2, 0.5)
"""Best of those tried on sets of questions in four languages (benchmarks/RESULTS.md)."""


def write_postings(out: Writing, written: Written, terms: int, memory: int) -> Cased:
    """Write them.

    Args:
        out: takes the arrays.
        written: the texts.
        terms: how many there are.
        memory: bytes that postings may take at once.

    Returns:
        How often the terms have a capital.
    """
    kinds = PASSAGE, ARTICLE
    counts = no_counts(terms), no_counts(terms)
    lengths = np.zeros(len(written.passages), np.int32), np.zeros(len(written.sizes), np.int32)
    cased = Cased(np.zeros(terms + 1, np.int64), np.zeros(terms + 1, np.int64))
    for texts in written.walk():
        compiling.run(inverting.count, texts, *counts, *lengths)
        compiling.run(word_kinds.count_cases, texts.words, texts.bounds, cased)
    for kind, counted, of_each in zip(kinds, counts, lengths, strict=True):
        weigher = Weigher(kind.k, kind.b)
        weigher.fit_counted(counted.documents, of_each.size, float(of_each.sum(dtype=np.int64)))
        _write_weights(out, kind.name, weigher, of_each)
    layouts = Layout.of(counts[0]), Layout.of(counts[1])
    del counts
    _fill(out, written, layouts, memory)
    return cased


def _write_weights(out: Writing, name: str, weigher: Weigher, lengths: IntArray) -> None:
    found = weighing(weigher, lengths)
    out.array(f"{name}_classes", found.classes)
    out.array(f"{name}_table", found.table)
    out.array(f"{name}_idf", weigher.idf_)


def _fill(out: Writing, written: Written, layouts: tuple[Layout, Layout], memory: int) -> None:
    """Fill in the postings, as many terms at once as there is memory for, and write them."""
    names = PASSAGE.name, ARTICLE.name
    with ExitStack() as files:
        pieces = [_pieces(out, files, name, layout) for name, layout in zip(names, layouts, strict=True)]
        for first, end in ranges(layouts, memory):
            fillings = layouts[0].filling(first, end), layouts[1].filling(first, end)
            for texts in written.walk():
                compiling.run(inverting.fill, texts, *fillings)
            for takers, filling in zip(pieces, fillings, strict=True):
                for part, take in takers.items():
                    take(getattr(filling, part))


def _pieces(out: Writing, files: ExitStack, name: str, layout: Layout) -> dict[str, Callable[[Piece], None]]:
    """Write where postings begin; return what takes the others, by their names, until the files are closed."""
    for part, starts in layout.starts_by_name().items():
        out.array(f"{name}_{part}", narrowed(starts))
    return {
        part: files.enter_context(out.pieces(f"{name}_{part}", np.uint16, (size,)))
        for part, size in layout.sizes().items()
    }
