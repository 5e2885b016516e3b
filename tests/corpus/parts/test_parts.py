"""Parts: whose what is, what comes of an interruption, and which files cannot be merged and why."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus.parts.part_file
from corpus.articles import rows_of_all
from corpus.dating.horizon import Horizon
from corpus.errors import PartsUnusable
from corpus.ingest import Tally
from corpus.parts.merging import Parts
from corpus.parts.packing import key_of, pack, unpack
from corpus.parts.reading import read_part
from corpus.parts.share import Share, share_of
from corpus.reading.items import Item
from corpus.reading.walking import Source
from corpus.store.rows import ItemRows
from tests.corpus.making import fill, hostile, item, items_below, quiet, record
from tests.corpus.making import pack as packed
from tests.corpus.test_ingest import touch

TODAY = Horizon(date(2024, 3, 2))
PAGES = {f"page{n}.txt": f"The mill\n\nThe mill of town {n} was sold on May {n}, 2019." for n in range(1, 13)}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of small files, a file of records and an archive file in it."""
    folder = fill(
        tmp_path / "archive",
        PAGES | {"wire.jsonl": b"".join(record(id=f"r{n}", text=f"Words {n}.") for n in range(240))},
    )
    packed(folder / "old.tar.xz", {f"{n}.md": f"# Title {n}\n\nText {n} of 3 March 2011.\n" for n in range(80)})
    return folder


def read(tmp_path: Path, archive: Path, number: int, of: int, *, horizon: Horizon = TODAY) -> Tally:
    """Read a part of an archive."""
    return read_part(tmp_path / "home", [archive], Share(of, number), tmp_path / "parts", horizon=horizon)


def merged(tmp_path: Path, archive: Path, horizon: Horizon = TODAY) -> Parts:
    """Open all parts of an archive."""
    return Parts(tmp_path / "parts", [archive], horizon)


def assert_holds_all(parts: Parts, archive: Path, horizon: Horizon = TODAY) -> None:
    """Make sure that of every item is known what comes of it."""
    items = items_below(archive)
    assert [parts.find(one) for one in items] == [unpack(pack(one)) for one in rows_of_all(items, horizon)]
    assert parts.missed == 0


@given(st.integers(1, 9), st.integers(0, 1 << 40), st.lists(st.tuples(st.text(), st.integers(0, 1 << 30)), max_size=4))
@hostile
def test_every_item_is_exactly_one_parts(of: int, total: int, files: list[tuple[str, int]]) -> None:
    for path, size in files:
        source = Source(Path(path), path, size, 0)
        for line in range(3):
            one = Item(f"{path}/x", path, line, b"")
            shares = [Share(of, number + 1) for number in range(of)]
            large = shares[0].large(total)
            assert sum(share.opens(source, large) and share.has(one, source, large) for share in shares) == 1


@pytest.mark.parametrize("words", ["", "2", "0/4", "5/4", "1/0", "-1/2", "1/2/3", "a/b", "1.5/2"])
def test_what_is_no_part_of_several_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="write 2/4"):
        share_of(words)


@given(st.text(), st.integers(1, 2) | st.none(), st.binary(max_size=40))
@hostile
def test_what_came_of_an_item_is_the_same_when_it_is_unpacked(text: str, line: int | None, more: bytes) -> None:
    found = rows_of_all([item(text.encode("utf-8", "replace") + more, line=line)])
    again = [unpack(pack(one)) for one in found]
    assert [one.row for one in again] == [one.row for one in found]
    for one, other in zip(again, found, strict=True):
        for article, before in zip(one.articles, other.articles, strict=True):
            assert article.row == before.row
            assert list(map(tuple, article.claims)) == before.claims
            assert list(map(tuple, article.passages)) == before.passages


def test_each_part_reads_its_own_and_all_together_everything(tmp_path: Path, archive: Path) -> None:
    done = [read(tmp_path, archive, number, 3).read for number in (1, 2, 3)]
    assert sum(done) == len(items_below(archive)) == 332
    assert min(done) > 60
    with merged(tmp_path, archive) as parts:
        assert_holds_all(parts, archive)


def test_a_part_that_was_read_reads_only_what_has_changed(tmp_path: Path, archive: Path) -> None:
    for number in (1, 2):
        read(tmp_path, archive, number, 2)
    touch(archive / "page3.txt", "The mill\n\nThe mill was not sold.")
    assert sum(read(tmp_path, archive, number, 2).read for number in (1, 2)) == 1
    with merged(tmp_path, archive) as parts:
        assert_holds_all(parts, archive)


def killed(after: int, place: str, *arguments: object) -> int:
    """Read a part in a process that is killed after some reports, or in the midst of writing; return its exit code."""

    def count(*_: object) -> None:
        nonlocal after
        after -= 1
        if not after:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(found: ItemRows) -> bytes:
        count()
        return pack(found)

    def run() -> None:
        if place == "writing":
            setattr(corpus.parts.part_file, "pack", counted)  # noqa: B010 - it is not the module's to give
        home, roots, share, folder = arguments
        read_part(home, roots, share, folder, horizon=TODAY, report=count if place == "report" else quiet)  # type: ignore[arg-type]

    child = get_context("fork").Process(target=run)
    child.start()
    child.join()
    assert child.exitcode is not None
    return child.exitcode


