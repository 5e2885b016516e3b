"""The files of an archive, and the items of a file, as they were when read last, to know again what is the same."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from corpus.model import READER_VERSION
from corpus.store.reading import StoreReader

FILES = """
    SELECT sources.path, sources.id, size, modified, complete AND reader_version = ? AND ? = COALESCE(
        (SELECT value FROM meta WHERE key = 'directions ' || archives.id), ''
    ) FROM sources JOIN archives ON archives.id = archive_id WHERE root = ?
"""
ITEMS = "SELECT id, path, digest, line FROM items WHERE source_id = ? AND digest IS NOT NULL"
NO_LINE, FORGOTTEN = -1, -2
"""In place of a line."""


class KnownFile(NamedTuple):
    """A file as the store knows it.

    Attributes:
        number: of its row.
        size: bytes.
        modified: time in nanoseconds.
        whole: whether it was read to its end, as it would be read now.
    """

    number: int
    size: int
    modified: int
    whole: bool


class KnownItem(NamedTuple):
    """An item as the store knows it: the number of its row, and the line at which it stood."""

    number: int
    line: int | None


class KnownItems:
    """The items of a file by what they are known by, in few bytes: a file may hold a million.

    Args:
        rows: number, path, digest and line of each, in the order of their numbers.
    """

    def __init__(self, rows: Iterable[tuple[int, str, str, int | None]]) -> None:
        self._numbers, self._lines = array("q"), array("q")
        self._first: dict[bytes, int] = {}
        self._further: dict[bytes, deque[int]] = {}
        for place, (number, path, digest, line) in enumerate(rows):
            self._numbers.append(number)
            self._lines.append(NO_LINE if line is None else line)
            key = _key_of(path, digest)
            if self._first.setdefault(key, place) != place:
                self._further.setdefault(key, deque()).append(place)

    def take(self, path: str, digest: str, *, whole: bool = False) -> Iterator[KnownItem]:
        """Yield the items that have a path and a digest, and forget each: it stands for one alone.

        Args:
            path: of an item.
            digest: likewise.
            whole: take the first only, and only if it was no record of a file but the whole of it.
        """
        key = _key_of(path, digest)
        place = self._first.get(key)
        if place is not None and not (whole and self._lines[place] != NO_LINE):
            del self._first[key]
            yield from self._at(place)
        further = None if whole else self._further.get(key)
        while further:
            yield from self._at(further.popleft())

    def forget(self, number: int) -> None:
        """Forget an item, if it is known: its article has been taken for the older version of another."""
        place = bisect_left(self._numbers, number)
        if place < len(self._numbers) and self._numbers[place] == number:
            self._lines[place] = FORGOTTEN

    def _at(self, place: int) -> Iterator[KnownItem]:
        line = self._lines[place]
        if line != FORGOTTEN:
            yield KnownItem(self._numbers[place], None if line == NO_LINE else line)


def _key_of(path: str, digest: str) -> bytes:
    """Return what an item is known by: 128 bits, so that no two are taken for each other."""
    return blake2b(f"{digest} {path}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def known_files(store: StoreReader, root: Path, digest: str) -> dict[str, KnownFile]:
    """Return the files of an archive by path, for a run that writes nothing there.

    Args:
        store: that may know the archive.
        root: the archive's path.
        digest: of the directions by which it is read now.
    """
    found = store.rows(FILES, READER_VERSION, digest, str(root.resolve()))
    return {path: KnownFile(number, size, modified, bool(whole)) for path, number, size, modified, whole in found}


def known_items(store: StoreReader, file: int) -> KnownItems:
    """Return the items of a file, for a run that writes nothing there."""
    return KnownItems(store.rows(f"{ITEMS} ORDER BY id", file))
