"""A disk that fills up is told in one message, and the old index goes on answering."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

import corpus
from corpus.errors import IndexUnusable
from index.generations.folder import Writing
from tests.index.making import FACTS, ask, filler, ids, indexed, searching, write_records

ROOT = Path(corpus.__file__).parents[1]
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
from bot.cli.main import main
main()
"""


def test_a_disk_that_fills_up_while_the_store_is_written_leaves_the_old_index_answering(home: Path, wire: Path) -> None:
    indexed(home, write_records(wire, FACTS))
    write_records(wire, [*FACTS, *filler(300)])
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, "50000", "--home", str(home), "index", str(wire)],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "disk" in run.stderr
    with searching(home) as searcher:
        assert ids(ask(searcher, "Who opened the bridge over the Arle?"))[0] == "bridge"


def test_a_disk_that_fills_up_while_the_index_is_built_is_told_and_nothing_half_built_stays(
    home: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed(home, write_records(wire, FACTS[:2]))
    write_records(wire, FACTS)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Writing, "array", full)
        with pytest.raises(IndexUnusable, match=r"No space left .*old one goes on answering; make room on the disk"):
            indexed(home, wire)
    assert not list((home / "index").glob("*.building"))
    with searching(home) as searcher:
        assert ids(ask(searcher, "Who opened the bridge over the Arle?"))[0] == "bridge"
    assert indexed(home, wire).built
