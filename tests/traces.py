"""What a test may change of the process that it runs in, so that none finds what another has left."""

from __future__ import annotations

import gc
import locale
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot import secrets
from bot.monitoring import happenings

OURS = ("bot", "index", "corpus")
PYTESTS_OWN = "PYTEST_CURRENT_TEST"
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE)


@contextmanager
def no_traces() -> Iterator[None]:
    """See that the process is as it was, and put back what nobody can be asked to.

    Words that are hidden from now on, since settings with them were read, are forgotten: one may be a single letter.
    """
    revealed, before = set(secrets._revealed), _state()
    try:
        yield
    finally:
        secrets._revealed.clear()
        secrets._revealed.update(revealed)
        after = _state()
        _put_back(before)
    left = [name for name, value in before.items() if value != after[name]]
    assert not left, f"not as it was before this test: {', '.join(left)}"


def _state() -> dict[str, Any]:
    return {
        "environment": {name: value for name, value in os.environ.items() if name != PYTESTS_OWN},
        "folder": str(Path.cwd()),
        "path of modules": list(sys.path),
        "locale": locale.setlocale(locale.LC_ALL),
        "signals": {number: signal.getsignal(number) for number in SIGNALS},
        "hooks": (sys.excepthook, threading.excepthook),
        "handlers": [one for one in logging.root.handlers if not type(one).__module__.startswith("_pytest")],
        "levels": {name: logging.getLogger(name).level for name in ("", *OURS)},
        "complaints of logging": logging.raiseExceptions,
        "listeners": list(happenings._listeners),
        "collecting of garbage": gc.isenabled(),
    }


def _put_back(before: dict[str, Any]) -> None:
    for name in os.environ.keys() - before["environment"].keys() - {PYTESTS_OWN}:
        del os.environ[name]
    os.environ.update(before["environment"])
    os.chdir(before["folder"])
    sys.path[:] = before["path of modules"]
    sys.excepthook, threading.excepthook = before["hooks"]
    logging.root.handlers[:] = [
        *before["handlers"], *(one for one in logging.root.handlers if type(one).__module__.startswith("_pytest"))
    ]  # fmt: skip
    for name, level in before["levels"].items():
        logging.getLogger(name).setLevel(level)
    logging.raiseExceptions = before["complaints of logging"]
    happenings._listeners[:] = before["listeners"]
