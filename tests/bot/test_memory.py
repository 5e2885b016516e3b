"""The memory of indexing: bounded by a setting, and told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import clean_environment


def index(folder: Path, *options: str, memory: str) -> subprocess.CompletedProcess[str]:
    """Index an archive of one article in a new process."""
    (folder / "note.txt").write_text("A bridge\n\nThe bridge was opened on May 4, 2019.\n", "utf-8")
    command = [sys.executable, "-m", "bot", "--home", str(folder / "home"), "index", str(folder / "note.txt"), *options]
    environment = clean_environment(DATELINE_INDEX_MEMORY=memory)
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_a_run_says_how_much_memory_it_has_used(tmp_path: Path) -> None:
    found = json.loads(index(tmp_path, "--json", memory="1").stdout)["peak_memory"]
    assert 16 << 20 < found["main"] < 1 << 30
    assert found["worker"] == 0
    assert " MiB\n" in index(tmp_path, "--full", memory="64").stdout


@pytest.mark.parametrize("memory", ["0", "much"])
def test_memory_that_is_none_is_refused_by_its_name(tmp_path: Path, memory: str) -> None:
    done = index(tmp_path, memory=memory)
    assert (done.returncode, done.stdout) == (1, "")
    assert "DATELINE_INDEX_MEMORY" in done.stderr
