"""Takes the body of a response out of what it was sent in: chunks, gzip, deflate, Brotli, Zstandard."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from corpus.reading.items import too_large

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
PART = 1 << 16
WINDOW = 1 << 27
"""Bytes that Zstandard may look back: browsers take 8 MB, libraries for archives 128 MB."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a page is to be read from, or why there is nothing."""

    data: bytes
    problem: str | None = None


def as_shown(sent: bytes, transfer: str, content: str, limit: int) -> Body:
    """Return a body as a browser has it.

    Crawlers often keep headers and store a body decoded: where it cannot be in what a header says, it is as it is.

    Args:
        sent: as it was stored.
        transfer: the header Transfer-Encoding.
        content: the header Content-Encoding: the names of codings in the order in which they were applied.
        limit: the largest body, in bytes.
    """
    data = _joined(sent) if "chunked" in transfer.lower() else sent
    for name in reversed([one.strip().lower() for one in content.split(",") if one.strip()]):
        decode = DECODERS.get(name)
        if decode is None:
            continue
        try:
            data = decode(data, limit + 1)
        except ImportError:
            return Body(b"", f"packed as {name}, for which the library is missing: install Dateline anew")
        except Exception:  # noqa: BLE001 - each library raises its own; the body is stored unpacked, or damaged
            break
        if len(data) > limit:
            return Body(b"", too_large(len(data), limit))
    return Body(data)


def _joined(sent: bytes) -> bytes:
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415 - few archives hold WARC files

    data: bytes = ChunkedDataReader(io.BytesIO(sent), decomp_type=None).read()
    return data


def _unzipped(data: bytes, most: int) -> bytes:
    """Return what all members of gzip hold, up to one that is damaged: servers send a body in several too."""
    if not data.startswith(GZIP):
        raise zlib.error("no gzip")
    found = bytearray()
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as members:
        while len(found) < most:
            try:
                part = members.read1(min(PART, most - len(found)))
            except (EOFError, OSError, zlib.error):
                if not found:
                    raise
                break  # cut short, or followed by what is none of it
            if not part:
                break
            found += part
    return bytes(found)


def _inflated(data: bytes, most: int, bits: int) -> bytes:
    return zlib.decompressobj(bits).decompress(data, most)


def _deflated(data: bytes, most: int) -> bytes:
    try:
        return _inflated(data, most, zlib.MAX_WBITS)
    except zlib.error:  # many servers send it without its frame
        return _inflated(data, most, -zlib.MAX_WBITS)


def _brotli(data: bytes, most: int) -> bytes:
    import brotli  # noqa: PLC0415 - few archives hold WARC files

    made: Any = brotli.Decompressor()
    found: bytes = made.process(data, output_buffer_limit=most)
    while len(found) < most and not made.is_finished() and not made.can_accept_more_data():
        found += made.process(b"", output_buffer_limit=most - len(found))
    return found


def _zstandard(data: bytes, most: int) -> bytes:
    import zstandard  # noqa: PLC0415 - few archives hold such files

    if not data.startswith(ZSTD):
        raise zstandard.ZstdError("no Zstandard")
    made = zstandard.ZstdDecompressor(max_window_size=WINDOW)
    with made.stream_reader(io.BytesIO(data), read_across_frames=True) as stream:
        return stream.read(most)


DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _unzipped, "x-gzip": _unzipped, "deflate": _deflated, "br": _brotli, "zstd": _zstandard,
}  # fmt: skip
