"""ZIM files: their pages, by whatever they are packed in, and how damage is told."""

from __future__ import annotations

import lzma
import struct
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process
from corpus.model import Outcome
from corpus.reading.walking import sources
from tests.corpus.making import fill, hostile, is_told, pack
from tests.corpus.reading.test_warc import PAGE

ENTRIES = [("C", "Ferry", "text/html", PAGE), ("C", "Old", None, b""), ("C", "a.png", "image/png", b"x")]
PACKED: dict[int, Callable[[bytes], bytes]] = {1: lambda data: data, 4: lzma.compress}


def zim(
    kind: int = 1, entries: list[tuple[str, str, str | None, bytes]] = ENTRIES, *, day: bytes = b"2022-08-03"
) -> bytes:
    """Return a ZIM file with all contents in one cluster."""
    entries = [*entries, ("M", "Date", "text/plain", day)]
    media = sorted({one[2] for one in entries if one[2]})
    blobs, listed = [one[3] for one in entries if one[2]], []
    for space, path, kind_of, _ in entries:
        if kind_of is None:
            listed.append(struct.pack("<HBcII", 0xFFFF, 0, space.encode(), 0, 0) + path.encode() + b"\0\0")
        else:
            head = struct.pack("<HBcI", media.index(kind_of), 0, space.encode(), 0)
            number = len([one for one in listed if not one.startswith(b"\xff\xff")])
            listed.append(head + struct.pack("<II", 0, number) + path.encode() + b"\0\0")
    bounds = [4 * (len(blobs) + 1)]
    for blob in blobs:
        bounds.append(bounds[-1] + len(blob))
    packer: Callable[[bytes], bytes] = pytest.importorskip("zstandard").compress if kind == 5 else PACKED[kind]
    cluster = bytes([kind]) + packer(struct.pack(f"<{len(bounds)}I", *bounds) + b"".join(blobs))
    told = "\0".join(media).encode() + b"\0\0"
    places, at = [], 80 + len(told)
    for one in listed:
        places.append(at)
        at += len(one)
    paths, clusters = at, at + 8 * len(places)
    head = struct.pack(
        "<IHH16sIIQQQQIIQ", 72173914, 6, 1, b"", len(listed), 1, paths, 0, clusters, 80, 0, 0xFFFFFFFF, clusters + 8
    )
    pointers = struct.pack(f"<{len(places) + 1}Q", *places, clusters + 8)
    return head + told + b"".join(listed) + pointers + cluster


def read(file: Path) -> tuple[list[Outcome], str | None]:
    """Return what comes of the items of a file, and why it was not read to its end."""
    (source,) = sources(file)
    return [process(item) for item in source.items()], source.broken


@pytest.mark.parametrize("kind", [1, 4, 5])
def test_pages_are_read_and_the_rest_is_counted(tmp_path: Path, kind: int) -> None:
    found, broken = read(fill(tmp_path, {"wiki.zim": zim(kind)}) / "wiki.zim")
    assert broken is None
    assert [one.left_out for one in found] == ["redirect", "asset", None]
    (article,) = found[-1].articles
    assert (article.article_id, article.dates.captured) == ("Ferry", date(2022, 8, 3))
    assert article.passages[0].text == "The last ferry left the harbour at noon."


def test_a_file_in_another_container_is_read(tmp_path: Path) -> None:
    found, broken = read(pack(tmp_path / "all.tar.gz", {"wiki.zim": zim()}))
    assert broken is None
    assert len(found[-1].articles) == 1


def test_a_day_that_is_none_bounds_nothing(tmp_path: Path) -> None:
    found, _ = read(fill(tmp_path, {"wiki.zim": zim(day=b"soon")}) / "wiki.zim")
    assert found[-1].articles[0].dates.captured is None


def test_a_cluster_that_is_damaged_is_told_for_its_pages(tmp_path: Path) -> None:
    made = zim(4)
    found, broken = read(fill(tmp_path, {"wiki.zim": made[:-40] + bytes(40)}) / "wiki.zim")
    assert broken is None
    assert found[-1].reason is not None


def test_part_of_a_file_is_told_to_be_one(tmp_path: Path) -> None:
    _, broken = read(fill(tmp_path, {"wiki.zim": zim()[:150]}) / "wiki.zim")
    assert "damaged" in (broken or "")


@hostile
@given(
    st.sampled_from([1, 4, 5]),
    st.floats(0, 1),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=4),
)
def test_damage_of_any_kind_is_told_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, kind: int, end: float, flips: list[tuple[float, int]]
) -> None:
    made = bytearray(zim(kind))
    for place, byte in flips:
        made[int(place * len(made))] = byte
    folder = fill(tmp_path_factory.mktemp("hostile"), {"wiki.zim": bytes(made[: int(end * len(made))])})
    found, broken = read(folder / "wiki.zim")
    assert all(map(is_told, found))
    assert found or broken or flips
