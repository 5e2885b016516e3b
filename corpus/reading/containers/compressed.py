"""Unpacks compressed streams: gzip, bzip2, xz, whatever is in them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Any, cast

from corpus.reading.containers.part import Part
from corpus.reading.readers import HEAD, Reader

UNPACKED = {".gz": "", ".bz2": "", ".xz": "", ".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
"""What becomes of the ending of a name when the stream is unpacked."""


def _content(unpack: Callable[..., Any], part: Part) -> Iterator[Part]:
    with unpack(part.stream) as stream:
        yield part.content(stream, UNPACKED)


GZIP, BZIP2, XZ = (re.compile(begins) for begins in (rb"\x1f\x8b", rb"BZh[1-9]", rb"\xfd7zXZ\x00"))
COMPRESSED = (
    Reader("gzip", (".gz", ".tgz"), partial(_content, gzip.open), GZIP),
    Reader("bzip2", (".bz2", ".tbz2"), partial(_content, bz2.open), BZIP2),
    Reader("xz", (".xz", ".txz"), partial(_content, lzma.open), XZ),
)


def unpacked(stream: IO[bytes]) -> IO[bytes]:
    """Return what is in a compressed stream, or the stream itself if it is none; it must be seekable."""
    head = stream.read(HEAD)
    stream.seek(0)
    for begins, unpack in (GZIP, gzip.open), (BZIP2, bz2.open), (XZ, lzma.open):
        if begins.match(head):
            return io.BufferedReader(cast("Any", unpack(stream)), 1 << 16)
    return stream
