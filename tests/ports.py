"""Ports for servers that tests start by number, so that no two tests that run side by side are given the same one."""

from __future__ import annotations

import itertools
import os
import socket

LOWEST, EACH = 20_000, 1000
"""Below those that systems give to connections which go out; each process of a run of tests has some of its own."""
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_tried = itertools.count(os.getpid())
"""Runs beside each other begin at different ones."""


def free_port() -> int:
    """Return a port that nobody listens at, and that is given to nobody else for long."""
    for number in itertools.islice(_tried, EACH):
        port = LOWEST + WORKER % 12 * EACH + number % EACH
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise AssertionError(f"no port is free from {LOWEST} on")
