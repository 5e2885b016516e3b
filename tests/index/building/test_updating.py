"""One run at a time brings store and index up to date, and whatever ends it, the old index answers."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import gethostname

import pytest

import corpus
from corpus.errors import ArchiveNotFound, StoreUnusable
from corpus.store.reading import StoreReader
from index.building.updating import update
from index.generations import folder as generations
from tests import forking
from tests.conftest import clean_environment
from tests.index.making import FACTS, ask, filler, ids, indexed, quiet, searching, write_records

ROOT = Path(corpus.__file__).parents[1]
AT_WORK = (
    rf"another dateline index is at work there: process {os.getpid()} on {gethostname()}, indexing since "
    r"\d{4}-\S+ \S+ UTC; wait until it has finished, as --wait does"
)
PATIENCE = 120
"""Seconds after which a process that should have done something is taken for stuck."""
RECORDS = [{"id": f"r{number}", "text": f"Record {number} " + "x" * 900 + ". "} for number in range(4600)]
"""More batches than are read without workers, so that these read them; few words, so that they do it soon."""


def command(home: Path, *words: str | Path) -> list[str]:
    """Return the command line of the real program."""
    return [sys.executable, "-m", "bot", "--home", str(home), *map(str, words)]


@contextmanager
def running(home: Path, *words: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the real program beside the test, and see that it ends with it."""
    environment = clean_environment(PYTHONPATH=str(ROOT))
    with forking.Process[bytes](
        command(home, *words), cwd=home.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def articles(home: Path) -> int:
    """Return how many articles are live in a store, 0 while there is none."""
    try:
        with closing(StoreReader(home)) as store:
            return store.counts().articles
    except StoreUnusable:
        return 0


def children(parent: int) -> list[int]:
    """Return the process numbers of a process's children."""
    path = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(number) for number in path.read_text().split()]


def runs(process: int) -> bool:
    """Tell whether a process is at work, and neither gone nor waiting to be buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(condition: object) -> None:
    """Wait until a condition holds; fail when it never does."""
    assert callable(condition)
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.005)


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_a_run_that_is_killed_leaves_the_old_index_answering_and_the_next_one_finishes(home: Path, wire: Path) -> None:
    indexed(home, write_records(wire, FACTS))
    write_records(wire, [*FACTS, *RECORDS])
    total = len(FACTS) + len(RECORDS)
    with running(home, "index", wire) as process:
        wait_until(lambda: articles(home) > len(FACTS) + 200 or process.poll() is not None)
        workers = children(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    half = articles(home)
    assert len(FACTS) < half < total
    assert workers
    wait_until(lambda: not any(map(runs, workers)))

    with searching(home) as searcher:
        assert ids(ask(searcher, "Who opened the bridge over the Arle?"))[0] == "bridge"
        assert ask(searcher, "bridge").generation == 1
        done = indexed(home, wire)
        assert (done.tally.unchanged, done.tally.articles, done.tally.removed) == (half, total - half, 0)
        assert (done.readable, done.generation, done.built) == (total, 2, True)
        assert ids(ask(searcher, "Which is record 4599?"))[0] == "r4599"
    assert articles(home) == total


def test_a_second_run_beside_the_first_is_refused_and_the_first_goes_on(home: Path, wire: Path) -> None:
    write_records(wire, FACTS)
    refusals: list[str] = []
    outside: list[subprocess.CompletedProcess[str]] = []

    def report(*_: object) -> None:
        if outside:
            return
        with pytest.raises(StoreUnusable, match=AT_WORK) as caught:
            indexed(home, wire)
        refusals.append(str(caught.value))
        outside.append(
            forking.run(
                command(home, "index", wire),
                env=clean_environment(PYTHONPATH=str(ROOT)),
                capture_output=True, text=True, check=False, timeout=PATIENCE,
            )
        )  # fmt: skip

    done = update(home, [wire], full=False, reading=report, building=quiet)
    assert len(refusals) == 1
    assert outside[0].returncode == 1
    assert re.search(AT_WORK, outside[0].stderr)
    assert "Traceback" not in outside[0].stderr
    assert (done.readable, done.built) == (len(FACTS), True)
    assert indexed(home, wire).built is False


def test_readers_ask_while_the_store_is_written(home: Path, wire: Path) -> None:
    indexed(home, write_records(wire, FACTS))
    write_records(wire, [*FACTS, *filler(30)])
    answers: list[list[str]] = []
    with searching(home) as searcher:

        def report(*_: object) -> None:
            answers.append(ids(ask(searcher, "Who opened the bridge over the Arle?")))

        update(home, [wire], full=False, reading=report, building=report)
    assert len(answers) > 2
    assert all(found[0] == "bridge" for found in answers)


def test_ctrl_c_while_building_leaves_the_old_index_and_nothing_half_built(home: Path, wire: Path) -> None:
    indexed(home, write_records(wire, FACTS[:2]))
    write_records(wire, FACTS)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(home, [wire], full=False, reading=quiet, building=interrupt)
    assert generations.numbers(home / "index") == [1]
    with searching(home) as searcher:
        assert ids(ask(searcher, "Who opened the bridge over the Arle?"))[0] == "bridge"
    done = indexed(home, wire)
    assert (done.tally.articles, done.generation, done.built) == (0, 2, True)
    with searching(home) as searcher:
        assert ids(ask(searcher, "Where was the oldest pan of salt found?"))[0] == "museum"


def test_the_lock_is_given_back_when_a_run_fails(home: Path, wire: Path) -> None:
    with pytest.raises(ArchiveNotFound, match="check the path"):
        indexed(home, wire)
    assert indexed(home, write_records(wire, FACTS)).built


def test_a_home_that_cannot_be_made_is_refused_with_the_cure(tmp_path: Path, wire: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnusable, match=r"cannot be written .*choose another folder with --home"):
        indexed(tmp_path / "file" / "home", write_records(wire, FACTS))


def test_what_was_read_of_the_named_archives_is_told_also_when_nothing_has_changed(home: Path, tmp_path: Path) -> None:
    one, other = (
        write_records(tmp_path / name / "wire.jsonl", facts) for name, facts in (("a", FACTS[:2]), ("b", FACTS[2:]))
    )
    assert [indexed(home, *roots).readable for roots in ([one], [other], [one, other], [one])] == [2, 3, 5, 2]


def test_replaced_articles_leave_the_store_when_no_generation_needs_them(home: Path, wire: Path) -> None:
    for round_ in range(4):
        indexed(home, write_records(wire, [one | {"text": f"{one['text']} Round {round_}."} for one in FACTS]))
    with closing(StoreReader(home)) as store:
        (kept,) = store.connection.execute("SELECT COUNT(*) FROM articles").fetchone()
    assert kept == 2 * len(FACTS)  # of the current generation and the one before


def test_what_an_interrupted_removal_has_left_of_a_generation_goes_though_nothing_is_built(
    home: Path, wire: Path
) -> None:
    indexed(home, write_records(wire, FACTS[:1]))
    indexed(home, write_records(wire, FACTS))
    indexed(home, write_records(wire, FACTS[:2]))
    for left in ("generation-000001", "generation-000004.building"):
        (home / "index" / left).mkdir()
    assert not indexed(home, wire).built
    assert sorted(path.name for path in (home / "index").iterdir()) == [
        "current",
        "generation-000002",
        "generation-000003",
    ]
