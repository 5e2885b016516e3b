"""Stores of an earlier Dateline are brought to today's schema by whoever opens them first, whole or not at all."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from corpus.dating.horizon import horizon_on
from corpus.errors import StoreUnusable
from corpus.store import schema
from corpus.store.live import LivePassage
from corpus.store.reading import StoredPassage, StoreReader, WholeArticle
from corpus.store.writing import StoreWriter
from tests.corpus.making import fill, ingested, record

ROOT = Path(__file__).parents[3]
NOBODY = 65534
ADDED = (
    ("articles", "dated_by"), ("articles", "mentions_by"), ("articles", "confidence"), ("claims", "counts_as"),
    ("claims", "why"),
)  # fmt: skip
KILLED = """
import os, signal, sys
from pathlib import Path
from corpus.store import schema
from corpus.store.reading import StoreReader

def tell(text, told):
    if text.startswith("Title 150"):
        os.kill(os.getpid(), signal.SIGKILL)
    return "en"

schema.language_of = tell
StoreReader(Path(sys.argv[1]))
"""


@pytest.fixture
def home(home: Path, archive: Path) -> Path:
    """A store in which an article has been replaced, and the last one is gone again."""
    said = ("The valley and the bridge over the river", "Der Fluss und die Brücke über das Tal", "پل رودخانه بسته شد")
    lines = [
        record(id=f"r{n}", title=f"Title {n}", text=said[n % 3], date=f"2019-05-{n % 28 + 1}", lang="en")
        for n in range(200)
    ]
    ingested(home, fill(archive, {"wire.jsonl": b"".join(lines)}))
    lines[7] = record(id="r7", title="Title 7", text="It rained on Friday.", date="2019-05-07")
    for generation, last in ((3, b""), (2, record(id="last", text="Words.")), (2, b"")):
        ingested(home, fill(archive, {"wire.jsonl": b"".join(lines) + last}), generation=generation)
    with StoreWriter(home, 3) as writer:
        writer.purge(2)
    return home


def without_views(store: sqlite3.Connection) -> None:
    """Take today's views away, which no older store has."""
    for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
        store.execute(f"DROP VIEW {name}")


def age(home: Path, *, first: bool = False) -> None:
    """Make a store of version 1 of one of today's, or of the first of that version, which knew fewer columns."""
    with closing(sqlite3.connect(home / "archive.db")) as store:
        without_views(store)
        store.executescript(
            "ALTER TABLE articles DROP COLUMN language; ALTER TABLE articles ADD COLUMN lang TEXT;"
            "ALTER TABLE articles ADD COLUMN date_line TEXT; UPDATE articles SET lang = 'en', date_line = 'Published';"
            "ALTER TABLE items ADD COLUMN problem_line INTEGER; ALTER TABLE items DROP COLUMN due;"
            "ALTER TABLE items DROP COLUMN left_out; DROP TABLE takedowns;"
            "ALTER TABLE articles DROP COLUMN format; ALTER TABLE articles DROP COLUMN read_by;"
            "UPDATE meta SET value = '1' WHERE key = 'schema_version';"
        )
        for table, column in ADDED if first else ():
            store.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        store.commit()


Held = tuple[list[LivePassage], list[StoredPassage | None], list[WholeArticle]]


def held(home: Path) -> Held:
    """Return everything that a store holds, retired passages too."""
    with closing(StoreReader(home)) as store:
        live = list(store.live_passages())
        return live, store.passages(range(210)), [whole for n in range(200) for whole in store.whole_articles(f"r{n}")]


