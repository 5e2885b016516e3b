"""Versions of an article: replaced ones stay until no generation needs them, and numbers are never used again."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from corpus.articles import process
from corpus.model import READER_VERSION, Outcome
from corpus.reading import items
from corpus.store import writing
from corpus.store.outcomes import live_articles
from corpus.store.reading import StoreReader
from corpus.store.rows import item_rows
from corpus.store.writing import StoreWriter
from tests.corpus.making import fill, ingested, item, texts


def numbers(home: Path) -> list[int]:
    """Return the numbers of the live passages."""
    with closing(StoreReader(home)) as store:
        return [passage.number for passage in store.live_passages()]


def there(home: Path, passages: list[int]) -> list[str | None]:
    """Return the texts of passages by number, live or not."""
    with closing(StoreReader(home)) as store:
        return [passage.text if passage else None for passage in store.passages(passages)]


def test_a_replaced_version_stays_for_the_old_generation_until_it_is_purged(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.txt": "Old words."}), generation=1)
    old = numbers(home)
    ingested(home, fill(archive, {"a.txt": "New words, more of them."}), generation=2)
    assert texts(home) == {"a": "New words, more of them."}
    assert there(home, old) == ["Old words."]
    with StoreWriter(home, 3) as writer:
        writer.purge(1)
        assert there(home, old) == ["Old words."]
        writer.purge(2)
    assert there(home, old) == [None]
    assert texts(home) == {"a": "New words, more of them."}


def test_a_removed_article_stays_for_the_old_generation_until_it_is_purged(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.txt": "Old words."}), generation=1)
    old = numbers(home)
    (archive / "a.txt").unlink()
    ingested(home, archive, generation=2, force=True)
    assert (texts(home), there(home, old)) == ({}, ["Old words."])
    with StoreWriter(home, 3) as writer:
        writer.purge(2)
        left = writer.connection.execute(
            "SELECT (SELECT COUNT(*) FROM claims), (SELECT COUNT(*) FROM items)"
        ).fetchone()
    assert (there(home, old), tuple(left)) == ([None], (0, 0))


def test_numbers_of_passages_are_never_used_again(home: Path, archive: Path) -> None:
    seen: set[int] = set()
    for generation in range(1, 7):
        if generation % 2:
            fill(archive, {"a.txt": f"Words of generation {generation}."})
        else:  # nothing at all is left
            (archive / "a.txt").unlink()
        ingested(home, archive, generation=generation, force=True)
        new = set(numbers(home))
        assert len(new) == generation % 2
        assert new.isdisjoint(seen)
        seen |= new
        with StoreWriter(home, generation + 1) as writer:
            writer.purge(generation)


def test_the_state_changes_with_what_is_live_and_only_then(home: Path, archive: Path) -> None:
    states = []
    for files in ({"a.txt": "One."}, {}, {"b.txt": "Two."}, {"a.txt": "Other."}, {"b.txt": ""}):
        ingested(home, fill(archive, files))
        with StoreWriter(home, 1) as writer:
            states.append(writer.state())
    assert states[0] == states[1]
    assert len(set(states)) == 4


def test_an_item_is_known_no_more_once_another_version_of_its_article_is_written(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.txt": "Old words.", "b.txt": "Two."}))
    with StoreWriter(home, 2) as writer:
        sources = writer.known_sources(1)
        known = {path: writer.known_items(row[0]) for path, row in sources.items()}
        digests = dict(writer.connection.execute("SELECT path, digest FROM items").fetchall())
        new = item_rows(process(item("New words.", "a.txt")))
        writer.write(1, "archive/", sources["a.txt"][0], [new])
        found = {path: [*items.take(path, digests[path])] for path, items in known.items()}
    assert (found["a.txt"], len(found["b.txt"])) == ([], 1)


def test_the_articles_of_an_archive_are_counted_by_its_path(home: Path, archive: Path, tmp_path: Path) -> None:
    other = fill(tmp_path / "other", {"c.txt": "Three."})
    ingested(home, fill(archive, {"a.txt": "One.", "b.txt": "Two.", "d.txt": ""}), other)
    with StoreWriter(home, 1) as writer:
        asked: list[list[Path]] = [[archive], [other], [archive, other], [tmp_path], []]
        assert [live_articles(writer.connection, roots) for roots in asked] == [2, 1, 3, 0, 0]


def interrupted() -> Iterator[Outcome]:
    """Yield one outcome, then fail."""
    yield process(item("Half a batch.", "a.txt"))
    raise KeyboardInterrupt


def test_half_a_batch_is_never_kept(home: Path, archive: Path) -> None:
    with StoreWriter(home, 1) as writer:
        number = writer.archive(archive)
        source = writer.begin_source(number, "a.txt")
        with pytest.raises(KeyboardInterrupt):
            writer.write(number, "", source, map(item_rows, interrupted()))
    assert texts(home) == {}


def test_a_reader_sees_the_last_batch_that_was_finished_while_the_next_is_written(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.txt": "Words."}))
    with StoreWriter(home, 2) as writer, closing(StoreReader(home)) as store:
        writer.connection.execute("BEGIN IMMEDIATE")
        writer.connection.execute("DELETE FROM passages")
        assert [passage.text for passage in store.live_passages()] == ["Words."]
        writer.connection.execute("COMMIT")
        assert list(store.live_passages()) == []


def test_every_thread_reads_through_a_connection_of_its_own(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {f"{n}.txt": f"Words of {n}." for n in range(20)}))
    with closing(StoreReader(home)) as store:

        def read(_: int) -> list[list[str]]:
            with closing(store):  # closes this thread's connection
                return [[passage.text for passage in store.live_passages()] for _ in range(10)]

        alone = [passage.text for passage in store.live_passages()]
        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(read, range(8))) == [[alone] * 10] * 8
        assert [passage.text for passage in store.live_passages()] == alone


def test_when_the_readers_change_every_file_is_read_anew_and_stays_until_then(
    home: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingested(home, fill(archive, {"a.txt": "One.", "b.txt": "Two."}))
    for module in (items, writing):
        monkeypatch.setattr(module, "READER_VERSION", READER_VERSION + 1)
    with StoreWriter(home, 2) as writer:
        writer.archive(archive)
    assert texts(home) == {"a": "One.", "b": "Two."}
    tally = ingested(home, archive, generation=2)
    assert (tally.read, tally.unchanged, tally.articles, tally.removed) == (2, 0, 2, 0)
    assert texts(home) == {"a": "One.", "b": "Two."}
    assert ingested(home, archive, generation=3).unchanged == 2
