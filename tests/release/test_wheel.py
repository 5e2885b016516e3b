"""The wheel: whole, the same whenever it is built, and enough by itself, without what is extra."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.conftest import clean_environment
from tests.release.building import build, version
from tests.release.lean import environment
from tests.release.locked import ROOT

EPOCH = 1_700_000_000
PACKAGES = ("bot", "index", "corpus")
NOT_USED = {"bot/wording/catalogs/replies.pot"}
"""What only translators need."""
EXTRA = ("numba", "llvmlite", "matplotlib", "PIL", "redis", "distributed", "onnxruntime", "mcp", "pytest")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Sdist and wheel."""
    sdist, wheel = sorted(build(tmp_path_factory.mktemp("given"), EPOCH), key=lambda one: one.suffix)
    return sdist, wheel


@pytest.fixture(scope="module")
def python(given: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has the wheel and what it needs."""
    return environment(tmp_path_factory.mktemp("lean") / "venv", given[1])


def run(python: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python.with_name("dateline"), *arguments],
        env=clean_environment(),
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.long
def test_every_file_of_the_packages_is_in_the_wheel_and_nothing_else(given: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(given[1]) as wheel:
        packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    there = {
        file.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert packed == there - NOT_USED


@pytest.mark.long
def test_two_builds_have_the_same_bytes(given: tuple[Path, Path], tmp_path: Path) -> None:
    before = os.umask(0o007)
    try:
        again = sorted(build(tmp_path, EPOCH), key=lambda one: one.suffix)
    finally:
        os.umask(before)
    digests = [[hashlib.sha256(one.read_bytes()).hexdigest() for one in pair] for pair in (given, again)]
    assert digests[0] == digests[1]


@pytest.mark.long
def test_nothing_extra_is_in_a_lean_environment(python: Path, tmp_path: Path) -> None:
    code = f"from importlib.util import find_spec; print([one for one in {EXTRA!r} if find_spec(one)])"
    told = subprocess.run([python, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


@pytest.mark.long
def test_an_installed_wheel_indexes_and_answers(python: Path, tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text(
        "---\ndate: 2021-05-04\n---\n# Ferry\n\nThe ferry to Arle sank on Monday.\n", "utf-8"
    )
    done = run(python, "--home", "home", "index", "ferry.md", cwd=tmp_path)
    assert (done.returncode, done.stdout[:28]) == (0, "1 article in the archive: 1 "), done.stderr
    asked = run(python, "--home", "home", "ask", "When did the ferry to Arle sink?", "--json", cwd=tmp_path)
    assert json.loads(asked.stdout)["event_date"]["from"] == "2021-05-03", asked.stderr
    assert run(python, "--version", cwd=tmp_path).stdout == f"dateline, version {version()}\n"


@pytest.mark.long
def test_pages_pdf_and_other_languages_need_nothing_extra(python: Path, tmp_path: Path) -> None:
    sample = ROOT / "corpus" / "sample"
    done = run(python, "--home", "home", "index", str(sample), "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for lang in ("fr", "ar"):
        code = f"from bot.wording import words; print(len(words({lang!r})) > 100)"
        told = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
        assert told.stdout == "True\n", told.stderr


@pytest.mark.long
def test_a_page_is_served_and_says_once_that_loops_are_not_compiled(
    python: Path, sample_home: Path, tmp_path: Path
) -> None:
    serving = subprocess.Popen(
        [python.with_name("dateline"), "--home", str(sample_home), "serve"],
        env=clean_environment(DATELINE_WEB_LISTEN="127.0.0.1:0"),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert serving.stdout is not None
        told = ""
        until = time.monotonic() + 60
        while "http://127.0.0.1:" not in told and time.monotonic() < until:
            told += serving.stdout.readline()
        address = "http://" + told.partition("http://")[2].split()[0].rstrip("/.")
        with urllib.request.urlopen(address, timeout=120) as page:
            assert page.status == 200
    finally:
        serving.terminate()
        told += serving.communicate(timeout=120)[0]
    assert told.count("pip install 'dateline[compiling]'") == 1


@pytest.mark.long
def test_a_timeline_without_matplotlib_is_told_in_words(python: Path, sample_home: Path, tmp_path: Path) -> None:
    code = (
        "from datetime import date\nfrom pathlib import Path\nfrom bot.conversation.desk import Desk\n"
        "from bot.conversation.requests import Line\nfrom bot.logs import configure_logging\n"
        "from bot.settings import Settings\nfrom bot.searching import open_searcher\n"
        "from bot.telegram.working import work\nconfigure_logging('WARNING')\n"
        f"settings = Settings(home=Path({str(sample_home)!r}))\ndesk = Desk(settings, open_searcher(settings))\n"
        "for _ in range(2):\n"
        "    reply, picture = work(desk, Line('/timeline Mars', date(2024, 5, 3)))\n"
        "    print(len(reply.bars) > 1, len(reply.lines) > 1, picture)\n"
    )
    done = subprocess.run([python, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == "True True None\n" * 2, done.stderr
    assert done.stderr.count("pip install 'dateline[pictures]'") == 1


@pytest.mark.long
def test_answers_are_the_same_without_numba(python: Path, sample_home: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.txt"
    questions.write_text(
        "When did the rover land on Mars?\nWho beat Kasparov?\nWas geschah in Wien im Oktober 2019?\n", "utf-8"
    )
    code = (
        "import sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from bot.rendering.as_json import answer_json\n"
        f"from index.answering.searcher import Searcher\nsearcher = Searcher(Path({str(sample_home)!r}))\n"
        "sys.stderr.write(str(searcher.compiled))\n"
        f"for line in Path({str(questions)!r}).read_text('utf-8').splitlines():\n"
        "    print(answer_json(searcher.answer(line, date(2024, 5, 3))).rpartition('milliseconds')[0])\n"
    )
    plain, compiled = (
        subprocess.run(
            [one, "-c", code],
            env=clean_environment(**({"PYTHONPATH": str(ROOT)} if one != python else {})),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        for one in (python, Path(sys.executable))
    )
    assert (plain.stderr[-5:], compiled.stderr[-4:]) == ("False", "True")
    assert plain.stdout == compiled.stdout
