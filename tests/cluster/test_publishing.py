"""Bringing generations into a cluster: switched to when whole, cleaned up, gone back from, taken down."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import EngineUnreachable, IndexUnusable
from index.answering.searcher import Searcher
from index.engine.opensearch import publishing
from index.engine.opensearch.arrays import current_number
from index.engine.opensearch.cluster import Cluster as Archive
from index.engine.opensearch.documents import Documents
from index.engine.opensearch.generations import generations_of, roll_back, slowly
from index.engine.opensearch.layout import KINDS
from index.engine.opensearch.nodes import Access, Nodes
from index.engine.opensearch.publishing import Published, publish
from tests.cluster.nodes import Cluster
from tests.conftest import SAMPLE, Run, clean_environment
from tests.index.making import ASKED_ON, FACTS, filler, ids, indexed, quiet, write_records

QUESTION = "When was the bridge over the Arle opened?"
SECONDS = 60


@pytest.fixture
def prefix(cluster: Cluster, request: pytest.FixtureRequest) -> Iterator[str]:
    """A name of one's own in the cluster, whose indices go at the end."""
    name = f"t{abs(hash(request.node.name)) % 10**8}"
    yield name
    nodes = Nodes(Access(cluster.urls))
    for index in nodes.ask("GET", f"/{name}-*/_alias", missing=True):
        nodes.ask("DELETE", f"/{index}", missing=True, answer_seconds=20, deadline=SECONDS)


@pytest.fixture
def nodes(cluster: Cluster) -> Nodes:
    return Nodes(Access(cluster.urls))


def settings(cluster: Cluster, prefix: str) -> dict[str, str]:
    return {
        "DATELINE_ENGINE": "opensearch",
        "OPENSEARCH_URL": ",".join(cluster.urls),
        "DATELINE_CLUSTER_PREFIX": prefix,
    }


def searcher_of(cluster: Cluster, prefix: str) -> Searcher:
    archive = Archive(Access(cluster.urls), prefix)
    return Searcher(Path("no-home"), compiled=False, opened=archive.open, library=archive.library)


def test_what_is_indexed_is_answered_without_a_home_followed_and_gone_back_from(
    dateline: Run, cluster: Cluster, prefix: str, tmp_path: Path
) -> None:
    own, home = settings(cluster, prefix), tmp_path / "home"
    file = write_records(tmp_path / "news.jsonl", FACTS[:3])
    done = dateline("--home", home, "index", file, **own)
    assert (done.returncode, "the cluster answers from this generation now" in done.stderr) == (0, True)
    asked = dateline("--home", tmp_path / "none", "ask", QUESTION, "--json", **own)
    assert json.loads(asked.stdout)["passages"][0]["article_id"] == "bridge"
    whole = [
        dateline("--home", where, "article", "bridge", "--json", **own).stdout for where in (home, tmp_path / "none")
    ]
    assert json.loads(whole[0])["claims"]
    assert whole[0] == whole[1]
    missing = dateline("--home", tmp_path / "none", "status", **own)
    assert (missing.returncode, "this command reads the home" in missing.stderr) == (1, True)
    assert not (tmp_path / "none").exists()
    again = dateline("--home", home, "index", **own)
    assert "the cluster" not in again.stderr

    searcher = searcher_of(cluster, prefix)
    assert ids(searcher.answer("museum of salt", ASKED_ON))[:1] != ["museum"]
    write_records(file, FACTS)
    assert dateline("--home", home, "index", **own).returncode == 0
    started = time.monotonic()
    while ids(searcher.answer("museum of salt", ASKED_ON))[:1] != ["museum"]:
        assert time.monotonic() - started < 3
    told = dateline("--home", home, "cluster", **own).stdout
    assert "3 nodes, green" in told
    assert "generation 2: 5 articles" in told
    assert told.count("answers") == 1

    assert "generation 1 again" in dateline("--home", home, "cluster", "--rollback", **own).stdout
    time.sleep(1.1)
    assert ids(searcher.answer("museum of salt", ASKED_ON))[:1] != ["museum"]
    assert "stays there" in dateline("--home", home, "index", **own).stderr
    assert "to go back to" in dateline("--home", home, "cluster", "--rollback", **own).stderr
    searcher.close()


