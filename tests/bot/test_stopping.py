"""What a run of several processes says when it is stopped, and one that may not read: nothing but its own words."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.conftest import SAMPLE, clean_environment
from tests.corpus.making import fill

POWERLESS = ("--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search")
"""What a superuser leaves away to be somebody whom permissions hold for."""


def command(home: Path, *words: str | Path) -> list[str]:
    return [sys.executable, "-m", "bot", "--home", str(home), *map(str, words)]


def started(parent: int) -> list[int]:
    """Return the worker processes of a process."""
    told = (path for path in Path("/proc").glob("[0-9]*/stat") if path.parent.name != str(parent))
    found = []
    for file in told:
        try:
            fields = file.read_text().rpartition(")")[2].split()
            words = (file.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == parent and b"spawn_main" in words:
            found.append(int(file.parent.name))
    return found


@pytest.mark.parametrize(
    ("number", "status"),
    [
        pytest.param(signal.SIGTERM, 143, id="stopped"),
        pytest.param(signal.SIGINT, 130, id="Ctrl-C at the terminal", marks=pytest.mark.long),
    ],
)
def test_a_run_with_workers_that_is_stopped_says_that_and_nothing_else(
    tmp_path: Path, number: int, status: int
) -> None:
    archive = fill(tmp_path / "archive", {f"{n}.txt": f"Words of page {n}. " * 400 for n in range(900)})
    with subprocess.Popen(
        command(tmp_path / "home", "index", archive),
        env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1])),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            until = time.monotonic() + 100
            while not started(run.pid) and time.monotonic() < until:
                time.sleep(0.01)
            if number == signal.SIGINT:
                time.sleep(0.3)  # the workers are loading what they need
                os.killpg(run.pid, number)  # as a terminal does
            else:
                run.send_signal(number)
            said, _ = run.communicate(timeout=100)  # until nobody holds the output, the tracker of semaphores neither
        finally:
            run.kill()
    assert said == "Interrupted: the old index keeps answering; the same command carries on.\n"
    assert run.returncode == status


@pytest.mark.long
def test_what_may_not_be_read_is_told_by_a_real_process_and_keeps_its_articles() -> None:
    as_somebody = [] if os.geteuid() else [shutil.which("setpriv") or pytest.skip("a superuser without setpriv")]
    with TemporaryDirectory() as folder:
        archive, home = Path(folder) / "news", Path(folder) / "home"
        fill(archive, {f"{place}{n}.txt": f"Words of {n}." for n in range(9) for place in ("", "in/")})

        def index() -> tuple[int, str, str]:
            run = subprocess.run(
                [*as_somebody, *(POWERLESS if as_somebody else ()), *command(home, "index", archive)],
                env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1])),
                capture_output=True,
                text=True,
                check=False,
                timeout=100,
            )
            return run.returncode, run.stdout, run.stderr

        assert index()[::2] == (0, "")
        (archive / "in").chmod(0)
        status, said, told = index()
        (archive / "in").chmod(0o755)
        assert (status, said[:23]) == (0, "18 articles in the arch")
        assert told == "dateline: 1 file or folder could not be read to the end; what was read before stays\n"
        archive.chmod(0)
        status, said, told = index()
        archive.chmod(0o755)
        assert (status, said[:23]) == (1, "18 articles in the arch")
        assert told.startswith(f"dateline: {archive}: cannot be looked into (Permission denied); nothing of this")
        assert told.count("\n") == 1
        archive.rename(Path(folder, "elsewhere"))
        archive.mkdir()
        status, said, told = index()
        assert (status, said[:23]) == (1, "18 articles in the arch")
        assert told.startswith(f"dateline: {archive}: 18 of 18 files are gone")
        assert told.count("\n") == 1
