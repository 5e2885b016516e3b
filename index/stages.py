"""What can be measured of answering: how long its stages take, and what happens in it; nothing is unless wanted.

Only names written in this code and numbers are told, never what was asked or by whom.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from time import perf_counter
from typing import NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Stage(NamedTuple):
    """A stretch of work.

    Attributes:
        name: of the stage.
        began: by ``perf_counter``, which on Linux all processes of a machine share.
        ended: likewise.
        own: seconds without those of the stages inside it.
    """

    name: str
    began: float
    ended: float
    own: float


@dataclass(slots=True)
class Record:
    """What one piece of work took, and what happened in it; it can be sent from one process to another.

    Attributes:
        stages: in the order in which they ended.
        happened: names and kinds.
    """

    stages: list[Stage] = field(default_factory=list)
    happened: list[tuple[str, str]] = field(default_factory=list)
    inner: float = 0.0

    def seconds(self) -> dict[str, float]:
        """Return the seconds that each stage took by itself, so that they add up to the whole."""
        found: dict[str, float] = {}
        for one in self.stages:
            found[one.name] = found.get(one.name, 0.0) + one.own
        return found


_here = threading.local()


@contextmanager
def recorded() -> Iterator[Record]:
    """Record what this thread does meanwhile."""
    before, _here.record = getattr(_here, "record", None), Record()
    try:
        yield _here.record
    finally:
        _here.record = before


def stage(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function a stage: how long it takes is recorded where somebody records."""

    def staged(work: Callable[P, T]) -> Callable[P, T]:
        @wraps(work)
        def measured(*values: P.args, **named: P.kwargs) -> T:
            record: Record | None = getattr(_here, "record", None)
            if record is None:
                return work(*values, **named)
            outer, record.inner = record.inner, 0.0
            began = perf_counter()
            try:
                return work(*values, **named)
            finally:
                ended = perf_counter()
                record.stages.append(Stage(name, began, ended, ended - began - record.inner))
                record.inner = outer + ended - began

        return measured

    return staged


def happened(name: str, kind: str = "") -> None:
    """Tell that something has happened, where this thread records."""
    record: Record | None = getattr(_here, "record", None)
    if record is not None:
        record.happened.append((name, kind))
