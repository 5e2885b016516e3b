"""Writes a file that a command was asked for, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

import click

from corpus.errors import NotWritten
from corpus.full_disk import cure_of

STDOUT = "-"


@contextmanager
def written(file: Path) -> Iterator[IO[str]]:
    """Give a stream; what was in the file before stays until all of the new is on the disk.

    Args:
        file: its path, or ``STDOUT``; what is no file, such as a pipe, is written as it stands.

    Raises:
        NotWritten: the folder or the disk takes no file; what was there before is as it was.
    """
    if str(file) == STDOUT or (file.exists() and not file.is_file()):
        with click.open_file(str(file), "w", encoding="utf-8") as stream:
            yield stream
        return
    file = file.resolve()  # a link stays one
    made: Path | None = None
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=file.parent, prefix=f".{file.name}.", delete=False
        ) as beside:
            made = Path(beside.name)
            yield beside
            beside.flush()
            os.fsync(beside.fileno())
        made.chmod(0o666 & ~_umask())
        made.replace(file)
        made = None
    except OSError as error:
        cure = cure_of(error, file, "check the folder and its permissions, or name another file with --out")
        raise NotWritten(f"{file}: cannot be written ({error.strerror or error}); {cure}") from error
    finally:
        if made is not None:
            with suppress(OSError):
                made.unlink()


def _umask() -> int:
    """Return which permissions new files do not get; it can only be asked for by setting it."""
    found = os.umask(0)
    os.umask(found)
    return found
