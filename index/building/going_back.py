"""Goes back to the generation before, which answers until something changes in the archive or a run is told to go on.

The store keeps what that generation refers to: articles that are no longer live go only when no generation on disk has
them. What was taken down is in no generation but the one that was built without it, so no going back brings it again.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import IndexUnusable
from corpus.store.reading import StoreReader
from corpus.store.takedowns import EXPUNGING
from corpus.store.writing import StoreWriter
from index.building.build import is_todays, next_number
from index.building.locking import alone, room_on_disk
from index.building.proving import prove
from index.generations import folder as generations
from index.generations import keeping
from index.generations.keeping import RolledBack

BUILT, BUILT_BEFORE = "built", "built before"
"""Under these the store notes which generation was built of it last, and which one then answered that it fits too. A
store that was put back from a copy names older ones than those on disk, whose rows may be others than those of the same
numbers in the store."""


def note_built(writer: StoreWriter, identity: str, answered: str) -> None:
    """Note which generation is that of the store now, and which one answered before."""
    known = {writer.note(BUILT), writer.note(BUILT_BEFORE)}
    writer.write_note(BUILT_BEFORE, answered if answered in known else "")
    writer.write_note(BUILT, identity)


def answering(index: Path) -> str:
    """Return what tells the generation that answers from any other, "" if none does."""
    try:
        return generations.check(index, generations.pointed(index)).identity
    except IndexUnusable:
        return ""


def go_back(home: Path, waiting: Callable[[str], None] | None = None) -> RolledBack:
    """Answer from the generation before the current one again.

    Args:
        home: the folder of archive.db and index/.
        waiting: told who is at work if a run is, which is waited for; without it this is refused.

    Raises:
        IndexUnusable: there is none, or it cannot be used; the current one goes on answering.
        StoreUnusable: the store cannot be read, or a run is at work.
    """
    index = home / generations.INDEX
    with ExitStack() as opened:
        store = opened.enter_context(closing(StoreReader(home)))  # first: there has to be one
        opened.enter_context(alone(home, "going back to the generation before", waiting))
        writer = opened.enter_context(StoreWriter(home, next_number(index)))
        opened.enter_context(room_on_disk(index, "the pointer to the generation before"))
        current = generations.pointed(index)
        before = _before(writer, index, current)
        identity = _checked(writer, store, before, current)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        note = RolledBack(before, current, now, writer.state())
        keeping.note_rollback(index, note)
        note_built(writer, identity, answering(index))
        generations.point_to(index, before)
        return note


def _before(writer: StoreWriter, index: Path, current: int) -> int:
    """Return the generation to go back to.

    Raises:
        IndexUnusable: there is none.
    """
    stays = f"generation {current} goes on answering"
    if writer.note(EXPUNGING) is not None:
        raise IndexUnusable(f"{index}: an article is being taken down, {stays}; finish that first: dateline index")
    before, held = keeping.before(index, current), keeping.rolled_back(index)
    if before is not None:
        return before
    told = f"; it was gone back to from generation {held.instead_of} already" if held else ""
    raise IndexUnusable(
        f"{index}: there is no generation before {current} to go back to{told}; {stays}. Each run that builds a new "
        "one keeps the one before, and a takedown removes it"
    )


def _checked(writer: StoreWriter, store: StoreReader, before: int, current: int) -> str:
    """Return what tells the generation before from any other, if it can be answered from.

    Raises:
        IndexUnusable: it cannot.
    """
    index = store.file.parent / generations.INDEX
    try:
        prove(store, index, before)
        found = generations.check(index, before)
        unfit = "" if is_todays(found) else "was built by another version of Dateline"
        if writer.note(BUILT_BEFORE) not in {None, found.identity}:
            unfit = "was built of another copy of the store"
        if unfit:
            raise IndexUnusable(f"{index / generations.folder_name(before)}: {unfit}; {generations.CURE}")  # noqa: TRY301
    except IndexUnusable as error:
        raise IndexUnusable(
            f"generation {before} cannot be gone back to, generation {current} goes on answering: {error}"
        ) from error
    return found.identity
