"""Ends a command that is told to stop (SIGTERM) as Ctrl-C does, so that what it has begun is closed and it says so."""

from __future__ import annotations

import signal
from types import FrameType

BASE = 128
"""What a shell adds to the number of the signal that has ended a process."""


def end_on_sigterm() -> None:
    """From now on raise KeyboardInterrupt when told to stop; a command with a way of its own sets that."""
    signal.signal(signal.SIGTERM, _interrupt)


def status_of(stop: BaseException) -> int:
    """Return the exit status of a command that was stopped."""
    return BASE + int(stop.args[0] if isinstance(stop, KeyboardInterrupt) and stop.args else signal.SIGINT)


def _interrupt(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # it is ending already, and a second one would be a traceback
    raise KeyboardInterrupt(number)
