"""Fixtures for all tests: the sample archive indexed once, and the real command line."""

from __future__ import annotations

import fcntl
import gc
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import settings

import corpus
from index.building.updating import update
from tests import forking
from tests.corpus.making import hostile
from tests.traces import no_traces

SAMPLE = Path(corpus.__file__).parent / "sample"
TESTS = Path(__file__).parent
FIRST = (
    "bot/test_canary.py",
    "bot/test_many_workers.py",
    "bot/web/test_browser.py",
    "bot/test_contracts.py",
    "bot/test_robustness.py",
    "bot/keeping/test_workers.py",
    "bot/keeping/test_contract.py",
    "index/building/test_building.py",
    "bot/test_failures.py",
    "bot/alerts/test_alerts.py",
    "bot/alerts/test_several_workers.py",
    "bot/test_telegram.py",
    "bot/test_monitoring.py",
    "bot/web/test_safety.py",
    "bot/web/test_canary.py",
    "corpus/test_ingest.py",
    "forking/test_process.py",
    "deploy/test_web_servers.py",
    "bot/test_tune.py",
    "bot/test_reranker.py",
    "bot/test_secrets.py",
    "bot/test_stopping.py",
    "bot/test_reindexing.py",
    "release/test_wheel.py",
)
"""Files that take longest: whoever began one at the end would keep all others waiting."""

APART = {"cluster", "clean_room"}
"""Folders that make targets of their own name."""

Run = Callable[..., "subprocess.CompletedProcess[str]"]

settings.register_profile("hostile", hostile)  # else an example that takes a fifth of a second on a busy machine fails
settings.load_profile("hostile")


def quiet(*_: object) -> None:
    """Take progress reports and show nothing."""


def clean_environment(**more: str) -> dict[str, str]:
    """Return the environment without any setting of Dateline's, and with those given."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DATELINE_", "TELEGRAM_", "OPENSEARCH_", "REDIS_"))
    }
    return kept | {"PYTHONWARNINGS": "default"} | more


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Keep other processes of this run of tests away from what one of them does for all."""
    with file.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def compile_loops(home: Path) -> None:
    """Have the loops compiled once: processes that begin together would each do it, for a minute."""
    subprocess.run(
        [sys.executable, "-m", "bot", "--home", str(home), "ask", "--batch", "-", "--json"],
        env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1])),
        input=json.dumps({"question": "When did the rover land on Mars?"}).encode(),
        stdout=subprocess.DEVNULL,
        check=True,
    )


def pytest_xdist_auto_num_workers() -> int:
    """Have two workers for each processor: half of what tests take is waiting, for processes and for clocks."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Collect without looking for cycles, which takes a fifth of it; tests do not look through what is collected."""
    gc.disable()
    try:
        if "PYTEST_XDIST_WORKER" in os.environ and session.config.args_source is pytest.Config.ArgsSource.TESTPATHS:
            _import_own_share()
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def _import_own_share() -> None:
    """Import the tests, each worker from another file on, so that they rewrite assertions for each other.

    What cannot be imported is told when it is collected.
    """
    files = [file.relative_to(TESTS.parent) for file in sorted(TESTS.rglob("test_*.py"))]
    files = [file for file in files if file.parts[1] not in APART]
    place, workers = int(os.environ["PYTEST_XDIST_WORKER"][2:]), int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    begin = place * len(files) // workers
    for file in files[begin:] + files[:begin]:
        with suppress(Exception, pytest.skip.Exception):
            import_module(".".join(file.with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest."""
    first = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: first.get(item.path.relative_to(TESTS).as_posix(), len(first)))


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive, indexed once in a run of tests; a copy for each process, which tests must not change."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with alone(folder / "sample.lock"):
        made = folder / "sample.home"
        if not made.exists():
            home = tmp_path_factory.mktemp("making") / "home"
            update(home, [SAMPLE], full=False, reading=quiet, building=quiet)
            if folder != tmp_path_factory.getbasetemp():
                compile_loops(home)
            home.rename(made)
    return shutil.copytree(made, tmp_path_factory.mktemp("sample") / "home")


@pytest.fixture(autouse=True)
def _no_traces() -> Iterator[None]:
    """Every test leaves the process as it was."""
    with no_traces():
        yield


@pytest.fixture
def dateline(tmp_path: Path) -> Run:
    """Run ``python -m bot`` as a process of its own in an empty folder; returns what it printed and its exit code."""

    def run(*arguments: str | Path, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return forking.run(
            [sys.executable, "-m", "bot", *map(str, arguments)],
            cwd=tmp_path,
            env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1]), **environment),
            input=stdin,
            stdin=None if stdin is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return run
