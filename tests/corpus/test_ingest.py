"""Bringing the store up to date: only what changed is read, and what is gone is retired."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest

from corpus import ingest as ingesting
from corpus.dating.horizon import horizon_on
from corpus.errors import ArchiveNotFound
from corpus.ingest import Tally, carry_out, ingest
from corpus.omissions import Omission
from corpus.reading.items import Item
from corpus.store.reading import StoreReader
from corpus.store.rows import ItemRows
from corpus.store.writing import StoreWriter
from corpus.surveying import survey
from corpus.workers import Workers
from tests.corpus.making import fill, ingested, pack, quarantine, quiet, record, texts

FILES: dict[str, str | bytes] = {
    "a.txt": "Words of a.",
    "sub/b.md": "Words of b.",
    "wire.jsonl": record(id="c", text="Words of c.") + record(id="d", text="Words of d."),
    "draft.md": "---\ndraft: true\n---\nNot yet.",
    "bad.txt": b"\x00\x01",
}
ALL = {"a": "Words of a.", "sub/b": "Words of b.", "c": "Words of c.", "d": "Words of d."}


def left(reason: Omission, number: int) -> Counter[str]:
    return Counter({reason: number})


def touch(file: Path, data: str | bytes) -> None:
    """Write a file and make sure that its modification time differs."""
    before = file.stat().st_mtime_ns if file.exists() else 0
    fill(file.parent, {file.name: data})
    os.utime(file, ns=(before + 1_000_000, before + 1_000_000))


def test_the_first_run_reads_everything(home: Path, archive: Path) -> None:
    tally = ingested(home, fill(archive, FILES))
    assert tally == Tally(read=6, unchanged=0, articles=4, left_out=left(Omission.DRAFT, 1), quarantined=1, removed=0)
    assert texts(home) == ALL
    assert [(one.path, one.line) for one in quarantine(home)] == [("bad.txt", None)]


def test_the_second_run_opens_nothing(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, FILES))
    assert ingested(home, archive) == Tally(unchanged=5)
    assert texts(home) == ALL


def test_a_file_that_was_only_touched_is_opened_and_not_read_anew(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, FILES))
    for name, data in FILES.items():
        touch(archive / name, data)
    assert ingested(home, archive) == Tally(unchanged=6)
    assert texts(home) == ALL
    assert len(quarantine(home)) == 1


def test_with_full_everything_is_read_anew_and_nothing_is_doubled(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, FILES))
    tally = ingested(home, archive, generation=2, full=True)
    assert tally == Tally(read=6, articles=4, left_out=left(Omission.DRAFT, 1), quarantined=1)
    assert texts(home) == ALL
    assert len(quarantine(home)) == 1


def test_a_changed_file_replaces_its_article(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, FILES))
    touch(archive / "a.txt", "Other words of a.")
    assert ingested(home, archive, generation=2) == Tally(read=1, unchanged=4, articles=1)
    assert texts(home) == ALL | {"a": "Other words of a."}


def test_a_file_that_is_gone_takes_its_articles_with_it(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, FILES))
    (archive / "wire.jsonl").unlink()
    (archive / "bad.txt").unlink()
    assert ingested(home, archive, generation=2) == Tally(unchanged=3, removed=2)
    assert set(texts(home)) == {"a", "sub/b"}
    assert quarantine(home) == []


def test_a_file_that_moves_takes_its_new_name(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.txt": "Words."}))
    (archive / "a.txt").rename(archive / "z.txt")
    assert ingested(home, archive, generation=2) == Tally(read=1, articles=1, removed=1)
    assert texts(home) == {"z": "Words."}


@pytest.mark.parametrize("spoilt", [b"\x00", b"", b"<?xml version='1.0'?><gpx/>", "é".encode() * 30 + b"\xff"])
def test_a_file_that_becomes_unreadable_loses_its_article_until_it_is_mended(
    home: Path, archive: Path, spoilt: bytes
) -> None:
    ingested(home, fill(archive, FILES))
    touch(archive / "a.txt", spoilt)
    assert ingested(home, archive, generation=2) == Tally(read=1, unchanged=4, quarantined=1, removed=1)
    assert "a" not in texts(home)
    assert [one.path for one in quarantine(home)] == ["a.txt", "bad.txt"]
    touch(archive / "a.txt", "Mended words.")
    ingested(home, archive, generation=3)
    assert texts(home)["a"] == "Mended words."
    assert [one.path for one in quarantine(home)] == ["bad.txt"]


def test_a_page_that_becomes_a_draft_is_taken_back(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, FILES))
    touch(archive / "sub/b.md", "---\ndraft: true\n---\nWords of b.")
    assert ingested(home, archive, generation=2) == Tally(
        read=1, unchanged=4, left_out=left(Omission.DRAFT, 1), removed=1
    )
    assert "sub/b" not in texts(home)


def test_a_damaged_archive_file_keeps_the_articles_behind_the_damage_until_it_is_mended(
    home: Path, archive: Path
) -> None:
    members = {f"{n:02}.txt": f"Words of {n}, {os.urandom(2000).hex()}." for n in range(20)}
    file = pack(archive / "news.tar.gz", members)
    whole = file.read_bytes()
    ingested(home, archive)
    touch(file, whole[: len(whole) // 2])
    assert ingested(home, archive, generation=2).quarantined == 1
    assert set(texts(home)) == {f"{n:02}" for n in range(20)}
    assert [one.path for one in quarantine(home)] == ["news.tar.gz"]
    ingested(home, archive, generation=2)
    assert len(quarantine(home)) == 1
    touch(file, whole)
    assert ingested(home, archive, generation=2) == Tally(unchanged=20)
    assert len(texts(home)) == 20
    assert quarantine(home) == []


def test_several_archives_stand_side_by_side_and_one_can_be_brought_up_to_date_alone(
    home: Path, archive: Path, tmp_path: Path
) -> None:
    other = fill(tmp_path / "other", {"a.txt": "Other words of a."})
    assert ingested(home, fill(archive, {"a.txt": "Words of a."}), other).articles == 2
    touch(archive / "a.txt", "New words of a.")
    ingested(home, archive, generation=2)
    with closing(StoreReader(home)) as store:
        whole = store.whole_articles("a")
    assert [(one.passages, one.article.source) for one in whole] == [
        (("Other words of a.",), "other/a.txt"),
        (("New words of a.",), "archive/a.txt"),
    ]


def test_a_single_file_is_an_archive_too(home: Path, archive: Path) -> None:
    fill(archive, {"deep/note.txt": "Words."})
    ingested(home, archive / "deep" / "note.txt")
    with closing(StoreReader(home)) as store:
        (whole,) = store.whole_articles("note")
    assert whole.article.source == "note.txt"


def test_a_path_that_is_not_there_is_told_before_anything_is_read(home: Path, archive: Path) -> None:
    fill(archive, FILES)
    with pytest.raises(ArchiveNotFound):
        ingested(home, archive, archive / "nowhere")
    assert texts(home) == {}


def test_progress_never_goes_back_and_ends_at_the_total(home: Path, archive: Path) -> None:
    fill(archive, FILES | {"long.jsonl": b"".join(record(id=n, text="Words.") for n in range(600))})
    seen: list[tuple[int, int]] = []

    def report(done: int, total: int, _: Tally) -> None:
        seen.append((done, total))

    with StoreWriter(home, 1) as writer:
        ingest(writer, [archive], report=report)
    assert len(seen) > 4
    assert seen == sorted(seen)
    assert seen[-1] == (sum(file.stat().st_size for file in archive.rglob("*") if file.is_file()),) * 2


@pytest.mark.long
def test_workers_give_the_same_store_as_reading_without(
    home: Path, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [record(id=n % 400, text=f"Words of {n} on May {n % 28 + 1}, 2019.") for n in range(500)]
    fill(archive, FILES | {"long.jsonl": b"".join(records) + b"no record\n"})
    alone = ingested(tmp_path / "alone", archive, workers=0)
    monkeypatch.setattr(ingesting, "ALONE", 0)
    assert ingested(home, archive, workers=2) == alone
    with closing(StoreReader(home)) as ours, closing(StoreReader(tmp_path / "alone")) as theirs:
        assert list(ours.live_passages()) == list(theirs.live_passages())
        assert list(ours.articles()) == list(theirs.articles())
        assert list(ours.quarantined()) == list(theirs.quarantined())


def rows(home: Path) -> list[list[tuple[object, ...]]]:
    """Return every row of a store with its number, but for the time of the run."""
    tables = ("sources", "items", "articles", "claims", "passages")
    with closing(sqlite3.connect(home / "archive.db")) as store:
        return [store.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall() for table in tables]  # noqa: S608


class Watched(Workers[Item, ItemRows]):
    """Workers of whom it is noted whether they were started."""

    started: ClassVar[list[bool]] = []

    def __exit__(self, *error: object) -> None:
        self.started.append(self.pool is not None)
        super().__exit__(*error)


@pytest.mark.long
def test_files_share_batches_and_give_the_very_rows_that_each_alone_gives(
    home: Path, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(archive, {f"{n % 7}/{n}.txt": f"Words of {n}, told on May {n % 28 + 1}, 2019." for n in range(300)})
    fill(
        archive, FILES | {"3/none.jsonl": "", "4/long.jsonl": b"".join(record(id=n, text="Line.") for n in range(450))}
    )
    for name in ("2/news.tar.gz", "5/news.tar.gz"):
        file = pack(archive / name, {f"{n}.txt": f"{n}: {os.urandom(2000).hex()}." for n in range(20)})
    touch(file, file.read_bytes()[:20_000])
    monkeypatch.setattr(ingesting, "ALONE", 1)
    monkeypatch.setattr(ingesting, "Workers", Watched)
    shared = ingested(home, archive, workers=2)
    assert Watched.started == [True], "a folder of small files is read by workers too"
    monkeypatch.setattr(ingesting, "BATCH", 1)
    assert ingested(tmp_path / "alone", archive, workers=0) == shared
    assert rows(tmp_path / "alone") == rows(home)
    assert [one.path for one in quarantine(home)] == ["5/news.tar.gz", "bad.txt"]


def test_a_member_whose_name_is_no_utf8_is_read_under_a_name_that_can_be_stored(home: Path, archive: Path) -> None:
    file = pack(archive / "news.tar", {"caf_.txt": "Words.", "z.txt": "More words."})
    data = bytearray(file.read_bytes())
    data[3] = 0xE9
    data[148:154] = b"%06o" % (sum(data[:148]) + 8 * ord(" ") + sum(data[156:512]))  # the header's checksum
    file.write_bytes(data)
    ingested(home, archive)
    assert texts(home) == {"caf\ufffd": "Words.", "z": "More words."}


def test_a_record_with_half_a_character_in_its_url_does_not_stop_the_run(home: Path, archive: Path) -> None:
    fill(
        archive,
        {"wire.jsonl": b'{"id": "a", "text": "Words.", "url": "https://x/\\ud800"}\n' + record(id="b", text="B.")},
    )
    ingested(home, archive)
    assert set(texts(home)) == {"a", "b"}


def test_a_file_of_only_a_byte_order_mark_does_not_stop_the_run(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.txt": b"\xef\xbb\xbf", "b.txt": "Words."}))
    assert texts(home) == {"b": "Words."}


NOVEMBER, JANUARY = date(2026, 11, 27), date(2027, 1, 2)
TO_COME: dict[str, str | bytes] = {
    "a.md": "---\ndate: 2026-12-24\n---\nWords of a.",
    "wire.jsonl": record(id="b", text="Words of b.", date="2027-01-01") + record(id="c", text="Words of c."),
    "d.txt": "Words of d.",
}


def test_what_is_to_come_is_read_when_its_day_has_come_though_its_file_has_not_changed(
    home: Path, archive: Path
) -> None:
    first = ingested(home, fill(archive, TO_COME), horizon=horizon_on(NOVEMBER))
    assert first == Tally(read=4, articles=2, left_out=left(Omission.DUE, 2))
    assert set(texts(home)) == {"c", "d"}
    again = ingested(home, archive, generation=2, horizon=horizon_on(NOVEMBER))
    assert again == Tally(unchanged=3), "nothing is opened before"
    later = ingested(home, archive, generation=2, horizon=horizon_on(date(2026, 12, 25)))
    assert later == Tally(read=1, unchanged=2, articles=1)
    assert set(texts(home)) == {"a", "c", "d"}
    last = ingested(home, archive, generation=3, horizon=horizon_on(JANUARY))
    assert last == Tally(read=1, unchanged=3, articles=1)
    assert set(texts(home)) == {"a", "b", "c", "d"}
    assert ingested(home, archive, generation=4, horizon=horizon_on(JANUARY)) == Tally(unchanged=3)


def test_what_is_to_come_is_let_through_where_it_is_asked_for_and_taken_back_where_it_is_not(
    home: Path, archive: Path
) -> None:
    fill(archive, TO_COME)
    shown, hidden = horizon_on(NOVEMBER, beyond=True), horizon_on(NOVEMBER)
    assert ingested(home, archive, horizon=shown) == Tally(read=4, articles=4)
    assert ingested(home, archive, generation=2, horizon=shown) == Tally(unchanged=3)
    assert ingested(home, archive, generation=2, horizon=hidden) == Tally(
        read=2, unchanged=2, left_out=left(Omission.DUE, 2), removed=2
    )
    assert set(texts(home)) == {"c", "d"}
    assert ingested(home, archive, generation=3, horizon=shown) == Tally(read=2, unchanged=2, articles=2)
    assert set(texts(home)) == {"a", "b", "c", "d"}


def test_an_article_that_is_put_off_is_taken_back(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.md": "---\ndate: 2026-05-07\n---\nWords of a."}), horizon=horizon_on(NOVEMBER))
    touch(archive / "a.md", "---\ndate: 2027-05-07\n---\nWords of a.")
    tally = ingested(home, archive, generation=2, horizon=horizon_on(NOVEMBER))
    assert tally == Tally(read=1, left_out=left(Omission.DUE, 1), removed=1)
    assert texts(home) == {}


@pytest.mark.long
def test_workers_are_told_the_day_too(home: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "ALONE", 0)
    monkeypatch.setattr(ingesting, "BATCH", 1)
    tally = ingested(home, fill(archive, TO_COME), workers=2, horizon=horizon_on(NOVEMBER))
    assert tally == Tally(read=4, articles=2, left_out=left(Omission.DUE, 2))


def test_what_is_in_quarantine_is_read_again_alone(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, FILES | {"sub/worse.txt": b"\x00\x02"}))
    for name, words in (("a.txt", "Other words."), ("bad.txt", "Mended."), ("sub/worse.txt", "Mended too.")):
        touch(archive / name, words)
    with StoreWriter(home, 2) as writer:
        tally = carry_out(writer, survey(writer, [archive]), full=False, report=quiet, retry=("archive/sub",))
        assert tally == Tally(read=1, articles=1)
        assert carry_out(writer, survey(writer, [archive]), full=False, report=quiet, retry=()).articles == 1
    assert texts(home) == ALL | {"bad": "Mended.", "sub/worse": "Mended too."}
    assert quarantine(home) == []
