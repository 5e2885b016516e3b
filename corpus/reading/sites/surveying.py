"""Looks at the names in an archive file, before it is read, for the sources of a site or code."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from posixpath import basename
from typing import IO

from corpus.reading.containers.compressed import Begun, begun
from corpus.reading.containers.part import safe_name
from corpus.reading.containers.tar import Tar
from corpus.reading.sites.exports import BODY
from corpus.reading.sites.recognising import is_data, limit_of, sites_among, tells
from corpus.reading.sites.site import Site

TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
UNTOLD = 64 << 20
"""Unpacked bytes of a tar after which no more names are looked at if none has told of a site or of code: the sources of
sites begin with such files, as .github and .gitignore, and unpacking all of another archive twice takes long."""
TOLD = 1 << 30
CHUNK = 1 << 16
MEMBERS = 200_000
SIGNS = frozenset({".gitignore", ".gitattributes", ".editorconfig"})


def survey(stream: IO[bytes], path: str) -> tuple[tuple[Site, ...], Begun | None]:
    """Return the sites in an archive file, their folders told as its members' paths are; none in any other file.

    Args:
        stream: at its first byte, where it stands again afterwards.
        path: of the file, below its archive's root.

    Returns:
        The sites, and what the file holds as a compressed stream, at its first byte, where that need not be unpacked
        once more.
    """
    lower = path.lower()
    if not lower.endswith((".zip", *TARS)):
        return (), None
    names: list[str] = []
    held: dict[str, bytes] = {}
    again = None
    with suppress(Exception):  # what is damaged or refused is told when it is read; what stands before counts
        if lower.endswith(".zip"):
            _look_in_zip(stream, names, held)
        elif (packed := begun(stream)) is None:
            _look_in_tar(stream, names, held)
        else:
            buffered = io.BufferedReader(packed, CHUNK)
            _look_in_tar(buffered, names, held)
            buffered.detach()
            again = packed.begin_again()
    stream.seek(0)
    try:
        found = sites_among((f"{path}/{name}" for name in names), lambda name: held.get(name[len(path) + 1 :]))
    except Exception:  # noqa: BLE001 - hostile settings are no reason not to read the rest
        return (), again
    return found, again


def _look_in_zip(stream: IO[bytes], names: list[str], held: dict[str, bytes]) -> None:
    with zipfile.ZipFile(stream) as archive:
        for member in archive.infolist()[:MEMBERS]:
            name = _name(member.filename)
            if not name or member.is_dir():
                continue
            names.append(name)
            if tells(name) or is_data(name):
                with archive.open(member) as opened:
                    held[name] = opened.read(limit_of(name))


def _look_in_tar(stream: IO[bytes], names: list[str], held: dict[str, bytes]) -> None:
    limit = UNTOLD
    tar = Tar(stream)
    for member in tar:
        name = _name(member.name)
        if name and member.isfile():
            names.append(name)
            told = tells(name)
            if told or is_data(name):
                held[name] = tar.content(member).read(limit_of(name))
            if told or basename(name) in SIGNS or BODY.fullmatch(name):
                limit = TOLD
        if member.offset_data + member.size > limit or len(names) >= MEMBERS:
            break


def _name(name: str) -> str:
    """Return a member's name as a path; of those that are hidden only what tells of a site or of code."""
    parts = [part for part in name.split("/") if part not in {"", ".", ".."}]
    return "/".join(parts) if parts and (tells(parts[-1]) or parts[-1] in SIGNS) else safe_name(name)
