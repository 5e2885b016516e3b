"""The loops of asking, for processes that answer many questions."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from index.engine import loops
from index.generations import compiling, ragged, sequences, spelling
from index.ranking import evidence

CALLEES_FIRST: tuple[tuple[ModuleType, tuple[str, ...]], ...] = (
    (
        loops,
        (
            *("beginning", "pass_over", "add_block", "add", "blot_out", "reaching", "keep_best"),
            *("nothing_kept", "take", "rank", "best"),
        ),
    ),
    (ragged, ("fill",)),
    (sequences, ("decode",)),
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
def install() -> bool:
    """Replace every loop of asking by its compiled form, once in a process; the results stay the same.

    Returns:
        Whether they are compiled; without numba, which is extra, they stay plain.
    """
    return compiling.install(CALLEES_FIRST)
