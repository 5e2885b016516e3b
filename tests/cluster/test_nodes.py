"""The nodes that the other tests rely on start, fail and come back as they should, and none is left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster.nodes import PREFIX, Cluster, Node, running
from tests.cluster.parts import version

DOCUMENTS = 40
INDEX = "/trial"


@pytest.fixture
def filled(cluster: Cluster) -> Iterator[Cluster]:
    """The cluster with an index of three shards, each with a copy; whole and empty again afterwards."""
    with contextlib.suppress(Exception):
        cluster.call("DELETE", INDEX)
    settings = {
        "number_of_shards": 3,
        "number_of_replicas": 1,
        "unassigned.node_left.delayed_timeout": "1s",
    }
    cluster.call("PUT", INDEX, {"settings": settings})
    lines: list[object] = []
    for number in range(DOCUMENTS):
        lines += [{"index": {"_id": str(number)}}, {"number": number}]
    assert cluster.call("POST", f"{INDEX}/_bulk?refresh=true", lines)["errors"] is False
    cluster.wait()
    yield cluster
    cluster.start()
    cluster.call("DELETE", INDEX)


def _found(node: Node) -> list[int]:
    """Return the documents that a node finds, having refused to take a part of them for all."""
    path = f"{INDEX}/_search?size={DOCUMENTS * 2}&allow_partial_search_results=false"
    answer = node.call("GET", path, {"sort": ["number"]}, seconds=20)
    assert answer["_shards"]["failed"] == 0
    return [hit["_source"]["number"] for hit in answer["hits"]["hits"]]


def _manager(cluster: Cluster) -> Node:
    name = cluster.call("GET", "/_cat/cluster_manager?h=node").strip()
    return next(node for node in cluster.nodes if node.place.name == name)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _within(seconds: float, said: object) -> None:
    """Wait until something callable is true."""
    assert callable(said)
    until = time.monotonic() + seconds
    while not said():
        assert time.monotonic() < until, f"not within {seconds} s"
        time.sleep(0.05)


def test_three_nodes_of_the_pinned_version_answer_and_are_green(cluster: Cluster) -> None:
    assert [node.call("GET", "/")["version"]["number"] for node in cluster.nodes] == [version()] * 3
    assert {node.call("GET", "/_cluster/health")["status"] for node in cluster.nodes} == {"green"}
    assert {node.call("GET", "/_cluster/health")["number_of_nodes"] for node in cluster.nodes} == {3}


def test_the_nodes_run_without_roots_rights_in_sessions_of_their_own(cluster: Cluster) -> None:
    for node in cluster.nodes:
        assert node.pid is not None
        status = Path(f"/proc/{node.pid}/status").read_text()
        users = next(line.split()[1:] for line in status.splitlines() if line.startswith("Uid:"))
        assert "0" not in users
        assert os.getsid(node.pid) == node.pid != os.getsid(0)


def test_the_nodes_listen_on_this_machine_only(cluster: Cluster) -> None:
    for told in cluster.call("GET", "/_nodes/http,transport")["nodes"].values():
        bound = told["http"]["bound_address"] + told["transport"]["bound_address"]
        assert len(bound) == len(set(bound)) == 2
        assert all(address.startswith("127.0.0.1:") for address in bound)


def test_without_the_cluster_manager_all_documents_are_found_and_it_joins_again(filled: Cluster) -> None:
    lost = _manager(filled)
    lost.kill()
    assert lost.pid is None
    filled.wait(nodes=2, status="yellow", seconds=60)
    for node in filled.nodes:
        if node is not lost:
            assert _found(node) == list(range(DOCUMENTS))
    lost.start()
    filled.wait()
    assert _found(lost) == list(range(DOCUMENTS))


def test_a_frozen_node_is_removed_within_seconds_and_joins_again_when_thawed(filled: Cluster) -> None:
    frozen = next(node for node in filled.nodes if node is not _manager(filled))
    frozen.freeze()
    assert frozen.pid is not None
    assert filled.wait(nodes=2, status="red", seconds=40) < 30  # 6 s on a calm machine; OpenSearch's default is over 60
    filled.wait(nodes=2, status="yellow", seconds=60)
    frozen.thaw()
    filled.wait()
    assert _found(frozen) == list(range(DOCUMENTS))


def test_all_documents_outlive_a_power_cut_of_all_nodes(filled: Cluster) -> None:
    before = [node.pid for node in filled.nodes]
    filled.restart()
    assert not {node.pid for node in filled.nodes} & set(before)
    assert _found(filled.nodes[0]) == list(range(DOCUMENTS))


def test_a_node_that_lost_its_data_gets_its_shards_from_the_others(filled: Cluster) -> None:
    lost = filled.nodes[0]
    with pytest.raises(RuntimeError, match="runs; stop or kill it"):
        lost.wipe()
    lost.stop()
    lost.wipe()
    lost.start()
    filled.wait()
    assert _found(lost) == list(range(DOCUMENTS))
    assert lost.call("GET", f"/_cat/shards{INDEX}?h=node").split().count(lost.place.name) == 2


def test_an_index_comes_back_from_a_snapshot(filled: Cluster) -> None:
    repository = {"type": "fs", "settings": {"location": str(filled.snapshots / "kept")}}
    filled.call("PUT", "/_snapshot/kept", repository)
    taken = filled.call("PUT", "/_snapshot/kept/one?wait_for_completion=true", {"indices": "trial"})
    assert taken["snapshot"]["state"] == "SUCCESS"
    filled.call("DELETE", INDEX)
    filled.call("POST", "/_snapshot/kept/one/_restore?wait_for_completion=true", {"indices": "trial"})
    filled.wait()
    assert _found(filled.nodes[0]) == list(range(DOCUMENTS))
    filled.call("DELETE", "/_snapshot/kept/one")
    filled.call("DELETE", "/_snapshot/kept")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_no_node_outlives_the_process_that_started_it(end: signal.Signals, tmp_path: Path) -> None:
    """Not even a frozen one: the kernel ends it. What it leaves in /tmp the next run takes away."""
    command = [sys.executable, "-m", "tests.cluster", "1", "256m"]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    tmp_path.chmod(0o755)
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        assert started.stdout.readline().startswith("http://127.0.0.1:")
        children = Path(f"/proc/{started.pid}/task").glob("*/children")
        (pid,) = {int(number) for task in children for number in task.read_text().split()}
        os.kill(pid, signal.SIGSTOP)
        started.send_signal(end)
        assert started.wait(20) == (0 if end is signal.SIGINT else -signal.SIGKILL)
    _within(10, lambda: not _alive(pid))
    left = list(tmp_path.glob(f"{PREFIX}*"))
    assert len(left) == (0 if end is signal.SIGINT else 1)


def test_nothing_is_left_after_a_test_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    stale = tmp_path / f"{PREFIX}stale"
    stale.mkdir()
    (stale / "held").touch()
    with contextlib.suppress(ZeroDivisionError), running(2, start=False) as laid_out:
        assert len(set(laid_out.urls)) == 2
        assert not stale.exists()
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
