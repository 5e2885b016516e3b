"""Takes backups apart, and makes such as somebody else could."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import Path
from typing import IO, Any

import zstandard


def members(file: Path) -> dict[str, bytes]:
    """Return what a backup holds by name, in its order."""
    with zstandard.ZstdDecompressor().stream_reader(file.read_bytes()) as stream:
        held = io.BytesIO(stream.read())
    with tarfile.open(fileobj=held) as tar:
        return {one.name: _read(tar.extractfile(one)) for one in tar}


def packed(file: Path, parts: list[tuple[tarfile.TarInfo, bytes]]) -> Path:
    """Pack whatever somebody likes."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for info, data in parts:
            tar.addfile(info, io.BytesIO(data))
    file.write_bytes(zstandard.compress(made.getvalue()))
    return file


def plain(name: str, data: bytes, **more: Any) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for key, value in more.items():
        setattr(info, key, value)
    return info, data


def listed(held: dict[str, bytes], **more: Any) -> dict[str, Any]:
    """Return a manifest that fits what is held."""
    said: dict[str, Any] = json.loads(held["manifest.json"])
    said["members"] = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in held.items()
        if name != "manifest.json"
    ]
    return said | more


def repacked(file: Path, held: dict[str, bytes], **more: Any) -> Path:
    """Pack a backup whose manifest fits what it holds."""
    said = json.dumps(listed(held, **more)).encode()
    rest = [plain(name, data) for name, data in held.items() if name != "manifest.json"]
    return packed(file, [plain("manifest.json", said), *rest])


def _read(stream: IO[bytes] | None) -> bytes:
    assert stream is not None
    return stream.read()
