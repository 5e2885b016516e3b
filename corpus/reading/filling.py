"""Fills batches across the files of an archive, in order, and tells which items of a batch are of which file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from corpus.reading.items import Item
from corpus.reading.walking import Source

BATCH = 1 << 20
"""A batch is handed to a worker, and committed, when it has this many bytes, or 200 items however short they are."""
LEAST = BATCH // 200 + 1


def weight(item: Item) -> int:
    """Return what an item counts in its batch, in bytes."""
    return max(len(item.data), LEAST)


@dataclass(slots=True)
class File:
    """A file that is read in this run.

    Attributes:
        source: where it is.
        number: of its row in the store; 0 while it has none.
        before: bytes of the files before it, for the progress bar.
        begun: whether anything of it has been written in this run.
    """

    source: Source
    number: int
    before: int
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What a batch holds of a file.

    Attributes:
        file: that it is of.
        items: how many there are; they follow those of the pieces before it.
        ends: whether the file was read to its end with them, or to where it is damaged.
    """

    file: File
    items: int
    ends: bool


@dataclass(slots=True)
class Batch:
    """What is read and written at once.

    Attributes:
        items: of all its pieces, in order; none where nothing in their files has changed.
        pieces: in the order of their files.
        reached: bytes of the archives up to where it ends.
        weight: what its items and files count, in bytes.
    """

    items: list[Item] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    reached: int = 0
    weight: int = 0


def filled(files: Iterable[File], items_of: Callable[[File], Iterable[Item]], most: int) -> Iterator[Batch]:
    """Yield what is to be read of some files in batches, in order.

    A batch is full when what is in it counts ``most``. A file that will not fit begins the next one, so a large file
    is cut where it would be if it stood alone. A file of which nothing is read counts too: its batch is not left open
    for a thousand files that have only been touched.

    Args:
        files: in order; the next one is asked for when the one before has been gone through.
        items_of: gives those items of a file that have to be read.
        most: bytes.
    """
    batch = Batch()
    for file in files:
        if batch.weight and batch.weight + max(file.source.size, LEAST) > most:
            yield batch
            batch = Batch()
        count = 0
        before = batch.weight
        for item in items_of(file):
            batch.items.append(item)
            batch.weight += weight(item)
            count += 1
            if batch.weight >= most:
                batch.pieces.append(Piece(file, count, ends=False))
                batch.reached = file.before + file.source.consumed
                yield batch
                batch, count, before = Batch(), 0, -1
        batch.weight += LEAST if batch.weight == before else 0
        batch.pieces.append(Piece(file, count, ends=True))
        batch.reached = file.before + file.source.size
    if batch.pieces:
        yield batch
