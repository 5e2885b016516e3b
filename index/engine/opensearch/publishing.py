"""Brings a generation into a cluster beside the one that answers, checks it, and switches to it in one step.

Whatever interrupts it, the old generation keeps answering: a new one is pointed to only when all of it is there, and
what an interrupted load has left is removed by the next.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import EngineUnreachable, IndexUnusable
from corpus.store.reading import StoreReader
from index.engine.embedded import EmbeddedEngine
from index.engine.engine import Search
from index.engine.opensearch import features
from index.engine.opensearch.arrays import as_json, current_name, fetch_meta, meta_of, pieces
from index.engine.opensearch.documents import Documents
from index.engine.opensearch.engine import OpenSearchEngine
from index.engine.opensearch.layout import (
    ARRAYS,
    ARTICLES,
    CURRENT,
    arrays_body,
    articles_body,
    index_name,
    number_of,
)
from index.engine.opensearch.library import counts_row
from index.engine.opensearch.nodes import Nodes
from index.generations import compiling, folder, sequences

BULK_BYTES = 3 << 20
LOADING = 3
"""Bulk requests under way at once."""
LOAD_SECONDS = 120.0
SAMPLED = 50
"""Passages that must find themselves before a generation answers."""
KEPT_GENERATIONS = 2


def publish(home: Path, nodes: Nodes, prefix: str, shards: int, report: Callable[[int, int], None]) -> bool:
    """Bring the current generation of a home into a cluster, and switch to it; False if it is there already.

    Args:
        home: the folder of archive.db and index/.
        nodes: of the cluster.
        prefix: with which the names of its indices begin.
        shards: in which the articles are spread.
        report: called with the passages that have been loaded, and those in all.

    Raises:
        EngineUnreachable: the cluster does not answer, or takes no more.
        IndexUnusable: what was loaded is not whole; the old generation goes on answering.
    """
    engine = EmbeddedEngine(home / folder.INDEX, compiled=False)
    manifest = engine.generation
    if _current_identity(nodes, prefix) == manifest.identity:
        return False
    compiling.install([(sequences, ["decode"]), (features, ["write"])])
    number = max([manifest.number, *(n + 1 for n in _numbers(nodes, prefix))])
    name, arrays = (index_name(prefix, kind, number) for kind in (ARTICLES, ARRAYS))
    _, built = folder.load(engine.index, manifest.number)
    with closing(StoreReader(home)) as store:
        meta = meta_of(manifest, built, counts_row(store)) | {"number": number}
        nodes.ask("PUT", f"/{arrays}", arrays_body(), answer_seconds=LOAD_SECONDS, deadline=LOAD_SECONDS)
        nodes.ask("PUT", f"/{name}", articles_body(meta, shards), answer_seconds=LOAD_SECONDS, deadline=LOAD_SECONDS)
        load = _Load(nodes)
        for key, document in pieces(built):
            load.add(arrays, [as_json({"index": {"_id": key}}), as_json(document)])
        documents = Documents(engine, store)
        for first, last in documents.stretches():
            load.add(name, documents.lines(first, last))
            report(int(engine.first_passage[last]), manifest.passages)
        load.finish()
    _settle(nodes, (name, arrays))
    _check(nodes, name, engine)
    _switch(nodes, prefix, name)
    prune(nodes, prefix, number)
    return True


def roll_back(nodes: Nodes, prefix: str) -> int:
    """Answer from the generation before the current one again; return its number.

    Raises:
        IndexUnusable: there is none.
    """
    name, _ = fetch_meta(nodes, prefix)
    current = number_of(prefix, name) or 0
    before = [number for number in _numbers(nodes, prefix) if number < current]
    if not before:
        raise IndexUnusable(f"{prefix}: the cluster keeps no generation before {current}")
    _switch(nodes, prefix, index_name(prefix, ARTICLES, before[-1]))
    return before[-1]


def prune(nodes: Nodes, prefix: str, current: int) -> None:
    """Remove all generations but the current one and the one before, and what interrupted loads have left."""
    kept = [number for number in _numbers(nodes, prefix) if number <= current][-KEPT_GENERATIONS:]
    for name in nodes.ask("GET", f"/{prefix}-*/_alias", missing=True):
        kind, _, number = name.removeprefix(f"{prefix}-").rpartition("-")
        if kind in {ARTICLES, ARRAYS} and number.isdigit() and int(number) not in kept:
            nodes.ask("DELETE", f"/{name}", missing=True, answer_seconds=LOAD_SECONDS, deadline=LOAD_SECONDS)


class _Load:
    """Bulk requests, some under way at once; the first that fails stops the load."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self._lines: dict[str, list[bytes]] = {}
        self._pool = ThreadPoolExecutor(LOADING, thread_name_prefix="load")
        self._under_way: deque[Future[None]] = deque()

    def add(self, index: str, lines: Sequence[bytes]) -> None:
        """Add lines of documents, and send what is enough for a request."""
        held = self._lines.setdefault(index, [])
        size = 0
        for place in range(0, len(lines), 2):
            held += lines[place : place + 2]
            size += len(lines[place + 1])
            if size >= BULK_BYTES:
                self._send(index)
                held, size = self._lines.setdefault(index, []), 0
        self._send(index)

    def finish(self) -> None:
        """Wait until all is there."""
        while self._under_way:
            self._under_way.popleft().result()
        self._pool.shutdown()

    def _send(self, index: str) -> None:
        lines = self._lines.pop(index, [])
        if not lines:
            return
        while len(self._under_way) >= LOADING:
            self._under_way.popleft().result()
        self._under_way.append(self._pool.submit(self._bulk, index, b"\n".join(lines) + b"\n"))

    def _bulk(self, index: str, body: bytes) -> None:
        found = self._nodes.ask("POST", f"/{index}/_bulk", body, answer_seconds=LOAD_SECONDS, deadline=2 * LOAD_SECONDS)
        if found["errors"]:
            kinds = {one["index"]["error"]["type"] for one in found["items"] if "error" in one["index"]}
            raise EngineUnreachable(
                f"{index}: the cluster refuses documents ({', '.join(sorted(kinds))}); see its logs"
            )


