"""Bodies come out of what they were sent in whole, or as far as they are whole."""

from __future__ import annotations

import gzip
import zlib

import pytest

from corpus.reading.containers.sent import as_shown

LIMIT = 1 << 20
FIRST, SECOND = b"<p>The ferry left at noon.", b" It came back at night.</p>"


@pytest.mark.parametrize("parts", [[FIRST, SECOND], [b"", FIRST, b"", SECOND, b""], [FIRST + SECOND]])
@pytest.mark.parametrize("content", ["gzip", "x-gzip", "GZIP, identity"])
def test_all_members_of_gzip_are_one_body(parts: list[bytes], content: str) -> None:
    sent = b"".join(map(gzip.compress, parts))
    assert as_shown(sent, "", content, LIMIT).data == FIRST + SECOND


@pytest.mark.parametrize(
    "behind", [b"\x00" * 9, b"stray", gzip.compress(SECOND)[:-12]], ids=["padding", "no gzip", "cut short"]
)
def test_what_is_whole_is_shown_although_something_damaged_follows(behind: bytes) -> None:
    assert as_shown(gzip.compress(FIRST) + behind, "", "gzip", LIMIT).data.startswith(FIRST)


def test_many_members_are_bounded_as_one_is() -> None:
    found = as_shown(gzip.compress(bytes(1000)) * 5000, "", "gzip", LIMIT)
    assert (found.data, found.problem is None) == (b"", False)


def test_a_body_that_is_in_none_of_what_its_header_says_is_as_it_is() -> None:
    assert as_shown(FIRST, "", "gzip", LIMIT).data == FIRST


@pytest.mark.parametrize("bits", [zlib.MAX_WBITS, -zlib.MAX_WBITS])
def test_deflate_is_read_with_its_frame_and_without(bits: int) -> None:
    made = zlib.compressobj(wbits=bits)
    sent = made.compress(FIRST) + made.flush()
    assert as_shown(sent, "", "deflate", LIMIT).data == FIRST
