"""Brings a generation into a cluster beside the one that answers, checks it, and switches to it in one step.

Whatever interrupts it, the old generation keeps answering: a new one is pointed to only when all of it is there, and
what an interrupted load has left is removed by the next.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from time import sleep

from corpus.errors import EngineUnreachable, IndexUnusable
from corpus.store.reading import StoreReader
from index.engine.embedded import EmbeddedEngine
from index.engine.opensearch import features
from index.engine.opensearch.arrays import as_json, current_number, meta_of, pieces
from index.engine.opensearch.documents import Documents, slices_in
from index.engine.opensearch.engine import OpenSearchEngine
from index.engine.opensearch.generations import (
    LOAD_SECONDS,
    generations_of,
    prune,
    remove_unfinished,
    say_whole,
    slowly,
    switch,
)
from index.engine.opensearch.layout import (
    ARRAYS,
    ARTICLES,
    SLICES,
    arrays_body,
    articles_body,
    index_name,
    number_of,
    shards_for,
    slices_body,
)
from index.engine.opensearch.library import counts_row
from index.engine.opensearch.nodes import AGAIN, Nodes
from index.engine.sample import sample
from index.generations import compiling, folder, sequences

BULK_BYTES = 3 << 20
BUSY_WAITS = (1.0, 2.0, 4.0, 8.0)
"""Seconds before a busy cluster is given the same documents again."""
TOLD = "filter_path=errors,items.index.status,items.index.error.type"
"""Of each document that was sent; the whole of it would be a tenth of what was sent itself."""
LOADING = 3
"""Bulk requests under way at once."""
FLUSHES, FLUSH_PAUSE = 60, 0.5
MERGE_PAUSE = 0.2
SETTLED = {"refresh_interval": "1s"}


class Published(StrEnum):
    """What became of bringing a generation into a cluster."""

    LOADED = "loaded"
    THERE = "there already"
    ROLLED_BACK = "rolled back from"


def publish(
    home: Path, nodes: Nodes, prefix: str, shards: int, report: Callable[[int, int], None], *, anew: bool = False
) -> Published:
    """Bring the current generation of a home into a cluster, and switch to it.

    Args:
        home: the folder of archive.db and index/.
        nodes: of the cluster.
        prefix: with which the names of its indices begin.
        shards: over which it is spread, 0 for as many as its size asks for.
        report: called with the passages that have been loaded, and those in all.
        anew: load and switch to it also if it is there already.

    Raises:
        EngineUnreachable: the cluster does not answer, or takes no more.
        IndexUnusable: what was loaded is not whole; the old generation goes on answering.
    """
    engine = EmbeddedEngine(home / folder.INDEX, compiled=False)
    manifest = engine.generation
    remove_unfinished(nodes, prefix)
    there = {identity: number for number, identity in generations_of(nodes, prefix).items()}
    if manifest.identity in there and not anew:
        is_current = there[manifest.identity] == current_number(nodes, prefix)
        return Published.THERE if is_current else Published.ROLLED_BACK
    compiling.install([(sequences, ["decode"]), (features, ["write"])])
    number = max(manifest.number, *(before + 1 for before in there.values()), 1)
    name = _loaded(home, nodes, prefix, number, shards, engine, report)
    _check(nodes, prefix, name, engine)
    say_whole(nodes, name)
    switch(nodes, prefix, name)
    prune(nodes, prefix)
    return Published.LOADED


def _loaded(
    home: Path,
    nodes: Nodes,
    prefix: str,
    number: int,
    shards: int,
    engine: EmbeddedEngine,
    report: Callable[[int, int], None],
) -> str:
    """Load a generation under a number; return the name of its articles."""
    name, slices, arrays = names = [index_name(prefix, kind, number) for kind in (ARTICLES, SLICES, ARRAYS)]
    shards = shards_for(engine.generation.passages, shards)
    _, built = folder.load(engine.index, engine.generation.number)
    with closing(StoreReader(home)) as store, closing(_Load(nodes)) as load:
        meta = meta_of(engine.generation, built, counts_row(store))
        for one, body in zip(names, (articles_body(meta, shards), slices_body(shards), arrays_body()), strict=True):
            slowly(nodes, "PUT", f"/{one}", body)
        for key, document in pieces(built):
            load.add(arrays, [as_json({"index": {"_id": key}}), as_json(document)])
        documents = Documents(engine, store)
        for first, last in documents.stretches():
            load.add(slices, documents.slices(first, last))
            load.add(name, documents.articles(first, last))
            report(int(engine.first_passage[last]), engine.generation.passages)
        load.finish()
    _settle(nodes, names)
    return name


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

    def close(self) -> None:
        """Let go of what is not sent yet."""
        self._pool.shutdown(cancel_futures=True)

    def _send(self, index: str) -> None:
        lines = self._lines.pop(index, [])
        if not lines:
            return
        while len(self._under_way) >= LOADING:
            self._under_way.popleft().result()
        self._under_way.append(self._pool.submit(self._bulk, index, b"\n".join(lines) + b"\n"))

    def _bulk(self, index: str, body: bytes) -> None:
        for wait in (*BUSY_WAITS, None):
            found = self._nodes.ask(
                "POST", f"/{index}/_bulk?{TOLD}", body, answer_seconds=LOAD_SECONDS, deadline=2 * LOAD_SECONDS
            )
            if not found["errors"]:
                return
            refused = [one["index"] for one in found["items"] if "error" in one["index"]]
            if wait is not None and all(one["status"] in AGAIN for one in refused):
                sleep(wait)  # a document with the same id is the same document: all are sent once more
                continue
            kinds = {one["error"]["type"] for one in refused}
            raise EngineUnreachable(
                f"{index}: the cluster refuses documents ({', '.join(sorted(kinds))}); see its logs"
            )


def _settle(nodes: Nodes, names: Sequence[str]) -> None:
    """Make what was loaded searchable, each shard as one piece that never changes, and have it copied to other nodes.

    In one piece a question takes less time, and there is one to merge as long as there are no copies.
    """
    spare = int(nodes.ask("GET", "/_cluster/health")["number_of_data_nodes"]) - 1
    copies = {"index": {"number_of_replicas": max(0, min(2, spare))}}
    for name in names:
        slowly(nodes, "PUT", f"/{name}/_settings", {"index": SETTLED})
        _flush(nodes, name)
        slowly(nodes, "POST", f"/{name}/_refresh")
        _merge(nodes, name)
        slowly(nodes, "PUT", f"/{name}/_settings", copies)
    wait = f"/_cluster/health/{','.join(names)}?wait_for_status=green&timeout={LOAD_SECONDS:.0f}s"
    nodes.ask("GET", wait, answer_seconds=LOAD_SECONDS + 5, deadline=LOAD_SECONDS + 10)


def _flush(nodes: Nodes, name: str) -> None:
    """Bring all of an index to where copies are made from, file by file; what they are sent after that is deletions.

    A copy that lacked some documents would ask for what was sent, which is not kept (``layout.NO_SOURCE``). How far
    a shard is safe is noted by one flush and used by the next.
    """
    for _ in range(FLUSHES):
        slowly(nodes, "POST", f"/{name}/_flush?force=true&wait_if_ongoing=true")
        stats = slowly(nodes, "GET", f"/{name}/_stats/flush?level=shards")["indices"][name]["shards"]
        shards = [copy["seq_no"] for copies in stats.values() for copy in copies]
        if all(one["global_checkpoint"] == one["max_seq_no"] for one in shards):
            slowly(nodes, "POST", f"/{name}/_flush?force=true&wait_if_ongoing=true")
            return
        sleep(FLUSH_PAUSE)
    raise EngineUnreachable(f"{name}: its shards do not come to rest; see the nodes' logs, and index again")


def _merge(nodes: Nodes, name: str) -> None:
    """Make one piece of each shard; it may take minutes, so its end is asked for now and then."""
    path = f"/{name}/_forcemerge?max_num_segments=1&wait_for_completion=false"
    task = slowly(nodes, "POST", path)["task"]
    while not slowly(nodes, "GET", f"/_tasks/{task}", missing=True).get("completed", True):
        sleep(MERGE_PAUSE)


def _check(nodes: Nodes, prefix: str, name: str, built: EmbeddedEngine) -> None:
    """See that all articles are there, and that some passages find themselves as they do where they were built.

    Raises:
        IndexUnusable: they do not.
    """
    manifest = built.generation
    number = number_of(prefix, name) or 0
    for kind, wanted in ((ARTICLES, manifest.articles), (SLICES, slices_in(built.first_passage))):
        count = slowly(nodes, "GET", f"/{index_name(prefix, kind, number)}/_count")["count"]
        if count != wanted:
            raise IndexUnusable(f"{name}: has {count} {kind} of {wanted}; load it again: dateline index PATH")
    if not manifest.passages:
        return
    engine = OpenSearchEngine(nodes, prefix, name)
    for tried in sample(built):
        if tried.search is not None:
            here, there = (one.search([tried.search])[0].passages.tolist() for one in (built, engine))
            if here != there:
                raise IndexUnusable(f"{name}: finds other passages than it should; load it again: dateline index PATH")
