"""Tells a full disk from any other refusal, in whatever words it is said, and what to do about it."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path
from shutil import disk_usage

CURE = "make room on the disk"
REFUSED = frozenset({ENOSPC, EDQUOT, EFBIG})
UNCLEAR = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
"""What SQLite says where there is no room for the notes of who reads and writes that it keeps beside a database."""
NOTES = sqlite3.SQLITE_IOERR_SHMSIZE
"""What it says where these notes are refused as soon as they grow."""
LEAST = 1 << 18
"""Bytes that must be left on a disk for such an error not to be about room; the notes take 32 KiB."""
NUMPY = " requested and "
"""In what numpy says of an array of which the disk took only a part; it passes no number on."""


def is_full(error: BaseException, place: Path) -> bool:
    """Tell whether an error of the system, of SQLite or numpy is about the room on a disk.

    Args:
        error: what was raised.
        place: a file or folder on the disk; it need not be there.
    """
    if isinstance(error, sqlite3.Error):
        said = getattr(error, "sqlite_errorcode", 0)
        code = said & 0xFF
        return code == sqlite3.SQLITE_FULL or said == NOTES or (code in UNCLEAR and _free(place) < LEAST)
    return isinstance(error, OSError) and (error.errno in REFUSED or (error.errno is None and NUMPY in str(error)))


def cure_of(error: BaseException, place: Path, otherwise: str) -> str:
    """Return what to do about what was refused: to make room where that is it."""
    return CURE if is_full(error, place) else otherwise


def _free(place: Path) -> int:
    for one in (place, *place.absolute().parents):
        with suppress(OSError):
            return disk_usage(one).free
    return LEAST
