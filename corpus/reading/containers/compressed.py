"""Unpacks compressed streams: gzip, bzip2, xz, whatever is in them."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from corpus.reading.containers.part import Part
from corpus.reading.readers import Reader

UNPACKED = {".gz": "", ".bz2": "", ".xz": "", ".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
"""What becomes of the ending of a name when the stream is unpacked."""


def _content(unpack: Callable[..., Any], part: Part) -> Iterator[Part]:
    with unpack(part.stream) as stream:
        yield part.content(stream, UNPACKED)


COMPRESSED = (
    Reader("gzip", (".gz", ".tgz"), partial(_content, gzip.open), re.compile(rb"\x1f\x8b")),
    Reader("bzip2", (".bz2", ".tbz2"), partial(_content, bz2.open), re.compile(rb"BZh[1-9]")),
    Reader("xz", (".xz", ".txz"), partial(_content, lzma.open), re.compile(rb"\xfd7zXZ\x00")),
)