@pytest.mark.parametrize("opened", [StoreReader, lambda home: StoreWriter(home, 3)], ids=["reader", "writer"])
def test_who_opens_an_old_store_first_brings_it_up_to_date_and_nothing_is_lost(
    home: Path, opened: Callable[[Path], StoreReader | StoreWriter], caplog: pytest.LogCaptureFixture
) -> None:
    before = held(home)
    assert {passage.language for passage in before[0]} == {"en", "de", "fa"}
    age(home)
    caplog.set_level("INFO")
    opened(home).close()
    assert [one.getMessage() for one in caplog.records] == ["archive.db was of schema 1 and is brought up to date"]
    assert held(home) == before
    with StoreWriter(home, 3) as writer:
        (last,) = writer.connection.execute("SELECT MAX(id) FROM articles").fetchone()
        (following,) = writer.connection.execute("INSERT INTO articles (title) VALUES ('') RETURNING id").fetchone()
    assert following > last + 1, "the number of an article that was purged is not used again"


def test_a_store_of_the_first_dateline_gets_the_columns_that_it_lacks(home: Path) -> None:
    live, _, whole = held(home)
    age(home, first=True)
    found = held(home)
    assert found[0] == live
    assert [one.claims for one in found[2]] == [one.claims for one in whole]
    assert {one.article.confidence for one in found[2]} == {0}


def test_a_store_of_version_2_gets_the_day_on_which_an_item_is_due(home: Path) -> None:
    before = held(home)
    with closing(sqlite3.connect(home / "archive.db")) as store:
        without_views(store)
        store.execute("ALTER TABLE items DROP COLUMN due")
        store.execute("DROP TABLE takedowns")
        store.execute("UPDATE meta SET value = '2' WHERE key = 'schema_version'")
        store.commit()
    assert held(home) == before
    with StoreWriter(home, 3) as writer:
        assert writer.connection.execute("SELECT DISTINCT due FROM items").fetchall()[0][0] is None


def test_a_store_of_version_3_tells_why_items_are_left_out(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.txt": "Words.",
        "b.md": "---\ndraft: true\n---\nNot yet.",
        "c.txt": b"\x00",
        "d.md": "---\ndate: 2031-01-01\n---\nSoon.",
    }
    other = tmp_path / "other"
    ingested(other, fill(tmp_path / "few", files), horizon=horizon_on(date(2026, 11, 27)))
    query = "SELECT path, left_out FROM items ORDER BY path"
    with closing(sqlite3.connect(other / "archive.db")) as store:
        before = store.execute(query).fetchall()
        assert before == [("a.txt", None), ("b.md", "draft"), ("c.txt", None), ("d.md", "to be published later")]
        without_views(store)
        store.execute("ALTER TABLE items DROP COLUMN left_out")
        store.execute("DROP TABLE takedowns")
        store.execute("UPDATE meta SET value = '3' WHERE key = 'schema_version'")
        store.commit()
        StoreReader(other).close()
        assert store.execute(query).fetchall() == before


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_whatever_interrupts_it_the_store_is_old_or_new(home: Path) -> None:
    before = held(home)
    age(home)
    killed = subprocess.run([sys.executable, "-c", KILLED, home], cwd=ROOT, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with closing(sqlite3.connect(home / "archive.db")) as store:
        assert store.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone() == ("1",)
        assert store.execute("SELECT DISTINCT lang, date_line FROM articles").fetchall() == [("en", "Published")]
    assert held(home) == before


def test_many_may_open_it_at_once(home: Path) -> None:
    before = held(home)
    age(home)
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(held, [home] * 4)) == [before] * 4


def test_while_another_process_writes_it_is_refused_with_the_cure(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    age(home)
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(home / "archive.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnusable, match=r"older schema .* \(database is locked\); .* no other process"):
            StoreReader(home)
    StoreReader(home).close()


@contextmanager
def powerless() -> Iterator[None]:
    """Do without what root may do."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_a_file_that_may_not_be_written_is_refused_with_the_cure(home: Path) -> None:
    age(home)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "archive.db"
        file.write_bytes((home / "archive.db").read_bytes())
        Path(folder).chmod(0o777)
        file.chmod(0o444)
        with powerless(), pytest.raises(StoreUnusable, match=r"older schema .*make the file and its folder writable"):
            StoreReader(Path(folder))
