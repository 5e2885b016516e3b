"""Arrays of a generation in a cluster: written in pieces, and fetched by every worker that opens the generation."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from typing import Any

import numpy as np

from corpus.errors import IndexUnusable
from index.engine.known import KNOWN
from index.engine.opensearch.layout import ARRAYS, CURRENT, LAYOUT, index_name, number_of
from index.engine.opensearch.nodes import Nodes
from index.generations.folder import FORMAT, Arrays, Manifest, Piece

CURE = "load it again: dateline index PATH --full"
PIECE = 4 << 20
"""Bytes of an array that stand in one document."""
LEXICON = (
    *("letters", "letter_starts", "spelling_starts", "spelling_terms", "spelling_sizes", "passage_idf", "article_idf"),
    *("kinds", "common_languages", "marks"),
)
ROWS = "passage_rows"
GENERATION_BITS = 40
"""From here on a passage's number for the library tells its generation; below, its number in that."""
SECONDS = 60.0
KEPT = tuple(name for name in (*LEXICON, *KNOWN) if name != ROWS)
"""Arrays that are kept in the cluster; the numbers of passages for the library are those in the generation."""


def manifest_of(meta: dict[str, Any], name: str) -> Manifest:
    """Return what a generation says of itself.

    Raises:
        IndexUnusable: it says nothing that can be used, or is of another format.
    """
    try:
        found = Manifest(**{one.name: meta["manifest"][one.name] for one in fields(Manifest)})
    except (LookupError, TypeError) as error:
        raise IndexUnusable(f"{name}: says nothing of a generation; {CURE}") from error
    if (found.format, meta.get("layout")) != (FORMAT, LAYOUT):
        told = f"{found.format}.{meta.get('layout', 1)}"
        raise IndexUnusable(f"{name}: is of format {told}, this Dateline reads {FORMAT}.{LAYOUT}; {CURE}")
    return found


def meta_of(manifest: Manifest, arrays: Arrays, counts: dict[str, Any]) -> dict[str, Any]:
    """Return what the mapping of a generation's articles keeps beside it."""
    told = {
        name: {"dtype": arrays[name].dtype.str, "shape": list(arrays[name].shape), "crc32": _checksum(arrays[name])}
        for name in KEPT
    }
    return {"manifest": asdict(manifest), "layout": LAYOUT, "arrays": told, "counts": counts}


def pieces(arrays: Arrays) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield documents of the arrays, each with its id."""
    for name in KEPT:
        data = np.ascontiguousarray(arrays[name]).tobytes()
        for part, begin in enumerate(range(0, len(data), PIECE)):
            piece = base64.b64encode(zlib.compress(data[begin : begin + PIECE], 1)).decode()
            yield f"{name}-{part}", {"name": name, "part": part, "bytes": piece}


def current_name(nodes: Nodes, prefix: str) -> str | None:
    """Return the index of the articles of the current generation, None if there is none."""
    found = nodes.ask("GET", f"/_alias/{prefix}-{CURRENT}", missing=True)
    names = [name for name in found if number_of(prefix, name) is not None]
    return names[0] if names else None


def current_number(nodes: Nodes, prefix: str) -> int | None:
    """Return the number of the current generation, None if there is none."""
    name = current_name(nodes, prefix)
    return None if name is None else number_of(prefix, name)


def fetch_meta(nodes: Nodes, prefix: str, name: str | None = None) -> tuple[str, dict[str, Any]]:
    """Return the name of a generation's articles, of the current one unless told, and what their mapping keeps with it.

    Raises:
        IndexUnusable: there is no generation.
    """
    name = name or current_name(nodes, prefix)
    if name is None:
        raise IndexUnusable(f"{prefix}-{CURRENT}: the cluster has no such index yet; run: dateline index PATH")
    return name, dict(nodes.ask("GET", f"/{name}/_mapping")[name]["mappings"].get("_meta", {}))


def fetch_generation(nodes: Nodes, prefix: str, name: str | None = None) -> tuple[Manifest, Arrays]:
    """Return what a generation says of itself, the current one unless told, and the arrays that a worker keeps.

    Raises:
        EngineUnreachable: the cluster does not answer.
        IndexUnusable: there is no generation, or it is damaged or of another format.
    """
    name, meta = fetch_meta(nodes, prefix, name)
    manifest = manifest_of(meta, name)
    manifest = replace(manifest, number=number_of(prefix, name) or manifest.number)
    own = index_name(prefix, ARRAYS, manifest.number)
    try:
        arrays = {one: _fetch(nodes, own, one, told) for one, told in meta["arrays"].items()}
    except (LookupError, ValueError, TypeError, binascii.Error, zlib.error) as error:
        raise IndexUnusable(f"{own}: is damaged ({error}); {CURE}") from error
    numbers = np.arange(manifest.passages, dtype=np.int64)
    return manifest, arrays | {ROWS: numbers + (manifest.number << GENERATION_BITS)}


def _fetch(nodes: Nodes, index: str, name: str, told: dict[str, Any]) -> Piece:
    """Return an array, piece by piece."""
    dtype = np.dtype(told["dtype"])
    size = int(np.prod(told["shape"], dtype=np.int64)) * dtype.itemsize
    data = bytearray()
    for part in range(-(-size // PIECE)):
        found = nodes.ask(
            "GET", f"/{index}/_doc/{name}-{part}?stored_fields=bytes", answer_seconds=SECONDS / 4, deadline=SECONDS
        )
        data += zlib.decompress(base64.b64decode(found["fields"]["bytes"][0]))
    array = np.frombuffer(bytes(data), dtype).reshape(told["shape"])
    if _checksum(array) != told["crc32"]:
        raise ValueError(f"{name}: another checksum")
    return array


def _checksum(array: Piece) -> int:
    return zlib.crc32(np.ascontiguousarray(array).tobytes())


def as_json(value: object) -> bytes:
    """Return a line of a bulk request."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
