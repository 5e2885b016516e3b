"""Reads tar files in one go, as tapes are read, so that they may be of any size and packed in anything."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from typing import Self

from corpus.reading.containers.part import Part, safe_name
from corpus.reading.readers import Reader

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


def _members(part: Part) -> Iterator[Part]:
    with tarfile.open(fileobj=part.stream, mode="r|", tarinfo=_Header) as tar:
        for member in tar:
            name = safe_name(member.name)
            stream = tar.extractfile(member) if name and member.isfile() else None
            if stream is not None:
                yield part.member(name, stream)
            tar.members = []  # type: ignore[attr-defined]  # tarfile keeps every header otherwise


TAR = Reader((".tar",), _members, re.compile(rb"(?s).{257}ustar"))