@pytest.mark.parametrize("place", [pytest.param("report", marks=pytest.mark.long), "writing"])
def test_a_part_that_is_killed_again_and_again_comes_to_the_same(tmp_path: Path, archive: Path, place: str) -> None:
    chance = random.Random(3)
    most = 3 if place == "report" else 100
    for number in (1, 2):
        deaths = 0
        while killed(
            chance.randint(1, most), place, tmp_path / "home", [archive], Share(2, number), tmp_path / "parts"
        ):
            deaths += 1
            if number == 2:
                with pytest.raises(PartsUnusable, match=r"part 2/2 is not read to the end; dateline index --part 2/2"):
                    merged(tmp_path, archive)
            most += most // 3
        assert deaths
    with merged(tmp_path, archive) as parts:
        assert_holds_all(parts, archive)


def test_what_hangs_on_the_day_is_not_taken_from_a_part_of_another_day(tmp_path: Path, archive: Path) -> None:
    fill(
        archive,
        {"due.jsonl": record(id="due", text="To come.", date="2024-03-05"), "old.html": "<p>Words of 2030-01-01."},
    )
    read(tmp_path, archive, 1, 1)
    later = Horizon(TODAY.last + timedelta(days=5))
    with merged(tmp_path, archive, later) as parts:
        known = {one.path for one in items_below(archive) if parts.find(one) is not None}
    assert {one.path for one in items_below(archive)} - known == {"due.jsonl", "old.html"}
    with merged(tmp_path, archive) as parts:
        assert_holds_all(parts, archive)


def test_a_key_tells_all_that_reading_hangs_on() -> None:
    one = Item("a.txt", "a.txt", None, b"words")
    others = [
        Item("b.txt", "a.txt", None, b"words"),
        Item("a.txt", "b.txt", None, b"words"),
        Item("a.txt", "a.txt", 1, b"words"),
        Item("a.txt", "a.txt", None, b"words", left_out="draft"),
        Item("a.txt", "a.txt", None, b"", problem="words"),
        Item("a.txt", "a.txt", None, b"words", format="markdown"),
        Item("a.txt", "a.txt", None, b"words", fields=(("text", "body"),)),
        Item("a.txt", "a.txt", None, b"Words"),
    ]
    assert len({key_of(other) for other in [one, *others]}) == 1 + len(others)
    assert key_of(one) == key_of(Item("a.txt", "a.txt", None, b"words"))


def _missing(parts: Path) -> None:
    (parts / "2-of-2.db").unlink()


def _another_split(parts: Path) -> None:
    shutil.copy(parts / "2-of-2.db", parts / "2-of-3.db")


def _one_twice(parts: Path) -> None:
    shutil.copy(parts / "1-of-2.db", parts / "2-of-2.db")


def _cut_short(parts: Path) -> None:
    file = parts / "2-of-2.db"
    file.write_bytes(file.read_bytes()[:5000])


def _other_version(parts: Path) -> None:
    with sqlite3.connect(parts / "2-of-2.db") as connection:
        connection.execute("UPDATE told SET value = '1 1 1 1' WHERE key = 'versions'")
    connection.close()


def _none(parts: Path) -> None:
    shutil.rmtree(parts)


@pytest.mark.parametrize(
    ("disturb", "told"),
    [
        (_missing, r"part 2/2 is missing; dateline index --part 2/2 --parts .*/parts .*/archive reads it"),
        (_another_split, r"parts of 2 \(2 there\) and of 3 \(1 there\); move away"),
        (_one_twice, r"2-of-2.db: holds part 1/2, not 2/2; put the right file in its place"),
        (_cut_short, r"2-of-2.db: part 2/2 cannot be used .*; copy it anew, or remove it"),
        (_other_version, r"2-of-2.db: was read by another version of Dateline; .*--part 2/2"),
        (_none, r"there are no parts; read them first: dateline index --part 1/4"),
    ],
)
def test_what_cannot_be_merged_is_told_with_the_cure(
    tmp_path: Path, disturb: Callable[[Path], None], told: str
) -> None:
    archive = fill(tmp_path / "archive", PAGES)
    for number in (1, 2):
        read(tmp_path, archive, number, 2)
    disturb(tmp_path / "parts")
    with pytest.raises(PartsUnusable, match=told):
        merged(tmp_path, archive)


def test_parts_of_other_archives_are_told(tmp_path: Path) -> None:
    archive = fill(tmp_path / "archive", PAGES)
    read(tmp_path, archive, 1, 1)
    with pytest.raises(PartsUnusable, match="part 1/1 was read of archive, not of letters; name the same paths"):
        Parts(tmp_path / "parts", [fill(tmp_path / "letters", PAGES)], TODAY)


def test_a_changed_byte_is_found_when_the_item_is_looked_up(tmp_path: Path) -> None:
    archive = fill(tmp_path / "archive", PAGES)
    read(tmp_path, archive, 1, 1)
    with sqlite3.connect(tmp_path / "parts" / "1-of-1.db") as connection:
        connection.execute("UPDATE items SET found = CAST(replace(hex(found), '4', '5') AS BLOB) WHERE id = 3")
    connection.close()
    with merged(tmp_path, archive) as parts, pytest.raises(PartsUnusable, match="copy it anew, or remove it"):
        list(map(parts.find, items_below(archive)))


def test_a_part_is_read_by_one_process_at_a_time(tmp_path: Path) -> None:
    archive = fill(tmp_path / "archive", {"page1.txt": PAGES["page1.txt"]})

    def again(*_: object) -> None:
        with pytest.raises(PartsUnusable, match="part 1/1 is being read; wait"):
            read(tmp_path, archive, 1, 1)

    read_part(tmp_path / "home", [archive], Share(1, 1), tmp_path / "parts", horizon=TODAY, report=again)
