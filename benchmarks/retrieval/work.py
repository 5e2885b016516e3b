"""Tells what a build spends its processor time on: reading the store, cutting texts into words, or the rest."""

from __future__ import annotations

import signal
import time
from contextlib import AbstractContextManager
from types import FrameType
from typing import Self

TICK = 0.01
"""Seconds of processor time between two looks at what is being done."""
DOING = {
    "reading": ("corpus.store",),
    "cutting": (
        "corpus.language",
        "index.analysis",
        "index.building.collecting",
        "index.building.counting",
        "index.building.forms",
        "bm25s.tokenization",
        "sklearn.feature_extraction",
    ),
}
"""By what modules each kind of work is known, the first that fits; all else is inverting and writing."""
REST = "inverting"


class Work(AbstractContextManager["Work"]):
    """Counts this process's processor time by what its main thread is doing, until the context is left.

    Attributes:
        seconds: for each kind of work. What is compiled and calls no Python is told from who called it, and what an
            engine does in other threads counts with what the main thread does meanwhile.
    """

    def __init__(self) -> None:
        self.seconds = dict.fromkeys((*DOING, REST), 0.0)
        self._counted = 0.0

    def __enter__(self) -> Self:
        """Begin; there can be one at a time in a process."""
        self._counted = time.process_time()
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, TICK, TICK)
        return self

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_IGN)
        self._count(REST)

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        self._count(doing(frame))

    def _count(self, kind: str) -> None:
        now = time.process_time()
        self.seconds[kind] += now - self._counted
        self._counted = now


def doing(frame: FrameType | None) -> str:
    """Return the kind of work of the innermost call that tells it."""
    while frame is not None:
        module = str(frame.f_globals.get("__name__"))
        for kind, modules in DOING.items():
            if module.startswith(modules):
                return kind
        frame = frame.f_back
    return REST
