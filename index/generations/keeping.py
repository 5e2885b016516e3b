"""Which generations stay on disk, and the note of a rollback that holds.

    index/rolled-back         JSON: which generation answers instead of which, since when, and the store's state then

The note holds only as long as the pointer names the generation that it does, so that whatever interrupts going back or
going on, either all of a rollback is there or nothing of it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path

from index.generations.folder import clean, current_number, folder_name, numbers, write_durably

NOTE = "rolled-back"


@dataclass(frozen=True, slots=True)
class RolledBack:
    """A rollback.

    Attributes:
        answers: the generation that was gone back to.
        instead_of: the one that answered before.
        since: when that was, in UTC.
        store_state: signature of what was live in the store then; the rollback holds until there is another.
    """

    answers: int
    instead_of: int
    since: str
    store_state: str


def rolled_back(index: Path) -> RolledBack | None:
    """Return the rollback that holds, None if none does.

    Raises:
        IndexUnusable: the pointer does not name a generation.
    """
    try:
        said = json.loads((index / NOTE).read_text("utf-8"))
        note = RolledBack(int(said["answers"]), int(said["instead_of"]), str(said["since"]), str(said["store_state"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return note if note.answers == current_number(index) else None


def note_rollback(index: Path, note: RolledBack) -> None:
    """Note a rollback, before the pointer is changed."""
    write_durably(index / NOTE, dump(note))


def dump(note: RolledBack) -> str:
    """Return a note as it stands in its file."""
    return json.dumps(asdict(note))


def before(index: Path, number: int) -> int | None:
    """Return the generation on disk that came before one, None if there is none."""
    return max((one for one in numbers(index) if one < number), default=None)


def keep(index: Path, current: int, other: int | None) -> int:
    """Remove all generations but the current one and another one, and notes that no longer hold.

    Args:
        index: the folder of generations.
        current: which one answers.
        other: which one is kept with it.

    Returns:
        The oldest that is kept.
    """
    kept = {current} if other is None else {current, other}
    _remove_but(index, kept)
    if rolled_back(index) is None:
        (index / NOTE).unlink(missing_ok=True)
    return min(one for one in kept if one == current or (index / folder_name(one)).exists())


def keep_one(index: Path, current: int) -> None:
    """Remove all generations but the current one, and what interrupted builds have left."""
    clean(index)
    keep(index, current, None)


def remove(index: Path, number: int) -> None:
    """Remove a generation that nobody may use."""
    shutil.rmtree(index / folder_name(number), ignore_errors=True)


def _remove_but(index: Path, kept: Collection[int]) -> None:
    for number in numbers(index):
        if number not in kept:
            remove(index, number)
