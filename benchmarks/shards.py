"""What a shard of a cluster costs by its size, and many of them: one real node, one archive after the other.

    python -m benchmarks.shards HOME:1 LARGER:1             # by size
    python -m benchmarks.shards HOME:1 HOME:16 HOME:64      # by number: what it takes to put their lists together

A HOME is an indexed archive, behind it is the number of shards it is spread over. The questions are headlines of its
own; each is asked once so that all is warm, then by turns of the cluster and of the home's own index, by which one can
tell how busy the machine was. Told are milliseconds: of the node for one request, by its own clock, of all requests of
a search, and of the home's index for the same search.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import click

from benchmarks.telegram import questions_of
from index.answering.searcher import Searcher
from index.engine.opensearch.cluster import Cluster
from index.engine.opensearch.nodes import Access, Nodes
from index.engine.opensearch.publishing import publish
from tests.cluster.nodes import running

PREFIX = "shards"


class Place(NamedTuple):
    """An archive, and the number of shards it is spread over."""

    home: Path
    shards: int


class Taken(NamedTuple):
    """What searches took.

    Attributes:
        passages: of the archive.
        loading: seconds until the archive was in the cluster.
        requests: for a search, on average.
        node: milliseconds of the node's own clock, of each request.
        cluster: milliseconds of each question, answered from the cluster.
        embedded: likewise from the home's own index.
        size: bytes on the node's disk.
    """

    passages: int
    loading: float
    requests: float
    node: list[float]
    cluster: list[float]
    embedded: list[float]
    size: int


def take(place: Place, access: Access, count: int) -> Taken:
    """Load an archive, ask it, and take it away again."""
    nodes, began = Nodes(access), perf_counter()
    publish(place.home, nodes, PREFIX, place.shards, lambda _done, _total: None, anew=True)
    loading = perf_counter() - began
    cluster = Cluster(access, PREFIX)
    theirs = Searcher(place.home, opened=cluster.open, library=cluster.library)
    ours = Searcher(place.home)
    texts, today = questions_of(place.home, count), datetime.now(UTC).date()
    found = Taken(ours.engine.generation.passages, loading, 0.0, [], [], [], _size(nodes))
    for text in texts:
        theirs.answer(text, today)
        ours.answer(text, today)
    with _noted(found.node):
        for text in texts:
            for searcher, seconds in ((theirs, found.cluster), (ours, found.embedded)):
                began = perf_counter()
                searcher.answer(text, today)
                seconds.append(1000 * (perf_counter() - began))
    theirs.close()
    ours.close()
    nodes.ask("DELETE", f"/{PREFIX}*")
    return found._replace(requests=len(found.node) / len(texts))


@contextmanager
def _noted(node: list[float]) -> Iterator[None]:
    """Note what the node tells of its own time meanwhile."""
    ask = Nodes.ask

    def noted(self: Nodes, *values: Any, **named: Any) -> dict[str, Any]:
        found = ask(self, *values, **named)
        if "took" in found:
            node.append(float(found["took"]))
        return found

    Nodes.ask = noted  # type: ignore[method-assign]
    try:
        yield
    finally:
        Nodes.ask = ask  # type: ignore[method-assign]


def _size(nodes: Nodes) -> int:
    told = nodes.ask("GET", f"/{PREFIX}*/_stats/store")
    return int(told["_all"]["primaries"]["store"]["size_in_bytes"])


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="HOME:SHARDS...")
@click.option("--questions", default=100, show_default=True, help="Of each archive.")
@click.option("--heap", default="1g", show_default=True, help="Of the node.")
def main(places: tuple[str, ...], questions: int, heap: str) -> None:
    """Tell what each archive takes."""
    with running(1, heap=heap) as cluster:
        for told in places:
            home, _, shards = told.rpartition(":")
            found = take(Place(Path(home), int(shards)), Access(tuple(cluster.urls)), questions)
            click.echo(
                f"{found.passages:,} passages in {shards} shards, {found.loading:.0f} s to load, "
                f"{found.size / found.passages:.0f} bytes a passage: node {_middle(found.node)} a request, "
                f"{found.requests:.1f} requests a question; whole answer {_middle(found.cluster)}, "
                f"from the home {_middle(found.embedded)}"
            )


def _middle(milliseconds: list[float]) -> str:
    cut = statistics.quantiles(milliseconds, n=100)
    return f"p50 {cut[49]:.1f} p99 {cut[98]:.1f} ms"


if __name__ == "__main__":
    main()
