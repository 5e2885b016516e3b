"""Re-indexing as a maintainer meets it: going back, the lock and who holds it, watching, and standing back."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import gethostname

import pytest

from tests import forking
from tests.conftest import SAMPLE, Run, clean_environment
from tests.index.making import FACTS, indexed, write_records

PATIENCE = 120
HOLDING = """
import sys, time
from pathlib import Path
from index.building.locking import alone
with alone(Path(sys.argv[1]), "indexing"):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


@contextmanager
def process(*words: str | Path) -> Iterator[subprocess.Popen[str]]:
    """Run Python beside the test."""
    with forking.Process[str](
        [sys.executable, *map(str, words)],
        env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1])),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        try:
            yield running
        finally:
            running.kill()


def test_a_rollback_is_told_by_every_command_until_a_run_is_told_to_go_on(dateline: Run, tmp_path: Path) -> None:
    home, wire = tmp_path / "home", tmp_path / "wire.jsonl"
    indexed(home, write_records(wire, FACTS[:3]))
    indexed(home, write_records(wire, FACTS))
    back = dateline("--home", home, "index", "--rollback")
    assert (back.returncode, back.stdout) == (
        0, "generation 1 answers again instead of 2; workers follow in two seconds\n"
    )  # fmt: skip
    assert "generation 1 answers instead of 2 since the rollback of " in dateline("--home", home, "status").stdout
    told = json.loads(dateline("--home", home, "status", "--json").stdout)
    assert (told["generation"], told["rolled_back"]["from"]) == (1, 2)
    run = dateline("--home", home, "index")
    assert "index unchanged" in run.stdout
    assert "generation 1 answers instead of 2" in run.stderr
    assert "dateline index --again builds a new one" in run.stderr
    none = dateline("--home", home, "index", "--rollback")
    assert (none.returncode, none.stderr.count("dateline: ")) == (1, 1)
    assert dateline("--home", home, "index", "--rollback", wire).returncode == 2
    again = dateline("--home", home, "index", "--again", "--json")
    assert json.loads(again.stdout)["generation"] == 3
    assert "rollback" not in again.stderr
    assert json.loads(dateline("--home", home, "status", "--json").stdout)["rolled_back"] is None


@pytest.mark.long
def test_two_generations_are_compared_whichever_of_them_answers(dateline: Run, tmp_path: Path) -> None:
    home, wire, asked = tmp_path / "home", tmp_path / "wire.jsonl", tmp_path / "asked.jsonl"
    questions = [{"question": fact["title"], "title": fact["title"]} for fact in FACTS[:4]]
    asked.write_text("".join(f"{json.dumps(one)}\n" for one in questions), "utf-8")
    indexed(home, write_records(wire, FACTS[:3]))
    evaluate = ("--home", home, "evaluate", asked, "--beside", "previous", "--json")
    alone = dateline(*evaluate)
    assert (alone.returncode, alone.stderr.count("there is no generation before 1")) == (1, 1)
    indexed(home, write_records(wire, FACTS))
    assert _won_and_lost(dateline(*evaluate).stdout) == (1, 0), "the fourth article is in the newer one only"
    assert dateline("--home", home, "index", "--rollback").returncode == 0
    assert _won_and_lost(dateline(*evaluate).stdout) == (0, 1)


def _won_and_lost(told: str) -> tuple[int, int]:
    found = json.loads(told)["beside"]["hit@1"]
    return found["won"], found["lost"]


def test_a_second_run_says_who_is_at_work_or_waits_and_one_that_was_killed_is_no_obstacle(
    dateline: Run, tmp_path: Path
) -> None:
    home, wire = tmp_path / "home", write_records(tmp_path / "wire.jsonl", FACTS)
    with process("-c", HOLDING, home, str(PATIENCE)) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        refused = dateline("--home", home, "index", wire)
        assert refused.returncode == 1
        assert f"process {holder.pid} on {gethostname()}, indexing since 20" in refused.stderr
        with process("-m", "bot", "--home", home, "index", wire, "--wait", "--json") as waiting:
            assert waiting.stderr is not None
            assert f"process {holder.pid} on " in waiting.stderr.readline()
            holder.send_signal(signal.SIGKILL)
            holder.wait()
            printed, told = waiting.communicate(timeout=PATIENCE)
    assert (waiting.returncode, json.loads(printed)["articles"]) == (0, 5)
    assert "at work" not in told
    assert not (home / ".indexing.by").exists()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for the niceness in /proc")
def test_watching_survives_a_folder_that_goes_and_comes_back_and_stands_back_meanwhile(tmp_path: Path) -> None:
    home, news, notes = tmp_path / "home", tmp_path / "news", tmp_path / "notes"
    for folder in (news, notes):
        folder.mkdir()
        (folder / "a.txt").write_text(f"The {folder.name} of Ostheim were printed on May 4, 2019.")
    with process("-m", "bot", "--home", home, "index", news, notes, "--watch", "--every", "0.2", "--json") as watching:
        assert watching.stdout is not None
        assert watching.stderr is not None
        assert json.loads(watching.stdout.readline())["articles"] == 2
        assert int(Path(f"/proc/{watching.pid}/stat").read_text().rpartition(")")[2].split()[16]) >= min(
            19, max(10, os.getpriority(os.PRIO_PROCESS, 0))
        )
        news.rename(tmp_path / "away")
        gone = json.loads(watching.stdout.readline())
        assert (gone["articles"], gone["built"], len(gone["refused"])) == (2, False, 1)
        (notes / "b.txt").write_text("The bridge of Ostheim was closed.")
        assert json.loads(watching.stdout.readline())["articles"] == 3
        (home / "dates.toml").write_text("[[not to be understood")
        while "dates.toml" not in (line := watching.stderr.readline()):
            assert line
        (home / "dates.toml").unlink()
        (tmp_path / "away").rename(news)
        (news / "c.txt").write_text("The market of Wendelin was opened.")
        while (back := json.loads(watching.stdout.readline()))["articles"] != 4:
            assert not back["built"]
        watching.send_signal(signal.SIGTERM)
        _, told = watching.communicate(timeout=PATIENCE)
    assert watching.returncode == 0
    assert told.endswith("Stopped watching; the index keeps answering.\n")


@pytest.mark.long
def test_of_several_archives_one_whose_folder_is_gone_keeps_its_articles_and_the_others_are_read(
    dateline: Run, tmp_path: Path
) -> None:
    home, news, notes = tmp_path / "home", tmp_path / "news", tmp_path / "notes"
    for folder in (news, notes):
        folder.mkdir()
        (folder / "a.txt").write_text(f"The {folder.name} of Ostheim were printed on May 4, 2019.")
    indexed(home, news, notes)
    news.rename(tmp_path / "away")
    (notes / "b.txt").write_text("The bridge of Ostheim was closed.")
    for words in ((news, notes), (), ("--full",), ("--again",)):
        run = dateline("--home", home, "index", *words, "--json")
        assert (run.returncode, json.loads(run.stdout)["articles"] >= 2) == (0, True)
        assert "not there any more" in run.stderr
        status = json.loads(dateline("--home", home, "status", "--json").stdout)
        assert status["articles"] == 3
    alone = dateline("--home", home, "index", news)
    assert (alone.returncode, "mount it again" in alone.stderr) == (1, True)
