"""Looks into containers, and into those that are in them, down to the items."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from corpus.errors import Unreadable
from corpus.reading.containers.activitypub import OUTBOX
from corpus.reading.containers.compressed import COMPRESSED
from corpus.reading.containers.delimited import TABLE
from corpus.reading.containers.epub import EPUB
from corpus.reading.containers.feed import FEEDS
from corpus.reading.containers.json_feed import JSON_FEEDS
from corpus.reading.containers.json_file import JSON_FILE
from corpus.reading.containers.lines import LINES
from corpus.reading.containers.mbox import MBOX
from corpus.reading.containers.mhtml import MHTML
from corpus.reading.containers.movable_type import MOVABLE_TYPE_EXPORT
from corpus.reading.containers.part import Part
from corpus.reading.containers.sqlite import SQLITE
from corpus.reading.containers.tar import TAR
from corpus.reading.containers.telegram import TELEGRAM_EXPORT
from corpus.reading.containers.wacz import WACZ
from corpus.reading.containers.warc import WARC
from corpus.reading.containers.webarchive import WEBARCHIVE
from corpus.reading.containers.x_archive import X_ARCHIVE
from corpus.reading.containers.zim import ZIM
from corpus.reading.containers.zip import ZIP
from corpus.reading.formats.registry import FORMATS
from corpus.reading.items import ITEM_LIMIT, SAME, Item, too_large
from corpus.reading.readers import HEAD, Reader, any_of, ending_of, reader_for
from corpus.reading.sites.exports import omission_in_export
from corpus.reading.sites.sorting import may_hold_posts

CONTAINERS: tuple[Reader[Part, Part | Item], ...] = (
    TAR, ZIP, *COMPRESSED, LINES, MBOX, TELEGRAM_EXPORT, OUTBOX, X_ARCHIVE, MOVABLE_TYPE_EXPORT, FEEDS, JSON_FEEDS,
    TABLE, JSON_FILE, SQLITE, EPUB, WARC, WACZ, MHTML, WEBARCHIVE, ZIM,
)  # fmt: skip
"""A new container is one module, and its name here."""
LIMITS = {ending: one.limit for one in FORMATS if one.limit for ending in one.endings}
CONTAINED = frozenset(ending for one in CONTAINERS for ending in one.endings)
BEGINNING = any_of(CONTAINERS)
KNOWN = CONTAINED | {ending for one in FORMATS for ending in one.endings}
"""Files whose first bytes are looked at. Other endings say that a file is something of its own: a .jar begins as a zip
does, and is none to us. A number is none: months of mail are called list.201905."""
DEPTH = 8
"""Containers in each other. A .jsonl.gz in a .tar.xz in a .zip is five: compression counts, and lines do."""
PIECE = 1 << 16
"""Bytes for which room is made at first: making it for the largest item takes longer than reading most."""
DAMAGED = (
    Unreadable, tarfile.TarError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, EOFError, OSError,
    NotImplementedError, ValueError,
)  # fmt: skip
"""What is raised of a container that is refused or damaged, and of a file that cannot be opened. NotImplementedError
is said of a later kind of zip, ValueError of names and numbers in headers that cannot be read."""


def items_in(part: Part) -> Iterator[Item]:
    """Yield every item of a part, in order, but for those that are kept as they were (``Part.kept``).

    A member that is damaged or refused becomes an item with a problem, and the others are read, unless it shows
    next that its container is damaged where it stands: then the damage is the container's.

    Raises:
        Unreadable: the part itself is refused. Damage is told by the other errors in ``DAMAGED``.
    """
    ending = ending_of(part.path)
    if ending == ".csv" and (reason := omission_in_export(part.sites, part.path)) is not None:
        yield part.left_out(reason)  # whole, not row by row
        return
    posts = may_hold_posts(part.path)
    head = part.stream.peek(HEAD)[:HEAD] if ending in KNOWN or ending[1:].isdigit() else b""
    may_be = ending in CONTAINED or BEGINNING.match(head) is not None
    container = X_ARCHIVE if posts else reader_for(CONTAINERS, part.path, head) if may_be else None
    if container is None or _is_document(part.path, head):
        yield _whole(part, ending)
        return
    if part.depth >= DEPTH:
        raise Unreadable(f"containers in each other, more than {DEPTH} deep: unpack some of them")
    refused: list[Item] = []
    for found in container.read(part):
        yield from refused
        refused = []
        if found is SAME:
            continue
        if isinstance(found, Item):
            yield found
            continue
        try:
            yield from items_in(found)
        except DAMAGED as error:
            if found.place == part.place:
                raise
            refused = [found.refused(why(error))]
    yield from refused


def _is_document(path: str, head: bytes) -> bool:
    """Tell whether a file that begins as a container does is one document: an .odt is a zip."""
    return any(ending_of(path) in one.endings and one.knows(head) for one in FORMATS)


def why(error: BaseException) -> str:
    """Say why a container or a member of one is not read to its end."""
    if isinstance(error, Unreadable):
        return str(error)
    return f"damaged or unreadable: {getattr(error, 'strerror', None) or error or type(error).__name__}"


def _whole(part: Part, ending: str) -> Item:
    limit = LIMITS.get(ending, ITEM_LIMIT)
    data = part.stream.read(PIECE)
    if len(data) == PIECE:
        data += part.stream.read(limit)
    if len(data) <= limit:
        return Item(part.path, part.article_path, None, data, origin=part.origin)
    size = len(data) + sum(map(len, iter(lambda: part.stream.read(1 << 20), b"")))
    return part.refused(too_large(size, limit))
