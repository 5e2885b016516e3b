"""Compiles the loops with numba, for processes that answer many questions.

Importing numba and loading compiled code takes about a second, so a single ``dateline ask`` does without.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType

from numba import njit

from index.building import bulk
from index.engine import heap
from index.engine import loops as kernels
from index.generations import spelling
from index.ranking import evidence

CALLEES_FIRST: tuple[tuple[ModuleType, tuple[str, ...]], ...] = (
    (heap, ("rise", "sink")),
    (
        kernels,
        (
            "least", "add_bounds", "some_of", "take_in", "leave_out", "greatest", "count_from", "round_of", "keep",
            "first_from", "add_scores", "score", "look_into", "find_best", "clear",
        ),
    ),
    (
        evidence,
        (
            "weight_of", "met_by", "meant_by", "unmet_weight", "measure_title", "end_sentence",
            "measure_nearness", "measure_notable", "measure_passage", "fill_neighbourhood", "gather",
        ),
    ),
    (spelling, ("sharing",)),
)  # fmt: skip


CUTTING = (
    bulk,
    (
        "is_unit", "number_end", "initials_end", "run_end", "word_end", "word_from", "same", "first_slot", "slot_of",
        "widened", "number_text", "number_words",
    ),
)  # fmt: skip


@cache
def install() -> None:
    """Replace every loop of asking by its compiled form, once in a process; the results stay the same."""
    for module, names in CALLEES_FIRST:
        _compile(module, names)
    kernels.rise, kernels.sink = heap.rise, heap.sink  # type: ignore[attr-defined]  # names imported before


@cache
def install_cutting() -> None:
    """Replace the loops of cutting many texts likewise."""
    _compile(*CUTTING)


def _compile(module: ModuleType, names: tuple[str, ...]) -> None:
    for name in names:
        loop = getattr(module, name)
        try:
            compiled = njit(cache=True, nogil=True)(loop)
        except RuntimeError:  # no folder where compiled code may be kept: compiled by every process anew
            compiled = njit(nogil=True)(loop)
        setattr(module, name, compiled)
