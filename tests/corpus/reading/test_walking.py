"""What is found below a path: which files, in which order, and under which names."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import socket
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import ArchiveNotFound
from corpus.omissions import Omission
from corpus.reading import items
from corpus.reading.containers import lines, registry
from corpus.reading.readers import ending_of
from corpus.reading.walking import sources
from tests.corpus.making import fill, item, items_below, record

LIMIT = 100


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> int:
    """Items may have 100 bytes only."""
    for module in (items, lines, registry):
        monkeypatch.setattr(module, "ITEM_LIMIT", LIMIT)
    return LIMIT


def listed(root: Path) -> dict[str, str | None]:
    """Return what is found below a path, with why it is left out."""
    return {source.path: source.left_out for source in sources(root)}


def test_a_folder_is_read_in_the_order_of_names_its_own_files_before_its_folders(archive: Path) -> None:
    fill(archive, dict.fromkeys(("b.txt", "a/z.txt", "a/b.txt", "c.txt", "B.txt", "a/a/y.txt"), "Words."))
    assert [source.path for source in sources(archive)] == [
        "B.txt", "b.txt", "c.txt", "a/b.txt", "a/z.txt", "a/a/y.txt",
    ]  # fmt: skip


def test_hidden_files_and_folders_are_left_out_each_counted_once(archive: Path) -> None:
    fill(archive, dict.fromkeys((".git/x.txt", ".hidden.txt", "a/.b/c.txt", "a/.d.txt", "a/seen.txt"), "Words."))
    hidden = dict.fromkeys((".git", ".hidden.txt", "a/.b", "a/.d.txt"), Omission.HIDDEN)
    assert listed(archive) == hidden | {"a/seen.txt": None}


def test_a_single_file_goes_by_its_name(archive: Path) -> None:
    fill(archive, {"deep/er/note.txt": "Words."})
    (source,) = sources(archive / "deep/er/note.txt")
    assert source.path == "note.txt"
    assert [(one.path, one.article_path, one.line, one.data) for one in source.items()] == [
        ("note.txt", "note.txt", None, b"Words."),
    ]


def test_an_empty_folder_holds_nothing(archive: Path) -> None:
    assert list(sources(archive)) == []


def test_a_path_that_is_not_there_is_named_with_the_cure(archive: Path) -> None:
    with pytest.raises(ArchiveNotFound, match=r"nowhere: .*check the path"):
        list(sources(archive / "nowhere"))


def test_a_linked_folder_is_not_followed_so_that_no_loop_can_be_walked_and_is_counted(archive: Path) -> None:
    fill(archive, {"a/note.txt": "Words."})
    (archive / "a" / "loop").symlink_to(archive, target_is_directory=True)
    assert listed(archive) == {"a/loop": Omission.LINK, "a/note.txt": None}


def test_links_to_nothing_and_to_themselves_are_left_out_and_a_linked_file_is_read(archive: Path) -> None:
    fill(archive, {"z.txt": "Words."})
    for name, target in (("a.txt", "gone.txt"), ("b.txt", "b.txt"), ("c.txt", "z.txt")):
        (archive / name).symlink_to(archive / target)
    assert listed(archive) == {"a.txt": Omission.LINK, "b.txt": Omission.LINK, "c.txt": None, "z.txt": None}
    assert [one.data for one in items_below(archive)] == [b"Words."] * 2


def test_pipes_and_sockets_among_the_files_are_left_out_and_not_waited_for(archive: Path) -> None:
    fill(archive, {"note.txt": "Words."})
    os.mkfifo(archive / "a-pipe.txt")
    with closing(socket.socket(socket.AF_UNIX)) as one:
        one.bind(os.fspath(archive / "b-socket.txt"))
    special = dict.fromkeys(("a-pipe.txt", "b-socket.txt"), Omission.SPECIAL)
    assert listed(archive) == special | {"note.txt": None}


def test_a_file_that_changes_or_goes_while_it_is_read_is_told(archive: Path) -> None:
    fill(archive, {"a.jsonl": record(text="one") * 3, "b.txt": "Words.", "c.txt": "Words."})
    grown, gone, same = sources(archive)
    for _ in grown.items():
        with grown.file.open("ab") as stream:
            stream.write(b" ")
    gone.file.unlink()
    assert list(gone.items()) == []
    assert len(list(same.items())) == 1
    assert [one.unsettled for one in (grown, gone, same)] == [True, True, False]
    assert [one.broken for one in (grown, gone, same)] == [None] * 3


def test_a_file_name_that_is_no_utf8_is_read_and_gets_a_name_that_can_be_stored(archive: Path) -> None:
    Path(os.fsdecode(os.fsencode(archive) + b"/caf\xe9.txt")).write_bytes(b"Words.")
    (found,) = items_below(archive)
    assert found.path == "caf\ufffd.txt"
    assert found.data == b"Words."


def test_a_file_over_the_limit_is_named_as_too_large_and_not_held_in_memory(archive: Path, small_limit: int) -> None:
    fill(archive, {"large.txt": b"x" * (small_limit + 1), "just.txt": b"x" * small_limit})
    just, large = items_below(archive)
    assert (len(just.data), just.problem, large.data) == (small_limit, None, b"")
    assert "in one piece" in (large.problem or "")


def test_a_record_over_the_limit_in_any_line_is_refused_and_the_others_are_kept(
    archive: Path, small_limit: int
) -> None:
    lines = [record(id="a", text="first"), record(id="b", text="x" * 5 * small_limit), record(id="c", text="last")]
    fill(archive, {"wire.jsonl": b"".join(lines) + b"y" * 3 * small_limit})
    assert [(one.line, one.data, one.problem is None) for one in items_below(archive)] == [
        (1, lines[0], True), (2, b"", False), (3, lines[2], True), (4, b"", False),
    ]  # fmt: skip


def test_a_record_of_just_the_limit_is_read(archive: Path, small_limit: int) -> None:
    fill(archive, {"wire.jsonl": b"x" * small_limit + b"\n" + b"y" * small_limit})
    assert [(len(one.data.strip()), one.problem) for one in items_below(archive)] == [(small_limit, None)] * 2


def test_blank_lines_are_counted_but_are_no_records(archive: Path) -> None:
    fill(archive, {"wire.jsonl": b'\n{"text": "a"}\n  \r\n{"text": "b"}'})
    assert [(one.line, one.data.strip()) for one in items_below(archive)] == [
        (2, b'{"text": "a"}'),
        (4, b'{"text": "b"}'),
    ]


@pytest.mark.parametrize(
    ("ending", "compress"),
    [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)],
    ids=["gz", "bz2", "xz"],
)
def test_a_compressed_file_is_read_as_the_file_in_it(archive: Path, ending: str, compress: object) -> None:
    assert callable(compress)
    fill(archive, {f"wire.jsonl.{ending}": compress(record(id="a") + record(id="b"))})
    fill(archive, {f"notes/page.txt.{ending}": compress(b"Words.")})
    assert [(one.path, one.line) for one in items_below(archive)] == [
        ("wire.jsonl", 1),
        ("wire.jsonl", 2),
        ("notes/page.txt", None),
    ]


def test_a_compressed_file_that_is_cut_off_is_broken_and_its_first_lines_are_kept(archive: Path) -> None:
    lines = [record(id=number, text=os.urandom(40).hex()) for number in range(2000)]
    whole = gzip.compress(b"".join(lines))
    fill(archive, {"wire.jsonl.gz": whole[: len(whole) // 2]})
    (source,) = sources(archive)
    found = [one.data for one in source.items()]
    assert source.broken is not None
    assert source.broken.startswith("damaged")
    assert found
    assert found == lines[: len(found)]


def test_all_bytes_of_a_file_count_as_done_at_its_end_so_that_progress_reaches_the_total(archive: Path) -> None:
    fill(archive, {"a.txt": "Words.", "b.jsonl": record(text="a") * 10, "c.jsonl.gz": gzip.compress(record(text="a"))})
    for source in sources(archive):
        seen = [source.consumed for _ in source.items()]
        assert seen == sorted(seen)
        assert source.consumed == source.size == source.file.stat().st_size


def test_the_digest_tells_content_and_not_place() -> None:
    assert item("same", "a.txt").digest == item("same", "b.txt").digest
    assert item("same").digest != item("other").digest
    assert len(item("").digest) == 32


@pytest.mark.parametrize(
    ("path", "suffix"),
    [("a/b.TXT", ".txt"), ("a.b/c", ""), ("wire.tar/.profile", ""), ("x.md.bak", ".bak"), ("plain", "")],
)
def test_the_suffix_is_that_of_the_last_part_in_lower_case(path: str, suffix: str) -> None:
    assert ending_of(path) == suffix
