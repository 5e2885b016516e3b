"""An archive file is gone through once: what is the same is kept unread, what is looked at ahead is unpacked once."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.containers.compressed import begun
from corpus.reading.items import Item
from corpus.reading.walking import directed, sources
from corpus.store.known import KnownItems
from tests.corpus.making import hostile

PACKING: dict[str, Any] = {"gz": gzip, "bz2": bz2, "xz": lzma}
LINE = b'{"title": "Ferry", "text": "The ferry sailed."}'
NAMES = st.sampled_from(["a.txt", "b/a.txt", "b/wire.jsonl", "wire.jsonl.gz", "a.txt.xz", "c.tar", "css/a.css", "d.gz"])
DATA = st.sampled_from([
    b"The mayor opened the bridge on 3 May 2019.", LINE, LINE + b"\n" + LINE, b"", gzip.compress(LINE, mtime=0),
    lzma.compress(b"The mayor opened the bridge on 3 May 2019."), gzip.compress(b"cut off", mtime=0)[:-3],
])  # fmt: skip
MEMBERS = st.lists(st.tuples(NAMES, DATA), max_size=6)


def packed(members: list[tuple[str, bytes]], *, cut: int = 0) -> bytes:
    """Return a tar.gz, of which the last bytes of the tar may be missing."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as tar:
        for name, data in members:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    data = whole.getvalue().rstrip(b"\0")
    return gzip.compress(data[: len(data) - cut] + bytes(0 if cut else 1024), mtime=0)


def seen(file: Path, known: list[Item], *, ahead: bool) -> tuple[list[Item], set[int], str | None]:
    """Go through a file; return what has changed, which of the items that are known are there, and what is broken."""
    (source,) = directed(file, list(sources(file)))
    items = KnownItems((number, one.path, one.digest, one.line) for number, one in enumerate(known))
    there: set[int] = set()

    def kept(path: str, digest: str) -> bool:
        found = [one.number for one in items.take(path, digest, whole=True)]
        there.update(found)
        return bool(found)

    def changed() -> Iterator[Item]:
        for item in source.items(kept if ahead else None):
            same = next(items.take(item.path, item.digest), None)
            if same is None:
                yield item
            else:
                there.add(same.number)

    return list(changed()), there, source.broken


@hostile
@given(MEMBERS, MEMBERS, st.integers(0, 40), st.sampled_from([b"", b'exclude = ["b/*"]', b'language = "de"']))
def test_what_is_kept_unread_is_what_would_be_the_same_if_it_were_read(
    tmp_path_factory: pytest.TempPathFactory, before: list[tuple[str, bytes]], more: list[tuple[str, bytes]],
    cut: int, directions: bytes,
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("archive")
    file = folder / "news.tar.gz"
    file.write_bytes(packed(before))
    (source,) = directed(file, list(sources(file)))
    known = list(source.items())
    (folder / "news.tar.gz.archive.toml").write_bytes(directions)
    file.write_bytes(packed([*more, *before, *more], cut=cut))
    assert seen(file, known, ahead=True) == seen(file, known, ahead=False)


@hostile
@given(
    st.binary(max_size=300).map(lambda one: one * 700),
    st.sampled_from(list(PACKING)),
    st.lists(st.integers(1, 1 << 17), max_size=6),
    st.lists(st.integers(1, 1 << 17), max_size=12),
)
def test_what_is_begun_again_is_all_that_is_packed_and_stands_where_it_did(
    data: bytes, kind: str, first: list[int], sizes: list[int]
) -> None:
    stream = io.BytesIO(PACKING[kind].compress(data))
    ahead = begun(stream)
    assert ahead is not None
    places = [(ahead.readinto(bytearray(size)), stream.tell()) for size in first]
    stream.seek(0)
    again = ahead.begin_again()
    assert again is ahead
    found, stood = b"", []
    for size in [*first, *sizes, *[1 << 16] * (len(data) // (1 << 13) + 4)]:
        buffer = bytearray(size)
        count = again.readinto(buffer)
        found += buffer[:count]
        stood.append((count, stream.tell()))
    assert found == data
    assert stood[: len(places)] == places


def test_what_is_too_much_to_be_held_is_not_begun_again() -> None:
    ahead = begun(io.BytesIO(gzip.compress(bytes(70 << 20), 1)))
    assert ahead is not None
    while ahead.readinto(bytearray(1 << 20)):
        pass
    assert ahead.begin_again() is None


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="asks /proc how much memory a process has")
def test_where_there_is_no_room_to_hold_it_it_is_read_and_not_begun_again() -> None:
    code = """
import gzip, io, resource
from corpus.reading.containers.compressed import begun
taken = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (taken + (30 << 20),) * 2)
ahead = begun(io.BytesIO(gzip.compress(b"Words.")))
print(ahead.read(6), ahead.begin_again())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "b'Words.' None\n"


def test_what_is_not_packed_is_not_begun() -> None:
    assert begun(io.BytesIO(b"Words.")) is None
