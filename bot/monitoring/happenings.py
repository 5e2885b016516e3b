"""Where a process tells what happens in it; nothing is kept unless somebody listens, as metrics and traces do.

What is told are names written in this code, and numbers: never what was asked, or by whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter
from typing import Protocol

from index.stages import Record, Stage


@dataclass(slots=True)
class Journey:
    """One question's way through the process, or that of another request, from its coming to the end of its reply.

    Attributes:
        place: where it came from: "telegram", "press", "inline", "guest", "page" or "api".
        began: by ``perf_counter``.
        ended: likewise, once it has.
        stages: what was recorded on the way, in no order.
        seconds: of each stage by itself.
        failed: it ended with an error.
    """

    place: str
    began: float
    ended: float = 0.0
    stages: list[Stage] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: bool = False


class Listener(Protocol):
    """Takes what is told, in the event loop."""

    def take(self, name: str, kinds: tuple[str, ...], amount: float) -> None:
        """Take that something has happened, or a measure."""

    def travelled(self, journey: Journey) -> None:
        """Take a journey that has ended, on which something was worked out."""


QUESTIONS = "questions"
"""Counted by the place that they came from."""

_listeners: list[Listener] = []
_journey: ContextVar[Journey | None] = ContextVar("journey", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Tell a listener meanwhile."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def is_heard() -> bool:
    """Tell whether anybody listens."""
    return bool(_listeners)


def tell(name: str, *kinds: str, amount: float = 1.0) -> None:
    """Tell that something has happened.

    Args:
        name: of a metric, as ``bot.monitoring.metrics`` lists them.
        kinds: the values of its labels.
        amount: how often, or what was measured.
    """
    for listener in _listeners:
        listener.take(name, kinds, amount)


@contextmanager
def journey(place: str) -> Iterator[None]:
    """Have the stages of what is done meanwhile, in this task and those it begins, taken as one journey."""
    one = Journey(place, perf_counter())
    before = _journey.set(one)
    try:
        yield
    except BaseException:
        one.failed = True
        raise
    finally:
        _journey.reset(before)
        one.ended = perf_counter()
        if one.stages:
            for listener in _listeners:
                listener.travelled(one)


def place_here() -> str:
    """Return where what is done here came from, "" if from no reader."""
    one = _journey.get()
    return one.place if one is not None else ""


@contextmanager
def passing(stage: str) -> Iterator[None]:
    """Take what is done meanwhile as a stage of the journey, if one is being made."""
    one, began = _journey.get(), perf_counter()
    try:
        yield
    finally:
        if one is not None:
            _add(one, Stage(stage, began, ended := perf_counter(), ended - began))


def worked(asked: float, record: Record) -> None:
    """Take what was recorded off the event loop: its stages belong to the journey, before them the wait for their turn.

    Args:
        asked: when the work was asked for, by ``perf_counter``.
        record: of the work, of which the last stage is the whole.
    """
    one = _journey.get()
    for name, kind in record.happened:
        tell(name, *((one.place if one is not None else "", kind) if name == QUESTIONS else (kind,)))
    if one is None or not record.stages:
        return
    began = record.stages[-1].began
    for stage in (Stage("waiting", asked, began, max(0.0, began - asked)), *record.stages):
        _add(one, stage)


def _add(one: Journey, stage: Stage) -> None:
    one.stages.append(stage)
    one.seconds[stage.name] = one.seconds.get(stage.name, 0.0) + stage.own
