"""Brings what was indexed into the cluster, where one is set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.searching import cluster_access
from bot.settings import EMBEDDED, Settings

if TYPE_CHECKING:
    from index.engine.opensearch.nodes import Nodes


def into_cluster(
    settings: Settings, report: Callable[[int, int], None], *, anew: bool = False, only: bool = False
) -> str:
    """Load the current generation into the cluster, and switch to it; return what is to be told, "" without a cluster.

    Args:
        settings: whether there is a cluster, and where.
        report: called with the passages that have been loaded, and those in all.
        anew: also if it is there already.
        only: keep no generation before it.

    Raises:
        EngineUnreachable: the cluster does not answer; what it had before goes on answering.
        IndexUnusable: what was loaded is not whole, likewise.
    """
    if settings.engine == EMBEDDED:
        return ""
    from index.engine.opensearch.generations import prune  # noqa: PLC0415 - most have no cluster
    from index.engine.opensearch.publishing import Published, publish  # noqa: PLC0415

    with cluster(settings) as nodes:
        done = publish(settings.home, nodes, settings.cluster_prefix, settings.cluster_shards, report, anew=anew)
        if only:
            prune(nodes, settings.cluster_prefix, 1)
    if done is Published.ROLLED_BACK:
        return "the cluster was told to go back from this generation and stays there; --full loads it anew"
    return "the cluster answers from this generation now" if done is Published.LOADED else ""


def back_in_cluster(settings: Settings) -> tuple[int, int]:
    """Answer from the generation before again in the cluster; return its number and that of the one that answered.

    Raises:
        EngineUnreachable: the cluster does not answer.
        IndexUnusable: there is none.
    """
    from index.engine.opensearch.arrays import current_number  # noqa: PLC0415 - most have no cluster
    from index.engine.opensearch.generations import roll_back  # noqa: PLC0415

    with cluster(settings) as nodes:
        instead_of = current_number(nodes, settings.cluster_prefix) or 0
        return roll_back(nodes, settings.cluster_prefix), instead_of


def out_of_cluster(settings: Settings, article_id: str) -> None:
    """Take an article out of every generation in the cluster, where one is set.

    Raises:
        EngineUnreachable: the cluster does not answer.
    """
    if settings.engine == EMBEDDED:
        return
    from index.engine.opensearch.generations import take_down  # noqa: PLC0415 - most have no cluster

    with cluster(settings) as nodes:
        take_down(nodes, settings.cluster_prefix, article_id)


@contextmanager
def cluster(settings: Settings) -> Iterator[Nodes]:
    """Give the nodes of the cluster that is set."""
    from index.engine.opensearch.nodes import Nodes  # noqa: PLC0415 - most have no cluster

    nodes = Nodes(cluster_access(settings))
    try:
        yield nodes
    finally:
        nodes.close()
