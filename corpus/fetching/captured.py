"""Reads out of WARC files what is known of pages: when they were fetched, and how to ask whether they changed."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

PIECE = 1 << 20
ENDING = ".warc.gz"


@dataclass(frozen=True, slots=True)
class Capture:
    """What is known of a page.

    Attributes:
        address: canonical.
        moment: when it was fetched last, as WARC has it.
        status: of the response then, as 200.
        stored: when the body that is kept of it was fetched; "" if none is kept.
        digest: of that body.
        etag: that came with it.
        modified: the Last-Modified that came with it.
    """

    address: str
    moment: str
    status: str
    stored: str = ""
    digest: str = ""
    etag: str = ""
    modified: str = ""

    def after(self, earlier: Capture | None) -> Capture:
        """Return what is known after it, where an earlier one is known too: a revisit has no body."""
        if self.stored or earlier is None or not earlier.stored:
            return self
        kept = replace(earlier, moment=self.moment, status=self.status)
        return replace(kept, etag=self.etag or kept.etag, modified=self.modified or kept.modified)


def captured(folder: Path) -> dict[str, Capture]:
    """Return what is known of each page by the WARC files of a folder, in the order of their names."""
    found: dict[str, Capture] = {}
    for file in sorted(folder.glob(f"*{ENDING}")):
        for one in captures_of(file):
            found[one.address] = one.after(found.get(one.address))
    return found


def captures_of(file: Path) -> Iterator[Capture]:
    """Yield the captures of a WARC file; of a damaged one, those before the damage."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - takes time

    logging.getLogger("warcio").setLevel(logging.ERROR)
    with file.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream):
                if record.rec_type in {"response", "revisit"} and record.http_headers:
                    yield _capture(record)
        except Exception:  # noqa: BLE001 - damage makes warcio fail in many ways, and dateline index tells of it
            return


def _capture(record: Any) -> Capture:
    warc, http = record.rec_headers, record.http_headers
    moment, status = warc.get_header("WARC-Date") or "", http.get_statuscode()
    kept = record.rec_type == "response" and status == "200"
    return Capture(
        warc.get_header("WARC-Target-URI") or "",
        moment,
        status,
        moment if kept else "",
        (warc.get_header("WARC-Payload-Digest") or "") if kept else "",
        http.get_header("ETag") or "",
        http.get_header("Last-Modified") or "",
    )


def whole_length(file: Path) -> int:
    """Return the bytes of a WARC file up to the end of its last whole record."""
    whole = place = 0
    with file.open("rb") as stream:
        made = zlib.decompressobj(zlib.MAX_WBITS | 16)
        while data := stream.read(PIECE):
            place += len(data)
            while data:
                try:
                    made.decompress(data, PIECE)
                except zlib.error:
                    return whole
                data = made.unconsumed_tail
                if made.eof:
                    data = made.unused_data
                    whole = place - len(data)
                    made = zlib.decompressobj(zlib.MAX_WBITS | 16)
    return whole
