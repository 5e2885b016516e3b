"""Compiles loops with numba, for processes in which they run long enough.

Importing numba and loading compiled code takes half a second, so whatever is done once does without: each loop is
plain Python over arrays, and gives the same compiled or not. What it would load without need is kept away
(kept_code.py).

Numba is extra, as it takes much room. Where it is missing, or does not fit numpy, the log says so once and loops stay
as they are.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np

from corpus.importing import for_good

log = logging.getLogger(__name__)

Loop = Callable[..., Any]


def install(loops: Iterable[tuple[ModuleType, Iterable[str]]]) -> bool:
    """Replace some loops by their compiled forms for as long as this process runs.

    Args:
        loops: the names of the loops of modules, callees before their callers.

    Returns:
        Whether they are compiled; without numba they stay plain.
    """
    compiled = _compiler()
    if compiled is None:
        return False
    for module, names in loops:
        for name in names:
            loop = getattr(module, name)
            if not hasattr(loop, "py_func"):
                setattr(module, name, compiled(loop))
    return True


def run(loop: Loop, *values: Any) -> Any:
    """Run a loop over arrays and tuples of them: a plain one over views, whose numbers Python reaches sooner."""
    return loop(*values) if hasattr(loop, "py_func") else loop(*map(_viewed, values))


def _viewed(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.data
    return type(value)(*map(_viewed, value)) if isinstance(value, tuple) else value


@cache
def _compiler() -> Callable[[Loop], Loop] | None:
    """Return what gives a loop its compiled form, None if numba cannot be used."""
    try:
        with for_good():
            from index.generations.kept_code import compiled  # noqa: PLC0415 - see above
    except ImportError as error:  # also what numba says of a numpy that is too new for it
        log.warning(
            "numba cannot be used (%s): answers are the same, but questions of a large archive take many times as "
            "long; pip install 'dateline[compiling]'",
            str(error).partition("\n")[0],
        )
        return None
    return compiled
