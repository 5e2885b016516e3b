"""Finds the files below a path, in a fixed order, and reads each to its end or to where it is damaged."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from corpus.dating.corrections import FILE_NAME as CORRECTIONS
from corpus.errors import ArchiveNotFound
from corpus.model import Omission
from corpus.reading.containers.part import FREE_IN_ALL, RATIO, Budget, Part, storable
from corpus.reading.containers.registry import DAMAGED, items_in, why
from corpus.reading.items import Item


@dataclass(slots=True)
class Source:
    """One file on disk below an archive's root.

    Attributes:
        file: where it is.
        path: below the root, with forward slashes.
        size: bytes.
        modified: modification time in nanoseconds, to tell whether it has changed.
        consumed: bytes of the file that have been read so far, for the progress bar.
        broken: why reading stopped before the end, or what a folder is not listed for; None.
        left_out: why it is not opened at all, or None.
        unsettled: whether it was changed or taken away while it was read; the next run looks at it again.
    """

    file: Path
    path: str
    size: int
    modified: int
    consumed: int = 0
    broken: str | None = None
    left_out: str | None = None
    unsettled: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether it stands for a folder that cannot be listed, and for all that is known to be in it."""
        return self.path.endswith("/")

    def items(self) -> Iterator[Item]:
        """Yield every item in order; a damaged file ends early with ``broken`` set."""
        if self.left_out is not None:
            yield Item(self.path, self.path, None, b"", left_out=self.left_out)
        if self.left_out is not None or self.is_folder:
            return
        try:
            with self.file.open("rb") as stream:
                budget = Budget(FREE_IN_ALL + RATIO * self.size)
                for item in items_in(Part(stream, self.path, self.path, self.path, budget)):
                    self.consumed = max(self.consumed, min(self.size, stream.tell()))
                    yield item
                now = os.fstat(stream.fileno())
                self.unsettled = (now.st_size, now.st_mtime_ns) != (self.size, self.modified)
        except FileNotFoundError:
            self.unsettled = True
        except DAMAGED as error:
            self.broken = why(error)
        self.consumed = self.size


def sources(root: Path) -> Iterator[Source]:
    """Yield the files of an archive in a fixed order, also those that are left out, and folders that are not listed.

    Args:
        root: a folder or one file. Hidden files and folders, linked folders and what is no file are left out; what a
            maintainer says of the dates of the articles there is passed over.

    Raises:
        ArchiveNotFound: there is nothing at ``root``.
    """
    if not root.exists():
        raise ArchiveNotFound(f"{root}: there is no such file or folder; check the path")
    if root.is_file():
        found = root.stat()
        yield Source(root, storable(root.name), found.st_size, found.st_mtime_ns)
        return
    unlisted: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=unlisted.append):
        below = [Path(folder) / name for name in subfolders if name.startswith(".") or _is_link(Path(folder) / name)]
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for file in sorted([*(Path(folder) / name for name in names), *below], key=lambda one: one.name):
            if file != root / CORRECTIONS:
                yield _source(file, file.relative_to(root).as_posix())
    for error in unlisted:
        path = Path(error.filename).relative_to(root).as_posix()
        reason = f"the folder cannot be listed ({error.strerror}): check its permissions, or mount it again"
        yield Source(Path(error.filename), storable(f"{path}/"), 0, 0, broken=reason)


def is_there(root: Path) -> bool:
    """Tell whether an archive is where it was: a file, or a folder with something in it; a mount point is empty."""
    try:
        return any(root.iterdir()) if root.is_dir() else root.exists()
    except OSError:
        return False


def _source(file: Path, path: str) -> Source:
    if file.name.startswith("."):
        return _left_out(file, path, Omission.HIDDEN)
    try:
        found = file.stat()
    except OSError as error:  # of a link that leads somewhere, reading says why
        nowhere = error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ELOOP} and file.is_symlink()
        return _left_out(file, path, Omission.LINK) if nowhere else Source(file, storable(path), 0, 0)
    if stat.S_ISREG(found.st_mode):
        return Source(file, storable(path), found.st_size, found.st_mtime_ns)
    return _left_out(file, path, Omission.LINK if stat.S_ISDIR(found.st_mode) else Omission.SPECIAL)


def _is_link(file: Path) -> bool:
    try:
        return file.is_symlink()
    except OSError:
        return False


def _left_out(file: Path, path: str, reason: str) -> Source:
    """Return what is not opened; its time, before all times, tells the reason, so that another one is a change."""
    return Source(file, storable(path), 0, -1 - crc32(reason.encode()), left_out=reason)
