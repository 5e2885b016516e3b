"""Kills, freezes and restarts nodes of a cluster, and switches generations, while something else is measured."""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.engine.opensearch.nodes import Access, Nodes
from index.engine.opensearch.publishing import publish
from tests.cluster.nodes import Cluster, Node

FROZEN_SECONDS = 8.0
DOWN_SECONDS = 3.0
"""Between the end of a node and its next start."""
WHOLE_SECONDS = 180.0
"""That a cluster has to be whole again."""
Times = dict[str, list[float]]
"""Seconds from each fault until the cluster was whole, or the generation was switched to, by kind."""


def load(home: Path, cluster: Cluster, prefix: str, *, anew: bool = False) -> None:
    """Bring a home's generation into the nodes, and switch to it."""
    publish(home, Nodes(Access(cluster.urls)), prefix, 0, lambda _done, _total: None, anew=anew)


def reached(cluster: Cluster, prefix: str) -> dict[str, str]:
    """Return the settings of a bot that answers from the nodes."""
    return {
        "DATELINE_ENGINE": "opensearch",
        "OPENSEARCH_URL": ",".join(cluster.urls),
        "DATELINE_CLUSTER_PREFIX": prefix,
    }


@contextmanager
def node_faults(
    cluster: Cluster, home: Path, prefix: str, chance: random.Random, pause: float = 2.0
) -> Iterator[Times]:
    """Kill, freeze and restart one node after the other, and switch generations, until the work inside is done.

    Args:
        cluster: the nodes.
        home: whose generation is loaded and switched to.
        prefix: with which the names of its indices begin.
        chance: chooses the nodes.
        pause: seconds between the end of one fault and the next.

    Raises:
        Exception: what the first fault that failed raised; there are none after it.
    """
    done: Times = {"killed": [], "switched": [], "frozen": []}
    over = threading.Event()
    failed: list[Exception] = []

    faults: dict[str, Callable[[], None]] = {
        "killed": lambda: _kill(chance.choice(cluster.nodes), cluster, over),
        "switched": lambda: load(home, cluster, prefix, anew=True),
        "frozen": lambda: _freeze(chance.choice(cluster.nodes), cluster, over),
    }

    def work() -> None:
        for what, fault in itertools.cycle(faults.items()):
            if over.wait(pause):
                return
            began = time.monotonic()
            try:
                fault()
            except Exception as error:  # noqa: BLE001 - told when the thread is over
                failed.append(error)
                return
            done[what].append(time.monotonic() - began)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield done
    finally:
        over.set()
        thread.join()
    if failed:
        raise failed[0]


def _kill(node: Node, cluster: Cluster, over: threading.Event) -> None:
    node.kill()
    over.wait(DOWN_SECONDS)
    node.start()
    cluster.wait(seconds=WHOLE_SECONDS)


def _freeze(node: Node, cluster: Cluster, over: threading.Event) -> None:
    node.freeze()
    over.wait(FROZEN_SECONDS)
    node.thaw()
    cluster.wait(seconds=WHOLE_SECONDS)


def told(done: Times) -> str:
    """Return how many faults there were of each kind, and how long each took, the shortest and the longest."""
    return ", ".join(f"{len(times)} {what} ({_spread(times)})" for what, times in done.items())


def _spread(seconds: list[float]) -> str:
    return f"{min(seconds):.1f} to {max(seconds):.1f} s" if seconds else "none"
