"""Puts a backup into a home: unpacked beside what is there, verified, and only then switched to.

In the folder ``.restoring`` of the home, ``new`` is what the backup holds. Once that is verified there is the note
``restored``, and what is in the way goes to ``old``; once nothing is, the note is called ``switching``, and what is new
goes into the home. Whatever interrupts that, the next ``dateline restore`` ends it; until then every command says so.
The store gets a new identity, as numbers of its rows will be used that a bot still running knows as others'.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from bot.backup.contents import DATABASES, STORE, Contents
from bot.backup.unpacking import unpack
from corpus.errors import BackupUnusable, IndexUnusable
from corpus.full_disk import cure_of
from corpus.store import snapshot
from corpus.store.reading import StoreReader
from corpus.store.schema import RESTORED, RESTORING, SWITCHING, VERSION, between_homes
from corpus.store.writing import STORE_ID, StoreWriter
from index.building.build import MEMORY, build, next_number
from index.building.locking import LOCK, alone
from index.generations import folder as generations
from index.generations import keeping

NOT_IN_THE_WAY = (RESTORING, LOCK, "lost+found")
"""What names in an empty home may begin with."""
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, which belongs to it alone."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore has done.

    Attributes:
        contents: of the backup; None where a restore that was interrupted was ended instead.
        built: whether the index had to be built of the store.
    """

    contents: Contents | None
    built: bool = False


def restore(file: Path, home: Path, *, replace: bool = False, memory: int = MEMORY) -> Restored:
    """Put a backup into a home.

    Args:
        file: the backup.
        home: the folder; made if need be, and empty unless ``replace``.
        replace: what the backup holds takes the place of what is there.
        memory: bytes that words and postings may take at once, if the index has to be built.

    Raises:
        BackupUnusable: the backup cannot be used, or the home is not empty or in use; nothing has been changed then.
        StoreUnusable: the home cannot be written, or is being indexed.
    """
    try:
        with alone(home, "restoring a backup"):
            if between_homes(home):
                _switch(home)
                return Restored(None)
            _see_that_it_is_free(home, replace=replace)
            work = home / RESTORING
            shutil.rmtree(work, ignore_errors=True)
            new = work / "new"
            new.mkdir(mode=0o700, parents=True)
            try:
                contents = unpack(file, new)
                built = _verified(new, contents, file, memory)
                _see_that_it_is_free(home, replace=replace)  # that may have taken minutes
            except BaseException:
                shutil.rmtree(work, ignore_errors=True)
                raise
            _note(work / RESTORED)
            _switch(home)
            return Restored(contents, built)
    except OSError as error:
        cure = cure_of(error, home, "check the folder and its permissions")
        raise BackupUnusable(f"{home}: cannot be written ({error.strerror or error}); {cure}") from error


def _see_that_it_is_free(home: Path, *, replace: bool) -> None:
    there = sorted(one.name for one in home.iterdir() if not one.name.startswith(NOT_IN_THE_WAY))
    if there and not replace:
        raise BackupUnusable(
            f"{home}: is not empty, and nothing of it was changed; name another folder with --home, or say --replace "
            "to put the backup into the place of what is there"
        )
    used = [name for name in DATABASES if name in there and snapshot.is_open_elsewhere(home / name)]
    if used:
        raise BackupUnusable(
            f"{home / used[0]}: is in use by another process, and nothing was changed; stop the bot, the page and "
            "whatever else reads it, and run it again"
        )


