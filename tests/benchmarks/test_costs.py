"""What a build costs: processes with all that they start, kinds of work, builds side by side."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import cast

import click
import pytest

import corpus
from benchmarks.builds import BUILDS, ROOT, Build, environment, staged
from benchmarks.growth.__main__ import keep, known
from benchmarks.growth.showing import COLUMNS, draw, markdown
from benchmarks.indexing import AGAIN, ANEW
from benchmarks.indexing import markdown as indexing_table
from benchmarks.process_tree import Watch, measure, tree
from benchmarks.retrieval.work import REST, Work, doing

MEBIBYTE = 1 << 20
PARENT = """
import subprocess, sys
held = bytearray(b"x" * (30 << 20))
child = "held = bytearray(b'x' * (60 << 20)); print('held', flush=True); input()"
child = subprocess.Popen([sys.executable, "-c", child])
child.wait()
"""


def test_the_memory_of_a_process_counts_with_all_that_it_starts() -> None:
    piped = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", PARENT], stdin=piped, stdout=piped) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with Watch(process.pid) as watch:
            while not watch.peak.anonymous:
                time.sleep(0.01)
            assert len(list(tree(process.pid))) == 2
            process.stdin.write(b"\n")
            process.stdin.close()
            process.wait()
    assert 90 * MEBIBYTE < watch.peak.anonymous < 200 * MEBIBYTE
    assert watch.peak.shared >= watch.peak.anonymous


def test_a_command_is_measured_to_its_end(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "held = bytearray(b'x' * (60 << 20)); print('done'); raise SystemExit(3)"]
    cost = measure(command, cwd=tmp_path, env=dict(os.environ))
    assert (cost.code, cost.output) == (3, "done\n")
    assert cost.largest > 60 * MEBIBYTE  # a process begins as a copy of the one that starts it
    assert cost.processor > 0
    assert cost.seconds > 0


def test_a_process_may_map_no_more_than_it_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "bytearray(300 << 20)"]
    limits = (None, 200 * MEBIBYTE)
    costs = [measure(command, cwd=tmp_path, env=dict(os.environ), address_space=limit) for limit in limits]
    assert [(cost.code, cost.complaint) for cost in costs] == [(0, ""), (1, "MemoryError")]


def test_the_packages_of_a_build_are_measured_by_these_programs(tmp_path: Path) -> None:
    for package in ("bot", "corpus", "index"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text(f"NAME = '{package} of before'\n", "utf-8")
    builds = [BUILDS.convert(f"before={tmp_path}", None, None), BUILDS.convert(f"now={ROOT}", None, None)]
    told = "import corpus, benchmarks.builds; print(getattr(corpus, 'NAME', corpus.__file__))"
    with staged(builds) as places:
        said = {
            name: measure([sys.executable, "-c", told], cwd=place, env=environment(place)).output.strip()
            for name, place in places.items()
        }
    assert said["before"] == "corpus of before"
    assert said["now"].endswith("/now/corpus/__init__.py")


@pytest.mark.parametrize("value", ["now", "=.", "now=nowhere"])
def test_what_is_no_build_is_refused_with_the_form(value: str) -> None:
    with pytest.raises(click.BadParameter, match="give a name, =, and a folder with bot, corpus, index"):
        BUILDS.convert(value, None, None)
    assert BUILDS.convert(Build("now", ROOT), None, None).folder == ROOT


def test_work_is_told_by_the_innermost_module_that_tells_it() -> None:
    def frames(*modules: str) -> FrameType:
        found = None
        for name in modules:
            found = SimpleNamespace(f_globals={"__name__": name}, f_back=found)
        return cast("FrameType", found)

    assert doing(frames("index.building.build", "corpus.store.reading", "json.decoder")) == "reading"
    assert doing(frames("corpus.store.reading", "index.building.collecting", "re")) == "cutting"
    assert doing(frames("index.building.build", "scipy.sparse")) == REST
    assert doing(None) == REST


def test_all_processor_time_is_of_some_kind() -> None:
    with Work() as work:
        sum(number * number for number in range(1_000_000))
    assert work.seconds.keys() == {"reading", "cutting", REST}
    assert work.seconds[REST] > 0


def test_the_kinds_of_work_name_modules_that_are_there() -> None:
    from benchmarks.retrieval.work import DOING  # noqa: PLC0415 - a table

    ours = [name for names in DOING.values() for name in names if name.startswith(("corpus.", "index."))]
    root = Path(corpus.__file__).parents[1]
    for name in ours:
        path = root.joinpath(*name.split("."))
        assert path.is_dir() or path.with_suffix(".py").exists(), name


def measured(build: str, size: int, **more: object) -> dict[str, object]:
    names = [
        "index_bytes", "build_seconds", "build_peak_bytes", "build_anonymous_bytes", "candidates_p50", "candidates_p99",
        "answer_p50", "answer_p99", "answer_peak_bytes", "answer_private_bytes", "answer_start_seconds",
        "command_seconds",
    ]  # fmt: skip
    work = {"build_processor": {"reading": 1.0, "cutting": 2.0, "inverting": 3.0}}
    return {"build": build, "size": size, **dict.fromkeys(names, 8.0 * size), **work} | more


def test_growth_is_shown_by_size_with_ratios_to_the_first_build(tmp_path: Path) -> None:
    file = tmp_path / "growth.json"
    for one in (
        measured("now", 100_000, failed="build: ended by signal 9"),
        measured("now", 10_000, index_bytes=20_000.0),
        measured("before", 10_000, index_bytes=10.0),
        measured("before", 10_000, index_bytes=80_000.0),
    ):
        keep(file, one)
    found = known(file, ["before", "now"])
    assert [(one["size"], one["build"]) for one in found] == [(10_000, "before"), (10_000, "now"), (100_000, "now")]
    lines = markdown(found).splitlines()
    assert lines[0].startswith("| passages | build | index bytes a passage |")
    assert [line.split(" | ")[:3] for line in lines[2:]] == [
        ["| 10,000", "before", "8.00"],
        ["| 10,000", "now", "2.00"],
        ["| 100,000", "now", "build: ended by signal 9 |"],
        ["| 10,000", "now / before", "0.25"],
    ]
    assert lines[2].count("|") == len(COLUMNS) + 3
    draw(found, tmp_path / "growth.svg")
    assert (tmp_path / "growth.svg").stat().st_size < 200_000


def test_indexing_is_shown_by_its_least_figures_with_ratios_to_the_first_build_and_to_a_whole_run() -> None:
    def run(build: str, what: str, figure: float) -> dict[str, object]:
        names = ("wall s", "processor s", "PSS MiB", "anonymous MiB", "largest MiB")
        return {"build": build, "what": what, **dict.fromkeys(names, figure)}

    rows = [("before", ANEW, 300.0), ("now", ANEW, 110.0), ("now", AGAIN, 3.0), ("now", ANEW, 100.0)]
    table = indexing_table([run(*row) for row in rows]).splitlines()
    assert [line.split(" | ")[:2] for line in table[2:]] == [
        ["| before, anew", "300"],
        ["| now, anew", "100"],
        ["| now, again", "3.00"],
        ["| now / before, anew", "0.333"],
        ["| now, again / anew", "0.030"],
    ]
