"""Finds the files below a path, in a fixed order, and reads each to its end or to where it is damaged."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import splitext

from corpus.dating.corrections import FILE_NAME as CORRECTIONS
from corpus.errors import ArchiveNotFound
from corpus.reading.containers.part import FREE_IN_ALL, RATIO, Budget, Part, storable
from corpus.reading.containers.registry import CONTAINED, DAMAGED, items_in, why
from corpus.reading.directions import FILE_NAME as DIRECTIONS
from corpus.reading.directions import NO_DIRECTIONS, Directions, directions_of
from corpus.reading.items import Item
from corpus.reading.readers import ending_of
from corpus.reading.sites.recognising import HIDDEN_MARKS, SETTINGS_LIMIT, sites_among
from corpus.reading.sites.site import site_of
from corpus.reading.sites.sorting import Sorting, sorting
from corpus.reading.sites.surveying import survey


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
        directions: how it is to be read; ``directed`` tells.
        left_out: why it is no article and is not opened, or None.
        above: a file whose fields stand above its text, as Nikola keeps them apart, or None.
    """

    file: Path
    path: str
    size: int
    modified: int
    consumed: int = 0
    broken: str | None = None
    directions: Directions = NO_DIRECTIONS
    left_out: str | None = None
    above: Path | None = None

    def items(self) -> Iterator[Item]:
        """Yield every item in order; a damaged file ends early with ``broken`` set."""
        if self.left_out is not None:
            self.consumed = self.size
            yield Item(self.path, self.path, None, b"", left_out=self.left_out)
            return
        try:
            with self.file.open("rb") as stream:
                budget = Budget(FREE_IN_ALL + RATIO * self.size)
                directions = self.directions.with_sites(survey(stream, self.path))
                sort = sorting(directions)
                for item in items_in(Part(stream, self.path, self.path, self.path, budget)):
                    self.consumed = max(self.consumed, min(self.size, stream.tell()))
                    yield _below_fields(_directed(item, directions, sort), self.above)
        except DAMAGED as error:
            self.broken = why(error)
        self.consumed = self.size


def sources(root: Path) -> Iterator[Source]:
    """Yield the files of an archive in a fixed order.

    Args:
        root: a folder or one file. Hidden files and linked folders are left out, and what a maintainer says of
            the articles there and their dates, which is no article.

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
            if not name.startswith(".") and file not in {root / CORRECTIONS, root / DIRECTIONS}:
                yield from _source(file, file.relative_to(root).as_posix())


def _source(file: Path, path: str) -> Iterator[Source]:
    try:
        found = file.stat()
    except OSError:  # reading says why
        yield Source(file, storable(path), 0, 0)
        return
    if file.is_file():
        yield Source(file, storable(path), found.st_size, found.st_mtime_ns)


def directed(root: Path, files: list[Source]) -> list[Source]:
    """Note for the files of an archive how they are to be read, and which are no articles; return them.

    Raises:
        DirectionsInvalid: the archive's archive.toml says something that cannot be understood.
    """
    on_disk = {one.path: one.file for one in files}
    folder = root if root.is_dir() else root.parent
    if root.is_dir():
        code = [path.removesuffix("package.json") for path in on_disk if path.endswith("package.json")]
        hidden = [f"{one}{mark}" for one in code for mark in HIDDEN_MARKS if (folder / f"{one}{mark}").is_file()]
        on_disk |= {path: folder / path for path in hidden}

    def content_of(path: str) -> bytes | None:
        try:
            with on_disk[path].open("rb") as stream:
                return stream.read(SETTINGS_LIMIT)
        except OSError:
            return None

    sites = sites_among(on_disk, content_of) if root.is_dir() else ()
    directions = directions_of(root).with_sites(sites)
    sort, outside = sorting(directions), sorting(replace(directions, include=()))
    for one in files:
        holds = ending_of(one.path) in CONTAINED  # what is named to be read may be in it
        one.directions, one.left_out = directions, (outside if holds else sort)(one.path, one.path)
        one.above = on_disk.get(f"{splitext(one.path)[0]}.meta") if one.left_out is None else None
    return files


def _below_fields(item: Item, above: Path | None) -> Item:
    """Return an item with the fields of another file above its text, if that is one of Nikola's."""
    site = site_of(item.directions.sites, item.path) if above is not None and item.line is None else None
    if above is None or site is None or site.generator != "nikola":
        return item
    with suppress(OSError), above.open("rb") as stream:
        return replace(item, data=stream.read(SETTINGS_LIMIT).rstrip() + b"\n\n" + item.data)
    return item


def _directed(item: Item, directions: Directions, sort: Sorting) -> Item:
    """Return an item with how it is to be read; what is left out needs no data."""
    omission = item.left_out or sort(item.path, item.article_path)
    if omission is not None:
        return replace(item, data=b"", left_out=omission, directions=directions)
    return item if directions is NO_DIRECTIONS else replace(item, directions=directions)
