"""Generations on disk: complete, immutable indexes side by side, and the pointer that names the current one.

    index/current             one line: the folder of the current generation
    index/generation-000012/  manifest.json and one .npy file per array

A generation is written under a temporary name, checked, renamed, and only then pointed to; every step is atomic,
so that whatever interrupts building, the old index keeps answering.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tokenize
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexUnusable

FORMAT = 7
"""Goes up when the arrays or the analysis of text change."""
READABLE = frozenset({FORMAT})
"""Others are refused with the cure."""
INDEX = "index"
"""Name of the folder of generations under the home."""
FOLDER = re.compile(r"generation-([0-9]{6,9})")
POINTER = "current"
MANIFEST = "manifest.json"
ANEW = "build it anew of the store: dateline index"
CURE = "build it again: dateline index PATH --full"

Piece = npt.NDArray[Any]
Arrays = dict[str, Piece]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself."""

    number: int
    built_at: str
    passages: int
    articles: int
    terms: int
    settings: dict[str, float]
    store_state: str
    analysis: str
    format: int = FORMAT

    @property
    def identity(self) -> str:
        """What tells this generation from any other that was built of the same store."""
        return f"{self.number} {self.built_at}"


def folder_name(number: int) -> str:
    """Return the name of a generation's folder."""
    return f"generation-{number:06d}"


def numbers(index: Path) -> list[int]:
    """Return the numbers of the complete generations on disk, ascending."""
    found = (FOLDER.fullmatch(path.name) for path in index.glob("generation-*"))
    return sorted(int(match[1]) for match in found if match is not None)


def current_number(index: Path) -> int | None:
    """Return the number of the current generation, None if there is none yet.

    Raises:
        IndexUnusable: the pointer does not name a generation.
    """
    try:
        name = (index / POINTER).read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnusable(f"{index / POINTER}: cannot be read ({error}); {CURE}") from error
    match = FOLDER.fullmatch(name)
    if match is None:
        raise IndexUnusable(f"{index / POINTER}: names no generation; {CURE}")
    return int(match[1])


def pointed(index: Path) -> int:
    """Return the number of the current generation.

    Raises:
        IndexUnusable: there is none yet, or the pointer does not name one.
    """
    number = current_number(index)
    if number is None:
        raise IndexUnusable(f"{index}: there is no index yet; run: dateline index PATH")
    return number


