"""What commands print and write on a full disk: one message, and what was there before stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import corpus

ROOT = Path(corpus.__file__).parents[1]
FULL = Path("/dev/full")
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (33_000, resource.RLIM_INFINITY))
from bot.cli.main import main
main()
"""
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("command", [["export"], ["--help"]])
def test_output_that_a_full_disk_refuses_is_one_message(sample_home: Path, command: list[str]) -> None:
    with FULL.open("wb") as out:
        run = subprocess.run(
            [sys.executable, "-m", "bot", "--home", str(sample_home), *command],
            env=ENVIRONMENT, stdout=out, stderr=subprocess.PIPE, text=True, check=False, timeout=120,
        )  # fmt: skip
    assert run.returncode == 1
    assert run.stderr == (
        "dateline: what it prints: cannot be written (No space left on device); make room on the disk, and run it "
        "again\n"
    )


def test_a_file_that_does_not_fit_leaves_the_one_before_and_nothing_beside_it(
    sample_home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.write_text("as it was")
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, "--home", str(sample_home), "export", "--out", str(out)],
        env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == f"dateline: {out}: cannot be written (File too large); make room on the disk\n"
    assert (out.read_text(), [one.name for one in tmp_path.iterdir()]) == ("as it was", ["out"])


def test_what_is_no_file_is_written_as_it_stands(sample_home: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bot", "--home", str(sample_home), "export", "--out", "/dev/stdout"],
        env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("\n") > 1
