"""The generations in a cluster: which there are, which one answers, and which go.

The alias is switched in one step, so that no question finds two generations or none.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from typing import Any, NamedTuple

from corpus.errors import IndexUnusable
from index.engine.opensearch.arrays import as_json, current_name, current_number, manifest_of
from index.engine.opensearch.engine import WHOLE_ANSWER
from index.engine.opensearch.layout import (
    ARTICLES,
    CURRENT,
    KEPT_GENERATIONS,
    KINDS,
    SLICES,
    index_name,
    number_of,
)
from index.engine.opensearch.nodes import Nodes

WHOLE = "whole"
"""Noted with a generation when all of it is there."""
SOME = 1_000
"""Documents that are looked up at once."""
LOAD_SECONDS = 120.0
"""What a node has for what takes its time."""


class Held(NamedTuple):
    """A generation as it stands in a cluster.

    Attributes:
        size: bytes on disk, with all copies.
        current: whether it is answered from.
    """

    number: int
    articles: int
    size: int
    current: bool


def generations_of(nodes: Nodes, prefix: str) -> dict[int, str]:
    """Return the generations that can be answered from, by number: which each is of those that were built."""
    found = {}
    for name, told in nodes.ask("GET", f"/{prefix}-{ARTICLES}-*/_mapping", missing=True).items():
        number, meta = number_of(prefix, name), told["mappings"].get("_meta", {})
        if number is not None and meta.get(WHOLE):
            with suppress(IndexUnusable):  # of another format: as if it were not there
                found[number] = manifest_of(meta, name).identity
    return dict(sorted(found.items()))


def roll_back(nodes: Nodes, prefix: str) -> int:
    """Answer from the generation before the current one again; return its number.

    Raises:
        IndexUnusable: there is none.
    """
    current = current_number(nodes, prefix) or 0
    before = [number for number in generations_of(nodes, prefix) if number < current]
    if not before:
        raise IndexUnusable(f"{prefix}: the cluster keeps none before generation {current} to go back to")
    switch(nodes, prefix, index_name(prefix, ARTICLES, before[-1]))
    return before[-1]


def prune(nodes: Nodes, prefix: str, kept: int = KEPT_GENERATIONS) -> None:
    """Remove all generations but the current one, and so many with it that came directly before."""
    current = current_number(nodes, prefix) or 0
    _remove(nodes, prefix, [one for one in generations_of(nodes, prefix) if one <= current][-kept:])


def remove_unfinished(nodes: Nodes, prefix: str) -> None:
    """Remove what interrupted loads have left, and what this Dateline cannot answer from, but not what answers."""
    current = current_number(nodes, prefix)
    _remove(nodes, prefix, [*generations_of(nodes, prefix), *([] if current is None else [current])])


def take_down(nodes: Nodes, prefix: str, article_id: str) -> int:
    """Take an article out of every generation at once; return how many documents that were."""
    gone = 0
    for name in nodes.ask("GET", f"/{prefix}-{ARTICLES}-*/_alias", missing=True):
        number = number_of(prefix, name)
        if number is None:
            continue
        found = [int(hit["_id"]) for hit in _some(nodes, name, {"term": {"id": article_id}})]
        if not found:
            continue
        # the article first: what is found of its slices after that has no text any more
        for kind in (ARTICLES, SLICES):
            own = index_name(prefix, kind, number)
            while hits := _some(nodes, own, {"terms": {"n": found}}):
                lines = [as_json({"delete": {"_index": own, "_id": hit["_id"]}}) for hit in hits]
                slowly(nodes, "POST", "/_bulk?refresh=true", b"\n".join(lines) + b"\n")
            slowly(nodes, "POST", f"/{own}/_forcemerge?only_expunge_deletes=true")
        gone += len(found)
    return gone


def _some(nodes: Nodes, name: str, query: dict[str, Any]) -> list[dict[str, Any]]:
    """Return some documents that a query finds."""
    body = {"size": SOME, "_source": False, "query": query}
    hits: list[dict[str, Any]] = nodes.ask("POST", f"/{name}/_search?{WHOLE_ANSWER}", body)["hits"]["hits"]
    return hits


def held(nodes: Nodes, prefix: str) -> tuple[dict[str, Any], list[Held]]:
    """Return how a cluster is, and the whole generations in it, ascending."""
    health = nodes.ask("GET", "/_cluster/health")
    current, found = current_number(nodes, prefix), []
    for number in generations_of(nodes, prefix):
        names = [index_name(prefix, kind, number) for kind in KINDS]
        size = nodes.ask("GET", f"/{','.join(names)}/_stats/store")["_all"]["total"]["store"]["size_in_bytes"]
        articles = nodes.ask("GET", f"/{names[0]}/_count")["count"]
        found.append(Held(number, articles, size, number == current))
    return health, found


def switch(nodes: Nodes, prefix: str, name: str) -> None:
    """Have the alias name a generation, in one step."""
    alias, before = f"{prefix}-{CURRENT}", current_name(nodes, prefix)
    actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": alias}}]
    if before is not None and before != name:
        actions.append({"remove": {"index": before, "alias": alias}})
    slowly(nodes, "POST", "/_aliases", {"actions": actions})


def say_whole(nodes: Nodes, name: str) -> None:
    """Note with a generation that all of it is there."""
    meta = nodes.ask("GET", f"/{name}/_mapping")[name]["mappings"]["_meta"]
    slowly(nodes, "PUT", f"/{name}/_mapping", {"_meta": meta | {WHOLE: True}})


def slowly(nodes: Nodes, method: str, path: str, body: object = None, *, missing: bool = False) -> dict[str, Any]:
    """Ask for what takes its time."""
    return nodes.ask(method, path, body, missing=missing, answer_seconds=LOAD_SECONDS, deadline=LOAD_SECONDS)


def _remove(nodes: Nodes, prefix: str, kept: Collection[int]) -> None:
    for name in nodes.ask("GET", f"/{prefix}-*/_alias", missing=True):
        kind, _, number = name.removeprefix(f"{prefix}-").rpartition("-")
        if kind in KINDS and number.isdigit() and int(number) not in kept:
            slowly(nodes, "DELETE", f"/{name}", missing=True)
