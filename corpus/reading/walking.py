"""Finds the files below a path, in a fixed order, and reads each to its end or to where it is damaged."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from posixpath import splitext
from zlib import crc32

from corpus.dating.corrections import FILE_NAME as CORRECTIONS
from corpus.errors import ArchiveNotFound
from corpus.omissions import Omission
from corpus.reading.containers.part import FREE_IN_ALL, RATIO, Budget, Part, storable
from corpus.reading.containers.registry import CONTAINED, DAMAGED, items_in, why
from corpus.reading.directing import below_fields, directed_item
from corpus.reading.directions import FILE_NAME as DIRECTIONS
from corpus.reading.directions import NO_DIRECTIONS, Directions, directions_of
from corpus.reading.items import Item, digest_of_whole
from corpus.reading.readers import ending_of
from corpus.reading.sites.recognising import HIDDEN_MARKS, limit_of, sites_among
from corpus.reading.sites.sorting import sorting
from corpus.reading.sites.surveying import survey
from corpus.reading.snapshots import ALONE, Saved, saved_among

KeptItem = Callable[[str, str], bool]
"""Keeps what came of an item when it was read last, by its path and digest; tells whether it has."""
FIELDS = ".meta"
"""Ending of a file that holds nothing but the fields of the one beside it."""


@dataclass(slots=True)
class Source:
    """One file on disk below an archive's root.

    Attributes:
        file: where it is.
        path: below the root, with forward slashes.
        size: bytes.
        modified: modification time in nanoseconds.
        consumed: bytes of the file that have been read so far, for the progress bar.
        broken: why reading stopped before the end, or what a folder is not listed for; None.
        left_out: why it is no article and is not opened, or None.
        unsettled: whether it was changed or taken away while it was read; the next run looks at it again.
        saved: what is known of it by the files around it.
        directions: how it is to be read; ``directed`` tells.
        above: a file whose fields stand above its text, as Nikola keeps them apart, or None.
        beside: a number for what files around it tell of it, another if that has changed; 0 if they tell nothing.
        notes: what is told of how it was read, such as which columns were taken for what.
    """

    file: Path
    path: str
    size: int
    modified: int
    consumed: int = 0
    broken: str | None = None
    left_out: str | None = None
    unsettled: bool = False
    saved: Saved = ALONE
    directions: Directions = NO_DIRECTIONS
    above: Path | None = None
    beside: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def stamp(self) -> int:
        """What tells whether it has to be read anew: its time, moved a little by what files around it tell of it."""
        return self.modified + self.beside

    @property
    def is_folder(self) -> bool:
        """Whether it stands for a folder that cannot be listed, and for all that is known to be in it."""
        return self.path.endswith("/")

    def items(self, kept: KeptItem | None = None) -> Iterator[Item]:
        """Yield every item in order; a damaged file ends early with ``broken`` set.

        Args:
            kept: told the path and the digest of what may be the same as before, as soon as these are known; what it
                keeps is not yielded.
        """
        if self.left_out is not None:
            yield Item(self.path, self.path, None, b"", left_out=self.left_out)
        if self.left_out is None and not self.is_folder:
            try:
                yield from self._items(kept)
            except FileNotFoundError:
                self.unsettled = True
            except DAMAGED as error:
                self.broken = why(error)
        self.consumed = self.size

    def _items(self, kept: KeptItem | None) -> Iterator[Item]:
        with self.file.open("rb") as stream:
            sites, begun = survey(stream, self.path)
            directions = self.directions.with_sites(sites)
            sort = sorting(directions)
            names = self.path, self.saved.article_path or self.path, self.path
            budget = Budget(FREE_IN_ALL + RATIO * self.size)
            told = directions.columns()
            same = None if kept is None or self.above else partial(_is_kept, kept, directions)
            part = Part(stream, *names, budget, 0, self.saved.origin, told, self.notes, directions.sites, begun, same)
            for item in items_in(part):
                self.consumed = max(self.consumed, min(self.size, stream.tell()))
                yield below_fields(directed_item(item, directions, sort), self.above)
            now = os.fstat(stream.fileno())
            self.unsettled = (now.st_size, now.st_mtime_ns) != (self.size, self.modified)


def _is_kept(kept: KeptItem, directions: Directions, path: str, data: bytes) -> bool:
    return kept(path, digest_of_whole(data, directions))


def sources(root: Path) -> Iterator[Source]:
    """Yield the files of an archive in a fixed order, also those that are left out, and folders that are not listed.

    Args:
        root: a folder or one file. Hidden files and folders, linked folders and what is no file are left out; what a
            maintainer says of the articles there and their dates is passed over.

    Raises:
        ArchiveNotFound: there is nothing at ``root``.
    """
    try:
        exists = root.exists()
    except OSError as error:
        raise ArchiveNotFound(f"{root}: cannot be looked at ({error.strerror}); check the permissions") from error
    if not exists:
        raise ArchiveNotFound(f"{root}: there is no such file or folder; check the path")
    if root.is_file():
        found = root.stat()
        yield Source(root, storable(root.name), found.st_size, found.st_mtime_ns)
        return
    files = list(_below(root))
    known = saved_among(((one.path, one.size) for one in files if one.left_out is None), root)
    for one in files:
        one.saved = known.get(one.path, ALONE)
        if one.saved.origin is not None:
            one.beside = _number_of(repr(one.saved.origin))
        yield one if one.saved.left_out is None else _left_out(one.file, one.path, one.saved.left_out)


def is_there(root: Path) -> bool:
    """Tell whether an archive is where it was: a file, or a folder with something in it; a mount point is empty."""
    if closed(root) is not None:
        return False
    return any(root.iterdir()) if root.is_dir() else root.exists()


def closed(root: Path) -> str | None:
    """Return why what stands at a path cannot be looked into, None if it can, or if nothing is there.

    A file is not opened: that one cannot be read is told as of any other.
    """
    try:
        if root.is_dir():
            (root / DIRECTIONS).exists()
            next(root.iterdir(), None)
    except OSError as error:
        return error.strerror or str(error)
    return None


def directed(root: Path, files: list[Source]) -> list[Source]:
    """Note for the files of an archive how they are to be read, and which are no articles; return them.

    Raises:
        DirectionsInvalid: the archive's archive.toml says something that cannot be understood.
    """
    on_disk = {one.path: one.file for one in files if one.left_out is None and not one.is_folder}
    times = {one.path: f"{one.size} {one.modified}" for one in files if one.path.endswith(FIELDS)}
    folder = root if root.is_dir() else root.parent
    if root.is_dir():
        code = [path.removesuffix("package.json") for path in on_disk if path.endswith("package.json")]
        hidden = [f"{one}{mark}" for one in code for mark in HIDDEN_MARKS if (folder / f"{one}{mark}").is_file()]
        on_disk |= {path: folder / path for path in hidden}

    def content_of(path: str) -> bytes | None:
        try:
            with on_disk[path].open("rb") as stream:
                return stream.read(limit_of(path))
        except OSError:
            return None

    sites = sites_among(on_disk, content_of) if root.is_dir() else ()
    directions = directions_of(root).with_sites(sites)
    sort, outside = sorting(directions), sorting(replace(directions, include=()))
    for one in files:
        one.directions = directions
        if one.left_out is None and not one.is_folder:
            holds = ending_of(one.path) in CONTAINED  # what is named to be read may be in it
            if (reason := (outside if holds else sort)(one.path, one.path)) is not None:
                one.size, one.modified, one.beside, one.left_out = 0, _time_of(reason), 0, reason
            elif (above := f"{splitext(one.path)[0]}{FIELDS}") in on_disk:
                one.above = on_disk[above]
                one.beside += _number_of(times[above])
    return files


def _below(root: Path) -> Iterator[Source]:
    unlisted: list[OSError] = []
    for walked, subfolders, names in os.walk(root, onerror=unlisted.append):
        folder = Path(walked)
        below = [name for name in subfolders if name.startswith(".") or _is_link(folder / name)]
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        own = {CORRECTIONS, DIRECTIONS} if folder == root else set()
        path = "" if folder == root else f"{folder.relative_to(root).as_posix()}/"
        for name in sorted([*names, *below]):
            if name not in own:
                yield _source(folder / name, path + name)
    for error in unlisted:
        path = Path(error.filename).relative_to(root).as_posix()
        reason = f"the folder cannot be listed ({error.strerror}): check its permissions, or mount it again"
        yield Source(Path(error.filename), storable(f"{path}/"), 0, 0, broken=reason)


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
    return Source(file, storable(path), 0, _time_of(reason), left_out=reason)


def _time_of(reason: str) -> int:
    """Return the time of what is not opened: before all times, and another for another reason, which is a change."""
    return -1 - _number_of(reason)


def _number_of(told: str) -> int:
    return crc32(told.encode("utf-8", "surrogatepass"))
