"""What is handed to a reader: one file, one member of an archive file, or one line of records."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from corpus.errors import Unreadable
from corpus.model import READER_VERSION

ITEM_LIMIT = 16 * 1024 * 1024
"""Largest item in bytes. The longest article that we know of, a State of the Union message, has 0.22 MB."""


@dataclass(frozen=True, slots=True)
class Item:
    """One unit of reading.

    Attributes:
        path: below the archive's root, with forward slashes; members follow the name of their archive file.
        article_path: what the article's id is made from: the path below the innermost archive.
        line: 1-based line of a record, None for a whole file.
        data: the bytes, at most ``ITEM_LIMIT``; empty when ``problem`` says why there are none.
        problem: why the item could not be fetched, or None.
    """

    path: str
    article_path: str
    line: int | None
    data: bytes
    problem: str | None = None

    @property
    def digest(self) -> str:
        """Hash of content and reader version, as 32 hexadecimal digits."""
        key = READER_VERSION.to_bytes(4, "big")
        return blake2b(self.data or (self.problem or "").encode(), digest_size=16, key=key).hexdigest()

    @property
    def suffix(self) -> str:
        """The file's ending in lower case with its dot, or an empty string."""
        name = self.path.rpartition("/")[2]
        stem, dot, ending = name.rpartition(".")
        return f".{ending.lower()}" if dot and stem else ""

    def checked(self) -> Item:
        """Return the item itself.

        Raises:
            Unreadable: the item could not be fetched.
        """
        if self.problem is not None:
            raise Unreadable(self.problem, self.line)
        return self


def too_large(size: int) -> str:
    """Say that an item of ``size`` bytes is refused, and what to do."""
    return (
        f"{size / 1e6:.1f} MB in one piece; an article may have at most {ITEM_LIMIT // 2**20} MiB: "
        "split it, or check that the file is what it seems"
    )
