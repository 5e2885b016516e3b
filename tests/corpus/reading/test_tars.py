"""Tars are read as tarfile reads them, and containers are told from other files at once."""

from __future__ import annotations

import io
import tarfile
from contextlib import suppress
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.reading.containers.part import Part, safe_name
from corpus.reading.containers.registry import BEGINNING, CONTAINERS
from corpus.reading.containers.tar import AT_ONCE, Tar, _Header
from corpus.reading.items import Item
from corpus.reading.readers import Reader
from tests.corpus.making import hostile

HEADS = (
    b"a" * 257 + b"ustar\x00", b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\x00", b"SQLite format 3\x00",
    b"WARC/1.1\r\n",
    b"From ann@example.org Tue May  7 10:00:00 2019\nSubject: News\n", b'{"name": "News", "type": "public_channel"}',
    b'<?xml version="1.0"?>\n<rss version="2.0">', b"\xff\xfe<\x00r\x00s\x00s\x00", b"bplist00", b"ZIM\x04",
    b'{"version": "https://jsonfeed.org/version/1.1"}', b"FROM: <Saved by Blink>\r\n",
    b'{"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "orderedItems": []}',
    b"window.YTD.tweets.part0 = [ ]", b"TITLE: A ferry sails\nSTATUS: Publish\nDATE: 03/04/2002 03:31:05 PM\n",
)  # fmt: skip
"""First bytes of every kind of container."""


@hostile
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a.txt", "news/b.md", "n" * 120 + ".txt", "été.txt"]),
            st.sampled_from([b"", b"Words.", b"w" * 511, b"w" * 513, b"w" * (AT_ONCE + 1)]),
            st.sampled_from([tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE]),
        ),
        max_size=5,
    ),
    st.sampled_from([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]),
    st.sampled_from([{}, {"comment": "a" * 40}, {"path": "all.txt"}]),
    st.sets(st.integers(0, 4)),
)
def test_a_tar_has_the_members_that_tarfile_finds(
    members: list[tuple[str, bytes, bytes]], form: Literal[0, 1, 2], told: dict[str, str], unread: set[int]
) -> None:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w", format=form, pax_headers=told) as tar:
        for name, data, kind in [*members, ("last.txt", b"Words.", tarfile.REGTYPE)]:  # tarfile opens none without
            member = tarfile.TarInfo(name)
            member.type, member.size = kind, len(data) if kind in {tarfile.REGTYPE, tarfile.AREGTYPE} else 0
            with suppress(ValueError):  # too long for the form
                tar.addfile(member, io.BytesIO(data))
    with tarfile.open(fileobj=io.BytesIO(whole.getvalue()), encoding="utf-8") as tar:
        opened = [(one, tar.extractfile(one) if one.isfile() else None) for one in tar]
        wanted = [(one.name, one.size, None if stream is None else stream.read()) for one, stream in opened]
    found = []
    ours = Tar(io.BytesIO(whole.getvalue()))
    for place, one in enumerate(ours):
        read = one.isfile() and place not in unread
        found.append((one.name, one.size, ours.content(one).read() if read else wanted[place][2]))
    assert found == wanted


@hostile
@given(
    st.text(st.sampled_from("a./é\udce9\0"), max_size=9)
    | st.sampled_from(["__MACOSX/a", "a/__MACOSX", "a/b.c", "a__MACOSX"])
)
def test_the_name_of_a_member_leads_nowhere_else_and_shows_nothing_hidden(name: str) -> None:
    parts = [part for part in name.split("/") if part not in {"", ".", ".."}]
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    assert safe_name(name) == ("" if hidden else "/".join(parts).replace("\udce9", "\N{REPLACEMENT CHARACTER}"))


@pytest.mark.parametrize("reader", [one for one in CONTAINERS if one.begins is not None], ids=lambda one: one.name)
def test_what_one_container_knows_is_known_to_be_one(reader: Reader[Part, Part | Item]) -> None:
    assert reader.begins is not None
    known = [head for head in HEADS if reader.knows(head)]
    assert known
    assert all(BEGINNING.match(head) for head in known)
    assert not any(BEGINNING.match(head) for head in (b"", b"Words of a letter.", b"# Title\n\nFrom the mayor."))


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=120),
    st.integers(0, 1 << 40),
    st.sampled_from([tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE]),
    st.sampled_from([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]),
    st.lists(st.tuples(st.integers(0, 511), st.integers(0, 255)), max_size=2),
    st.booleans(),
)
@example("a", 1, tarfile.REGTYPE, tarfile.GNU_FORMAT, [(100, 57)], True)  # noqa: FBT003
@example("a", 1, tarfile.REGTYPE, tarfile.GNU_FORMAT, [(140, 57)], True)  # noqa: FBT003
@example("a", 1, tarfile.REGTYPE, tarfile.GNU_FORMAT, [(154, 1)], False)  # noqa: FBT003
def test_a_header_that_is_read_the_short_way_says_what_tarfile_reads(
    name: str, size: int, kind: bytes, form: Literal[0, 1, 2], changes: list[tuple[int, int]], summed: bool
) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.type = size, kind
    try:
        header = bytearray(member.tobuf(form)[-tarfile.BLOCKSIZE :])
    except ValueError:  # too long or too large for the form
        return
    for place, byte in changes:
        header[place] = byte
    if summed:
        header[148:156] = b" " * 8
        header[148:156] = b"%06o\0 " % sum(header)
    found: list[object] = []
    for reader in (_Header, tarfile.TarInfo):
        try:
            one = reader.frombuf(bytes(header), "utf-8", "surrogateescape")
            found.append((one.name, one.size, one.type))
        except tarfile.HeaderError as error:
            found.append(str(error))
    assert found[0] == found[1]
