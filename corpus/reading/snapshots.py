"""Tells which of the files that a program saved of one page is read: ArchiveBox, HTTrack and Wget keep several."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from posixpath import dirname, splitext
from typing import Any

from corpus.data import table
from corpus.omissions import Omission
from corpus.reading.containers.captures import name_of
from corpus.reading.drafting import one_line, web_address
from corpus.reading.items import ITEM_LIMIT, Origin

_DATA = table("corpus.reading", "snapshots")
SNAPSHOT, UNLISTED, COPIES, AROUND, UNTITLED, MIRROR, KEPT_BESIDE = (
    re.compile(_DATA[name])
    for name in ("snapshot", "unlisted", "copies", "around", "untitled", "mirror", "kept_beside")
)
BEST = [re.compile(pattern) for pattern in _DATA["best"]]
NOTES_LIMIT = 1 << 20
"""Bytes of an index.json that are read."""
LEAST = 200
"""Bytes of a page; a program that was refused leaves an empty file."""
ORIGINAL = ".orig"


@dataclass(frozen=True, slots=True)
class Saved:
    """What is known of a file by the files around it.

    Attributes:
        left_out: why it is no article, or None.
        origin: of the page in it.
        article_path: what its article's id is made from, "" for its own path.
    """

    left_out: str | None = None
    origin: Origin | None = None
    article_path: str = ""


ALONE = Saved()
"""What is known of a file that nothing around it tells of."""


def saved_among(files: Iterable[tuple[str, int]], root: Path) -> dict[str, Saved]:
    """Return what is known of files by those around them.

    Args:
        files: (path below the root, size in bytes) of each, in order.
        root: the folder that they are below.
    """
    sizes = dict(files)
    told = {dirname(path): match["stamp"] for path in sizes if (match := SNAPSHOT.match(path))}
    untold = {match["folder"]: match["stamp"] for path in sizes if (match := UNLISTED.match(path))}
    snapshots = untold | told
    mirrors = {match["root"] for path in sizes if (match := MIRROR.match(path))}
    found = {path: saved for mirror in mirrors for path, saved in _beside(mirror, sizes)}
    found |= {
        path: Saved(Omission.COPY)
        for path in sizes
        if path.endswith(ORIGINAL) and not {stem := path.removesuffix(ORIGINAL), f"{stem}.html"}.isdisjoint(sizes)
    }
    if not snapshots:
        return found
    inside: dict[str, list[str]] = {}
    for path in sizes:
        folder = _folder_of(path, snapshots)
        if folder is not None:
            inside.setdefault(folder, []).append(path)
    taken: set[str] = set()
    for folder in sorted(inside, key=lambda one: (float(snapshots[one]), one)):
        notes = _notes(root / folder / "index.json") if folder in told else {}
        if notes is not None:
            found |= _sorted(folder, inside[folder], sizes, _origin(notes, snapshots[folder]), taken)
    for around in {dirname(dirname(folder)) for folder in inside}:
        start = f"{around}/" if around else ""
        found |= {
            path: Saved(Omission.SAVING)
            for path in sizes
            if path not in found and path.startswith(start) and AROUND.match(path[len(start) :])
        }
    return found


def _folder_of(path: str, folders: Iterable[str]) -> str | None:
    folder = dirname(path)
    while folder and folder not in folders:
        folder = dirname(folder)
    return folder or None


def _beside(mirror: str, sizes: dict[str, int]) -> Iterator[tuple[str, Saved]]:
    for path in sizes:
        if path.startswith(mirror) and KEPT_BESIDE.match(path[len(mirror) :]):
            yield path, Saved(Omission.SAVING)


def _notes(file: Path) -> dict[str, Any] | None:
    """Return what a snapshot's index.json tells, None if it is none."""
    try:
        with file.open("rb") as stream:
            notes = json.loads(stream.read(NOTES_LIMIT))
    except (OSError, ValueError, RecursionError):
        return None
    return notes if isinstance(notes, dict) and web_address(notes.get("url")) else None


def _origin(notes: dict[str, Any], stamp: str) -> Origin:
    """Return where a snapshot is from; it was saved when the last of its files was, or bookmarked."""
    days = [day for told in (notes.get("updated"), notes.get("bookmarked_date"), stamp) if (day := _day(told))]
    return Origin(web_address(notes.get("url")), days[0] if days else None, one_line(notes.get("title"))[:300] or None)


def _day(told: object) -> date | None:
    text = one_line(told)
    try:
        if re.fullmatch(r"\d{9,11}(?:\.\d+)?", text):
            return datetime.fromtimestamp(float(text), UTC).date()
        return date.fromisoformat(text[:10])
    except (ValueError, OverflowError, OSError):
        return None


def _sorted(folder: str, paths: list[str], sizes: dict[str, int], origin: Origin, taken: set[str]) -> dict[str, Saved]:
    """Return what the files of one snapshot are: one is the page, all others copies of it or notes."""
    names = {path: path[len(folder) + 1 :] for path in paths}
    readable = [path for path in paths if sizes[path] >= LEAST and (sizes[path] <= ITEM_LIMIT or ".warc" in path)]
    best = next((path for form in BEST for path in readable if form.match(names[path])), None)
    found = {path: Saved(Omission.COPY if COPIES.search(names[path]) else Omission.SAVING) for path in paths}
    found |= {
        f"{folder}/{name}": Saved(Omission.SAVING) for name in ("index.html", "index.json") if name in names.values()
    }
    if best is not None:
        name = name_of(origin.address) if origin.address else folder
        name = name if name not in taken else f"{name}@{origin.captured}" if origin.captured else f"{name}@{folder}"
        taken.add(name)
        titled = not UNTITLED.match(names[best])
        known = Origin(origin.address, origin.captured) if titled else origin
        found[best] = Saved(None, known, name + splitext(best)[1])
    return found