class Writing:
    """A generation that is being written under a temporary name.

    Attributes:
        folder: where its arrays are written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, dict[str, int]] = {}

    def array(self, name: str, array: npt.NDArray[Any]) -> None:
        """Write an array."""
        with self.pieces(name, array.dtype, array.shape) as write:
            write(array)

    @contextmanager
    def pieces(self, name: str, dtype: npt.DTypeLike, shape: tuple[int, ...]) -> Iterator[Callable[[Piece], None]]:
        """Write an array piece by piece, durably; what is yielded takes the next piece.

        Raises:
            ValueError: the pieces are not as much as the shape says.
        """
        with (self.folder / f"{name}.npy").open("wb") as stream:
            counted = _Counted(stream)
            header = np.lib.format.header_data_from_array_1_0(np.empty(0, dtype)) | {"shape": shape}
            np.lib.format.write_array_header_1_0(counted, header)
            size = counted.bytes + int(np.prod(shape, dtype=np.int64)) * np.dtype(dtype).itemsize
            yield lambda piece: counted.array(np.ascontiguousarray(piece, dtype))
            if counted.bytes != size:
                raise ValueError(f"{name}: {counted.bytes} bytes written of {size}")
            stream.flush()
            os.fsync(stream.fileno())
        self._files[name] = {"bytes": counted.bytes, "crc32": counted.crc32}

    def finish(self, manifest: Manifest) -> None:
        """Write what the generation says of itself."""
        said = {**asdict(manifest), "files": self._files}
        write_durably(self.folder / MANIFEST, json.dumps(said, indent=1))


@contextmanager
def writing(index: Path, number: int) -> Iterator[Writing]:
    """Write a generation, which gets its final name when all of it is there, and is not pointed to yet."""
    index.mkdir(parents=True, exist_ok=True)
    clean(index)
    building = index / f"{folder_name(number)}.building"
    building.mkdir()
    yield Writing(building)
    final = index / folder_name(number)
    if final.exists():
        shutil.rmtree(final)
    building.rename(final)
    _sync_folder(index)


def point_to(index: Path, number: int) -> None:
    """Make a generation the current one, atomically."""
    beside = index / f"{POINTER}.new"
    write_durably(beside, folder_name(number) + "\n")
    beside.replace(index / POINTER)
    _sync_folder(index)


def clean(index: Path) -> None:
    """Remove what interrupted builds have left."""
    for left in index.glob("*.building"):
        shutil.rmtree(left, ignore_errors=True)


def load(index: Path, number: int, *, whole: bool = False) -> tuple[Manifest, Arrays]:
    """Map a generation's arrays into memory.

    Args:
        index: the folder of generations.
        number: which one.
        whole: compare every byte with its checksum too, not only the sizes.

    Raises:
        IndexUnusable: it is missing, damaged, or of another format; nothing of it is used then.
    """
    folder = index / folder_name(number)
    said = _manifest(folder)
    return _as_manifest(said), dict(_arrays(folder, said["files"], whole=whole))


def check(index: Path, number: int) -> Manifest:
    """Return what a generation says of itself if all of it is there; no more than one array is mapped at a time.

    Raises:
        IndexUnusable: as ``load``.
    """
    folder = index / folder_name(number)
    said = _manifest(folder)
    for _ in _arrays(folder, said["files"]):
        pass
    return _as_manifest(said)


def _as_manifest(said: dict[str, Any]) -> Manifest:
    return Manifest(**{one.name: said[one.name] for one in fields(Manifest)})


def _arrays(folder: Path, files: dict[str, Any], *, whole: bool = False) -> Iterator[tuple[str, Piece]]:
    """Yield the arrays of a generation by name, mapped."""
    for name, expected in files.items():
        path = folder / f"{name}.npy"
        try:
            if path.stat().st_size != expected["bytes"] or (whole and _checksum(path) != expected["crc32"]):
                raise IndexUnusable(f"{path}: is damaged; {CURE}")
            mode = "r" if expected["bytes"] > EMPTY_ARRAY_BYTES else None
            loaded = np.load(path, mmap_mode=mode, allow_pickle=False)  # type: ignore[arg-type]
        except (OSError, ValueError, KeyError, TypeError, SyntaxError, tokenize.TokenError) as error:
            raise IndexUnusable(f"{path}: cannot be read ({error}); {CURE}") from error
        yield name, loaded.view(np.ndarray)  # numpy's memmap class makes every access dearer


EMPTY_ARRAY_BYTES = 128
"""An empty array's file is its header only, which cannot be mapped."""


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        found, _ = manifest["format"], [manifest[one.name] for one in fields(Manifest)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexUnusable(f"{folder / MANIFEST}: cannot be read ({error}); {CURE}") from error
    if found in READABLE and not isinstance(manifest.get("files"), dict):
        raise IndexUnusable(f"{folder / MANIFEST}: names no files; {CURE}")
    if found not in READABLE:
        raise IndexUnusable(f"{folder}: is of format {found}, this Dateline reads {FORMAT}; {ANEW}")
    return dict(manifest)


class _Counted:
    """A file that is written once, while its bytes and their checksum are counted."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.bytes = 0
        self.crc32 = 0

    def write(self, data: bytes) -> int:
        self.bytes += len(data)
        self.crc32 = zlib.crc32(data, self.crc32)
        return self.stream.write(data)

    def array(self, piece: Piece) -> None:
        if piece.size:
            self.write(piece.reshape(-1).view(np.uint8).data)  # type: ignore[arg-type]


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            value = zlib.crc32(chunk, value)
    return value


def write_durably(path: Path, text: str) -> None:
    """Write a small file so that it is on disk when this returns."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # other systems have no such call
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
