"""Reads zip files, whose members stand each for itself."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import IO

from corpus.reading.containers.part import Part, safe_name
from corpus.reading.containers.spool import at_any_place
from corpus.reading.items import Item
from corpus.reading.readers import Reader


def _members(part: Part) -> Iterator[Part | Item]:
    with at_any_place(part) as file:
        yield from members_of(part, file)


def members_of(part: Part, file: IO[bytes]) -> Iterator[Part | Item]:
    """Yield the members of a zip file, each good until the next is asked for, and what cannot be unpacked."""
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
