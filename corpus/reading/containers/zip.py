"""Reads zip files, whose members stand each for itself; one that is packed in something is spooled."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO

from corpus.errors import Unreadable
from corpus.reading.containers.part import Part, safe_name
from corpus.reading.items import Item
from corpus.reading.readers import Reader

IN_MEMORY = 16 << 20
SPOOLED = 1 << 30
"""Bytes of a zip in another container that are kept in memory, and on disk."""


def _members(part: Part) -> Iterator[Part | Item]:
    with seekable(part) as file:
        yield from _members_of(part, file)


@contextmanager
def seekable(part: Part) -> Iterator[IO[bytes]]:
    """Give a file in which one can go back and forth, as zips need it.

    Raises:
        Unreadable: it is packed in something, and too large to be spooled.
    """
    if isinstance(part.stream.raw, io.FileIO):
        yield part.stream
        return
    with SpooledTemporaryFile(IN_MEMORY) as spool:
        while chunk := part.stream.read(1 << 20):
            if spool.tell() > SPOOLED:
                raise Unreadable(f"a zip of more than {SPOOLED >> 30} GiB in another container: take it out of that")
            spool.write(chunk)
        yield spool


def _members_of(part: Part, file: IO[bytes]) -> Iterator[Part | Item]:
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            name = safe_name(member.filename)
            if not name or member.is_dir() or stat.S_ISLNK(member.external_attr >> 16):
                continue
            try:
                stream = archive.open(member)
            except (RuntimeError, zipfile.BadZipFile) as error:  # locked, packed in an unknown way, no such member
                yield Item(f"{part.place}/{name}", name, None, b"", f"cannot be unpacked: {error}")
                continue
            with stream:
                yield part.member(name, part.unpacking(stream, partial(int, member.compress_size)))


ZIP = Reader("zip", (".zip",), _members, re.compile(rb"PK\x03\x04"))