def _verified(new: Path, contents: Contents, file: Path, memory: int) -> bool:
    """See that what was unpacked is whole and fits together; return whether the index had to be built.

    Raises:
        BackupUnusable: it is not.
    """
    for name in DATABASES:
        if (new / name).exists():
            if damage := snapshot.damage(new / name):
                raise BackupUnusable(f"{file}: its {name} is damaged ({damage}); nothing was changed; take another")
            if snapshot.has_triggers(new / name):
                raise BackupUnusable(f"{file}: its {name} is none of Dateline's; nothing was changed; take another")
    version = snapshot.schema_of(new / STORE)
    if not version.isdigit() or int(version) > VERSION:
        raise BackupUnusable(
            f"{file}: its store is of schema {version[:20]}, this Dateline reads {VERSION}; nothing was changed; "
            "restore it with the Dateline that made it"
        )
    if snapshot.numbers(new / STORE) != (contents.articles, contents.passages):
        raise BackupUnusable(f"{file}: holds other articles than it says; nothing was changed; take another copy")
    built = _with_index(new, memory)
    for left in [f"{name}{end}" for name in DATABASES for end in BESIDE]:
        (new / left).unlink(missing_ok=True)
    _sync_all(new)
    return built


def _with_index(new: Path, memory: int) -> bool:
    """Give store and generation an identity of their own; build one if none fits; return whether it had to be."""
    index = new / generations.INDEX
    with StoreWriter(new, next_number(index)) as writer:
        before = writer.note(STORE_ID)
        writer.write_note(STORE_ID, uuid4().hex)
        number = _fitting(index, before or "", writer)
        if number is not None:
            _rename(index, number, writer.note(STORE_ID) or "")
            _rename_note(index, writer.note(STORE_ID) or "")
            return False
        shutil.rmtree(index, ignore_errors=True)
        with closing(StoreReader(new)) as store:
            if not store.counts().passages:
                return False
            build(store, index, writer.generation, writer.state(), lambda _: None, memory=memory)
        return True


def _fitting(index: Path, store_id: str, writer: StoreWriter) -> int | None:
    """Return the number of the generation if it is whole, of our format, and all of its passages are in the store."""
    try:
        number = generations.current_number(index)
        if number is None:
            return None
        manifest, arrays = generations.load(index, number, whole=True)
        rows = arrays["passage_rows"]
    except (IndexUnusable, KeyError):
        return None
    fits = manifest.store_state.partition(":")[0] == store_id and snapshot.holds(writer.connection, rows.tolist())
    return number if fits else None


def _rename(index: Path, number: int, store_id: str) -> None:
    """Say of a generation that it is of a store with another identity."""
    file = index / generations.folder_name(number) / generations.MANIFEST
    said = json.loads(file.read_text("utf-8"))
    said["store_state"] = _renamed(str(said["store_state"]), store_id)
    file.write_text(json.dumps(said, indent=1), "utf-8")


def _rename_note(index: Path, store_id: str) -> None:
    """Say the same of a rollback that holds, so that it goes on holding; a note that cannot be used goes."""
    held = keeping.rolled_back(index)
    if held is not None and held.since.isascii() and held.since.isprintable():
        keeping.note_rollback(index, replace(held, store_state=_renamed(held.store_state, store_id)))
    else:
        (index / keeping.NOTE).unlink(missing_ok=True)


def _renamed(state: str, store_id: str) -> str:
    return f"{store_id}:{state.partition(':')[2]}"


def _switch(home: Path) -> None:
    """Put what was verified into the place of what is there, or go on with it."""
    work = home / RESTORING
    new, old = work / "new", work / "old"
    if (work / RESTORED).exists():
        old.mkdir(exist_ok=True)
        for name in sorted(one.name for one in new.iterdir()):
            for each in (name, *(f"{name}{end}" for end in BESIDE)):
                if (home / each).exists():
                    (home / each).replace(old / each)
        _sync(home)
        (work / RESTORED).replace(work / SWITCHING)
        _sync(work)
    for one in sorted(new.iterdir(), key=lambda one: one.name == STORE):  # the store last
        one.replace(home / one.name)
    _sync(home)
    (work / SWITCHING).unlink()
    _sync(work)
    shutil.rmtree(work, ignore_errors=True)


def _note(file: Path) -> None:
    with file.open("w") as stream:
        os.fsync(stream.fileno())
    _sync(file.parent)


def _sync_all(folder: Path) -> None:
    for one in folder.rglob("*"):
        _sync(one)
    _sync(folder)


def _sync(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
