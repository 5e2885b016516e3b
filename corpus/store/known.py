"""The files of an archive, and the items of a file, as they were when read last, to know again what is the same."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.model import READER_VERSION
from corpus.store.reading import StoreReader

FILES = """
    SELECT sources.path, sources.id, size, modified, complete AND reader_version = ? AND ? = COALESCE(
        (SELECT value FROM meta WHERE key = 'directions ' || archives.id), ''
    ) FROM sources JOIN archives ON archives.id = archive_id WHERE root = ?
"""
ITEMS = "SELECT id, path, digest FROM items WHERE source_id = ? AND digest IS NOT NULL"


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


class KnownItems:
    """The numbers of items by what they are known by, in few bytes: a file may hold a million.

    Args:
        rows: number, path and digest of each, in the order of their numbers.
    """

    def __init__(self, rows: Iterable[tuple[int, str, str]]) -> None:
        self._first: dict[int, int] = {}
        self._further: dict[int, deque[int]] = {}
        for number, path, digest in rows:
            if self._first.setdefault(hash((path, digest)), number) != number:
                self._further.setdefault(hash((path, digest)), deque()).append(number)

    def take(self, path: str, digest: str) -> Iterator[int]:
        """Yield the items that most likely have a path and a digest, and forget each: it stands for one alone."""
        key = hash((path, digest))
        if (number := self._first.pop(key, None)) is not None:
            yield number
        further = self._further.get(key)
        while further:
            yield further.popleft()


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
