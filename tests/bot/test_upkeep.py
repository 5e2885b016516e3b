"""The commands that keep archives in order, as a maintainer types them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import corpus
from bot.cli import archives, index, quarantine, takedown
from bot.settings import load_settings
from corpus.errors import ArchiveNotFound, StoreUnusable
from tests import forking
from tests.conftest import clean_environment

ROOT = Path(corpus.__file__).parents[1]
PATIENCE = 60
NOBODY = 65534


def command(home: Path, *words: str | Path) -> list[str]:
    return [sys.executable, "-m", "bot", "--home", str(home), *map(str, words)]


@contextmanager
def readonly(home: Path) -> Iterator[None]:
    """Take the right to write a home, and be somebody for whom that counts."""
    before = os.geteuid()
    inside = [file for file in home.rglob("*") if file.is_dir()]
    for folder in (home, *inside):
        folder.chmod(0o555)
    walls = [folder for folder in home.parents if not folder.stat().st_mode & 0o005] if before == 0 else []
    modes = [folder.stat().st_mode for folder in walls]
    for folder in walls:
        folder.chmod(0o755)
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)
        for folder, mode in zip(walls, modes, strict=True):
            folder.chmod(mode)
        for folder in (home, *inside):
            folder.chmod(0o755)


def dateline(home: Path, command: click.Command, *words: str | Path) -> Result:
    """Run a command in this process."""
    settings = replace(load_settings(), home=home)
    return CliRunner().invoke(command, [str(word) for word in words], obj=settings)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(f"The bridge number {number} was opened by the mayor.")
    (folder / "bad.txt").write_bytes(b"\0\1")
    return folder


def test_archives_are_refused_when_they_are_gone_and_kept_by_name(tmp_path: Path, news: Path) -> None:
    home = tmp_path / "home"
    first = json.loads(dateline(home, index.command, news, "--json").stdout)
    assert (first["seen"], first["read"], first["left_out"], first["quarantined"]) == (9, 8, {}, 1)
    news.rename(tmp_path / "moved")
    news.mkdir()
    gone = dateline(home, index.command, news)
    assert gone.exit_code == 1
    assert "9 of 9 files are gone" in gone.stderr
    assert "--force" in gone.stderr
    moved = dateline(home, archives.command, "move", "news", tmp_path / "moved")
    assert (moved.exit_code, moved.stderr) == (0, "")
    listed = json.loads(dateline(home, archives.command, "--json").stdout)
    assert (listed["name"], listed["articles"], listed["there"]) == ("news", 8, True)
    told = json.loads(dateline(home, quarantine.command, "--json").stdout)
    assert (told["archive"], told["path"]) == ("news", "bad.txt")
    (tmp_path / "moved" / "bad.txt").write_text("Mended words of the bridge.")
    assert dateline(home, quarantine.command, "--retry").stdout.startswith("0 in quarantine")
    assert dateline(home, takedown.command, "3").stdout == "3 is taken down, 1 version of it\n"
    assert isinstance(dateline(home, archives.command, "forget", "nowhere").exception, ArchiveNotFound)


def test_watching_follows_changes_and_ends_cleanly_on_sigterm(tmp_path: Path, news: Path) -> None:
    home = tmp_path / "home"
    with forking.Process[str](
        command(home, "index", news, "--watch", "--every", "0.2", "--json"),
        env=clean_environment(PYTHONPATH=str(ROOT)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["articles"] == 8
        (news / "new.txt").write_text("A new bridge was opened.")
        assert json.loads(process.stdout.readline())["articles"] == 9
        time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in told
    assert "Stopped watching" in told


def test_a_home_that_may_not_be_written_says_so_and_is_not_to_be_moved_away(tmp_path: Path, news: Path) -> None:
    home = tmp_path / "home"
    assert dateline(home, index.command, news).exit_code == 0
    tmp_path.chmod(0o755)
    with readonly(home):
        told = [dateline(home, index.command, news), dateline(home, archives.command)]
    for one in told:
        assert isinstance(one.exception, StoreUnusable)
        assert str(one.exception).startswith(str(home))
        assert "permissions" in str(one.exception)
        assert "at work" not in str(one.exception)
    assert "move it away" not in str(told[1].exception)
