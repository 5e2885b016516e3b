"""Which article keeps which id, as files are added, changed and removed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.redating import Redating
from corpus.store.writing import StoreWriter
from tests.corpus.making import fill, ingested, pack, quarantine, record, texts
from tests.corpus.test_ingest import touch


def wire(archive: Path, *records: bytes) -> Path:
    """Write records into the archive's one file."""
    touch(archive / "wire.jsonl", b"".join(records))
    return archive


def test_a_second_article_of_one_id_gets_a_number(home: Path, archive: Path) -> None:
    ingested(home, wire(archive, *(record(id="a", text=f"Words {n}.") for n in (1, 2, 3))))
    assert texts(home) == {"a": "Words 1.", "a~2": "Words 2.", "a~3": "Words 3."}


def test_files_that_differ_in_their_suffix_only_are_two_articles(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.md": "Words of md.", "a.txt": "Words of txt."}))
    assert texts(home) == {"a": "Words of md.", "a~2": "Words of txt."}


def test_an_id_with_a_number_is_kept_when_its_article_changes(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.md": "Words of md.", "a.txt": "Words of txt."}))
    touch(archive / "a.txt", "New words of txt.")
    ingested(home, archive, generation=2)
    assert texts(home) == {"a": "Words of md.", "a~2": "New words of txt."}
    touch(archive / "a.md", "New words of md.")
    ingested(home, archive, generation=3)
    assert texts(home) == {"a": "New words of md.", "a~2": "New words of txt."}


def test_an_id_with_a_number_is_kept_when_the_other_article_goes(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.md": "Words of md.", "a.txt": "Words of txt."}))
    (archive / "a.md").unlink()
    ingested(home, archive, generation=2)
    assert texts(home) == {"a~2": "Words of txt."}


def test_what_takes_the_place_of_a_file_that_is_gone_gets_its_ids(home: Path, archive: Path) -> None:
    records = [record(id=f"r{n}", text=f"Words {n}.") for n in range(3)]
    ingested(home, fill(archive, {"wire0.jsonl": b"".join(records), "note.txt": "Words of a note."}))
    (archive / "wire0.jsonl").unlink()
    (archive / "note.txt").unlink()
    fill(archive, {"wire1.jsonl": b"".join([*records, record(id="r3", text="More.")]), "note.md": "*Words* of a note."})
    ingested(home, archive, generation=2, force=True)
    assert set(texts(home)) == {"r0", "r1", "r2", "r3", "note"}


def test_reading_everything_anew_leaves_every_id_where_it_was(home: Path, archive: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "Words of md.",
        "a.txt": "Words of txt.",
        "wire.jsonl": record(id="a", text="X.") * 2,
    }
    ingested(home, fill(archive, files))
    before = texts(home)
    assert set(before) == {"a", "a~2", "a~3", "a~4"}
    ingested(home, archive, generation=2, full=True)
    assert texts(home) == before


def test_a_record_inserted_at_the_top_leaves_the_others_unread(home: Path, archive: Path) -> None:
    records = [record(id=f"r{n}", text=f"Words {n}.") for n in range(5)]
    ingested(home, wire(archive, *records))
    tally = ingested(home, wire(archive, record(id="new", text="New words."), *records), generation=2)
    assert (tally.read, tally.unchanged, tally.articles, tally.removed) == (1, 5, 1, 0)
    assert texts(home) == {"new": "New words."} | {f"r{n}": f"Words {n}." for n in range(5)}


def test_records_that_change_places_stay_what_they_are(home: Path, archive: Path) -> None:
    records = [record(id=f"r{n}", text=f"Words {n}.") for n in range(5)]
    ingested(home, wire(archive, *records))
    tally = ingested(home, wire(archive, *reversed(records)), generation=2)
    assert (tally.read, tally.unchanged, tally.removed) == (0, 5, 0)


def test_a_record_that_changes_keeps_its_id(home: Path, archive: Path) -> None:
    ingested(home, wire(archive, record(id="a", text="Old."), record(id="b", text="Same.")))
    tally = ingested(home, wire(archive, record(id="a", text="New."), record(id="b", text="Same.")), generation=2)
    assert (tally.read, tally.unchanged, tally.articles, tally.removed) == (1, 1, 1, 0)
    assert texts(home) == {"a": "New.", "b": "Same."}


def test_a_record_that_goes_is_retired_and_counted(home: Path, archive: Path) -> None:
    ingested(home, wire(archive, record(id="a", text="A."), record(id="b", text="B.")))
    tally = ingested(home, wire(archive, record(id="b", text="B.")), generation=2)
    assert (tally.unchanged, tally.removed) == (1, 1)
    assert texts(home) == {"b": "B."}


def test_a_record_that_takes_another_id_leaves_the_old_one(home: Path, archive: Path) -> None:
    ingested(home, wire(archive, record(id="a", text="Words.")))
    tally = ingested(home, wire(archive, record(id="b", text="Words.")), generation=2)
    assert (tally.articles, tally.removed) == (1, 1)
    assert texts(home) == {"b": "Words."}


def test_a_record_without_an_id_is_known_by_its_line_and_stays_when_one_goes_before_it(
    home: Path, archive: Path
) -> None:
    records = [record(text=f"Words {n}.") for n in range(3)]
    ingested(home, wire(archive, *records))
    assert texts(home) == {f"wire#{n + 1}": f"Words {n}." for n in range(3)}
    ingested(home, wire(archive, record(text="New words."), *records), generation=2)
    assert sorted(texts(home).values()) == ["New words.", "Words 0.", "Words 1.", "Words 2."]
    assert len(texts(home)) == 4


@pytest.mark.parametrize("with_ids", [False, True], ids=["by line", "one id twice"])
def test_more_new_records_than_a_batch_at_the_top_lose_no_old_one(home: Path, archive: Path, *, with_ids: bool) -> None:
    def made(name: str, count: int) -> list[bytes]:
        fields = [{"id": n} if with_ids else {} for n in range(count)]
        return [json.dumps(one | {"text": f"{name} {n}."}).encode() + b"\n" for n, one in enumerate(fields)]

    old, new = made("Old", 10), made("New", 250)
    ingested(home, wire(archive, *old))
    ingested(home, wire(archive, *new, *old), generation=2)
    assert {text for text in texts(home).values() if text.startswith("Old")} == {f"Old {n}." for n in range(10)}
    assert len(texts(home)) == 260


def test_quarantine_names_the_line_where_a_bad_record_stands_now(home: Path, archive: Path) -> None:
    ingested(home, wire(archive, b"no record\n"))
    ingested(home, wire(archive, record(text="Words."), b"no record\n"), generation=2)
    assert [(one.path, one.line) for one in quarantine(home)] == [("wire.jsonl", 2)]


def test_an_article_that_has_been_dated_anew_is_kept(home: Path, archive: Path) -> None:
    ingested(home, wire(archive, record(id="a", text="A."), record(id="b", text="B.")))
    (archive / "dates.toml").write_text('"a" = "2001"\n')
    with StoreWriter(home, 2) as writer:
        assert Redating(writer, home).run(lambda _done, _total: None, workers=0).changed == 1
    tally = ingested(home, wire(archive, record(id="c", text="C."), record(id="a", text="A.")), generation=3)
    assert (tally.read, tally.unchanged, tally.removed) == (1, 1, 1)
    assert texts(home) == {"a": "A.", "c": "C."}


def test_what_is_the_same_as_an_article_that_was_replaced_and_purged_is_read_anew(home: Path, archive: Path) -> None:
    ingested(home, pack(archive / "a.tar", {"a.txt": "Old words."}))
    old = (archive / "a.tar").read_bytes()
    new = pack(archive / "a.tar", {"a.txt": "New words.", "b.txt": "x" * 9999}).read_bytes()
    touch(archive / "a.tar", new[:4000])  # broken: what is no longer in it is not dropped
    ingested(home, archive / "a.tar", generation=2)
    with StoreWriter(home, 3) as writer:
        writer.purge(2)
    touch(archive / "a.tar", old)
    ingested(home, archive / "a.tar", generation=3)
    assert texts(home) == {"a": "Old words."}


def test_quarantine_names_path_and_line(home: Path, archive: Path) -> None:
    pack(archive / "sub/news.zip", {"in/wire.jsonl": record(text="Words.") + b"[1]\n" + b'{"text": ""}\n'})
    ingested(home, archive)
    assert [(one.path, one.line) for one in quarantine(home)] == [
        ("sub/news.zip/in/wire.jsonl", 2),
        ("sub/news.zip/in/wire.jsonl", 3),
    ]


def test_an_archive_in_two_forms_gives_the_same_ids(home: Path, archive: Path, tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "Frist/9May2006.txt": "Words.",
        "wire.jsonl": record(id="x", text="X.") + record(text="Y."),
    }
    fill(archive, members)
    ingested(home, archive)
    for ending in (".tar.xz", ".zip"):
        other = tmp_path / f"home{ending}"
        ingested(other, pack(tmp_path / f"news{ending}", members))
        assert texts(other) == texts(home) == {"Frist/9May2006": "Words.", "x": "X.", "wire#2": "Y."}
