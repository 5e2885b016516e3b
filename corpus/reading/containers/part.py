"""A stream of bytes in an archive, with its names, and what it may cost to unpack it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from posixpath import splitext
from typing import IO, Any, cast

from corpus.errors import Unreadable
from corpus.reading.items import SAME, Item, Origin
from corpus.reading.sites.site import Site

RATIO = 200
"""A stream may unpack to so many times its size: the Senate archive has 8 times, while deflate makes zeros 1,032 times
smaller, and xz 7,000 times."""
FREE, FREE_IN_ALL = 64 << 20, 1 << 30
"""Bytes to which one stream, and all that are in a file on disk, may unpack however small they are."""


Kept = Callable[[str, bytes], bool]
"""Keeps what came of a file when it was read last, if its path and bytes are the same; tells whether they are."""


@dataclass(slots=True)
class Budget:
    """Bytes that one file on disk may still unpack to, in all layers together: bombs are nested."""

    left: int


@dataclass(frozen=True, slots=True)
class Part:
    """A file, a member of a container or what a compressed stream holds, before anything is known of it.

    Attributes:
        stream: at its first byte; good until the container is asked for the next part.
        path: below the archive's root, as items are told by it: ``wire.jsonl`` for what is in ``wire.jsonl.gz``.
        article_path: what the ids of its articles are made from.
        place: where it lies, below the archive's root; names of members follow it: ``news.tar.gz`` for its tar.
        budget: of the file on disk that it is in.
        depth: containers around it.
        origin: what the container that it is in knows of it.
        fields: which fields its records have for what, as the archive's maintainer tells it: names by role
            ("text", "title", "date", "url", "id", "authors", "lang"); an empty name says that there is none.
        notes: what a run tells of how the file on disk was read, such as which columns were taken for what.
        sites: in the file on disk or around it, which tell what tables are no articles.
        begun: what it holds as a compressed stream, if that has been unpacked in part already.
        kept: keeps what is the same as before, where anything is known; its members need not be looked into.
    """

    stream: io.BufferedReader
    path: str
    article_path: str
    place: str
    budget: Budget
    depth: int = 0
    origin: Origin | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    sites: tuple[Site, ...] = ()
    begun: io.RawIOBase | None = None
    kept: Kept | None = None

    def same_member(self, name: str, data: bytes) -> Item | None:
        """Return ``SAME`` if a member is as it was, with which all is done; None if it has to be looked into."""
        return SAME if self.kept is not None and self.kept(f"{self.place}/{name}", data) else None

    def member(self, name: str, stream: IO[bytes], origin: Origin | None = None) -> Part:
        """Return a member of it. A container at the top of an archive is the archive's root; others are folders."""
        folder = f"{splitext(self.article_path)[0]}/" if "/" in self.place else ""
        path = f"{self.place}/{name}"
        stream, depth = _buffered(stream), self.depth + 1
        known = self.budget, depth, origin, self.fields, self.notes, self.sites, None, self.kept
        return Part(stream, path, folder + name, path, *known)

    def content(self, stream: IO[bytes], endings: dict[str, str]) -> Part:
        """Return what it holds as a compressed stream.

        Args:
            stream: uncompressed.
            endings: of names of such streams, with what stands instead when they are unpacked.
        """
        unpacked = self.unpacking(stream, self.stream.tell)
        named = (splitext(path) for path in (self.path, self.article_path))
        path, article_path = (stem + endings.get(ending.lower(), ending) for stem, ending in named)
        return replace(self, stream=unpacked, path=path, article_path=article_path, depth=self.depth + 1, begun=None)

    def unpacking(self, stream: IO[bytes], packed: Callable[[], int]) -> io.BufferedReader:
        """Return a stream that refuses to unpack to far more than it may; ``packed`` tells the bytes it has taken."""
        return _buffered(cast("IO[bytes]", _Unpacking(stream, packed, self.budget)))

    def refused(self, reason: str) -> Item:
        """Return it as an item that could not be fetched."""
        return Item(self.path, self.article_path, None, b"", reason)

    def left_out(self, reason: str) -> Item:
        """Return it as an item that is no article, unread."""
        return Item(self.path, self.article_path, None, b"", left_out=reason)


class _Unpacking(io.RawIOBase):
    """Counts the bytes that a stream is unpacked to."""

    def __init__(self, stream: Any, packed: Callable[[], int], budget: Budget) -> None:
        self.stream = stream
        self.packed = packed
        self.budget = budget
        self.size = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.size

    def readinto(self, buffer: Any) -> int:
        count = int(self.stream.readinto1(buffer))
        self.size += count
        self.budget.left -= count
        if (self.size > FREE and self.size > RATIO * self.packed()) or self.budget.left < 0:
            raise Unreadable(
                f"it unpacks to more than {RATIO} times its size, as nothing that people write does: leave it out, or "
                "unpack it yourself"
            )
        return count


def _buffered(stream: IO[bytes]) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("Any", stream), 1 << 16)


def safe_name(name: str) -> str:
    """Return a member's name as a path that can be stored and never leads out of its container; "" if it is hidden."""
    if _is_safe(name):
        return name
    parts = [part for part in name.split("/") if part not in {"", ".", ".."}]
    return "" if any(part.startswith((".", "__MACOSX")) for part in parts) else storable("/".join(parts))


def _is_safe(name: str) -> bool:
    """Tell whether a name is one as it stands; nearly all are, and seeing that takes a tenth of taking it apart."""
    led = name[:1] in {"", ".", "/"} or name[-1] == "/"
    return not led and name.isascii() and "/." not in name and "//" not in name and "__MACOSX" not in name


def storable(name: str) -> str:
    """Replace the bytes of a name that are no UTF-8, which Python keeps as lone surrogates."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
