"""Asks a cluster over HTTP: whole answers only, from another node where one fails, within one deadline.

A node that did not answer is put aside for a while, and no more than some requests are under way to each, so that a
slow one holds up neither a reader nor the others.
"""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import urllib3

from corpus.errors import EngineUnreachable, IndexUnusable
from index.stages import happened

CONNECT_SECONDS, ANSWER_SECONDS = 0.5, 2.0
"""What one node has for taking a connection, and for an answer."""
DEADLINE_SECONDS = 10.0
"""What all tries of a request have together."""
ASIDE_SECONDS = 15.0
"""For so long a node that did not answer in time is asked only if there is no other. One that is frozen is taken out of
the cluster within some seconds; without putting it aside one request in three waits for it."""
AT_ONCE = 8
"""Requests under way to a node. A choice."""
PAUSE_SECONDS = 0.05
"""Before all nodes are tried once more; doubled each time."""
AGAIN = frozenset({429, 500, 502, 503, 504})
"""Answers of a node that another may give better: it is busy, misses a shard, or has lost its peers."""
DISTRUSTED = (
    "the certificate of the cluster's nodes is of another name, or nothing that is trusted vouches for it; "
    "OPENSEARCH_CA names the file of certificates that do"
)


class Incomplete(Exception):
    """A node answered, but not from all shards, or not in time."""


@dataclass(slots=True)
class _Node:
    url: str
    room: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(AT_ONCE))
    aside_until: float = 0.0


@dataclass(frozen=True, slots=True)
class Access:
    """How a cluster is reached.

    Attributes:
        urls: of its nodes.
        user: "" for none.
        password: of the user.
        authority: file of certificates that vouch for the nodes; None for those of the system.
    """

    urls: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)
    authority: Path | None = None


class Nodes:
    """The nodes of a cluster; safe to use from several threads.

    Args:
        access: how they are reached.
    """

    def __init__(self, access: Access) -> None:
        self._nodes = [_Node(url.rstrip("/")) for url in access.urls]
        self._turn = 0
        headers = {"Content-Type": "application/json"}
        if access.user:
            headers |= urllib3.make_headers(basic_auth=f"{access.user}:{access.password}")
        verified = ssl.create_default_context(cafile=access.authority and str(access.authority))
        self._pool = urllib3.PoolManager(
            num_pools=max(10, len(self._nodes)), maxsize=AT_ONCE, headers=headers, retries=False, ssl_context=verified
        )

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        missing: bool = False,
        answer_seconds: float = ANSWER_SECONDS,
        deadline: float = DEADLINE_SECONDS,
    ) -> dict[str, Any]:
        """Return what the cluster answers, wholly.

        Args:
            method: of HTTP.
            path: with its query.
            body: a JSON value, or bytes as they are.
            missing: return {} where the cluster has no such thing, instead of an error.
            answer_seconds: that one node has.
            deadline: seconds for all tries.

        Raises:
            EngineUnreachable: no node gave a whole answer in time.
            IndexUnusable: what is asked for is not there, or the cluster refuses.
        """
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        ends, pause, problem = monotonic() + deadline, PAUSE_SECONDS, "no node is set"
        while True:
            for node in self._in_turn():
                left = ends - monotonic()
                if left <= 0:
                    break
                try:
                    with _room(node, min(left, answer_seconds)):
                        return self._tried(node, method, path, data, min(left, answer_seconds), missing=missing)
                except (urllib3.exceptions.HTTPError, TimeoutError, Incomplete, ValueError) as error:
                    if _is_distrusted(error):
                        raise EngineUnreachable(DISTRUSTED) from None
                    happened("engine_retries", "incomplete" if isinstance(error, Incomplete) else "unreachable")
                    problem = f"{type(error).__name__}" if not isinstance(error, Incomplete) else str(error)
                    if isinstance(error, (urllib3.exceptions.HTTPError, TimeoutError)):
                        node.aside_until = monotonic() + ASIDE_SECONDS
            if monotonic() + pause >= ends:
                happened("engine_errors")
                raise EngineUnreachable(
                    f"the cluster does not answer wholly ({problem}); see that its nodes run and hold all shards"
                )
            sleep(pause)
            pause *= 2

    def close(self) -> None:
        """Close all connections."""
        self._pool.clear()

    def _in_turn(self) -> Sequence[_Node]:
        """Return the nodes, another first each time, those put aside last."""
        self._turn += 1
        begin, now = self._turn % len(self._nodes), monotonic()
        turned = self._nodes[begin:] + self._nodes[:begin]
        return sorted(turned, key=lambda node: node.aside_until > now)

    def _tried(
        self, node: _Node, method: str, path: str, data: bytes | None, seconds: float, *, missing: bool
    ) -> dict[str, Any]:
        timeout = urllib3.Timeout(connect=min(CONNECT_SECONDS, seconds), read=seconds)
        answer = self._pool.request(method, f"{node.url}{path}", body=data, timeout=timeout)
        node.aside_until = 0.0
        if answer.status == 404 and missing:  # noqa: PLR2004 - of HTTP
            return {}
        if answer.status in AGAIN:
            raise Incomplete(f"HTTP {answer.status}")
        if answer.status >= 400:  # noqa: PLR2004 - of HTTP
            raise IndexUnusable(_refused(f"{method} {path.partition('?')[0]}", answer.status, _kind(answer.data)))
        found: dict[str, Any] = json.loads(answer.data) if answer.data else {}
        _check_whole(found)
        return found


@contextmanager
def _room(node: _Node, seconds: float) -> Iterator[None]:
    """Wait for one of the requests that may be under way to a node."""
    if not node.room.acquire(timeout=seconds):
        raise TimeoutError
    try:
        yield
    finally:
        node.room.release()


def _check_whole(found: dict[str, Any]) -> None:
    """Refuse an answer from which shards are missing: it says 200 all the same."""
    for one in [found, *found.get("responses", ())]:
        shards = one.get("_shards", {})
        if one.get("timed_out") or shards.get("failed", 0) or one.get("error"):
            raise Incomplete("some shards did not answer")


def _is_distrusted(error: Exception) -> bool:
    """Tell whether a certificate was refused, which no other try would change."""
    return isinstance(error, urllib3.exceptions.SSLError) and any(
        isinstance(one, ssl.SSLCertVerificationError) for one in error.args
    )


def _refused(what: str, status: int, kind: str) -> str:
    """Return what to say of a request that is refused: a full disk refuses with 403 too."""
    if status == 401 or kind == "security_exception":  # noqa: PLR2004 - of HTTP
        cure = "see OPENSEARCH_USER, OPENSEARCH_PASSWORD and what that user may do"
    else:
        cure = "index again"
    return f"the cluster refuses {what}: HTTP {status} ({kind}); {cure}"


def _kind(data: bytes) -> str:
    """Return what kind of error a cluster tells, and nothing of what it was asked."""
    try:
        kind = json.loads(data)["error"]["type"]
    except (ValueError, LookupError, TypeError):
        return "no reason told"
    return str(kind)[:60]
