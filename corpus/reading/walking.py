"""Finds the files below a path, in a fixed order, and reads each to its end or to where it is damaged."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.dating.corrections import FILE_NAME as CORRECTIONS
from corpus.errors import ArchiveNotFound
from corpus.reading.containers.part import FREE_IN_ALL, RATIO, Budget, Part, storable
from corpus.reading.containers.registry import DAMAGED, items_in, why
from corpus.reading.items import Item
from corpus.reading.snapshots import ALONE, Saved, saved_among


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
        fields: names by role of what its records hold, as the archive's maintainer tells it (``Part``).
        notes: what is told of how it was read, such as which columns were taken for what.
        saved: what is known of it by the files around it.
    """

    file: Path
    path: str
    size: int
    modified: int
    consumed: int = 0
    broken: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    saved: Saved = ALONE

    def items(self) -> Iterator[Item]:
        """Yield every item in order; a damaged file ends early with ``broken`` set."""
        if self.saved.left_out is not None:
            self.consumed = self.size
            yield Item(self.path, self.path, None, b"", left_out=self.saved.left_out)
            return
        try:
            with self.file.open("rb") as stream:
                budget = Budget(FREE_IN_ALL + RATIO * self.size)
                names = self.path, self.saved.article_path or self.path, self.path
                part = Part(stream, *names, budget, origin=self.saved.origin, fields=self.fields, notes=self.notes)
                for item in items_in(part):
                    self.consumed = max(self.consumed, min(self.size, stream.tell()))
                    yield item
        except DAMAGED as error:
            self.broken = why(error)
        self.consumed = self.size


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
    found = list(_files_below(root))
    known = saved_among(((one.path, one.size) for one in found), root)
    for one in found:
        one.saved = known.get(one.path, one.saved)
        yield one


def _files_below(root: Path) -> Iterator[Source]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder) / name
            if not name.startswith(".") and file != root / CORRECTIONS:
                yield from _source(file, file.relative_to(root).as_posix())


def _source(file: Path, path: str) -> Iterator[Source]:
    try:
        found = file.stat()
    except OSError:  # reading says why
        yield Source(file, storable(path), 0, 0)
        return
    if file.is_file():
        yield Source(file, storable(path), found.st_size, found.st_mtime_ns)
