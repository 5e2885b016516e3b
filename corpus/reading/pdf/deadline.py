"""Ends work that takes too long, whatever it is doing in Python at that moment."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TICK = 0.2


class Overdue(BaseException):
    """The time is up. No ``Exception``, so that code which takes any of those for damage lets it through."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise ``Overdue`` in this thread if what is inside takes more of the processor's time.

    A signal would reach the main thread only, and files are read in others too.
    """
    thread = threading.get_ident()
    clock = _clock(thread)
    end = clock() + seconds
    lock = threading.Lock()
    done = threading.Event()

    def watch() -> None:
        while not done.wait(TICK):
            with lock:
                if not done.is_set() and clock() > end:
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(Overdue))
                    return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with lock:
            done.set()
        watcher.join()


def _clock(thread: int) -> Callable[[], float]:
    """Return the clock of a thread's own time; the wall's where the system has none of that kind."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    number = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(number)
