"""Compiled code that is kept beside its source, and loaded without what only compiling needs: half of numba.

Numba fills its context, with what it knows of every type and function, before it looks for code that was kept. Such
code needs none of that, so here the context is filled when something has to be compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from types import FunctionType
from typing import Any

import numpy as np

from corpus.importing import absent

NEEDLESS = ("scipy", "cffi", "yaml")
"""What numba would load for linear algebra, foreign code and a file of settings."""

PLAIN = (bool, int, float, str, tuple, np.generic)

with absent(*NEEDLESS):
    from numba import njit
    from numba.core.caching import FunctionCache
    from numba.core.runtime.nrt import rtsys

Loop = Callable[..., Any]


def compiled(loop: Loop) -> Loop:
    """Return the compiled form of a loop, kept beside its source where that folder can be written."""
    found: Loop = njit(nogil=True)(loop)
    with suppress(RuntimeError):  # there is no such folder: compiled by every process anew
        found._cache = Kept(loop)  # type: ignore[attr-defined,no-untyped-call]  # noqa: SLF001 - where njit(cache=True) puts its own
    return found


class Kept(FunctionCache):
    """What was compiled of a loop.

    Raises:
        RuntimeError: there is no folder where it may be kept.
    """

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return what was compiled for some types; None, and all is ready to compile it, if that was not yet."""
        rtsys.initialize(target_context)  # gives arrays their memory
        found = super().load_overload(sig, _AsItIs(target_context))  # type: ignore[no-untyped-call]
        if found is None:
            with absent(*NEEDLESS):
                target_context.refresh()
        return found

    def _index_key(self, sig: Any, codegen: Any) -> Any:
        """Return by what compiled code is found; numba looks at nothing that a loop takes from other files."""
        known = super()._index_key(sig, codegen)  # type: ignore[no-untyped-call]
        return *known, sha256("\n".join(_basis(self._py_func)).encode()).hexdigest()


def _basis(loop: Loop, known: tuple[Loop, ...] = ()) -> Iterator[str]:
    """Yield what a loop's code hangs on: its values, and those of the loops it calls, which are compiled with it."""
    code = loop.__code__
    yield f"{code.co_code!r} {[one for one in code.co_consts if isinstance(one, PLAIN)]!r}"
    for name in code.co_names:
        value = loop.__globals__.get(name)
        if isinstance(value := getattr(value, "py_func", value), FunctionType):
            if value is not loop and value not in known:
                yield from _basis(value, (*known, loop))
        elif isinstance(value, PLAIN):
            yield f"{name} {value!r}"


class _AsItIs:
    """A context that is not filled by being asked to."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def refresh(self) -> None:
        """Do nothing."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)
