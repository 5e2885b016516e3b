"""Keeps what was fetched in a folder of WARC files, a file a run, whole up to its last record whatever happens."""

from __future__ import annotations

import fcntl
import io
import os
from base64 import b32encode
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha1
from pathlib import Path
from typing import Any, Self

from corpus.errors import FetchStopped
from corpus.fetching.captured import ENDING, Capture, captured, captures_of, whole_length
from corpus.fetching.exchange import OK, UNCHANGED, Exchange
from corpus.full_disk import cure_of

UNFINISHED = ".fetch.unfinished"
"""Holds the name of the file of a run that is not over; hidden, so that it is read as no article."""
PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
HOP = {"transfer-encoding": "X-Orig-Transfer-Encoding"}
"""Headers of how a response was sent that its body, as it is stored, is not in any more."""


class Keeper:
    """A run's file, and what the files of earlier runs hold.

    A run that was interrupted is carried on: in its file, with what is not there yet.

    Args:
        folder: of the WARC files of a site; made if it is not there.
        agent: how we introduce ourselves.

    Raises:
        FetchStopped: another run writes there, or nothing can be written.
    """

    def __init__(self, folder: Path, agent: str) -> None:
        self._folder = folder
        self._agent = agent
        self._stream: Any = None
        self._made = not folder.exists()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(folder, os.O_RDONLY)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._lock)
            raise FetchStopped(f"another run is fetching into {folder}: wait for it, or take --out") from error
        except OSError as error:
            raise FetchStopped(f"{folder}: {error.strerror}; name another folder with --out") from error
        self.file: Path | None = self._unfinished()
        self.known: dict[str, Capture] = captured(folder)
        self.fetched = {one.address for one in captures_of(self.file)} if self.file else set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()
        if self._made and self.file is None:
            with suppress(OSError):
                self._folder.rmdir()
        os.close(self._lock)

    def _unfinished(self) -> Path | None:
        """Return the file of a run that was interrupted, without a record that is not whole."""
        marker = self._folder / UNFINISHED
        name = marker.read_text("utf-8").strip() if marker.is_file() else ""
        file = self._folder / Path(name).name
        if not name or not file.is_file():
            return None
        whole = whole_length(file)
        if whole < file.stat().st_size:
            os.truncate(file, whole)
        return file

    def conditions(self, address: str) -> dict[str, str]:
        """Return the headers that ask for a page only if it has changed."""
        last = self.known.get(address)
        if last is None or not last.stored:
            return {}
        asked = {"If-None-Match": last.etag, "If-Modified-Since": last.modified}
        return {name: value for name, value in asked.items() if value}

    def keep(self, one: Exchange) -> bool:
        """Write a request and its response; return whether there is a body that was not there before.

        Raises:
            FetchStopped: the disk is full, or takes nothing for another reason.
        """
        last = self.known.get(one.address)
        digest = f"sha1:{b32encode(sha1(one.body, usedforsecurity=False).digest()).decode()}"
        same = last is not None and bool(last.stored) and one.status == OK and last.digest == digest
        revisit = last is not None and bool(last.stored) and (same or one.status == UNCHANGED)
        written = io.BytesIO()
        writer = _writer(written)
        if self._stream is None:
            self._open(writer)
        response = self._response(writer, one, last if revisit else None, same=same)
        writer.write_request_response_pair(_request(writer, one), response)
        self._append(written.getvalue())
        moment = _moment(one.moment)
        kept = one.status == OK and not revisit
        capture = Capture(
            one.address, moment, str(one.status), moment if kept else "", digest if kept else "",
            one.header("ETag"), one.header("Last-Modified"),
        )  # fmt: skip
        self.known[one.address] = capture.after(last)
        self.fetched.add(one.address)
        return kept

    def finish(self) -> None:
        """Say that the run is over: the next one begins anew."""
        (self._folder / UNFINISHED).unlink(missing_ok=True)

    def _open(self, writer: Any) -> None:
        """Open the run's file; a new one gets a record that tells of the run."""
        if self.file is None:
            stamp = f"{datetime.now(UTC):%Y%m%d%H%M%S%f}"[:17]  # to the thousandth, as crawlers name files
            self.file = self._folder / f"{self._folder.resolve().name}-{stamp}{ENDING}"
            marker = self._folder / UNFINISHED
            try:
                marker.write_text(f"{self.file.name}\n", "utf-8")
            except OSError as error:
                raise _refused(marker, error) from error
            about = {
                "software": self._agent.partition(" ")[0],
                "format": "WARC File Format 1.1",
                "http-header-user-agent": self._agent,
                "robots": "obey",
            }
            writer.write_record(writer.create_warcinfo_record(self.file.name, about))
        try:
            self._stream = self.file.open("ab", buffering=0)
        except OSError as error:
            raise _refused(self.file, error) from error

    def _append(self, data: bytes) -> None:
        place = os.fstat(self._stream.fileno()).st_size
        try:
            written = 0
            while written < len(data):
                written += self._stream.write(data[written:])
            os.fsync(self._stream.fileno())
        except OSError as error:
            os.ftruncate(self._stream.fileno(), place)
            raise _refused(self.file, error) from error

    @staticmethod
    def _response(writer: Any, one: Exchange, last: Capture | None, *, same: bool) -> Any:
        told = {"WARC-Date": _moment(one.moment)} | ({"WARC-IP-Address": one.peer} if one.peer else {})
        if last is not None:
            told["WARC-Profile"] = PROFILES + ("identical-payload-digest" if same else "server-not-modified")
            told["WARC-Refers-To-Target-URI"], told["WARC-Refers-To-Date"] = last.address, last.stored
            if last.digest:
                told["WARC-Payload-Digest"] = last.digest
        return writer.create_warc_record(
            one.address,
            "response" if last is None else "revisit",
            payload=io.BytesIO(one.body if last is None else b""),
            length=len(one.body) if last is None else 0,
            http_headers=_http(
                f"{one.status} {one.reason}", [(HOP.get(name.lower(), name), value) for name, value in one.headers],
                f"HTTP/{one.version}",
            ),
            warc_headers_dict=told,
        )  # fmt: skip


def _refused(file: Path | None, error: OSError) -> FetchStopped:
    cure = cure_of(error, file or Path(), "check the disk and the permissions")
    return FetchStopped(f"{file}: {error.strerror}; {cure}: what is there is whole, and the same command carries on")


def _request(writer: Any, one: Exchange) -> Any:
    from yarl import URL  # noqa: PLC0415 - loaded by now

    line = f"GET {URL(one.address, encoded=True).raw_path_qs} HTTP/1.1"
    return writer.create_warc_record(
        one.address, "request", payload=io.BytesIO(), length=0, http_headers=_http(line, list(one.asked), request=True)
    )


def _http(line: str, headers: list[tuple[str, str]], protocol: str = "", *, request: bool = False) -> Any:
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415 - takes time

    class Head(StatusAndHeaders):  # type: ignore[misc]
        """Written as it was sent: the library's own rewrites what is not ASCII, and fails with some of it."""

        def compute_headers_buffer(self, header_filter: Any = None) -> None:
            self.headers_buff = self.to_bytes(header_filter, "utf-8")

    return Head(line, headers, protocol=protocol, is_http_request=request)


def _writer(stream: io.BytesIO) -> Any:
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415 - takes time

    return WARCWriter(stream, gzip=True, warc_version="1.1")


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
