"""Finds what there is to read below a path: folders, single files, archive files; streaming, in a fixed order."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from corpus.dating.corrections import FILE_NAME as CORRECTIONS
from corpus.errors import ArchiveNotFound
from corpus.reading.items import ITEM_LIMIT, Item, too_large

TAR_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
RECORD_ENDINGS = (".jsonl", ".ndjson")
STREAM_OPENERS: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
BROKEN_STREAM = (
    tarfile.TarError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, EOFError, OSError, NotImplementedError,
    ValueError,
)  # fmt: skip
"""What the standard library raises on a damaged archive file or a file that cannot be opened. NotImplementedError is
said of a later kind of zip, ValueError of names and numbers in headers that cannot be read."""


@dataclass(slots=True)
class Source:
    """One file on disk below an archive's root.

    Attributes:
        file: where it is.
        path: below the root, with forward slashes.
        size: bytes.
        modified: modification time in nanoseconds, to tell whether it has changed.
        consumed: bytes of the file that have been read so far, for the progress bar.
        broken: why reading stopped before the end, or None.
    """

    file: Path
    path: str
    size: int
    modified: int
    consumed: int = 0
    broken: str | None = None

    def items(self) -> Iterator[Item]:
        """Yield every item in order; a damaged file ends early with ``broken`` set."""
        try:
            yield from self._items()
        except BROKEN_STREAM as error:
            self.broken = f"damaged or unreadable: {error or type(error).__name__}"
        self.consumed = self.size

    def _items(self) -> Iterator[Item]:
        name = self.file.name.lower()
        stem = _without_ending(self.path, name)
        if name.endswith(TAR_ENDINGS):
            yield from self._tar_items(stem)
        elif name.endswith(".zip"):
            yield from self._zip_items(stem)
        elif (ending := Path(name).suffix) in STREAM_OPENERS:
            with self.file.open("rb") as raw, STREAM_OPENERS[ending](raw) as stream:
                yield from self._stream_items(cast("IO[bytes]", stream), self.path[: -len(ending)], raw)
        else:
            with self.file.open("rb") as raw:
                yield from self._stream_items(raw, self.path, raw)

    def _tar_items(self, stem: str) -> Iterator[Item]:
        with self.file.open("rb") as raw, _open_tar(raw) as tar:
            for member in tar:
                if not member.isfile() or _hidden(member.name):
                    continue
                stream = tar.extractfile(member)
                if stream is not None:
                    yield from self._member_items(stream, member.name, stem)
                self.consumed = raw.tell()
                tar.members = []  # type: ignore[attr-defined]  # tarfile keeps every header otherwise

    def _zip_items(self, stem: str) -> Iterator[Item]:
        with zipfile.ZipFile(self.file) as archive:
            for member in archive.infolist():
                link = stat.S_ISLNK(member.external_attr >> 16)
                if link or member.is_dir() or _hidden(member.filename):
                    continue
                try:
                    with archive.open(member) as stream:
                        yield from self._member_items(stream, member.filename, stem)
                except (RuntimeError, NotImplementedError) as error:
                    name = _clean(member.filename)
                    yield Item(f"{self.path}/{name}", name, None, b"", f"cannot be unpacked: {error}")
                self.consumed = min(self.size, self.consumed + member.compress_size)

    def _member_items(self, stream: IO[bytes], name: str, stem: str) -> Iterator[Item]:
        clean = _clean(name)
        article_path = f"{stem}/{clean}" if stem else clean
        yield from self._stream_items(stream, f"{self.path}/{clean}", None, article_path)

    def _stream_items(
        self, stream: IO[bytes], path: str, raw: IO[bytes] | None, article_path: str | None = None
    ) -> Iterator[Item]:
        article_path = article_path or path
        if path.lower().endswith(RECORD_ENDINGS):
            for line, data, problem in _lines(stream):
                if raw is not None:
                    self.consumed = raw.tell()
                yield Item(path, article_path, line, data, problem)
            return
        data = stream.read(ITEM_LIMIT + 1)
        if len(data) > ITEM_LIMIT:
            size = self.size if raw is stream else len(data) + _drain(stream)
            yield Item(path, article_path, None, b"", too_large(size))
        else:
            yield Item(path, article_path, None, data)


def sources(root: Path) -> Iterator[Source]:
    """Yield the files of an archive in a fixed order.

    Args:
        root: a folder or one file. Hidden files and linked folders are left out, and what a maintainer says of
            the dates of the articles there, which is no article.

    Raises:
        ArchiveNotFound: there is nothing at ``root``.
    """
    if not root.exists():
        raise ArchiveNotFound(f"{root}: there is no such file or folder; check the path")
    if root.is_file():
        yield from _source(root, root.name)
        return
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder) / name
            if not name.startswith(".") and file != root / CORRECTIONS:
                yield from _source(file, file.relative_to(root).as_posix())


def _source(file: Path, path: str) -> Iterator[Source]:
    safe = _storable(path)
    try:
        found = file.stat()
    except OSError as error:
        yield Source(file, safe, 0, 0, broken=f"damaged or unreadable: {error.strerror}")
        return
    if file.is_file():
        yield Source(file, safe, found.st_size, found.st_mtime_ns)


def _open_tar(raw: IO[bytes]) -> tarfile.TarFile:
    try:
        return tarfile.open(fileobj=raw, mode="r|*")
    except TypeError as error:  # what tarfile makes of a gzip header that is cut off
        raise tarfile.ReadError("it is cut off in its header") from error


def _clean(name: str) -> str:
    """Return a member's name as a path that can be stored and never leads out of the archive."""
    return _storable("/".join(part for part in PurePosixPath(name).parts if part not in {"/", "..", "."}))


def _storable(name: str) -> str:
    """Replace the bytes of a name that are no UTF-8, which Python keeps as lone surrogates."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes, str | None]]:
    """Yield (1-based number, line, problem), never holding more than ``ITEM_LIMIT`` bytes of a line."""
    number = 0
    while line := stream.readline(ITEM_LIMIT + 1):
        number += 1
        if len(line) > ITEM_LIMIT and not line.endswith(b"\n"):
            size = len(line)
            while (rest := stream.readline(ITEM_LIMIT)) and not rest.endswith(b"\n"):
                size += len(rest)
            yield number, b"", too_large(size + len(rest))
        elif line.strip():
            yield number, line, None


def _drain(stream: IO[bytes]) -> int:
    size = 0
    while chunk := stream.read(1 << 20):
        size += len(chunk)
    return size


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part not in {".", ".."} for part in name.split("/"))


def _without_ending(path: str, name: str) -> str:
    """Return where a nested archive file hangs in the tree; a top-level one is itself the root."""
    if "/" not in path:
        return ""
    ending = next((ending for ending in (*TAR_ENDINGS, ".zip") if name.endswith(ending)), "")
    return path[: len(path) - len(ending)] if ending else path