def test_a_load_that_is_killed_leaves_the_old_answers_and_is_cleaned_up_by_the_next(
    cluster: Cluster, nodes: Nodes, prefix: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    file = write_records(tmp_path / "news.jsonl", [*FACTS, *filler(300)])
    indexed(home, file)
    publish(home, nodes, prefix, 1, quiet)
    write_records(file, [*FACTS, *filler(900)])
    indexed(home, file)
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom index.engine.opensearch import documents\n"
        "from index.engine.opensearch.nodes import Access, Nodes\n"
        "from index.engine.opensearch.publishing import publish\ndocuments.STRETCH = 50\n"
        "def report(done, total):\n    print(done, flush=True)\n    time.sleep(0.05)\n"
        f"publish(Path({str(home)!r}), Nodes(Access({cluster.urls!r})), {prefix!r}, 1, report)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1])),
        stdout=subprocess.PIPE,
    ) as loading:
        assert loading.stdout is not None
        loading.stdout.readline()
        loading.send_signal(signal.SIGKILL)
    assert list(generations_of(nodes, prefix)) == [1]
    searcher = searcher_of(cluster, prefix)
    assert ids(searcher.answer(QUESTION, ASKED_ON))[0] == "bridge"
    assert publish(home, nodes, prefix, 1, quiet) is Published.LOADED
    assert list(generations_of(nodes, prefix)) == [1, 2]
    assert len(nodes.ask("GET", f"/{prefix}-*/_alias")) == 6
    searcher.close()


