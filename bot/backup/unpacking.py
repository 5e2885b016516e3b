"""Unpacks a backup into an empty folder, whoever made it: just the files that it lists first, checked byte by byte."""

from __future__ import annotations

import hashlib
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage
from typing import IO, Any

import zstandard

from bot.backup.contents import LARGEST_MANIFEST, MANIFEST, Contents, Member, load
from corpus.errors import BackupUnusable

CHUNK = 1 << 20
WINDOW = 1 << 27
"""Bytes that a decompressor may look back; ours look back 2 MiB."""
MOST_TIMES, SLACK = 200, 64 << 20
"""How many times its size a backup may hold, and bytes beside that. Ours hold three to ten times."""
BETWEEN = 16 << 10
"""Bytes that may stand before a file's, headers and filling: those of ours take 2 KiB at most."""
READ_AHEAD = 20 << 10
"""What the library reads at once, twice."""


def unpack(file: Path, folder: Path) -> Contents:
    """Unpack a backup, and return what it says of itself; every file is as it says, and there is no other.

    Args:
        file: the backup.
        folder: where to; empty.

    Raises:
        BackupUnusable: it is none, was changed or cut off, or would not fit on the disk.
    """
    with _opened(file) as (tar, measured):
        contents = load(_manifest(tar, measured, file), str(file))
        _see_that_it_fits(contents, file, folder)
        for member in contents.members:
            _write(tar, measured, member, folder, file)
        measured.allow(BETWEEN)
        if tar.next() is not None:
            raise _changed(file)
        while measured.read(CHUNK):  # to the end, where the checksum of all stands
            pass
    return contents


class _Measured:
    """A stream of which no more is read than is allowed: a header may claim to be as long as it likes."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._left = READ_AHEAD

    def allow(self, size: int) -> None:
        """Allow that some bytes more are read."""
        self._left += size

    def read(self, size: int) -> bytes:
        data: bytes = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise tarfile.ReadError("longer than it says")
        return data


@contextmanager
def _opened(file: Path) -> Iterator[tuple[tarfile.TarFile, _Measured]]:
    """Open a backup as a stream.

    Raises:
        BackupUnusable: it cannot be read, or is none.
    """
    try:
        with file.open("rb") as stream:
            unpacked = zstandard.ZstdDecompressor(max_window_size=WINDOW).stream_reader(stream, closefd=False)
            measured = _Measured(unpacked)
            measured.allow(BETWEEN)
            with tarfile.open(fileobj=measured, mode="r|") as tar:  # type: ignore[call-overload]
                yield tar, measured
    except (tarfile.TarError, zstandard.ZstdError, EOFError, ValueError, OverflowError) as error:
        raise BackupUnusable(
            f"{file}: is no backup of Dateline's, or is damaged ({error}); nothing was changed; take another copy of it"
        ) from error
    except OSError as error:
        if error.filename != str(file):
            raise
        raise BackupUnusable(f"{file}: cannot be read ({error.strerror}); check its name and permissions") from error


def _manifest(tar: tarfile.TarFile, measured: _Measured, file: Path) -> bytes:
    info = tar.next()
    if info is None or not _is_plain(info) or info.name != MANIFEST or info.size > LARGEST_MANIFEST:
        raise BackupUnusable(f"{file}: is no backup of Dateline's; name a file that dateline backup has made")
    measured.allow(info.size + BETWEEN)
    stream = tar.extractfile(info)
    assert stream is not None
    return stream.read()


def _see_that_it_fits(contents: Contents, file: Path, folder: Path) -> None:
    if contents.size > MOST_TIMES * file.stat().st_size + SLACK:
        raise BackupUnusable(f"{file}: claims to hold far more than it can; nothing was changed; take another copy")
    free = disk_usage(folder).free
    if contents.size + SLACK > free:
        raise BackupUnusable(
            f"{folder.parent}: {contents.size >> 20:,} MiB do not fit on the disk, {free >> 20:,} MiB are free, and "
            f"{SLACK >> 20} MiB have to stay so; make room on the disk"
        )


def _write(tar: tarfile.TarFile, measured: _Measured, member: Member, folder: Path, file: Path) -> None:
    """Write the next file, which has to be the one that is listed next."""
    info = tar.next()
    if info is None or not _is_plain(info) or (info.name, info.size) != (member.name, member.size):
        raise _changed(file)
    measured.allow(member.size + BETWEEN)
    source: IO[bytes] | None = tar.extractfile(info)
    assert source is not None
    target = folder / member.name  # one of our names
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as stream:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    if digest.hexdigest() != member.sha256:
        raise _changed(file)


def _is_plain(info: tarfile.TarInfo) -> bool:
    """Tell whether this is a file and nothing else: no link, no device, nothing sparse, nothing told beside it."""
    return info.isreg() and not info.issparse() and not info.pax_headers and info.type != tarfile.CONTTYPE


def _changed(file: Path) -> BackupUnusable:
    return BackupUnusable(
        f"{file}: is not as it was made, damaged or changed; nothing was changed here; take another copy of it"
    )
