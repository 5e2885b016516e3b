"""Compiles the loops with numba, for processes that answer many questions.

Importing numba and loading compiled code takes about a second, so a single ``dateline ask`` does without. SciPy, which
numba would load for linear algebra, is kept away: that saves a third of the time and 9 MiB of each process.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

from corpus.absent import absent

with absent("scipy"):
    from numba import njit
    from numba.core.registry import cpu_target

    cpu_target.target_context.refresh()  # loads the rest of numba, as the first compiled loop would

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
