"""Homes that something happens to: small disks, and rights that are taken away, for real."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests import forking
from tests.conftest import SAMPLE, clean_environment


class Case:
    """A home that something happens to, and what is run then.

    Attributes:
        home: the home.
        words: of the command.
        settings: of its environment.
        without: what takes rights away from who runs it.
        before: Python that is run instead of ``-m bot``, with its first argument.
    """

    def __init__(self, home: Path, folder: Path) -> None:
        self.home = home
        self.folder = folder
        self.words: list[str] = ["index"]
        self.settings: dict[str, str] = {}
        self.without: list[str] = []
        self.before: list[str] = ["-m", "bot"]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command as it would be now."""
        home = ["--home", str(self.home)] if "DATELINE_HOME" not in self.settings else []
        return forking.run(
            [*self.without, sys.executable, *self.before, *home, *words],
            env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1])) | self.settings,
            cwd=self.folder, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def change(self, sql: str) -> None:
        """Change something in the store."""
        with closing(sqlite3.connect(self.home / "archive.db")) as store, store:
            store.execute(sql)

    @property
    def generation(self) -> Path:
        """The folder of its generation."""
        return self.home / "index" / "generation-000001"


Step = Iterator[None]


@contextmanager
def mounted(case: Case, size: int) -> Step:
    """Give a small disk, on which the home is."""
    disk = case.folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk], check=False).returncode:
        pytest.skip("this user may not mount a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", disk], check=True)


def powerless(case: Case) -> None:
    """Let permissions count for root too."""
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("nothing here takes root's power away")
        case.without = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
