"""Archive files: members in order and under safe names, damage and hostility kept to the file that has it."""

from __future__ import annotations

import gzip
import io
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from functools import reduce
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


def test_links_devices_and_folders_in_a_tar_are_left_out_and_members_of_one_name_are_not(archive: Path) -> None:
    with tarfile.open(archive / "news.tar", "w") as tar:
        for kind in (
            tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE,
        ):  # fmt: skip
            member = tarfile.TarInfo("other.txt")
            member.type, member.linkname = kind, "/etc/passwd"
            tar.addfile(member)
        for words in (b"Older.", b"Newer."):
            member = tarfile.TarInfo("real.txt")
            member.size = len(words)
            tar.addfile(member, io.BytesIO(words))
    assert [(one.article_path, one.data) for one in items_below(archive)] == [
        ("real.txt", b"Older."), ("real.txt", b"Newer."),
    ]  # fmt: skip


def test_links_in_a_zip_are_left_out(archive: Path) -> None:
    with zipfile.ZipFile(archive / "news.zip", "w") as packed:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "../../etc/passwd")
        packed.writestr("real.txt", "Words.")
    assert [one.article_path for one in items_below(archive)] == ["real.txt"]


def locked(data: bytes) -> bytes:
    """Return a zip whose first member is said to be encrypted, in its two headers."""
    spoilt = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        spoilt[spoilt.index(mark) + flags] |= 1
    return bytes(spoilt)


BAD: list[tuple[str, str | bytes, str]] = [
    ("large.txt", b"x" * 3_000_000, "3.0 MB in one piece"),
    ("none.zip", "This is no zip.", "damaged or unreadable: File is not a zip file"),
    ("none.tar", b"This is no tar. " * 99, "damaged or unreadable: "),
    ("half.txt.gz", gzip.compress(os.urandom(999))[:500], "damaged or unreadable: "),
    ("bomb.txt.gz", gzip.compress(bytes(80 << 20)), "it unpacks to more than 200 times its size"),
    ("deep" + ".gz" * 9, reduce(lambda data, _: gzip.compress(data), range(9), b"Words."), "containers in each other"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BAD, ids=[name for name, *_ in BAD])
@pytest.mark.parametrize("ending", [".tar", ".tar.gz", ".zip"])
def test_a_bad_member_is_refused_under_its_own_path_and_the_others_are_read(
    archive: Path, ending: str, name: str, data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "ITEM_LIMIT", 100)
    pack(archive / f"news{ending}", {"first.txt": "Words.", name: data, "last.txt": "More words."})
    first, bad, last = items_below(archive)
    assert (first.data, bad.data, last.data) == (b"Words.", b"", b"More words.")
    assert bad.path == f"news{ending}/{name}"
    assert (bad.problem or "").startswith(reason)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (locked, "cannot be unpacked: File <"),
        (lambda data: data.replace(b"PK\x03\x04", b"PK\x03\x05", 1), "cannot be unpacked: Bad magic number"),
        (
            lambda data: data.replace(zlib.crc32(b"Words.").to_bytes(4, "little"), b"1234"),
            "damaged or unreadable: Bad CRC",
        ),
    ],
    ids=["locked", "header", "checksum"],
)
def test_a_member_of_a_zip_that_cannot_be_unpacked_is_refused_and_the_others_are_read(
    archive: Path, spoil: Callable[[bytes], bytes], reason: str
) -> None:
    file = pack(archive / "news.zip", {"a.txt": "Words.", "b.txt": "More words."})
    file.write_bytes(spoil(file.read_bytes()))
    bad, other = items_below(archive)
    assert (bad.path, bad.data) == ("news.zip/a.txt", b"")
    assert (bad.problem or "").startswith(reason)
    assert (other.data, other.problem) == (b"More words.", None)


@pytest.mark.parametrize("inner", ARCHIVE_ENDINGS)
@pytest.mark.parametrize("outer", ARCHIVE_ENDINGS)
def test_containers_may_stand_in_each_other(archive: Path, tmp_path: Path, outer: str, inner: str) -> None:
    data = pack(tmp_path / f"inner{inner}", {"wire.jsonl.gz": gzip.compress(record(text="x") * 2)}).read_bytes()
    pack(archive / f"news{outer}", {f"sub/inner{inner}": data, "z.txt": "Words."})
    assert [(one.path, one.article_id, one.data) for one in items_below(archive)] == [
        (f"news{outer}/sub/inner{inner}/wire.jsonl", "sub/inner/wire#1", record(text="x")),
        (f"news{outer}/sub/inner{inner}/wire.jsonl", "sub/inner/wire#2", record(text="x")),
        (f"news{outer}/z.txt", "z", b"Words."),
    ]


@pytest.mark.parametrize(
    ("name", "ending", "found"),
    [
        ("page.txt", ".zip", ["page.txt/a.txt"]),
        ("page", ".tar", ["page/a.txt"]),
        ("page.zip", ".tar.gz", ["page.zip/a.txt"]),
        ("page.docx", ".zip", ["page.docx"]),
    ],
)
def test_content_tells_a_container_whatever_its_name_unless_that_is_of_something_else(
    archive: Path, name: str, ending: str, found: list[str]
) -> None:
    pack(archive / f"x{ending}", {"a.txt": "Words."}).rename(archive / name)
    assert [one.path for one in items_below(archive)] == found


@pytest.mark.parametrize("ending", ARCHIVE_ENDINGS)
def test_an_archive_file_of_nothing_holds_nothing(archive: Path, ending: str) -> None:
    pack(archive / f"news{ending}", {})
    assert items_below(archive) == []


@pytest.mark.parametrize("ending", ARCHIVE_ENDINGS)
def test_a_file_that_is_no_archive_whatever_its_name_is_broken(archive: Path, ending: str) -> None:
    fill(archive, {f"news{ending}": b"This is only text, and more of it follows here." * 20})
    source, found = broken_items(archive)
    assert found == []
    assert (source.broken or "").startswith("damaged or unreadable: ")


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


@pytest.mark.parametrize(
    ("ending", "spoil"),
    [
        (".tar.gz", lambda data: data[:3]),
        (".zip", lambda data: data[:-60] + b"PK"),
        (".zip", lambda data: data[: data.index(b"PK\x01\x02") + 6] + b"\xd7" + data[data.index(b"PK\x01\x02") + 7 :]),
        (".zip", lambda data: data.replace("\xe9".encode(), b"\xe9e")),
        (".tar", lambda data: data[:1024] + b"\x01" * 512 + data[1536:]),
    ],
    ids=["cut off in its header", "cut off", "of a later version", "names in another encoding", "a header amid it"],
)
def test_an_archive_file_that_is_damaged_where_its_members_are_named_is_broken(
    archive: Path, ending: str, spoil: Callable[[bytes], bytes]
) -> None:
    file = pack(archive / f"news{ending}", {"caf\xe9.txt": "Words.", "b.txt": "More."})
    file.write_bytes(spoil(file.read_bytes()))
    source, _ = broken_items(archive)
    assert (source.broken or "").startswith("damaged or unreadable: ")
