"""Reads tar files in one go, as tapes are read, so that they may be of any size and packed in anything."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator
from typing import IO, Any, Self, cast

from corpus.reading.containers.part import Part, safe_name
from corpus.reading.readers import Reader

WINDING = 1 << 16
"""Bytes that are skipped at once."""
NAME, SIZE, CHECKSUM, TYPE, PREFIX = slice(100), slice(124, 135), slice(148, 154), slice(156, 157), slice(345, 500)
"""Where fields of a header stand, without what ends them."""
CHECKSUM_FIELD, BLANK_CHECKSUM = slice(148, 156), 8 * ord(" ")
"""The sum of all bytes is taken as if its own field were blank."""
OCTAL = re.compile(rb"[0-7]+")
BEHIND = frozenset({b"\0", b" "})
OWNERS, TIME, DEVICES = slice(100, 124), slice(136, 148), slice(329, 345)
USUAL = (
    (OWNERS, re.compile(rb"(?:[0-7]{6}(?:[0-7][\0 ]| \0|\0 )){3}")),
    (TIME, re.compile(rb"[0-7]{11}[\0 ]")),
    (DEVICES, re.compile(rb"(?:[0-7]{7}\0|\0{8}){2}")),
)
"""Fields that are not needed, as they are nearly always written; with anything else in them tarfile may refuse one."""
NO_PREFIX = bytes(PREFIX.stop - PREFIX.start)
ENDS = ("end of file header", "empty header")


class _Header(tarfile.TarInfo):
    """A header that is told apart from the end of the file where it is damaged: tarfile takes both for the end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Read the header of a plain file; all others, and what seems damaged, are left to tarfile.

        That reads owners and devices too, which takes longer than reading and unpacking what is in most files.
        """
        size, checksum, prefix = buf[SIZE], buf[CHECKSUM], buf[PREFIX]
        plain = buf[TYPE] == tarfile.REGTYPE and buf[SIZE.stop : SIZE.stop + 1] in BEHIND and prefix == NO_PREFIX
        plain = plain and buf[CHECKSUM.stop : CHECKSUM.stop + 1] in BEHIND
        usual = plain and all(form.fullmatch(buf[field]) for field, form in USUAL)
        if not (usual and OCTAL.fullmatch(size) and OCTAL.fullmatch(checksum)):
            return super().frombuf(buf, encoding, errors)
        if int(checksum, 8) != sum(buf) - sum(buf[CHECKSUM_FIELD]) + BLANK_CHECKSUM:
            return super().frombuf(buf, encoding, errors)
        name, _, _ = buf[NAME].partition(b"\0")
        if name.endswith(b"/"):  # how the oldest form names a folder
            return super().frombuf(buf, encoding, errors)
        found = cls(name.decode(encoding, errors))
        found.size = int(size, 8)
        return found

    @classmethod
    def fromtarfile(cls, tar: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tar)
        except tarfile.HeaderError as error:
            if str(error) in ENDS:
                raise
            raise tarfile.ReadError(f"{error} in the middle of it") from error


class _Tape:
    """A stream that is only wound on. That of tarfile cuts it into blocks, which takes longer than all the rest."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._place = 0

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._place += len(data)
        return data

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


def _members(part: Part) -> Iterator[Part]:
    tape = _Tape(part.stream)
    with tarfile.TarFile(fileobj=cast("IO[bytes]", tape), tarinfo=_Header) as tar:
        for member in tar:
            name = safe_name(member.name)
            if name and member.isfile():
                whole = tar.extractfile(member) if member.issparse() else io.BufferedReader(_Member(tape, member.size))
                yield part.member(name, cast("IO[bytes]", whole))
            tar.members = []  # type: ignore[attr-defined]  # tarfile keeps every header otherwise


TAR = Reader("tar", (".tar",), _members, re.compile(rb"(?s).{257}ustar"))
