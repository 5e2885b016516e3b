"""Reads WARC files, and ARC files, their forerunners: a page each record, as a crawler got it from a site."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from corpus.errors import Unreadable
from corpus.omissions import Omission
from corpus.reading.containers.captures import Captures, ending_for, limit_for, why_none
from corpus.reading.containers.part import Part
from corpus.reading.containers.sent import Body, as_shown
from corpus.reading.items import Item, too_large
from corpus.reading.readers import Reader

LINE = 1 << 16
"""Longest line of a header in bytes; the longest addresses and cookies of 40 crawls have 8,000."""
HEADER = 1 << 20
"""Bytes of the headers of one record together."""
PIECE = 1 << 16
OF_PAGES = frozenset({"response", "resource", "conversion", "revisit"})
"""Records that are captures; the others tell of the crawl: warcinfo, request, metadata, continuation."""
OK = "200"
BEGINS = re.compile(rb"WARC/[01]\.\d+\s|\S+ \S+ \d{14} \S+ \d+\s*$")
"""How a record of a WARC file and of an ARC file begins."""


def captures_in(part: Part, captures: Captures) -> Iterator[Item]:
    """Yield the captures of a WARC file.

    Args:
        part: the file, unpacked.
        captures: those before it, of the same web.

    Raises:
        Unreadable: the file is damaged where it stands.
    """
    for record in _records(part.stream):
        if record.rec_type not in OF_PAGES:
            continue
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        saved = moment(record.rec_headers.get_header("WARC-Date") or "")
        if not address.startswith(("http://", "https://")):
            yield captures.left_out(address, saved, Omission.NO_PAGE)
        elif record.rec_type == "revisit":
            yield captures.left_out(address, saved, Omission.REPEATED)
        else:
            yield _capture(record, address, saved, captures)


def moment(text: str) -> datetime | None:
    """Read a moment as WARC has it, 2022-08-03T10:11:12Z, to the second; None if it is none."""
    try:
        return datetime.strptime(text[:19], "%Y-%m-%dT%H:%M:%S")  # noqa: DTZ007 - UTC, as all are
    except ValueError:
        return None


def _capture(record: Any, address: str, saved: datetime | None, captures: Captures) -> Item:
    http = record.http_headers
    told = http.get_header("Content-Type") if http else record.rec_headers.get_header("Content-Type")
    content_type = (told or "").strip()
    status = http.get_statuscode() if http else OK
    if status != OK:
        return captures.left_out(address, saved, _of_status(status))
    reason = why_none(content_type, address)
    if reason is not None:
        return captures.left_out(address, saved, reason)
    limit = limit_for(ending_for(content_type) or "")
    sent = _whole(record.raw_stream, limit)
    if len(sent) > limit:
        return captures.refused(address, saved, too_large(record.length or len(sent), limit))
    body = Body(sent)
    if http:
        transfer, content = (http.get_header(name) or "" for name in ("Transfer-Encoding", "Content-Encoding"))
        body = as_shown(sent, transfer, content, limit)
    if body.problem is not None:
        return captures.refused(address, saved, body.problem)
    return captures.page(address, saved, content_type, body.data, derived=record.rec_type == "conversion")


def _of_status(status: str) -> Omission:
    return {"3": Omission.REDIRECT, "4": Omission.ERROR_PAGE, "5": Omission.ERROR_PAGE}.get(
        status[:1], Omission.NO_PAGE
    )


def _whole(stream: Any, limit: int) -> bytes:
    """Return what is left of a record, a byte more than the limit at most.

    Raises:
        Unreadable: the file ends amid it.
    """
    pieces: list[bytes] = []
    size = 0
    while size <= limit and (piece := stream.read(min(PIECE, limit + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    if size <= limit:
        _to_its_end(stream)
    return b"".join(pieces)


def _to_its_end(stream: Any) -> None:
    if stream.limit > 0:
        raise Unreadable("damaged: it ends amid a record; what stands before that is read")


def _records(stream: io.BufferedReader) -> Iterator[Any]:
    """Yield the records of a file one by one; each is good until the next is asked for.

    Raises:
        Unreadable: the file is damaged where it stands.
    """
    lines = _Lines(stream)
    found = _iterator(lines)
    last = None
    while True:
        try:
            record = next(found, None)
        except (Unreadable, OSError):
            raise
        except Exception as error:  # damage makes warcio fail in many ways
            raise Unreadable(f"damaged: {' '.join(str(error).split())[:200] or type(error).__name__}") from error
        if last is not None:
            _to_its_end(last.raw_stream)
        if found.err_count:
            raise Unreadable("damaged: a record is not as long as it says; what stands before it is read")
        if record is None:
            if lines.amid_header:
                raise Unreadable("damaged: it ends amid a record; what stands before that is read")
            return
        if not hasattr(record.raw_stream, "limit"):
            raise Unreadable("damaged: a record does not say how long it is; what stands before it is read")
        yield record
        lines.amid_header, last = False, record


def _iterator(lines: _Lines) -> Any:
    """Return what iterates over the records of a file."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - few archives hold WARC files

    logging.getLogger("warcio").setLevel(logging.ERROR)  # it warns of blanks in addresses, and mends them

    class Records(ArchiveIterator):  # type: ignore[misc]
        """Says nothing on the terminal of a record that is not as long as it says.

        One whose length counts the blank lines behind it too, as those of some writers do, is as good as any.
        """

        def _consume_blanklines(self) -> tuple[bytes | None, int]:
            size = 0
            while line := self.reader.readline():
                if line.strip():
                    self.err_count += not size and BEGINS.match(line) is None
                    return line, size
                size += len(line)
            return None, size

    found = Records(io.BytesIO(), arc2warc=True)
    found.reader = lines
    return found


class _Lines:
    """A stream as warcio reads it, already unpacked, with headers of bounded size.

    Its own reader takes the end of a damaged gzip for that of the file, and joins lines in quadratic time.
    """

    decompressor = None

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._place = 0
        self._header = 0
        self.amid_header = False

    def read(self, size: int) -> bytes:
        self._header = 0
        return self._counted(self._stream.read, size)

    def readline(self, size: int | None = None) -> bytes:
        most = LINE if size is None else min(size, LINE)
        line = self._counted(self._stream.readline, most)
        self._header += len(line)
        self.amid_header |= not line.isspace() and bool(line)
        if (len(line) == LINE and not line.endswith(b"\n")) or self._header > HEADER:
            raise Unreadable("damaged: a header of a record has no end; what stands before it is read")
        return line

    def _counted(self, read: Any, size: int) -> bytes:
        try:
            data: bytes = read(size)
        except EOFError as error:  # warcio takes it for the end of the file
            raise Unreadable(f"damaged or unreadable: {error}") from error
        self._place += len(data)
        return data

    def tell(self) -> int:
        return self._place

    def rem_length(self) -> int:
        return 0

    def close_decompressor(self) -> None:
        """Have nothing to close: the stream is its container's."""


def _captures(part: Part) -> Iterator[Item]:
    return captures_in(part, Captures(part.place))


BEGINNING = re.compile(rb"WARC/[01]\.\d|filedesc://")
WARC = Reader("WARC", (".warc", ".arc"), _captures, BEGINNING)
