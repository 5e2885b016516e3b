"""Leads from the postings of articles to those of their passages, and tells how much an article can hold at most.

The passages of an article stand together, so that the passages of one article that hold a term are one run in the
term's list. Each posting of an article keeps where its run begins and how much the best passage of the article can
get from the term together with the article: a search looks into the few articles only whose sums are great enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from index.building.inverted import InvertedFile
from index.generations.arrays import FloatArray, IntArray

ARTICLE_SHARE = 0.6
"""Weight of an article's score beside its passage's when candidates are chosen."""

AT_ONCE = 1 << 22
"""Postings that are looked at together, to bound memory."""


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of passages of one article in the lists of terms, in the order of the lists.

    Attributes:
        begins: (n_runs + 1,) uint32 places in the postings of passages, and the number of all of them.
        most: (n_runs,) float32, the greatest weight of each run.
    """

    begins: npt.NDArray[np.uint32]
    most: FloatArray

    @classmethod
    def of(cls, file: InvertedFile, article_of: IntArray) -> Runs:
        """Find the runs in an inverted file of passages."""
        total = len(file.documents)
        if total > np.iinfo(np.uint32).max:
            raise OverflowError("an archive of more than 4.2 billion postings must be split")
        begins = [np.zeros(0, np.uint32)]
        for start in range(0, total, AT_ONCE):
            before = max(start - 1, 0)
            articles = article_of[file.documents[before : start + AT_ONCE]]
            opens = np.diff(articles, prepend=-1 if start == 0 else articles[0])[start - before :] != 0
            lists = file.starts[np.searchsorted(file.starts, start) : np.searchsorted(file.starts, start + len(opens))]
            opens[lists - start] = True
            begins.append((np.flatnonzero(opens) + start).astype(np.uint32))
        begins.append(np.array([total], np.uint32))
        found = np.concatenate(begins)
        return cls(found, np.maximum.reduceat(file.weights, found[:-1]) if total else np.zeros(0, np.float32))


def holding(in_passages: sp.csc_matrix, in_titles: sp.csc_matrix) -> npt.NDArray[np.bool_]:
    """Return for each posting of the sum of two (n_articles, n_terms) counts whether the first has it.

    Args:
        in_passages: how often each term stands in the passages of each article; indices sorted, none twice.
        in_titles: and in its title, likewise.
    """
    once, twice = (
        sp.csc_matrix((np.full(one.nnz, mark, np.int8), one.indices, one.indptr), one.shape)
        for one, mark in ((in_passages, 1), (in_titles, 2))
    )
    held: npt.NDArray[np.bool_] = (once + twice).data != 2  # noqa: PLR2004 - 2 stands in a title only, 3 in both
    return held


def nested(
    file: InvertedFile, runs: Runs, held: npt.NDArray[np.bool_], passage_idf: FloatArray
) -> tuple[npt.NDArray[np.uint32], FloatArray]:
    """Return where the run of each posting of articles begins, and the most that a passage gets by it.

    Args:
        file: of articles.
        runs: of their passages.
        held: which postings have a run; the others stand in the title only.
        passage_idf: (n_terms + 1,) idf in passages.

    Returns:
        (n_postings + 1,) uint32, the run of posting i ends where that of i + 1 begins; (n_postings,) float32.
    """
    inside = runs.begins[np.append(0, np.cumsum(held))]
    sizes = np.diff(file.starts)
    reach = file.weights * np.repeat(file.idf * np.float32(ARTICLE_SHARE), sizes)
    most = np.zeros(len(held), np.float32)
    most[held] = runs.most
    most *= np.repeat(passage_idf, sizes)
    reach += most
    return inside, reach
