"""Asking a cluster: whole answers only, from another node where one fails, and never for ever."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from corpus.errors import EngineUnreachable, IndexUnusable
from index.engine.opensearch import nodes as asking
from index.engine.opensearch.nodes import Access, Nodes

WHOLE = {"took": 1, "timed_out": False, "_shards": {"total": 3, "successful": 3, "failed": 0}, "hits": {"hits": []}}
PARTIAL = WHOLE | {"_shards": {"total": 3, "successful": 2, "failed": 1}}
SECRET = "~asked~"


class Node:
    """A node that answers as it is told, on 127.0.0.1."""

    def __init__(self, status: int = 200, body: object = WHOLE, seconds: float = 0.0) -> None:
        self.status, self.body, self.seconds = status, body, seconds
        self.asked: list[str] = []
        self.most = self._now = 0
        node, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                with lock:
                    node.asked.append(self.headers.get("Authorization", ""))
                    node._now += 1
                    node.most = max(node.most, node._now)
                time.sleep(node.seconds)
                data = node.body if isinstance(node.body, bytes) else json.dumps(node.body).encode()
                with lock:
                    node._now -= 1
                self.send_response(node.status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST  # noqa: N815 - the library's name

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Say nothing of clients that have left."""

        self._server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stop it."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def node() -> Iterator[Callable[..., Node]]:
    started: list[Node] = []

    def start(*values: Any, **named: Any) -> Node:
        started.append(Node(*values, **named))
        return started[-1]

    yield start
    for one in started:
        one.close()


def ask(*urls: str, deadline: float = 2.0, seconds: float = 0.3, **more: Any) -> dict[str, Any]:
    nodes = Nodes(Access(urls))
    try:
        return nodes.ask(
            "POST", f"/x/_search?{SECRET}", {"q": SECRET}, deadline=deadline, answer_seconds=seconds, **more
        )
    finally:
        nodes.close()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, PARTIAL),
        (200, WHOLE | {"timed_out": True}),
        (200, {"responses": [WHOLE, PARTIAL]}),
        (200, {"responses": [WHOLE, {"error": {"type": "x"}, "status": 503}]}),
        (429, {"error": {"type": "search_phase_execution_exception"}}),
        (500, {"error": {"type": "node_disconnected_exception"}}),
        (503, {}),
        (504, {}),
    ],
)
def test_what_is_not_whole_is_asked_of_another_node(node: Callable[..., Node], status: int, body: object) -> None:
    bad, good = node(status, body), node()
    for _ in range(3):
        assert ask(bad.url, good.url) == WHOLE
    assert len(good.asked) == 3


def test_an_answer_that_nowhere_is_whole_is_an_error_and_not_a_shorter_answer(node: Callable[..., Node]) -> None:
    urls = [node(200, PARTIAL).url for _ in range(3)]
    with pytest.raises(EngineUnreachable, match="some shards did not answer") as refused:
        ask(*urls, deadline=0.5)
    assert SECRET not in str(refused.value)


def test_a_node_that_is_gone_is_passed_over(node: Callable[..., Node]) -> None:
    gone, good = node(), node()
    url = gone.url
    gone.close()
    assert ask(url, good.url) == WHOLE


def test_a_node_that_hangs_is_put_aside_after_one_time_out(node: Callable[..., Node]) -> None:
    slow, good = node(seconds=5.0), node()
    nodes = Nodes(Access((slow.url, good.url)))
    for _ in range(6):
        assert nodes.ask("GET", "/", answer_seconds=0.2) == WHOLE
    assert len(slow.asked) == 1
    assert len(good.asked) == 6


def test_a_node_that_was_put_aside_is_asked_again_later(
    node: Callable[..., Node], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "ASIDE_SECONDS", 0.2)
    slow, good = node(seconds=1.0), node()
    nodes = Nodes(Access((slow.url, good.url)))
    for _ in range(2):
        nodes.ask("GET", "/", answer_seconds=0.1)
    slow.seconds = 0.0
    time.sleep(0.3)
    before = len(slow.asked)
    for _ in range(2):
        nodes.ask("GET", "/", answer_seconds=1.0)
    assert len(slow.asked) > before


def test_nothing_waits_longer_than_the_deadline(node: Callable[..., Node]) -> None:
    urls = [node(seconds=9.0).url for _ in range(2)]
    started = time.monotonic()
    with pytest.raises(EngineUnreachable, match="see that its nodes run"):
        ask(*urls, deadline=0.7)
    assert time.monotonic() - started < 2


def test_what_the_cluster_refuses_is_told_by_its_kind_alone(node: Callable[..., Node]) -> None:
    error = {"error": {"type": "security_exception", "reason": SECRET}}
    with pytest.raises(IndexUnusable, match=r"HTTP 403 \(security_exception\); see OPENSEARCH_USER") as refused:
        ask(node(403, error).url)
    assert SECRET not in str(refused.value)
    with pytest.raises(IndexUnusable, match=r"HTTP 401 \(no reason told\); see OPENSEARCH_USER"):
        ask(node(401).url)
    full = {"error": {"type": "cluster_block_exception"}}
    with pytest.raises(IndexUnusable, match=r"HTTP 403 \(cluster_block_exception\); index again"):
        ask(node(403, full).url)


def test_what_may_be_missing_is_an_empty_answer_and_else_an_error(node: Callable[..., Node]) -> None:
    url = node(404, {"error": {"type": "index_not_found_exception"}}).url
    assert ask(url, missing=True) == {}
    with pytest.raises(IndexUnusable, match="index_not_found_exception"):
        ask(url)


def test_an_answer_that_is_no_json_is_asked_of_another_node(node: Callable[..., Node]) -> None:
    bad, good = node(200, b"<html>"), node()
    assert ask(bad.url, good.url) == WHOLE


def test_no_more_than_some_requests_are_under_way_to_a_node(node: Callable[..., Node]) -> None:
    slow = node(seconds=0.05)
    nodes = Nodes(Access((slow.url,)))
    threads = [threading.Thread(target=nodes.ask, args=("GET", "/")) for _ in range(3 * asking.AT_ONCE)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(slow.asked) == 3 * asking.AT_ONCE
    assert 1 < slow.most <= asking.AT_ONCE


def test_the_password_goes_to_the_nodes_and_nowhere_else(node: Callable[..., Node]) -> None:
    there = node()
    access = Access((there.url,), "reader", SECRET)
    Nodes(access).ask("GET", "/")
    assert there.asked[0].startswith("Basic ")
    assert SECRET not in repr(access)
