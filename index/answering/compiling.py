"""Compiles the loops with numba, for processes that answer many questions.

Importing numba and loading compiled code takes about a second, so a single ``dateline ask`` does without.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

from numba import njit

from index.engine import loops
from index.generations import ragged, spelling
from index.ranking import evidence

Loop = Callable[..., Any]

CALLEES_FIRST: tuple[tuple[ModuleType, tuple[str, ...]], ...] = (
    (loops, ("add", "greatest", "best")),
    (ragged, ("fill",)),
    (spelling, ("sharing",)),
    (
        evidence,
        (
            "weight_of", "met_by", "meant_by", "unmet_weight", "measure_title", "end_sentence",
            "measure_nearness", "measure_nearby", "measure_notable", "measure_passage", "fill_neighbourhood", "gather",
        ),
    ),
)  # fmt: skip


@cache
def install() -> None:
    """Replace every loop of asking by its compiled form, once in a process; the results stay the same."""
    for module, names in CALLEES_FIRST:
        for name in names:
            setattr(module, name, _compiled(getattr(module, name)))


def _compiled(loop: Loop) -> Loop:
    try:
        found: Loop = njit(cache=True, nogil=True)(loop)
    except RuntimeError:  # no folder where compiled code may be kept: compiled by every process anew
        found = njit(nogil=True)(loop)
    return found
