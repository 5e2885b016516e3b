"""Makes a backup of a home, while it is indexed and answered from: whole and verified, or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO

import zstandard

from bot.backup import contents
from bot.backup.contents import DATABASES, MANIFEST, PLAIN, SETTINGS, STORE, Contents, Member
from bot.backup.telling import without_secrets
from bot.settings import Settings
from corpus.errors import BackupUnusable, IndexUnusable, StoreUnusable
from corpus.full_disk import cure_of
from corpus.store import snapshot
from index.generations import folder as generations
from index.generations import keeping

LEVEL = 3
"""Of compression. A choice: higher ones take several times as long for a tenth of the size."""
CHUNK = 1 << 20
ATTEMPTS = 5
"""A generation may be removed while the store is copied, when archives are indexed again and again."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup came to.

    Attributes:
        contents: what it says of itself.
        bytes: of the file.
        left_out: settings that are not in it.
        index: why the index is not in it, "" if it is.
    """

    contents: Contents
    bytes: int
    left_out: tuple[str, ...]
    index: str


@dataclass(slots=True)
class _Part:
    """A file that goes into the backup, open from now on: it may be removed meanwhile."""

    name: str
    stream: BinaryIO


def back_up(settings: Settings, file: Path) -> Made:
    """Write a backup of the home into a file; what was there before stays until all of the new is on the disk.

    Args:
        settings: where the home is, and what is told of them.
        file: its path.

    Raises:
        BackupUnusable: the file cannot be written, or another backup is being written there.
        StoreUnusable: there is no store, or it is damaged.
        AlertsUnusable: a file of the readers' is damaged.
    """
    if not (settings.home / STORE).exists():
        raise StoreUnusable(f"{settings.home / STORE}: there is no archive yet; run: dateline index PATH")
    if file.exists() and not file.is_file():
        raise BackupUnusable(f"{file}: is no plain file, which a backup could take the place of; name another")
    with _translated(file), _beside(file) as folder, ExitStack() as opened:
        index, why = _copied(settings.home, folder, opened)
        parts = [_Part(path.name, opened.enter_context(path.open("rb"))) for path in _copies(folder)]
        told, left_out = without_secrets(settings)
        parts.append(_Part(SETTINGS, io.BytesIO(told.encode())))
        parts += [
            _Part(name, opened.enter_context((settings.home / name).open("rb")))
            for name in PLAIN
            if (settings.home / name).is_file()
        ]
        articles, passages = snapshot.numbers(folder / STORE)
        members = tuple(_member(part) for part in (*parts, *index))
        number = None if not index else generations.FOLDER.search(index[0].name)
        made = Contents(
            datetime.now(UTC).isoformat(timespec="seconds"), _version(), articles, passages,
            int(number[1]) if number else None, members,
        )  # fmt: skip
        whole = folder / "whole"
        _pack(whole, made, [*parts, *index])
        size = whole.stat().st_size
        whole.replace(file)
        _sync(file.parent)
    return Made(made, size, left_out, why)


def _copied(home: Path, folder: Path, opened: ExitStack) -> tuple[list[_Part], str]:
    """Copy the databases and open the generation that fits the copy of the store; say why if there is none."""
    for _ in range(ATTEMPTS):
        with ExitStack() as tried:
            index, why = _generation(home / generations.INDEX, tried)
            for name in DATABASES:
                if (home / name).is_file():
                    snapshot.copy(home / name, folder / name)
                    _check(folder / name, home / name)
            gone = index and not (home / generations.INDEX / index[0].name.split("/")[1]).exists()
            if not gone:  # else rows of its passages may have left the store before that was copied
                opened.push(tried.pop_all())
                return index, why
    raise BackupUnusable(f"{home}: is indexed again and again; stop that for a minute and run it again")


def _check(copied: Path, source: Path) -> None:
    if damage := snapshot.damage(copied):
        raise StoreUnusable(
            f"{source}: is damaged ({damage}), and so would be a backup; keep the one that you have, and put it back "
            "with dateline restore, or move the file away and index again"
        )


def _generation(index: Path, opened: ExitStack) -> tuple[list[_Part], str]:
    """Open all files of the current generation, if it is whole."""
    try:
        number = generations.current_number(index)
        if number is None:
            return [], "there is no index yet"
        held = keeping.rolled_back(index)
        arrays = generations.load(index, number, whole=True)[1]
        name = f"{generations.INDEX}/{generations.folder_name(number)}"
        files = [f"{name}/{generations.MANIFEST}", *(f"{name}/{array}.npy" for array in arrays)]
        parts = [_Part(one, opened.enter_context((index.parent / one).open("rb"))) for one in files]
    except (IndexUnusable, FileNotFoundError) as error:
        return [], f"{error}"
    told = {generations.POINTER: f"{generations.folder_name(number)}\n"}
    if held is not None and held.answers == number:
        told[keeping.NOTE] = keeping.dump(held)
    return [*parts, *(_Part(f"{generations.INDEX}/{one}", io.BytesIO(text.encode())) for one, text in told.items())], ""


def _copies(folder: Path) -> list[Path]:
    return [folder / name for name in DATABASES if (folder / name).is_file()]


def _member(part: _Part) -> Member:
    digest, size = hashlib.sha256(), 0
    while chunk := part.stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    part.stream.seek(0)
    return Member(part.name, size, digest.hexdigest())


def _pack(whole: Path, made: Contents, parts: list[_Part]) -> None:
    """Write all into one file, durably."""
    moment = int(datetime.fromisoformat(made.made_at).timestamp())
    data = contents.dump(made)
    listed = _Part(MANIFEST, io.BytesIO(data))
    with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        packer = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
        with (
            packer.stream_writer(stream, closefd=False) as packed,
            tarfile.open(fileobj=packed, mode="w|", format=tarfile.USTAR_FORMAT) as tar,
        ):
            for part, size in zip([listed, *parts], [len(data), *(one.size for one in made.members)], strict=True):
                info = tarfile.TarInfo(part.name)
                info.size, info.mode, info.mtime = size, 0o600, moment
                tar.addfile(info, part.stream)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """Give a folder beside a file for what is being made; what a backup that was killed has left there is removed.

    Raises:
        BackupUnusable: another backup is being written there.
    """
    folder = file.absolute().parent / f".{file.name}.making"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupUnusable(f"{file}: another backup is being written there; wait until it has finished") from None
        for left in folder.iterdir():
            if left.name != "lock":
                left.unlink()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _translated(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        cure = cure_of(error, file, "check the folder and its permissions, or name another file")
        raise BackupUnusable(
            f"{error.filename or file}: cannot be written ({error.strerror or error}), and what was there stays; {cure}"
        ) from error


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _version() -> str:
    try:
        return version("dateline")
    except PackageNotFoundError:  # run from its sources
        return "unknown"
