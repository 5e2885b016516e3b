"""Unpacks compressed streams: gzip, bzip2, xz, whatever is in them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from mmap import mmap
from typing import IO, Any, Self, cast

from corpus.reading.containers.part import Part
from corpus.reading.readers import HEAD, Reader

UNPACKED = {".gz": "", ".bz2": "", ".xz": "", ".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
"""What becomes of the ending of a name when the stream is unpacked."""

HELD = 65 << 20
"""Unpacked bytes that are held to be read twice: what is looked at for the sources of a site where there are none."""


class Begun(io.RawIOBase):
    """What a compressed stream holds, of which the beginning is read twice but unpacked once.

    While it is read for the second time the compressed stream stands where it did for the first.

    Args:
        packed: at its first byte; it must be seekable.
        unpack: opens such a stream.
    """

    def __init__(self, packed: IO[bytes], unpack: Callable[..., Any]) -> None:
        self._packed = packed
        self._stream = unpack(packed)
        self._held: mmap | None = None
        with suppress(OSError):  # without room for it the stream is unpacked twice
            self._held = mmap(-1, HELD)  # which goes back to the system as a whole, at once
        self._pieces: deque[tuple[int, int]] = deque()
        self._size = self._again = 0
        self._twice = False

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read a piece; what is read for the first time is held as far as there is room for all of it."""
        if self._twice and self._pieces:
            return self._given_again(buffer)
        if self._twice:
            self._let_go()
        count = int(self._stream.readinto1(buffer))
        if self._held is not None and self._size + count <= HELD:
            self._held[self._size : self._size + count] = bytes(buffer[:count])
            self._size += count
            self._pieces.append((self._size, self._packed.tell()))
        else:
            self._let_go()
        return count

    readinto1 = readinto

    def begin_again(self) -> Self | None:
        """Return it at its first byte, for the last time; None if more has been read than is held."""
        self._twice = True
        return None if self._held is None else self

    def close(self) -> None:
        """Give back what is held; the compressed stream stays open."""
        self._let_go()
        self._stream.close()
        super().close()

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None
            self._pieces.clear()

    def _given_again(self, buffer: Any) -> int:
        end, place = self._pieces[0]
        count = min(len(buffer), end - self._again)
        if self._held is not None:
            buffer[:count] = self._held[self._again : self._again + count]
        self._again += count
        if self._again == end:
            self._pieces.popleft()
        self._packed.seek(place)
        return count


def _content(unpack: Callable[..., Any], part: Part) -> Iterator[Part]:
    with cast("IO[bytes]", part.begun or unpack(part.stream)) as stream:
        yield part.content(stream, UNPACKED)


GZIP, BZIP2, XZ = (re.compile(begins) for begins in (rb"\x1f\x8b", rb"BZh[1-9]", rb"\xfd7zXZ\x00"))
COMPRESSED = (
    Reader("gzip", (".gz", ".tgz"), partial(_content, gzip.open), GZIP),
    Reader("bzip2", (".bz2", ".tbz2"), partial(_content, bz2.open), BZIP2),
    Reader("xz", (".xz", ".txz"), partial(_content, lzma.open), XZ),
)


def begun(stream: IO[bytes]) -> Begun | None:
    """Return what is in a compressed stream, None if it is none; it must be seekable."""
    head = stream.read(HEAD)
    stream.seek(0)
    for begins, unpack in (GZIP, gzip.open), (BZIP2, bz2.open), (XZ, lzma.open):
        if begins.match(head):
            return Begun(stream, unpack)
    return None
