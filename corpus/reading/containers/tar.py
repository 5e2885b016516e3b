"""Reads tar files in one go, as tapes are read, so that they may be of any size and packed in anything."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator
from typing import IO, Self, cast

from corpus.reading.containers.part import Part, safe_name
from corpus.reading.readers import Reader

WINDING = 1 << 16
ENDS = ("end of file header", "empty header")


class _Header(tarfile.TarInfo):
    """A header that is told apart from the end of the file where it is damaged: tarfile takes both for the end."""

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


def _members(part: Part) -> Iterator[Part]:
    with tarfile.TarFile(fileobj=cast("IO[bytes]", _Tape(part.stream)), tarinfo=_Header) as tar:
        for member in tar:
            name = safe_name(member.name)
            stream = tar.extractfile(member) if name and member.isfile() else None
            if stream is not None:
                yield part.member(name, stream)
            tar.members = []  # type: ignore[attr-defined]  # tarfile keeps every header otherwise


TAR = Reader((".tar",), _members, re.compile(rb"(?s).{257}ustar"))
