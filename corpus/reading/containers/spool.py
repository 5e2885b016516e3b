"""Lets a file be read at any place, also one that is packed in something: that is spooled."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO

from corpus.errors import Unreadable
from corpus.reading.containers.part import Part

IN_MEMORY = 16 << 20
SPOOLED = 1 << 30
"""Bytes of such a file in another container that are kept in memory, and on disk."""


@contextmanager
def at_any_place(part: Part) -> Iterator[IO[bytes]]:
    """Give a file that can be read at any place.

    Raises:
        Unreadable: it stands in another container, and is too large to be taken out.
    """
    if isinstance(part.stream.raw, io.FileIO):
        yield part.stream
        return
    with SpooledTemporaryFile(IN_MEMORY) as spool:
        while chunk := part.stream.read(1 << 20):
            if spool.tell() > SPOOLED:
                raise Unreadable(
                    f"a file of more than {SPOOLED >> 30} GiB, which is not read from its beginning to its end, in "
                    "another container: take it out of that"
                )
            spool.write(chunk)
        yield spool
