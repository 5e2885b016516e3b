"""What the nodes need is looked for first, and what is missing is told with its cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cluster.parts import MODULES, CannotRun, server, version


def _program(folder: Path, name: str, said: str, code: int = 0) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit {code}\n")
    path.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, and an empty cache."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DATELINE_TEST_CLUSTER", str(tmp_path / "cache"))
    return folder


def test_a_machine_without_java_is_told_what_to_install(programs: Path) -> None:
    with pytest.raises(CannotRun, match=r"java is missing.*apt install openjdk-17-jre-headless"):
        server()
    _program(programs, "java", 'openjdk version "17.0.9" 2023-10-17')
    with pytest.raises(CannotRun, match=r"mvn is missing.*apt install maven"):
        server()


@pytest.mark.parametrize("told", ['java version "1.8.0_402"', 'openjdk version "25" 2025-09-16'])
def test_a_java_that_cannot_run_it_is_told_with_those_that_can(programs: Path, told: str) -> None:
    for name in ("mvn", "setpriv"):
        _program(programs, name, "")
    _program(programs, "java", told)
    with pytest.raises(CannotRun, match=r"needs one of 11 to 21"):
        server()


def test_what_maven_said_is_told_and_nothing_half_is_kept(programs: Path, tmp_path: Path) -> None:
    _program(programs, "java", 'openjdk version "17.0.9" 2023-10-17')
    _program(programs, "setpriv", "")
    _program(programs, "mvn", "[ERROR] Could not resolve dependencies", 1)
    with pytest.raises(CannotRun, match="Could not resolve dependencies"):
        server()
    assert not list((tmp_path / "cache").glob("opensearch-*"))


def test_the_server_is_set_up_once_with_each_module_apart() -> None:
    home = server()
    made = home.stat().st_ctime_ns
    assert server().stat().st_ctime_ns == made
    assert (home / "lib" / f"opensearch-{version()}.jar").is_file()
    for name, (beginnings, _) in MODULES.items():
        assert list((home / "modules" / name).glob(f"{beginnings[-1]}*.jar"))
        assert not list((home / "lib").glob(f"{beginnings[-1]}*.jar"))