def test_all_of_a_shard_is_safe_before_copies_are_made_of_it(
    nodes: Nodes, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was sent is not kept, so that a copy that lacked some of it could never be made whole."""
    indexed(tmp_path / "home", write_records(tmp_path / "news.jsonl", [*FACTS, *filler(200)]))
    real = slowly
    seen: dict[str, list[tuple[int, int, int]]] = {}

    def looking(asked: Nodes, method: str, path: str, body: object = None, **how: bool) -> dict[str, Any]:
        if "number_of_replicas" in json.dumps(body) and method == "PUT" and path.endswith("/_settings"):
            name = path.split("/")[1]
            stats = asked.ask("GET", f"/{name}/_stats/translog,flush?level=shards")["indices"][name]["shards"]
            seen[name] = [
                (told["max_seq_no"], told["global_checkpoint"], one["translog"]["uncommitted_operations"])
                for copies in stats.values()
                for one in copies
                if (told := one["seq_no"])
            ]
        return real(asked, method, path, body, **how)

    monkeypatch.setattr(publishing, "slowly", looking)
    publish(tmp_path / "home", nodes, prefix, 2, quiet)
    assert len(seen) == len(KINDS)
    shards = [shard for of_index in seen.values() for shard in of_index]
    assert max(most for most, *_ in shards) > 0
    assert all(most == safe and uncommitted == 0 for most, safe, uncommitted in shards)


def test_a_load_whose_shards_do_not_come_to_rest_is_given_up_and_the_old_generation_stays(
    nodes: Nodes, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed(tmp_path / "home", write_records(tmp_path / "news.jsonl", FACTS))
    monkeypatch.setattr(publishing, "FLUSHES", 0)
    with pytest.raises(EngineUnreachable, match="do not come to rest"):
        publish(tmp_path / "home", nodes, prefix, 1, quiet)
    assert current_number(nodes, prefix) is None


def test_a_generation_that_finds_other_passages_is_never_switched_to(
    nodes: Nodes, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    file = write_records(tmp_path / "news.jsonl", FACTS)
    indexed(home, file)
    publish(home, nodes, prefix, 1, quiet)
    write_records(file, [*FACTS, *filler(50)])
    indexed(home, file)
    real = Documents.articles

    def shorter(documents: Documents, first: int, last: int) -> list[bytes]:
        return real(documents, first, last)[2:]

    monkeypatch.setattr(Documents, "articles", shorter)
    with pytest.raises(IndexUnusable, match="articles of"):
        publish(home, nodes, prefix, 1, quiet)
    assert current_number(nodes, prefix) == 1


def test_an_article_that_is_taken_down_is_in_no_generation(
    dateline: Run, cluster: Cluster, nodes: Nodes, prefix: str, tmp_path: Path
) -> None:
    own, home = settings(cluster, prefix), tmp_path / "home"
    file = write_records(tmp_path / "news.jsonl", [*FACTS, *filler(30)])
    dateline("--home", home, "index", file, **own)
    searcher = searcher_of(cluster, prefix)
    assert ids(searcher.answer(QUESTION, ASKED_ON))[0] == "bridge"
    done = dateline("--home", home, "takedown", "bridge", **own)
    assert done.returncode == 0
    assert "bridge" not in ids(searcher.answer(QUESTION, ASKED_ON))
    assert len(generations_of(nodes, prefix)) == 1
    time.sleep(1.1)
    assert "bridge" not in ids(searcher.answer(QUESTION, ASKED_ON))
    searcher.close()


def test_an_article_that_was_only_deleted_is_not_answered_by_a_worker_that_knew_it(
    cluster: Cluster, nodes: Nodes, prefix: str, tmp_path: Path
) -> None:
    from index.engine.opensearch.generations import take_down  # noqa: PLC0415 - beside what it is for

    indexed(tmp_path / "home", write_records(tmp_path / "news.jsonl", [*FACTS, *filler(30)]))
    publish(tmp_path / "home", nodes, prefix, 1, quiet)
    searcher = searcher_of(cluster, prefix)
    assert ids(searcher.answer(QUESTION, ASKED_ON))[0] == "bridge"
    assert take_down(nodes, prefix, "bridge") == 1
    time.sleep(1.1)
    assert "bridge" not in ids(searcher.answer(QUESTION, ASKED_ON, top=9))
    assert ids(searcher.answer("flood gates", ASKED_ON))[0] in {"inquiry", "flood"}
    searcher.close()


def test_no_question_is_lost_or_mixed_while_generations_are_switched_and_a_node_is_killed(
    cluster: Cluster, nodes: Nodes, prefix: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    file = write_records(tmp_path / "news.jsonl", [*FACTS, *filler(60)])
    indexed(home, file)
    publish(home, nodes, prefix, 2, quiet)
    searcher = searcher_of(cluster, prefix)
    stop, found, failed = threading.Event(), list[str](), list[str]()

    def ask() -> None:
        while not stop.is_set():
            try:
                found.append(ids(searcher.answer(QUESTION, ASKED_ON))[0])
            except Exception as error:  # noqa: BLE001 - each is counted
                failed.append(repr(error))

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for one in asking:
        one.start()
    for count in (70, 80):
        write_records(file, [*FACTS, *filler(count)])
        indexed(home, file)
        publish(home, nodes, prefix, 2, quiet)
    roll_back(nodes, prefix)
    cluster.nodes[1].kill()
    time.sleep(3)
    stop.set()
    for one in asking:
        one.join(SECONDS)
    cluster.nodes[1].start()
    cluster.wait(seconds=SECONDS)
    assert failed == []
    assert set(found) == {"bridge"}
    searcher.close()


def test_a_cluster_that_is_gone_is_told_and_nothing_hangs(dateline: Run, tmp_path: Path) -> None:
    own = {"DATELINE_ENGINE": "opensearch", "OPENSEARCH_URL": "http://127.0.0.1:9"}
    started = time.monotonic()
    done = dateline("--home", tmp_path, "ask", "anything", **own)
    assert done.returncode == 1
    assert "the cluster does not answer wholly" in done.stderr
    assert "Traceback" not in done.stderr
    assert time.monotonic() - started < SECONDS
    unset = dateline("--home", tmp_path, "ask", "anything", DATELINE_ENGINE="opensearch")
    assert "OPENSEARCH_URL: is empty" in unset.stderr


def test_the_password_is_in_no_error(tmp_path: Path) -> None:
    nodes = Nodes(Access(("http://127.0.0.1:9",), "reader", "~secret~"))
    with pytest.raises(EngineUnreachable) as refused, suppress(KeyError):
        nodes.ask("GET", "/", deadline=0.3)
    assert "~secret~" not in f"{refused.value!r} {refused.value.__cause__!r} {tmp_path}"