def _settle(nodes: Nodes, names: Sequence[str]) -> None:
    """Make what was loaded searchable, and have it copied to other nodes."""
    spare = int(nodes.ask("GET", "/_cluster/health")["number_of_data_nodes"]) - 1
    settings = {"number_of_replicas": max(0, min(2, spare)), "refresh_interval": "1s", "translog.durability": "request"}
    for name in names:
        for path in ("_flush", "_refresh"):
            nodes.ask("POST", f"/{name}/{path}", answer_seconds=LOAD_SECONDS, deadline=LOAD_SECONDS)
        nodes.ask("PUT", f"/{name}/_settings", {"index": settings}, answer_seconds=LOAD_SECONDS, deadline=LOAD_SECONDS)
    wait = f"/_cluster/health/{','.join(names)}?wait_for_status=green&timeout={LOAD_SECONDS:.0f}s"
    nodes.ask("GET", wait, answer_seconds=LOAD_SECONDS + 5, deadline=LOAD_SECONDS + 10)


def _check(nodes: Nodes, name: str, built: EmbeddedEngine) -> None:
    """See that all articles are there, and that some passages find themselves as they do where they were built.

    Raises:
        IndexUnusable: they do not.
    """
    manifest = built.generation
    count = nodes.ask("GET", f"/{name}/_count", answer_seconds=LOAD_SECONDS, deadline=LOAD_SECONDS)["count"]
    if count != manifest.articles:
        raise IndexUnusable(f"{name}: has {count} articles of {manifest.articles}; load it again: dateline index PATH")
    if not manifest.passages:
        return
    engine = OpenSearchEngine(nodes, name.rsplit("-", 2)[0], name=name)
    chosen = np.linspace(0, manifest.passages - 1, min(SAMPLED, manifest.passages)).astype(np.int32)
    for passage in chosen.tolist():
        marks = built.texts.take(np.array([passage])).values >> 1
        terms = np.unique(marks[marks > 0])[:12].astype(np.int32)
        if terms.size:
            search = Search(terms, built.lexicon.idf[terms], built.lexicon.article_idf[terms], None, 10)
            if built.search([search])[0].passages.tolist() != engine.search([search])[0].passages.tolist():
                raise IndexUnusable(f"{name}: finds other passages than it should; load it again: dateline index PATH")


def _switch(nodes: Nodes, prefix: str, name: str) -> None:
    """Have the alias name a generation, in one step."""
    alias, before = f"{prefix}-{CURRENT}", current_name(nodes, prefix)
    actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": alias}}]
    if before is not None and before != name:
        actions.append({"remove": {"index": before, "alias": alias}})
    nodes.ask("POST", "/_aliases", {"actions": actions}, answer_seconds=LOAD_SECONDS, deadline=LOAD_SECONDS)


def _numbers(nodes: Nodes, prefix: str) -> list[int]:
    """Return the numbers of the generations in a cluster, whole or not, ascending."""
    found = nodes.ask("GET", f"/{prefix}-{ARTICLES}-*/_alias", missing=True)
    return sorted(number for name in found if (number := number_of(prefix, name)) is not None)


def _current_identity(nodes: Nodes, prefix: str) -> str | None:
    """Return which generation a cluster answers from, None if it has none that can be used."""
    try:
        _, meta = fetch_meta(nodes, prefix)
        return folder.Manifest(**meta["manifest"]).identity
    except (IndexUnusable, LookupError, TypeError):
        return None
