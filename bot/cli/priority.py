"""Stands back for other processes, such as a bot that answers meanwhile."""

from __future__ import annotations

import os


def lower(nice: int) -> None:
    """Run at this niceness from now on, with all processes that are started, unless it is higher already.

    On Linux the priority of reading and writing the disk goes with it, where its scheduler knows priorities.
    """
    if hasattr(os, "setpriority") and nice > os.getpriority(os.PRIO_PROCESS, 0):
        os.setpriority(os.PRIO_PROCESS, 0, nice)
