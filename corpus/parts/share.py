"""Which files and items of an archive are whose, so that any number of runs read it without knowing of each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from corpus.errors import PartsUnusable
from corpus.reading.items import Item
from corpus.reading.walking import Source

EACH = 8
"""A file of more than one in so many bytes of a part is shared out by its items, past which the other parts pass:
unpacking is a hundredth of reading. A smaller one is one part's alone, so that not every part opens every file."""
SHARE = re.compile(r"0*([1-9]\d{0,4})/0*([1-9]\d{0,4})")
FILE = re.compile(r"([1-9]\d{0,4})-of-([1-9]\d{0,4})\.db")


@dataclass(frozen=True, order=True, slots=True)
class Share:
    """One part of several.

    Attributes:
        of: how many there are.
        number: which one it is, from 1.
    """

    of: int
    number: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @property
    def file_name(self) -> str:
        """What the file is called that holds what came of it."""
        return f"{self.number}-of-{self.of}.db"

    def large(self, total: int) -> int:
        """Return the size in bytes from which on a file is shared out by its items, of archives of some bytes in all.

        By powers of two, so that it stays for those that grow while their parts are read.
        """
        return (1 << total.bit_length()) // (2 * EACH * self.of)

    def opens(self, source: Source, large: int) -> bool:
        """Tell whether something in a file may be this part's."""
        return source.size > large or self._has(source.path)

    def has(self, item: Item, source: Source, large: int) -> bool:
        """Tell whether an item of a file that it opens is this part's."""
        return source.size <= large or self._has(f"{item.path} {item.line}")

    def _has(self, name: str) -> bool:
        return crc32(name.encode("utf-8", "surrogatepass")) % self.of == self.number - 1


def share_of(words: str) -> Share:
    """Read "2/4".

    Raises:
        ValueError: it is no part of several.
    """
    found = SHARE.fullmatch(words.strip())
    share = found and Share(int(found[2]), int(found[1]))
    if share is None or share.number > share.of:
        raise ValueError(f"{words!r} is no part of several; write 2/4 for the second of four")
    return share


def files_in(folder: Path) -> dict[Share, Path]:
    """Return the files of parts in a folder, in order.

    Raises:
        PartsUnusable: the folder cannot be listed.
    """
    try:
        names = [(FILE.fullmatch(file.name), file) for file in folder.iterdir()] if folder.exists() else []
    except OSError as error:
        raise PartsUnusable(f"{folder}: cannot be listed ({error.strerror}); check the path and permissions") from error
    return dict(sorted((Share(int(found[2]), int(found[1])), file) for found, file in names if found is not None))
