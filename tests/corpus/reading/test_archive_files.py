"""Archive files: members in order and under safe names, damage and hostility kept to the file that has it."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.containers import registry
from corpus.reading.items import Item
from corpus.reading.walking import Source, sources
from tests.corpus.making import ARCHIVE_ENDINGS, fill, hostile, items_below, pack, record

MEMBERS: dict[str, str | bytes] = {
    "z/last.txt": "The first.",
    "a.txt": "The second.",
    "m/wire.jsonl": record(text="x") * 2,
}
LONG = {f"{number}.txt": f"Member {number}: " + f"{number * 7919}, " * 400 for number in range(40)}


def broken_items(root: Path) -> tuple[Source, list[Item]]:
    """Return the one source below a path, read to where it breaks, and the items before that."""
    (source,) = sources(root)
    return source, list(source.items())


@pytest.mark.parametrize("ending", ARCHIVE_ENDINGS)
def test_every_kind_of_archive_file_yields_the_same_items_in_the_order_of_its_members(
    archive: Path, ending: str
) -> None:
    pack(archive / f"news{ending}", MEMBERS)
    root = f"news{ending}"
    assert [(one.path, one.article_path, one.line, one.data) for one in items_below(archive / root)] == [
        (f"{root}/z/last.txt", "z/last.txt", None, b"The first."),
        (f"{root}/a.txt", "a.txt", None, b"The second."),
        (f"{root}/m/wire.jsonl", "m/wire.jsonl", 1, record(text="x")),
        (f"{root}/m/wire.jsonl", "m/wire.jsonl", 2, record(text="x")),
    ]


@pytest.mark.parametrize("ending", ARCHIVE_ENDINGS)
def test_an_archive_file_in_a_folder_gives_its_members_its_own_place(archive: Path, ending: str) -> None:
    pack(archive / f"2019/May{ending}", {"a.txt": "Words."})
    pack(archive / f"top{ending}", {"b.txt": "Words."})
    assert [one.article_path for one in items_below(archive)] == ["b.txt", "2019/May/a.txt"]


@pytest.mark.parametrize("ending", [".tar", ".tar.xz", ".zip"])
@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../x.txt", "x.txt"),
        ("/etc/x.txt", "etc/x.txt"),
        ("a/../../x.txt", "a/x.txt"),
        ("./x.txt", "x.txt"),
        ("a//b/./x.txt", "a/b/x.txt"),
    ],
)
def test_a_members_name_never_leads_out_of_the_archive(archive: Path, ending: str, name: str, safe: str) -> None:
    pack(archive / f"news{ending}", {name: "Words."})
    (found,) = items_below(archive)
    assert (found.path, found.article_path) == (f"news{ending}/{safe}", safe)
    assert [file.name for file in archive.parent.iterdir()] == ["archive"]


@pytest.mark.parametrize("ending", [".tar.gz", ".zip"])
def test_hidden_members_are_left_out(archive: Path, ending: str) -> None:
    names = [".hidden.txt", "a/.git/b.txt", "__MACOSX/c.txt", "a/seen.txt", "./also.txt"]
    pack(archive / f"news{ending}", dict.fromkeys(names, "Words."))
    assert [one.article_path for one in items_below(archive)] == ["a/seen.txt", "also.txt"]


def test_links_devices_and_folders_in_a_tar_are_left_out(archive: Path) -> None:
    with tarfile.open(archive / "news.tar", "w") as tar:
        for name, kind in [
            ("soft.txt", tarfile.SYMTYPE),
            ("hard.txt", tarfile.LNKTYPE),
            ("device.txt", tarfile.CHRTYPE),
            ("block.txt", tarfile.BLKTYPE),
            ("pipe.txt", tarfile.FIFOTYPE),
            ("folder.txt", tarfile.DIRTYPE),
        ]:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            tar.addfile(member)
        member = tarfile.TarInfo("real.txt")
        member.size = 6
        tar.addfile(member, io.BytesIO(b"Words."))
    assert [one.article_path for one in items_below(archive)] == ["real.txt"]


def test_links_in_a_zip_are_left_out(archive: Path) -> None:
    with zipfile.ZipFile(archive / "news.zip", "w") as packed:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "../../etc/passwd")
        packed.writestr("real.txt", "Words.")
    assert [one.article_path for one in items_below(archive)] == ["real.txt"]


def test_a_locked_member_of_a_zip_is_refused_and_the_others_are_read(archive: Path) -> None:
    file = pack(archive / "news.zip", {"locked.txt": "Words.", "open.txt": "Words."})
    data = bytearray(file.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1  # "encrypted", in the first member's two headers
    file.write_bytes(data)
    locked, other = items_below(archive)
    assert (locked.path, locked.data) == ("news.zip/locked.txt", b"")
    assert locked.problem is not None
    assert "cannot be unpacked" in locked.problem
    assert (other.data, other.problem) == (b"Words.", None)


@pytest.mark.parametrize("ending", [".tar", ".tar.gz", ".zip"])
def test_a_member_over_the_limit_is_refused_and_the_others_are_read(
    archive: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "ITEM_LIMIT", 100)
    pack(archive / f"news{ending}", {"large.txt": "x" * 3_000_000, "small.txt": "Words."})
    large, small = items_below(archive)
    assert large.data == b""
    assert large.problem is not None
    assert "3.0 MB" in large.problem
    assert small.data == b"Words."


@pytest.mark.parametrize("ending", ARCHIVE_ENDINGS)
def test_an_archive_file_of_nothing_holds_nothing(archive: Path, ending: str) -> None:
    pack(archive / f"news{ending}", {})
    assert items_below(archive) == []


@pytest.mark.parametrize("ending", ARCHIVE_ENDINGS)
def test_a_file_that_is_no_archive_whatever_its_name_is_broken(archive: Path, ending: str) -> None:
    fill(archive, {f"news{ending}": b"This is only text, and more of it follows here." * 20})
    source, found = broken_items(archive)
    assert found == []
    assert source.broken is not None
    assert source.broken.startswith("damaged or unreadable: ")


@pytest.mark.parametrize("ending", [ending for ending in ARCHIVE_ENDINGS if ending != ".zip"])
def test_a_tar_that_is_cut_off_is_broken_and_what_came_before_is_kept(archive: Path, ending: str) -> None:
    file = pack(archive / f"news{ending}", LONG)
    data = file.read_bytes()
    file.write_bytes(data[: len(data) * 2 // 3])
    source, found = broken_items(archive)
    assert source.broken is not None
    whole = [one.data.decode() for one in found]
    assert whole == list(LONG.values())[: len(whole)]
    assert whole or ending.endswith(("xz", "bz2"))  # their blocks are larger than this file


def test_two_members_of_one_name_are_two_items(archive: Path) -> None:
    with tarfile.open(archive / "news.tar", "w") as tar:
        for words in (b"Older.", b"Newer."):
            member = tarfile.TarInfo("same.txt")
            member.size = len(words)
            tar.addfile(member, io.BytesIO(words))
    assert [one.data for one in items_below(archive)] == [b"Older.", b"Newer."]


@hostile
@given(st.sampled_from([".tar", ".tar.gz", ".tar.bz2", ".tar.xz"]), st.data())
def test_wherever_a_tar_is_damaged_reading_ends_early_instead_of_failing(ending: str, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        file = pack(Path(folder) / f"news{ending}", MEMBERS)
        whole = bytearray(file.read_bytes())
        place = data.draw(st.integers(20, len(whole) - 1))  # behind the gzip header: see below
        whole[place] = data.draw(st.integers(0, 255))
        file.write_bytes(whole[: data.draw(st.one_of(st.just(len(whole)), st.integers(20, len(whole))))])
        source, found = broken_items(file)
        assert source.broken is not None or len(found) <= 4


@hostile
@given(st.binary(max_size=40))
def test_the_beginning_of_a_zip_is_broken_not_a_failure(tail: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = pack(Path(folder) / "news.zip", MEMBERS)
        file.write_bytes(file.read_bytes()[:-60] + tail)
        source, _ = broken_items(file)
        assert source.broken is not None


def test_a_tar_cut_off_in_its_gzip_header_is_broken(archive: Path) -> None:
    file = pack(archive / "news.tar.gz", MEMBERS)
    file.write_bytes(file.read_bytes()[:3])
    source, _ = broken_items(archive)
    assert source.broken is not None


def test_a_zip_of_a_later_version_is_broken(archive: Path) -> None:
    file = pack(archive / "news.zip", MEMBERS)
    data = bytearray(file.read_bytes())
    data[data.index(b"PK\x01\x02") + 6] = 215
    file.write_bytes(data)
    source, _ = broken_items(archive)
    assert source.broken is not None


def test_a_zip_whose_names_are_not_in_the_encoding_that_it_says_is_broken(archive: Path) -> None:
    file = pack(archive / "news.zip", {"caf\xe9.txt": "Words."})
    file.write_bytes(file.read_bytes().replace("\xe9".encode(), b"\xe9e"))
    source, _ = broken_items(archive)
    assert source.broken is not None
