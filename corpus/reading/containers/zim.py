"""Reads ZIM files, in which encyclopedias and sites are kept for reading offline.

Its own reader, because libzim is under the GPL, of what https://wiki.openzim.org/wiki/ZIM_file_format tells: 80 bytes
of header, a list of entries, and clusters of packed contents. Those are read cluster by cluster, so that each is
unpacked once.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import IO, Any

from corpus.errors import Unreadable
from corpus.omissions import Omission
from corpus.reading.containers.captures import ending_for, limit_for, why_none
from corpus.reading.containers.part import Part, storable
from corpus.reading.containers.spool import at_any_place
from corpus.reading.items import Item, Origin, too_large
from corpus.reading.readers import Reader

HEADER = struct.Struct("<IHH16sIIQQQQIIQ")
MAGIC = 72173914
ENTRY = struct.Struct("<HBcI")
REDIRECT = 0xFFFF
NO_CONTENT = 0xFFFD
"""Media types from here on are of entries without content: link targets and deleted ones, and redirects."""
MEDIA_LIMIT, NAME_LIMIT = 1 << 16, 1 << 12
"""Bytes of the list of media types, and of an entry with its path and title."""
PAGES = (b"A", b"C")
"""Namespaces of contents: of old files, whose pages stand apart, and of new ones, in which all contents do."""
ABOUT = b"M"
"""Namespace of what is told of the file itself."""
UNPACKED, XZ, ZSTANDARD = frozenset({0, 1}), 4, 5
CLUSTER = 1 << 28
"""Bytes to which a cluster may unpack; writers make them of 2 MiB, and of one content where that is larger."""
EXTENDED = 0x10
BLOBS = 1 << 22


@dataclass(frozen=True, slots=True)
class _File:
    """A ZIM file that is open.

    Attributes:
        file: to be read at any place.
        size: its bytes.
        media: the media types that its entries name by number.
        entries: places of the entries.
        clusters: places of the clusters.
    """

    file: IO[bytes]
    size: int
    media: list[str]
    entries: array[int]
    clusters: array[int]

    def at(self, place: int, size: int) -> bytes:
        """Return some bytes, fewer at the end.

        Raises:
            Unreadable: the place is not in the file.
        """
        if not 0 <= place < self.size:
            raise Unreadable("damaged: it tells of places beyond its end; get it anew")
        self.file.seek(place)
        return self.file.read(size)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is listed of a content: where it is, and of what media type, "" for a redirect."""

    namespace: bytes
    path: str
    media: str
    cluster: int
    blob: int


def _pages(part: Part) -> Iterator[Item]:
    """Yield its pages, cluster by cluster, and before them what is none."""
    with at_any_place(part) as file:
        opened = _opened(file)
        wanted: dict[int, list[tuple[int, str, str]]] = {}
        origin: Origin | None = None
        for number in range(len(opened.entries)):
            entry = _entry(opened, number)
            if entry is None:
                continue
            if entry.namespace == ABOUT:
                origin = _made(part, opened, entry) if entry.path == "Date" else origin
                continue
            reason = why_none(entry.media, entry.path) if entry.media else Omission.REDIRECT
            if reason is None:
                wanted.setdefault(entry.cluster, []).append((entry.blob, entry.path, ending_for(entry.media) or ""))
            else:
                yield _item(part, entry.path, "", b"", left_out=reason)
        for cluster in sorted(wanted):
            for item in _contents(part, opened, cluster, sorted(wanted[cluster])):
                yield replace(item, origin=origin)


def _made(part: Part, opened: _File, entry: _Entry) -> Origin | None:
    """Return the day on which the file was made, from which its pages cannot be later."""
    data = b"".join(item.data for item in _contents(part, opened, entry.cluster, [(entry.blob, "", ".txt")]))
    try:
        return Origin(captured=date.fromisoformat(data[:10].decode("ascii", "replace")))
    except ValueError:
        return None


def _opened(file: IO[bytes]) -> _File:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(HEADER.size)
    if len(head) < HEADER.size:
        raise Unreadable("damaged: it ends amid its header; get it anew")
    magic, _, _, _, entries, clusters, paths_at, _, clusters_at, media_at, *_ = HEADER.unpack(head)
    if magic != MAGIC:
        raise Unreadable("no ZIM file, whatever it is called")
    opened = _File(file, size, [], array("Q"), array("Q"))
    listed = opened.at(media_at, MEDIA_LIMIT).partition(b"\0\0")[0]
    opened.media.extend(one.decode("utf-8", "replace") for one in listed.split(b"\0"))
    for places, count, begin in ((opened.entries, entries, paths_at), (opened.clusters, clusters, clusters_at)):
        if begin + 8 * count > size:
            raise Unreadable("damaged: it is shorter than it says; get it anew, and parts of one (.zimaa) joined")
        places.frombytes(opened.at(begin, 8 * count) if count else b"")
    return opened


