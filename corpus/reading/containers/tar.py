"""Reads tar files in one go, as tapes are read, so that they may be of any size and packed in anything."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator
from typing import IO, Any, Self, cast
from zlib import adler32

from corpus.reading.containers.part import Part, safe_name
from corpus.reading.items import Item
from corpus.reading.readers import Reader

WINDING = 1 << 16
"""Bytes that are skipped at once."""
AT_ONCE = 1 << 20
"""Bytes of a member that are read in one piece."""
ENCODED = "utf-8", "surrogateescape"
"""How names are written."""
SAYING_NOTHING = frozenset({"comment"})
"""What may be told of all members without changing how one is read: git names its commit."""
NAME = slice(100)
"""Where the name stands in a header."""
CHECKSUM_FIELD, BLANK_CHECKSUM = slice(148, 156), 8 * ord(" ")
"""The sum of all bytes is taken as if its own field were blank."""
ADDED, HALF = 256, 0xFFFF
"""Bytes whose sum is always less than 65,521, by which Adler-32 divides."""
PLAIN = re.compile(
    rb"""(?sx)
    .{100}                                      # the name
    (?:[0-7]{6}(?:[0-7][\0 ]|[ ]\0|\0[ ])){3}    # rights and owners
    ([0-7]{11})[\0 ] [0-7]{11}[\0 ]             # the size and the time
    ([0-7]{6})[\0 ].                            # the sum of all bytes
    0 .{172}                                    # a plain file, what it links to, the form
    (?:[0-7]{7}\0|\0{8}){2} \0{155}             # devices, and nothing that goes before the name
    """
)
"""The header of a plain file as nearly all are written; with anything else in its fields tarfile may refuse one."""
ENDS = ("end of file header", "empty header")


class _Header(tarfile.TarInfo):
    """A header that is told apart from the end of the file where it is damaged: tarfile takes both for the end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Read the header of a plain file; all others, and what seems damaged, are left to tarfile."""
        found = cls.plain(buf, encoding, errors)
        return super().frombuf(buf, encoding, errors) if found is None else found

    @classmethod
    def plain(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self | None:
        """Read the header of a plain file; None for all others, and for what seems damaged.

        Tarfile reads owners and devices too, which takes longer than reading and unpacking what is in most files.
        """
        read = PLAIN.match(buf)
        if read is None or int(read[2], 8) != _sum(buf) - _sum(buf[CHECKSUM_FIELD]) + BLANK_CHECKSUM:
            return None
        name, _, _ = buf[NAME].partition(b"\0")
        if name.endswith(b"/"):  # how the oldest form names a folder
            return None
        found = cls(name.decode(encoding, errors))
        found.size = int(read[1], 8)
        return found

    @classmethod
    def fromtarfile(cls, tar: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tar)
        except tarfile.HeaderError as error:
            if str(error) in ENDS:
                raise
            raise tarfile.ReadError(f"{error} in the middle of it") from error


def _sum(data: bytes | bytearray) -> int:
    """Return the sum of the bytes of at most a block: the lower half of Adler-32 is one more, as far as it reaches."""
    return (adler32(data[:ADDED]) & HALF) + (adler32(data[ADDED:]) & HALF) - 2


class _Tape:
    """A stream that is only wound on. That of tarfile cuts it into blocks, which takes longer than all the rest."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._place = 0
        self._back = b""

    def read(self, size: int) -> bytes:
        if self._back:
            data, self._back = self._back[:size], self._back[size:]
            self._place += len(data)
            return data if len(data) == size else data + self.read(size - len(data))
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def put_back(self, data: bytes) -> None:
        """Wind back by what was read last, once."""
        self._place -= len(data)
        self._back = data

    def tell(self) -> int:
        return self._place

    def seek(self, place: int) -> int:
        if place < self._place:
            raise tarfile.StreamError("a tape is not wound back")
        while place > self._place and self.read(min(place - self._place, WINDING)):
            pass
        return self._place

    def seekable(self) -> bool:
        return False


class _Member(io.RawIOBase):
    """A member that begins where the tape stands."""

    def __init__(self, tape: _Tape, size: int) -> None:
        self._tape = tape
        self._size = self._left = size

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._size - self._left

    def readinto(self, buffer: Any) -> int:
        wanted = min(len(buffer), self._left)
        data = self._tape.read(wanted)
        if len(data) < wanted:
            raise tarfile.ReadError("unexpected end of data")
        buffer[:wanted] = data
        self._left -= wanted
        return wanted


class Tar:
    """The headers of a tar file, in order, and what follows each.

    Args:
        stream: at its first byte; read once.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._tape = _Tape(stream)
        self._tar = tarfile.TarFile(
            fileobj=cast("IO[bytes]", self._tape), tarinfo=_Header, encoding=ENCODED[0], errors=ENCODED[1]
        )

    def __iter__(self) -> Iterator[tarfile.TarInfo]:
        """Yield every header; winds over what has not been read of the member before."""
        member = self._tar.next()
        while member is not None:
            yield member
            self._tar.members = []  # type: ignore[attr-defined]  # tarfile keeps every header otherwise
            member = self._plain() or self._tar.next()

    def _plain(self) -> tarfile.TarInfo | None:
        """Return the next header as tarfile would, sooner, if it is that of a plain file."""
        if not SAYING_NOTHING.issuperset(self._tar.pax_headers):
            return None
        self._tape.seek(self._tar.offset)
        header = self._tape.read(tarfile.BLOCKSIZE)
        found = _Header.plain(header, *ENCODED) if len(header) == tarfile.BLOCKSIZE else None
        if found is None:
            self._tape.put_back(header)
            return None
        found.offset, found.offset_data = self._tar.offset, self._tape.tell()
        self._tar.offset = found.offset_data + -(-found.size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
        return found

    def content(self, member: tarfile.TarInfo) -> IO[bytes]:
        """Return the bytes of the member whose header came last; small ones are read at once."""
        data = self.at_once(member)
        if data is not None:
            return held(data)
        if member.issparse():
            return cast("IO[bytes]", self._tar.extractfile(member))
        return io.BufferedReader(_Member(self._tape, member.size))

    def at_once(self, member: tarfile.TarInfo) -> bytes | None:
        """Return all bytes of the member whose header came last, or None if they are not read in one piece."""
        if member.issparse() or member.size > AT_ONCE:
            return None
        data = self._tape.read(member.size)
        if len(data) < member.size:
            raise tarfile.ReadError("unexpected end of data")
        return data


def held(data: bytes) -> IO[bytes]:
    """Return a stream of bytes that are there."""
    return io.BufferedReader(cast("Any", io.BytesIO(data)), max(1, len(data)))


def _members(part: Part) -> Iterator[Part | Item]:
    tar = Tar(part.stream)
    for member in tar:
        name = safe_name(member.name)
        if not name or not member.isfile():
            continue
        data = tar.at_once(member)
        same = None if data is None else part.same_member(name, data)
        yield same or part.member(name, tar.content(member) if data is None else held(data))


TAR = Reader("tar", (".tar",), _members, re.compile(rb"(?s).{257}ustar"))
