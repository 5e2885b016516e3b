"""A cluster as a searcher needs it: its current generation, opened anew after each switch, and the library."""

from __future__ import annotations

from index.engine.opensearch.engine import OpenSearchEngine
from index.engine.opensearch.library import ClusterLibrary
from index.engine.opensearch.nodes import Access, Nodes


class Cluster:
    """An archive in a cluster.

    Args:
        access: how its nodes are reached.
        prefix: with which the names of the archive's indices begin.

    Attributes:
        library: what answers show.
    """

    def __init__(self, access: Access, prefix: str) -> None:
        self._nodes = Nodes(access)
        self._prefix = prefix
        self._engine: OpenSearchEngine | None = None
        self.library = ClusterLibrary(self._nodes, prefix, self._opened)

    def open(self) -> OpenSearchEngine:
        """Open the current generation."""
        self._engine = OpenSearchEngine(self._nodes, self._prefix)
        return self._engine

    def _opened(self) -> OpenSearchEngine:
        return self._engine or self.open()
