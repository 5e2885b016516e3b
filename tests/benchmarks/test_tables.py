from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.retrieval import __main__ as command
from benchmarks.retrieval.measuring import Measurement
from benchmarks.retrieval.tables import markdown

MEBIBYTE = 1 << 20


def measured(name: str, engine: str, **more: object) -> Measurement:
    figures: Measurement = {
        "set": name, "size": 0, "engine": engine, "questions": 163, "passages": 3084, "hit@1": 0.9605, "hit@10": 1.0,
        "answer@1": None, "answer@3": None, "p50": 0.0512, "p99": 12.34, "build_seconds": 2.0,
        "index_bytes": 1234 * MEBIBYTE, "build_peak_bytes": 150 * MEBIBYTE, "peak_bytes": 80 * MEBIBYTE,
        "private_bytes": 9 * MEBIBYTE, "start_seconds": 0.4,
        "build_processor": {"reading": 0.5, "cutting": 1.0, "inverting": 0.25},
    }  # fmt: skip
    return figures | more


def test_each_set_has_a_table_with_a_line_for_each_engine() -> None:
    written = markdown([measured("wikinews", "dateline", command_seconds=0.31), measured("wikinews", "fts5")])
    lines = written.splitlines()
    assert lines[0] == "### wikinews: 3,084 passages, 163 questions"
    cells = [cell.strip() for cell in lines[4].strip("|").split("|")]
    assert cells == [
        "Dateline, whole answer", ".961", "1.000", "", "", "0.05", "12.3", "2.00", "0.50 + 1.00 + 0.25",
        "1,542", "1,234", "150", "80.0",
        "9.00", "0.40",
    ]  # fmt: skip
    assert len({line.count("|") for line in lines[2:6]}) == 1
    assert lines[-1] == "`dateline ask` from the start of its process to its end: 0.31 s."


def test_an_engine_that_failed_says_why_in_its_line() -> None:
    failed = {
        "set": "senate", "size": 0, "engine": "bm25s", "questions": 9, "failed": "build: ended by signal 9",
    }  # fmt: skip
    lines = markdown([failed, measured("senate", "fts5")]).splitlines()
    assert lines[4].startswith("| bm25s | build: ended by signal 9 |")
    assert lines[4].count("|") == lines[5].count("|")


def test_a_new_measurement_takes_the_place_of_the_one_before_and_sets_stay_in_order(tmp_path: Path) -> None:
    file = tmp_path / "retrieval.json"
    for one in (
        measured("synthetic-10000", "fts5", size=10_000),
        measured("wikinews", "fts5", p50=1.0),
        measured("wikinews", "dateline"),
        measured("wikinews", "fts5", p50=2.0),
    ):
        command._keep(file, one)
    found = [(one["set"], one["engine"], one["p50"]) for one in command._known(file)]
    assert found == [("wikinews", "dateline", 0.0512), ("wikinews", "fts5", 2.0), ("synthetic-10000", "fts5", 0.0512)]
    assert len(json.loads(file.read_text("utf-8"))) == 3


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--sets", "squid"], "there is no set 'squid'; choose from wikinews"),
        (["--engines", "lucene"], "there is no engine 'lucene'; choose from dateline"),
        (["--sizes", "many"], "'many' is no size; write 10000, 10k or 1M"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(tmp_path: Path, options: list[str], message: str) -> None:
    done = CliRunner().invoke(command.main, [str(tmp_path), str(tmp_path), "--home", str(tmp_path), *options])
    assert done.exit_code == 2
    assert message in done.stderr


def test_a_missing_package_is_named_before_anything_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "PACKAGES", ("click", "no_such_engine"))
    done = CliRunner().invoke(command.main, [str(tmp_path), str(tmp_path), "--home", str(tmp_path / "homes")])
    assert done.exit_code == 1
    assert "no_such_engine not installed; run: pip install -r requirements-bench.lock" in done.stderr
    assert not (tmp_path / "homes").exists()
