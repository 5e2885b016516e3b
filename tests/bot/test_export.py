"""``dateline export`` and ``browse``, with the real process."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.conftest import Run


def test_an_export_fills_another_home_with_the_same_articles(dateline: Run, sample_home: Path, tmp_path: Path) -> None:
    done = dateline("--home", sample_home, "export", "--out", "archive.jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert dateline("--home", sample_home, "export").stdout == (tmp_path / "archive.jsonl").read_text("utf-8")
    read = json.loads(dateline("--home", "other", "index", "archive.jsonl", "--json").stdout)
    first, second = (dateline("--home", home, "articles", "--json").stdout for home in (sample_home, "other"))
    assert (read["quarantined"], second) == (0, first)


def test_browse_leaves_a_database_and_words_that_datasette_can_show(
    dateline: Run, sample_home: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    done = dateline("--home", home, "browse")
    assert done.stdout.split() == ["datasette", f"{home / 'archive.db'}", "--metadata", f"{home / 'metadata.json'}"]
    shown = json.loads((home / "metadata.json").read_text("utf-8"))
    with closing(sqlite3.connect(home / "archive.db")) as store:
        for name, told in shown["databases"]["archive"]["tables"].items():
            columns = {row[1] for row in store.execute(f"PRAGMA table_info({name})")}
            assert columns.issuperset([*told.get("facets", []), *told.get("columns", {})]), name
    assert (shown["title"], dateline("--home", home, "index").returncode) == ("sample", 0)
