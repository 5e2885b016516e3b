"""archive.db is a plain database: documented tables and views, and full-text search for those who browse."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.store.browsable import make_browsable
from corpus.store.writing import StoreWriter
from tests.corpus.making import fill, ingested

DOCUMENT = Path(__file__).parents[3] / "docs" / "store.md"
FILES: dict[str, str | bytes] = {
    "2019-05-03-fair.txt": "The fair at the harbour was opened.",
    "draft.md": "---\ndraft: true\n---\nNot yet.",
    "bad.txt": b"\x00",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    ingested(tmp_path / "home", fill(tmp_path / "notes", FILES))
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(home / "archive.db")) as connection:
        yield connection


def test_views_show_what_is_live(store: sqlite3.Connection) -> None:
    found = store.execute("SELECT article_id, archive, year, dated_by, format, passages FROM live_articles").fetchall()
    assert found == [("2019-05-03-fair", "notes", "2019", "file name", "text", 1)]
    (passage,) = store.execute("SELECT article_id, text FROM live_passages").fetchall()
    assert passage == ("2019-05-03-fair", "The fair at the harbour was opened.")
    assert store.execute("SELECT path FROM quarantine").fetchall() == [("bad.txt",)]
    assert store.execute("SELECT path, reason FROM left_out").fetchall() == [("draft.md", "draft")]


def test_every_table_and_view_is_described_with_its_columns(store: sqlite3.Connection) -> None:
    rows = re.findall(r"\n\| `(\w+)` \|.*\| (`(?:id|key|article|archive_id)`.*) \|(?=\n)", DOCUMENT.read_text("utf-8"))
    told = dict(rows)
    names = store.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'")
    for (name,) in names.fetchall():
        columns = [row[1] for row in store.execute(f"PRAGMA table_info({name})")]
        assert re.findall(r"`(\w+)`", told[name]) == columns, name


def test_the_search_is_kept_up_by_later_runs(home: Path, tmp_path: Path, store: sqlite3.Connection) -> None:
    for _ in range(2):
        with StoreWriter(home, 2) as writer:
            make_browsable(writer, home, "Notes")
    found = "SELECT text FROM live_passages WHERE id IN (SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?)"
    assert store.execute(found, ("harbour",)).fetchall() == [("The fair at the harbour was opened.",)]
    ingested(home, fill(tmp_path / "notes", {"2019-05-03-fair.txt": "The bridge was closed."}), generation=2)
    with StoreWriter(home, 3) as writer:
        writer.purge(3)
    assert store.execute(found, ("bridge",)).fetchall() == [("The bridge was closed.",)]
    assert store.execute(found, ("harbour",)).fetchall() == []
    store.execute("INSERT INTO passages_fts (passages_fts, rank) VALUES ('integrity-check', 1)")
