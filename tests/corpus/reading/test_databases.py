"""SQLite databases: which tables are read, and what a hostile one may not do."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process
from corpus.model import Outcome
from corpus.omissions import Omission
from corpus.reading.walking import Source, sources
from corpus.store.writing import StoreWriter
from tests.corpus.making import fill, hostile, pack
from tests.corpus.reading.test_tables import PROSE

POSTS = "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, body TEXT, published_at TEXT, slug BLOB)"
ROWS = [(7, "Bridge opens", PROSE, "2019-05-07", b"\xff"), (9, "Bridge closes", f"<p>{PROSE}</p>", "2020-01-02", None)]


def database(file: Path, *statements: str, rows: Sequence[tuple[object, ...]] = ROWS) -> Path:
    """Make a database with two posts, and what other statements make."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(POSTS)
        connection.executemany("INSERT INTO posts VALUES (?, ?, ?, ?, ?)", rows)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return file


def outcomes(root: Path) -> tuple[Source, list[Outcome]]:
    """Return the one file of an archive, and what comes of it."""
    (source,) = sources(root)
    return source, [process(item) for item in source.items()]


def test_a_row_is_an_article_told_by_table_and_number(tmp_path: Path) -> None:
    source, found = outcomes(database(tmp_path / "news.db").parent)
    assert [(one.path, one.line) for one in found] == [("news.db/posts", 7), ("news.db/posts", 9)]
    assert [one.articles[0].article_id for one in found] == ["news.db/posts#7", "news.db/posts#9"]
    assert [one.articles[0].passages[0].text for one in found] == [PROSE, PROSE]
    assert all(one.articles[0].dates.published for one in found)
    assert source.notes == ['news.db/posts: text = "body", title = "title", date = "published_at"']


def test_all_tables_with_prose_are_read_and_only_those(tmp_path: Path) -> None:
    database(
        tmp_path / "news.sqlite3",
        "CREATE TABLE tags (name TEXT)",
        "INSERT INTO tags VALUES ('bridge')",
        "CREATE TABLE stories (key TEXT PRIMARY KEY, content TEXT) WITHOUT ROWID",
        f"INSERT INTO stories VALUES ('a', '{PROSE}')",  # noqa: S608
        "CREATE TABLE comments (body TEXT)",
        f"INSERT INTO comments VALUES ('{PROSE}')",  # noqa: S608
        "CREATE VIRTUAL TABLE found USING fts5(title, body)",
        f"INSERT INTO found VALUES ('A b', '{PROSE}')",  # noqa: S608
        "CREATE VIEW shown AS SELECT * FROM posts",
    )
    _, found = outcomes(tmp_path)
    assert [(one.path.removeprefix("news.sqlite3/"), one.left_out) for one in found] == [
        ("posts", None), ("posts", None), ("stories", None), ("comments", Omission.COMMENT),
    ]  # fmt: skip


def test_a_database_without_prose_is_left_out(tmp_path: Path) -> None:
    database(tmp_path / "a.db", rows=[])
    assert [one.left_out for one in outcomes(tmp_path)[1]] == [Omission.NO_PROSE]


def test_a_database_in_a_container_is_read(tmp_path: Path) -> None:
    data = database(tmp_path / "made" / "news.db").read_bytes()
    pack(tmp_path / "archive" / "all.zip", {"news.db": data})
    assert len(outcomes(tmp_path / "archive")[1]) == 2


def test_a_store_of_our_own_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with StoreWriter(tmp_path, 1):
        pass
    (source,) = [one for one in sources(tmp_path) if one.path == "archive.db"]
    assert list(source.items()) == []
    assert source.broken is not None
    assert "a store of Dateline itself" in source.broken


def test_changes_that_are_not_in_the_database_yet_are_told(tmp_path: Path) -> None:
    with closing(sqlite3.connect(database(tmp_path / "news.db"), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO posts VALUES (11, 'A b', 'Words', NULL, NULL)")
        before = (tmp_path / "news.db").read_bytes()
        source = next(one for one in sources(tmp_path) if one.path == "news.db")
        assert len(list(source.items())) == 2
        assert "news.db-wal beside it" in source.notes[0]
    assert before  # reading has written nothing
    assert sorted(one.name for one in tmp_path.iterdir()) == ["news.db"]


def test_what_a_database_would_calculate_is_not_calculated(tmp_path: Path) -> None:
    database(
        tmp_path / "news.db",
        "CREATE TABLE bombs (content TEXT, more TEXT GENERATED ALWAYS AS (hex(zeroblob(40000000))) VIRTUAL)",
        f"INSERT INTO bombs (content) VALUES ('{PROSE}')",  # noqa: S608
    )
    _, found = outcomes(tmp_path)
    assert [one.path for one in found if one.articles] == ["news.db/posts", "news.db/posts", "news.db/bombs"]


def test_a_row_that_is_no_utf_8_is_read_as_it_can_be(tmp_path: Path) -> None:
    words = (PROSE.encode() + b" Caf\xe9").hex()
    database(tmp_path / "news.db", f"INSERT INTO posts (body) VALUES (CAST(X'{words}' AS TEXT))")  # noqa: S608
    _, found = outcomes(tmp_path)
    assert found[2].articles[0].passages[0].text == f"{PROSE} Café"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a database with two posts."""
    return database(tmp_path_factory.mktemp("sound") / "a.db").read_bytes()


@hostile
@given(cut=st.integers(16, 20_000), flips=st.lists(st.tuples(st.integers(16, 20_000), st.integers(0, 255)), max_size=8))
def test_a_damaged_database_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, sound: bytes, cut: int, flips: list[tuple[int, int]]
) -> None:
    data = bytearray(sound)
    for at, byte in flips:
        data[at % len(data)] = byte
    root = fill(tmp_path_factory.mktemp("d"), {"a.db": bytes(data[:cut])})
    source, found = outcomes(root)
    assert source.broken or found
    assert all(one.articles or one.reason or one.left_out for one in found)
