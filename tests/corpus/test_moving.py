"""An archive that has moved is the same; files that have moved in it keep their articles; nothing is there twice."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import ArchiveNotFound, ArchiveUnclear
from corpus.ingest import Tally, ingest
from corpus.store import archives
from corpus.store.reading import StoreReader
from corpus.store.writing import StoreWriter
from corpus.surveying import survey
from tests.corpus.making import fill, ingested, quiet, record, texts

PAGES: dict[str, str | bytes] = {f"{n}.txt": f"Words of {n}." for n in range(8)}
WIRE: dict[str, str | bytes] = {"wire.jsonl": record(id="c", text="Words of c.") + record(text="Without an id.")}


def names(home: Path) -> dict[str, str]:
    """Return the names of the archives with the names of their folders."""
    with closing(StoreReader(home)) as store:
        return {one.name: one.root.name for one in archives.listed(store)}


def rows(home: Path) -> dict[str, tuple[int, str]]:
    """Return the number and the source of every live article."""
    with closing(StoreReader(home)) as store:
        return {one.article_id: (one.row, one.source) for one, _ in store.articles()}


@pytest.mark.parametrize("times", [True, False], ids=["moved", "copied and removed"])
def test_a_folder_that_has_moved_is_the_same_archive_and_nothing_of_it_is_read(
    home: Path, archive: Path, tmp_path: Path, times: bool
) -> None:
    ingested(home, fill(archive, PAGES))
    before = rows(home)
    there = tmp_path / "elsewhere"
    shutil.copytree(archive, there, copy_function=shutil.copy2 if times else shutil.copy)
    shutil.rmtree(archive)
    assert ingested(home, there, generation=2) == Tally(unchanged=8)
    assert rows(home) == before
    assert names(home) == {"archive": "elsewhere"}


def test_a_move_is_told(home: Path, archive: Path, tmp_path: Path) -> None:
    ingested(home, fill(archive, PAGES))
    archive.rename(tmp_path / "elsewhere")
    with StoreWriter(home, 2) as writer:
        assert [plan.moved_from for plan in survey(writer, [tmp_path / "elsewhere"])] == [archive]
        assert [plan.moved_from for plan in survey(writer, [tmp_path / "elsewhere"])] == [None]


def test_a_copy_is_told_with_both_cures_and_read_under_a_name_of_its_own(
    home: Path, archive: Path, tmp_path: Path
) -> None:
    ingested(home, fill(archive, PAGES))
    copy = tmp_path / "copy"
    shutil.copytree(archive, copy)
    with pytest.raises(ArchiveUnclear, match=r"copy of the archive archive at .*archives move archive .*--name"):
        ingested(home, copy, generation=2)
    with StoreWriter(home, 2) as writer:
        plans = survey(writer, [copy], name="second")
        assert [plan.name for plan in plans] == ["second"]


def test_another_archive_of_the_same_file_names_is_another(home: Path, tmp_path: Path) -> None:
    for year in ("2019", "2020"):
        ingested(home, fill(tmp_path / year / "posts", {name: f"{words!s} {year}" for name, words in PAGES.items()}))
    assert names(home) == {"posts": "posts", "2020/posts": "posts"}
    with closing(StoreReader(home)) as store:
        found = {one.source.rpartition("/")[0] for one, _ in store.articles()}
    assert found == {"posts", "2020/posts"}


@pytest.mark.parametrize(("first", "second"), [("a", "a/b"), ("a/b", "a")])
def test_nested_folders_are_refused_with_the_cure(home: Path, tmp_path: Path, first: str, second: str) -> None:
    fill(tmp_path / "a", {"b/x.txt": "Words of x.", "y.txt": "Words of y."})
    ingested(home, tmp_path / first)
    with pytest.raises(ArchiveUnclear, match="twice"):
        ingested(home, tmp_path / second, generation=2)
    with pytest.raises(ArchiveUnclear, match="twice"):
        ingested(tmp_path / "other home", tmp_path / first, tmp_path / second)


def test_a_record_with_an_id_of_its_own_keeps_its_article_when_its_file_moves(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, WIRE))
    before = rows(home)
    (archive / "2019").mkdir()
    (archive / "wire.jsonl").rename(archive / "2019" / "news.jsonl")
    assert ingested(home, archive, generation=2) == Tally(read=1, unchanged=1, articles=1, removed=1)
    after = rows(home)
    assert after["c"] == (before["c"][0], "archive/2019/news.jsonl")
    assert texts(home) == {"c": "Words of c.", "2019/news#2": "Without an id."}


def test_renaming_more_than_a_tenth_is_no_vanishing(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, PAGES))
    (archive / "sub").mkdir()
    for file in archive.glob("*.txt"):
        file.rename(archive / "sub" / file.name)
    ingested(home, archive, generation=2)
    assert set(texts(home)) == {f"sub/{n}" for n in range(8)}


def test_an_archive_is_forgotten_moved_and_renamed_by_its_name(home: Path, archive: Path, tmp_path: Path) -> None:
    ingested(home, fill(archive, PAGES), fill(tmp_path / "other", {"o.txt": "Other words."}))
    with StoreWriter(home, 2) as writer:
        connection = writer.connection
        archives.rename(connection, archives.named(connection, "archive"), "news")
        with pytest.raises(ArchiveUnclear, match="another archive has this name"):
            archives.rename(connection, archives.named(connection, "other"), "news")
        assert rows(home)["0"][1] == "news/0.txt"
        assert archives.forget(connection, archives.named(connection, "other")) == 1
        with pytest.raises(ArchiveNotFound, match="there are: news"):
            archives.named(connection, "other")
        assert ingest(writer, [archive], report=quiet) == Tally(unchanged=8)
    assert len(texts(home)) == 8