def _entry(opened: _File, number: int) -> _Entry | None:
    """Return an entry; None for what is no content and tells nothing of it."""
    data = opened.at(opened.entries[number], NAME_LIMIT)
    if len(data) < ENTRY.size + 8:
        raise Unreadable("damaged: an entry is cut off; get it anew")
    media, _, namespace, _ = ENTRY.unpack_from(data)
    target = media == REDIRECT
    if (namespace not in PAGES and namespace != ABOUT) or (media >= NO_CONTENT and not target):
        return None
    at = ENTRY.size + (4 if target else 8)
    path = storable(data[at : data.find(b"\0", at)].decode("utf-8", "replace"))
    if target:
        return _Entry(namespace, path, "", 0, 0)
    if media >= len(opened.media):
        raise Unreadable("damaged: an entry is of no known media type; get it anew")
    return _Entry(namespace, path, opened.media[media] or "?", *struct.unpack_from("<II", data, ENTRY.size))


def _contents(part: Part, opened: _File, cluster: int, wanted: list[tuple[int, str, str]]) -> Iterator[Item]:
    """Yield the pages of one cluster; if it is damaged, each of them with the reason."""
    try:
        data, bounds = _unpacked(part, opened, cluster)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - each library that unpacks raises its own
        problem = str(error) if isinstance(error, Unreadable) else f"damaged, or cannot be unpacked: {error}"
        for _, path, ending in wanted:
            yield _item(part, path, ending, b"", problem=problem)
        return
    for blob, path, ending in wanted:
        begin, end = bounds[blob : blob + 2] if blob + 1 < len(bounds) else (1, 0)
        if not begin <= end <= len(data):
            yield _item(part, path, ending, b"", problem="damaged: its content is not where it should be")
        elif end - begin > limit_for(ending):
            yield _item(part, path, ending, b"", problem=too_large(end - begin, limit_for(ending)))
        else:
            yield _item(part, path, ending, data[begin:end])


def _unpacked(part: Part, opened: _File, cluster: int) -> tuple[bytes, list[int]]:
    """Return what a cluster holds, and where each of its contents begins and the last ends.

    Raises:
        Unreadable: it is damaged, or unpacks to too much.
    """
    if cluster >= len(opened.clusters):
        raise Unreadable("damaged: there is no such cluster in it; get it anew")
    kind = opened.at(opened.clusters[cluster], 1)[0]
    with _stream(opened.file, kind & 0x0F) as stream:
        width = 8 if kind & EXTENDED else 4
        first = stream.read(width)
        offset = int.from_bytes(first, "little")
        if len(first) < width or offset % width or not width <= offset <= BLOBS * width:
            raise Unreadable("damaged: a cluster does not tell where its contents are; get it anew")
        listed = first + _exactly(stream, offset - width)
        bounds = [int.from_bytes(listed[at : at + width], "little") for at in range(0, offset, width)]
        if bounds[-1] > CLUSTER:
            raise Unreadable(f"a cluster unpacks to {bounds[-1] / 1e6:.0f} MB, more than any page has")
        part.budget.left -= bounds[-1]
        if part.budget.left < 0 or bounds != sorted(bounds):
            raise Unreadable("damaged: it unpacks to far more than its size; get it anew")
        return listed + _exactly(stream, bounds[-1] - offset), bounds


def _stream(file: IO[bytes], kind: int) -> Any:
    """Return a stream that unpacks what follows in a file."""
    if kind == XZ:
        return lzma.LZMAFile(file)
    if kind == ZSTANDARD:
        import zstandard  # noqa: PLC0415 - few archives hold ZIM files

        return zstandard.ZstdDecompressor(max_window_size=CLUSTER).stream_reader(file, closefd=False)
    if kind in UNPACKED:
        return io.BufferedReader(_Open(file))
    raise Unreadable(f"packed in a way ({kind}) that is no longer used: have it written anew")


class _Open(io.RawIOBase):
    """A stream that leaves its file open when it is closed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _exactly(stream: Any, size: int) -> bytes:
    pieces: list[bytes] = []
    while size > 0:
        piece = stream.read(min(size, 1 << 20))
        if not piece:
            raise Unreadable("damaged: a cluster ends too early; get it anew")
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _item(
    part: Part, path: str, ending: str, data: bytes, *, problem: str | None = None, left_out: str | None = None
) -> Item:
    named = "/".join(piece for piece in path.split("/") if piece not in {"", ".", ".."}) or "index"
    named = named if not ending or named.lower().endswith(ending) else named + ending
    return Item(f"{part.place}/{named}", named, None, data, problem, left_out=left_out)


ZIM = Reader("ZIM", (".zim",), _pages, re.compile(rb"ZIM\x04"))
