"""A forked process is to a test what one is that begins by itself."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests import forking
from tests.conftest import SAMPLE, clean_environment
from tests.forking.process import _server

LIMIT = 120
ORPHAN = "import os, time\nif os.fork(): os._exit(0)\nprint(os.getpid(), flush=True)\ntime.sleep(.2)"
HOME = "--home"
PLAIN = [sys.executable, "-m", "bot"]

Start = Callable[..., "subprocess.Popen[str]"]


def both(
    home: Path, folder: Path, *words: str, stdin: str | None = None, **settings: str
) -> list[tuple[int, str, str]]:
    """Return what a command gives, begun by itself and forked."""
    found = []
    for run in (subprocess.run, forking.run):
        done = run(
            [*PLAIN, HOME, str(home), *words], cwd=folder, env=environment(**settings), input=stdin,
            capture_output=True, text=True, timeout=LIMIT,
        )  # fmt: skip
        found.append((done.returncode, done.stdout, re.sub(r'"milliseconds": [\d.]+', "", done.stderr)))
    return found


def environment(**settings: str) -> dict[str, str]:
    return clean_environment(PYTHONPATH=str(SAMPLE.parents[1]), **settings)


def begin(home: Path, folder: Path, *words: str, **how: Any) -> forking.Process[str]:
    return forking.Process(
        [*PLAIN, HOME, str(home), *words], cwd=folder, env=environment(**how.pop("settings", {})), text=True, **how
    )


def program(process: subprocess.Popen[str]) -> str:
    """Return the command line that a process shows, by which forked ones are known."""
    return Path(f"/proc/{process.pid}/cmdline").read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_what_can_be_forked_is_and_all_else_begins_by_itself(sample_home: Path, tmp_path: Path) -> None:
    cases: list[tuple[dict[str, Any], bool]] = [
        ({}, True),
        ({"settings": {"DATELINE_LOG_LEVEL": "DEBUG"}}, True),
        ({"start_new_session": True}, True),
        ({"settings": {"PYTHONUTF8": "0"}}, False),
        ({"settings": {"LC_ALL": "C"}}, False),
        ({"settings": {"TZ": "Asia/Tehran"}}, False),
        ({"preexec_fn": os.getpid}, False),
    ]
    for how, forked in cases:
        with begin(sample_home, tmp_path, "dates", "-", stdin=-1, stdout=-1, **how) as process:
            assert process.stdin
            assert ("tests.forking.server" in program(process)) is forked, how
            assert os.getpid() == int(Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[1])
            process.stdin.write("3 May 2019")
            process.stdin.close()
            assert process.wait(LIMIT) == 0


@pytest.mark.parametrize(
    ("words", "settings", "stdin"),
    [
        (["--help"], {}, None),
        (["nothing-of-this-name"], {}, None),
        (["ask", "Mars rover landing"], {"DATELINE_LOG_LEVEL": "no such level"}, None),
        (["status"], {"COLUMNS": "40", "NO_COLOR": "1"}, None),
        (["dates", "-"], {}, "The bridge was opened on 3 May 2019, Tübingen\r\n and 昨日.\n"),
        pytest.param(["ask"], {}, None, marks=pytest.mark.long),
        pytest.param(["ask", "Mars rover landing"], {}, None, marks=pytest.mark.long),
        pytest.param(["export", "--out", "export.jsonl"], {}, None, marks=pytest.mark.long),
        pytest.param(["article", "77777"], {}, None, marks=pytest.mark.long),
        pytest.param(["bot"], {}, None, marks=pytest.mark.long),
        pytest.param(["serve", "--listen", "nowhere"], {}, None, marks=pytest.mark.long),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_output_errors_and_status_are_the_same(
    sample_home: Path, tmp_path: Path, words: list[str], settings: dict[str, str], stdin: str | None
) -> None:
    by_itself, forked = both(sample_home, tmp_path, *words, stdin=stdin, **settings)
    assert forked == by_itself
    assert "Traceback" not in by_itself[2]


def test_folder_environment_and_files_are_its_own(sample_home: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    (here / ".env").write_text("DATELINE_LOG_LEVEL=no such level\n")
    for folder, status in ((here, 1), (there, 0)) * 2:
        with begin(sample_home, folder, "ask", "Mars", "--json", stdout=-1, stderr=-1) as process:
            out, err = process.communicate(timeout=LIMIT)
        assert process.returncode == status, err
        assert ("DATELINE_LOG_LEVEL" in err) is bool(status)
        assert status != bool(json.loads(out or "{}"))
    told, telling = os.pipe()
    with begin(
        sample_home, there, "ask", "--batch", f"/dev/fd/{told}", "--json", stdout=-1, pass_fds=[told]
    ) as process:
        os.close(told)
        os.write(telling, b'{"question": "Mars rover landing"}\n')
        os.close(telling)
        assert "passages" in json.loads(process.communicate(timeout=LIMIT)[0])


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks for open files in /proc")
@pytest.mark.parametrize("others", [0, 300])
def test_nothing_is_open_in_it_but_what_it_was_given(
    sample_home: Path, tmp_path: Path, others: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.forking.process._server", cache(_server.__wrapped__))  # one that begins among the others
    with ExitStack() as open_here:
        for _ in range(others):
            open_here.enter_context(Path(os.devnull).open("rb"))
        process = open_here.enter_context(begin(sample_home, tmp_path, "chat", stdin=-1, stdout=-1, stderr=-1))
        assert process.stdin
        assert process.stdout
        process.stdin.write("/about\n")
        process.stdin.flush()
        process.stdout.readline()
        files = [str(one.readlink()) for one in Path(f"/proc/{process.pid}/fd").iterdir()]
        process.kill()
    own = [file for file in files if not file.startswith(str(sample_home))]
    assert [file.partition(":")[0] for file in own if not file.startswith("/dev/")] == ["pipe"] * 3


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_end_it_as_they_end_any(sample_home: Path, tmp_path: Path, number: int) -> None:
    codes = []
    for start in (subprocess.Popen, forking.Process):
        with start(
            [*PLAIN, HOME, str(sample_home), "chat"], cwd=tmp_path, env=environment(), start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        ) as process:  # fmt: skip
            assert process.stdin
            assert process.stdout
            process.stdin.write("/about\n")
            process.stdin.flush()
            process.stdout.readline()
            assert os.getsid(process.pid) == os.getpgid(process.pid) == process.pid
            os.killpg(process.pid, number)
            codes.append(process.wait(LIMIT))
        with pytest.raises(ProcessLookupError):
            os.kill(process.pid, 0)
    assert codes[0] == codes[1]


def test_several_run_beside_each_other(sample_home: Path, tmp_path: Path) -> None:
    begun = [begin(sample_home, tmp_path, "ask", "Mars", "--top", str(top), "--json", stdout=-1) for top in range(1, 7)]
    found = [len(json.loads(one.communicate(timeout=LIMIT)[0])["passages"]) for one in begun]
    assert found == sorted(found)
    assert found[:3] == [1, 2, 3]


def test_orphans_of_it_are_none_of_the_tests(sample_home: Path, tmp_path: Path) -> None:
    with begin(sample_home, tmp_path, "chat", stdin=-1, stdout=-1) as process:
        process.kill()
    middle = subprocess.run(
        [sys.executable, "-c", ORPHAN],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    with pytest.raises(ChildProcessError):
        os.waitpid(int(middle.stdout), 0)
