"""Removes articles for good: from the store at once, then from every generation, by building one without them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from corpus.grouping import group
from corpus.store.reading import StoreReader
from corpus.store.takedowns import EXPUNGING, compact
from corpus.store.writing import StoreWriter
from index.building.build import MEMORY, build, next_number
from index.building.going_back import answering, note_built
from index.building.locking import alone, room_on_disk
from index.generations import folder as generations
from index.generations import keeping

Result = TypeVar("Result")


def expunge(home: Path, remove: Callable[[sqlite3.Connection], Result], *, memory: int = MEMORY) -> Result:
    """Remove something of the store, and all that the files of the home hold of it.

    A bot that runs answers nothing of it from the moment on that it has left the store, as texts come from there.
    What interrupts this later is made good by the next run of any kind.

    Args:
        home: the folder of archive.db and index/.
        remove: what removes it, in one transaction with the note that generations have to follow.
        memory: bytes that words and postings may take at once.

    Raises:
        StoreUnusable: the store cannot be written, or another run is at work.
    """
    index = home / generations.INDEX
    with alone(home, "taking articles out"), StoreWriter(home, next_number(index)) as writer:
        result = remove(writer.connection)
        group(writer)
        compact(writer.connection)
        writer.refer()
        with closing(StoreReader(home)) as store, room_on_disk(index):
            build(store, index, writer.generation, writer.state(), lambda _: None, memory=memory)
        note_built(writer, answering(index), "")
        finish(writer, index)
        return result


def finish(writer: StoreWriter, index: Path) -> None:
    """Make good what a removal has left to do, once the current generation is built of what is live now."""
    number = generations.current_number(index)
    if writer.note(EXPUNGING) is None or number is None:
        return
    keeping.keep_one(index, number)
    writer.purge(number)
    if compact(writer.connection):
        writer.connection.execute("DELETE FROM meta WHERE key = ?", (EXPUNGING,))
