"""What is handed to a format: one file, one member of a container, or one record of a file of many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from posixpath import splitext

from corpus.model import CONTENT_DIGITS, READER_VERSION
from corpus.reading.directions import NO_DIRECTIONS, Directions

ITEM_LIMIT = 16 * 1024 * 1024
"""Largest item in bytes. The longest article that we know of, a State of the Union message, has 0.22 MB."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item is from, as its container knows it and the item itself may not.

    Attributes:
        address: of the page, for readers to open; None where it is not known.
        captured: the day on which it was saved.
        title: what it is called, where it says nothing of that itself; None where it does or that is not known.
    """

    address: str | None = None
    captured: date | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One unit of reading.

    Attributes:
        path: below the archive's root, with forward slashes; members follow the name of their container.
        article_path: what the article's id is made from: the path below the outermost container.
        line: 1-based line of a record, None for a whole file.
        data: the bytes, at most as many as its reader's ``limit``; empty when ``problem`` says why there are none.
        problem: why the item could not be fetched, or None.
        origin: what its container knows of it.
        left_out: why it is no article, where its container or place tells that already (``corpus.omissions``), or None.
        fields: of a record, which one is what ("text", "title", "date", "url", "id", "authors", "lang"), where its
            container knows that: role and name; an empty name says that there is none.
        format: the name of the reader that it is for, where its container knows that better than its name tells.
        directions: how its archive is to be read.
    """

    path: str
    article_path: str
    line: int | None
    data: bytes
    problem: str | None = None
    origin: Origin | None = None
    left_out: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    format: str | None = None
    directions: Directions = NO_DIRECTIONS

    @property
    def digest(self) -> str:
        """Hash of all that comes of it but for its place: 32 hexadecimal digits, and 16 if its container tells of it.

        The first are of its content and how it is read; captures of a page have them in common while it stays the
        same. What is told beside the content, such as the day of a capture, is in the others.
        """
        found = _hashed(self.data, self.directions)
        # Another column for the text makes another article of the same row.
        if any(read_as := (self.problem, self.left_out, self.fields, self.format)):
            found.update(_written(read_as))
        told = "" if self.origin is None else blake2b(_written(self.origin), digest_size=8).hexdigest()
        return found.hexdigest() + told

    @property
    def article_id(self) -> str:
        """The id of its article, unless that has one of its own: the path without its ending, and the line."""
        stem, ending = splitext(self.article_path)
        stem = self.article_path if "?" in ending else stem  # index.html?p=1, as Wget names pages
        return stem if self.line is None else f"{stem}#{self.line}"


def digest_of_whole(data: bytes, directions: Directions) -> str:
    """Return the digest of an item of which nothing is told but what is in it."""
    return _hashed(data, directions).hexdigest()


def _hashed(data: bytes, directions: Directions) -> blake2b:
    key = READER_VERSION.to_bytes(4, "big") + directions.digest.encode()
    return blake2b(data, digest_size=CONTENT_DIGITS // 2, key=key)


SAME = Item("", "", None, b"")
"""Stands for an item that is as it was when it was read last, and has been noted as that."""


def _written(told: object) -> bytes:
    return repr(told).encode("utf-8", "surrogatepass")


def too_large(size: int, limit: int = ITEM_LIMIT) -> str:
    """Say that an item of ``size`` bytes is refused, and what to do."""
    return (
        f"{size / 1e6:.1f} MB in one piece; an article may have at most {limit // 2**20} MiB: "
        "split it, or check that the file is what it seems"
    )
