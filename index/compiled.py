"""Compiles the kernels with numba, for processes that answer many questions.

Importing numba and loading compiled code takes about a second, so a single ``dateline ask`` does without.
"""

from __future__ import annotations

from functools import cache

from numba import njit

from index import kernels

CALLEES_FIRST = (
    "add_postings",
    "rise",
    "sink",
    "best_passages",
    "measure_title",
    "measure_hits",
    "measure_words",
    "gather_evidence",
)


@cache
def install() -> None:
    """Replace every kernel by its compiled form, once in a process; the results stay the same."""
    for name in CALLEES_FIRST:
        setattr(kernels, name, njit(cache=True, nogil=True)(getattr(kernels, name)))
