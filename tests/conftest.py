"""Fixtures for all tests: the sample archive indexed once, and the real command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import corpus
from index.building.updating import update

SAMPLE = Path(corpus.__file__).parent / "sample"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def quiet(*_: object) -> None:
    """Take progress reports and show nothing."""


def clean_environment(**more: str) -> dict[str, str]:
    """Return the environment without any setting of Dateline's, and with those given."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DATELINE_", "TELEGRAM_", "OPENSEARCH_"))
    }
    return kept | {"PYTHONWARNINGS": "default"} | more


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive, indexed; tests must not change it."""
    home = tmp_path_factory.mktemp("sample") / "home"
    update(home, [SAMPLE], full=False, reading=quiet, building=quiet)
    return home


@pytest.fixture
def dateline(tmp_path: Path) -> Run:
    """Run ``python -m bot`` as a real process in an empty folder; returns what it printed and its exit code."""

    def run(*arguments: str | Path, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
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
